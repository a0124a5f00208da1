import type { BookState, Opening } from "#risk/opening";
import type { OrderBook } from "./order-book.ts";
import type { WorkingOrder } from "./working-order.ts";

/** An order that is about to open, and what it would fill at. */
export interface Increase {
  readonly order: WorkingOrder;
  readonly quantity: number;
  readonly price: number;
  readonly reference: number;
}

/**
 * Of `quantity` units that an order is about to open at this price, those that risk lets through; its record says why it
 * was cut, and it is counted. Whoever books the rest ends the order, as where cash has cut it. For sequences that book one
 * order after the other.
 */
export function allowedIncrease(
  book: OrderBook,
  order: WorkingOrder,
  quantity: number,
  price: number,
  reference: number,
  moment: number,
): { readonly quantity: number; readonly cut: string | null } {
  if (book.risk === null || !(quantity > 0)) return { quantity, cut: null };
  const { ledger, commission } = book.setup;
  const at = (k: number) => (k === order.asset ? reference : book.priceAt(k, book.bar, moment));
  // What stands against the order is closed before anything is opened, in the same fill where it was not yet.
  const closes = book.standingAgainst(order);
  const positions = closes > 0 ? Float64Array.from(ledger.positions) : ledger.positions;
  if (closes > 0) positions[order.asset] = 0;
  const paid = closes * (Math.abs(price - reference) + commission.unit(price));
  const cash = ledger.cash - order.side * closes * reference - paid;
  const [only] = allowedTogether(book, [{ order, quantity, price, reference }], stateOf(positions, cash, at));
  return { quantity: only!.quantity, cut: only!.reason };
}

/** The same of orders that open at one moment, in the order of placing: what is left of each, and why it was cut. */
export function allowedTogether(book: OrderBook, increases: readonly Increase[], state: BookState): readonly Opening[] {
  const { commission } = book.setup;
  const openings = increases.map(({ order, quantity, price, reference }) => ({
    asset: order.asset,
    side: order.side,
    quantity,
    price,
    reference,
    unitFee: commission.unit(price),
    fixedFee: commission.fixed,
    group: order.group,
    reason: null,
  }));
  book.risk!.cut(openings, state, (quantity, asset) => book.floorToLot(quantity, asset));
  return openings;
}

/** The books with these positions and this cash, each asset at the price of the moment. */
export function stateOf(positions: Float64Array, cash: number, priceAt: (asset: number) => number): BookState {
  const values = positions.map((units, k) => (units === 0 ? 0 : units * priceAt(k)));
  let equity = cash;
  for (let k = 0; k < values.length; k++) equity += values[k]!;
  return { equity, positions, values };
}

/** Writes at an order why risk has cut it, and counts it; `opened` says whether something of it was let through. */
export function keepCut(book: OrderBook, order: WorkingOrder, reason: string, opened: boolean): void {
  book.risk!.count(reason, opened ? "trimmed" : "refused");
  if (order.record !== null) order.record.reason = reason;
}
