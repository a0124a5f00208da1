import type { CommissionModel } from "./costs/commission-model.ts";
import type { Profile } from "./profile.ts";
import type { WorkingOrder } from "./working-order.ts";

/** What sizing asks of the book of orders. */
interface Sizing {
  readonly setup: { readonly profile: Profile; readonly commission: CommissionModel };
  lastClose(asset: number, bar: number): number;
  valueAt(bar: number): number;
  floorToLot(quantity: number, asset: number): number;
  standingAgainst(order: WorkingOrder): number;
}

/**
 * Units of an order that is sized by cash or by a share of equity, at the close of `bar`, at which it is placed: what stands
 * against it, and whole lots on top.
 */
export function unitsAtClose(book: Sizing, order: WorkingOrder, bar: number): number {
  const close = book.lastClose(order.asset, bar);
  const units = payable(book, order, order.shareUnits(book.valueAt(bar), close), close);
  // Before the first close of the asset, and with nothing left, there is nothing to buy or to sell short.
  return book.standingAgainst(order) + (units > 0 ? units : 0);
}

/** In whole lots, and fewer where the commission is paid out of the same share. */
function payable(book: Sizing, order: WorkingOrder, units: number, price: number): number {
  const { profile, commission } = book.setup;
  const most = book.floorToLot(units, order.asset);
  if (profile.feeBase === "onTop" || !(most > 0)) return most;
  const fee = commission.charge(most, price);
  return most * price + fee <= units * price ? most : book.floorToLot(units - fee / price, order.asset);
}
