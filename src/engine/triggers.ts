import type { OrderBook } from "./order-book.ts";
import {
  MARKET,
  MARKET_ON_CLOSE,
  MARKET_ON_OPEN,
  STOP,
  STOP_LIMIT,
  TRAILING,
  TRAILING_LIMIT,
  type WorkingOrder,
} from "./working-order.ts";

/** Where an order executes: the price before slippage, and whether it slips. */
export interface Execution {
  readonly reference: number;
  readonly slips: boolean;
  /** A stop was triggered, or a limit was reached. */
  readonly by: "stop" | "limit";
}

/** The execution at a moment when the market trades at `first` (the open), else null. Marks a stop-limit whose stop is met. */
export function executionAtOpen(order: WorkingOrder, first: number): Execution | null {
  const { kind, side } = order;
  if (kind === MARKET || kind === MARKET_ON_OPEN) return { reference: first, slips: true, by: "stop" };
  if ((kind === STOP || kind === TRAILING) && (first - order.stopLevel) * side >= 0) {
    return { reference: first, slips: true, by: "stop" };
  }
  if (waitsForStop(order) && (first - order.stopLevel) * side >= 0) order.trigger();
  return order.isLimit && (order.limit - first) * side > 0 ? { reference: first, slips: false, by: "limit" } : null;
}

/** The execution within the range of a bar whose open did not execute the order, else null. */
export function executionInside(book: OrderBook, order: WorkingOrder, bar: number): Execution | null {
  const { kind, side } = order;
  const asset = book.setup.market.assets[order.asset]!;
  const far = side > 0 ? asset.high[bar]! : asset.low[bar]!;
  if (kind === STOP || kind === TRAILING) {
    const level = order.stopLevel;
    return (far - level) * side >= 0 ? { reference: level, slips: true, by: "stop" } : null;
  }
  if (order.isLimit) {
    // Better than the limit already at the open: what the volume cap left of it waits for the next open.
    if ((order.limit - asset.open[bar]!) * side > 0) return null;
    return limitReached(book, order, bar) ? { reference: order.limit, slips: false, by: "limit" } : null;
  }
  if (waitsForStop(order) && (far - order.stopLevel) * side >= 0) {
    order.trigger();
    // The limit allows the price at which the stop is met; else the close must prove that the price came back.
    if ((order.limit - order.stop) * side >= 0) return { reference: order.stop, slips: false, by: "stop" };
    return (order.limit - asset.close[bar]!) * side > 0 ? { reference: order.limit, slips: false, by: "limit" } : null;
  }
  return null;
}

/** A stop-limit, trailing or not, that is no limit yet. */
function waitsForStop({ kind, triggered }: WorkingOrder): boolean {
  return (kind === STOP_LIMIT || kind === TRAILING_LIMIT) && !triggered;
}

function limitReached(book: OrderBook, order: WorkingOrder, bar: number): boolean {
  const asset = book.setup.market.assets[order.asset]!;
  const near = order.side > 0 ? asset.low[bar]! : asset.high[bar]!;
  const through = (order.limit - near) * order.side;
  return book.setup.profile.limitFill === "touch" ? through >= 0 : through > 0;
}

/** Whether the bar can do anything to the order: a cheap look before the full rules. */
export function isMet(book: OrderBook, order: WorkingOrder, bar: number): boolean {
  const { kind, side } = order;
  if (kind === MARKET || kind === MARKET_ON_CLOSE || kind === MARKET_ON_OPEN) return true;
  if (order.isLimit) return limitReached(book, order, bar);
  const asset = book.setup.market.assets[order.asset]!;
  const far = side > 0 ? asset.high[bar]! : asset.low[bar]!;
  return (far - order.stopLevel) * side >= 0;
}
