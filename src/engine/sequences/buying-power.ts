import type { OrderBook } from "../order-book.ts";
import type { Profile } from "../profile.ts";
import type { WorkingOrder } from "../working-order.ts";

/**
 * How many of `quantity` units the account may fill of the order at this price, as the profile's `cash` says. What closes
 * always may. `overdraw` asks nothing; `trim` cuts what opens to what leverage times equity leaves beside what is held;
 * otherwise an order that is not covered whole is not filled at all, and 0 comes back.
 *
 * @param moment whose prices value what is held
 */
export function withinBuyingPower(
  book: OrderBook,
  order: WorkingOrder,
  quantity: number,
  price: number,
  moment: number,
): number {
  const { ledger, profile, commission } = book.setup;
  if (profile.cash === "overdraw") return quantity;
  const closes = Math.min(quantity, book.standingAgainst(order));
  const opens = quantity - closes;
  if (opens <= 0) return quantity;
  let gross = 0;
  for (let k = 0; k < ledger.positions.length; k++) {
    // What the order closes is free again.
    if (k === order.asset && closes > 0) continue;
    gross += Math.abs(worthOf(book, k, moment));
  }
  const unit = price + commission.unit(price);
  const free = profile.leverage * equityAt(book, moment) - gross - commission.fixed;
  if (opens * unit <= free) return quantity;
  return profile.cash === "trim" ? closes + book.floorToLot(Math.max(0, free / unit), order.asset) : 0;
}

/** What one more unit of the order takes of the buying power: its price, of a short the share that it binds, and its fee. */
export function unitCost(book: OrderBook, order: WorkingOrder, price: number): number {
  const { profile, commission } = book.setup;
  return (order.side < 0 ? price * profile.shortMargin : price) + commission.unit(price);
}

/** Whether an order that cash does not cover is not filled at all. */
export function isAllOrNothing({ cash }: Profile): boolean {
  return cash === "cancel" || cash === "reject";
}

/** Whether an order that cash does not cover is cut to what it does: where all are, and a share of equity where others are cancelled. */
export function isCutToCash({ isShare }: WorkingOrder, { cash }: Profile): boolean {
  return cash === "trim" || (cash === "cancel" && isShare);
}

/** How an order ends that cash has refused. */
export function uncovered({ cash }: Profile): "cancelled" | "rejected" {
  return cash === "reject" ? "rejected" : "cancelled";
}

/** Cash plus all positions, at the prices of the moment. */
export function equityAt(book: OrderBook, moment: number): number {
  let equity = book.cash;
  for (let k = 0; k < book.market.assets.length; k++) equity += worthOf(book, k, moment);
  return equity;
}

function worthOf(book: OrderBook, asset: number, moment: number): number {
  const held = book.positions[asset]!;
  return held === 0 ? 0 : held * book.priceAt(asset, book.bar, moment);
}
