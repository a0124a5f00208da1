import { AT_CLOSE } from "./moments.ts";
import { NOTHING, TRIMMED, UNAFFORDABLE } from "./open-share.ts";
import type { OrderBook } from "./order-book.ts";
import type { WorkingOrder } from "./working-order.ts";

/**
 * Whether an order that is the only one of its bar can be left to the ledger, which stands at the start of the bar: in a book
 * of one asset, a share of equity or the close of all that is held, of which volume cuts nothing. This is nearly every order of
 * nearly every run.
 */
export function isLone(book: OrderBook, order: WorkingOrder, bar: number, moment: number): boolean {
  return order.plain && book.isSolo && (!book.hasCap || isBelowCap(book, order, bar, moment));
}

/** Whether all that the order can come to, before costs make it smaller, is within the volume that it may have. */
function isBelowCap(book: OrderBook, order: WorkingOrder, bar: number, moment: number): boolean {
  const { side, fraction, quantity, reduceOnly } = order;
  const { ledger, slippage } = book.setup;
  const held = ledger.positions[0]!;
  const closes = held * side < 0 ? Math.abs(held) : 0;
  // What volume has left of an exit closes that, and not what was bought since.
  if (reduceOnly) return quantity === closes && closes <= book.roomOf(0, bar);
  const reference = (moment === AT_CLOSE ? book.closes : book.opens)[0]![bar]!;
  const opens = (fraction * (ledger.cash + held * reference)) / slippage.slipped(reference, side);
  return closes + opens <= book.roomOf(0, bar);
}

/** Executes a lone order at the open (or close) of the bar, at whose start the ledger stands, and ends it. */
export function executeLone(book: OrderBook, order: WorkingOrder, bar: number, moment: number): void {
  const { ledger } = book.setup;
  const prices = moment === AT_CLOSE ? book.closes[0]! : book.opens[0]!;
  const before = ledger.positions[0]!;
  const closes = before * order.side < 0;
  if (closes) ledger.closeAll(bar, prices, order.index, moment);
  let outcome = NOTHING;
  let byRisk: string | null = null;
  if (!order.reduceOnly && order.fraction !== 0) {
    outcome = ledger.openShare(bar, order.side, order.fraction, prices, order.index, moment);
    byRisk = ledger.desk === null ? null : ledger.desk.reason;
  }
  const { record } = order;
  if (record === null) {
    book.dropLone(order);
    return;
  }
  const opens = outcome !== NOTHING && outcome !== UNAFFORDABLE;
  const after = ledger.positions[0]!;
  const opened =
    ledger.desk === null || !opens ? Math.abs(closes ? after : after - before) : ledger.desk.opening.quantity;
  record.filled += closes ? Math.abs(before) + opened : opened;
  if (closes || opens) book.end(order, "filled", outcome === TRIMMED ? "trimmed: cash" : "");
  else if (order.reduceOnly) book.end(order, "cancelled", "nothing to reduce");
  else book.end(order, "cancelled", outcome === UNAFFORDABLE ? "no cash" : "size is zero");
  if (byRisk !== null) record.reason = byRisk;
}
