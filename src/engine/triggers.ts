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

/**
 * The execution at a moment when the market trades at `first`, else null: the open, or the close where that alone decides.
 * Marks a stop-limit whose stop is met.
 */
export function executionAtOpen(book: OrderBook, order: WorkingOrder, first: number): Execution | null {
  const { kind, side } = order;
  const { triggerOn, stopFill, limitImprove, stopLimitSameBar } = book.setup.profile;
  if (kind === MARKET || kind === MARKET_ON_OPEN) return { reference: first, slips: true, by: "stop" };
  if (kind === STOP || kind === TRAILING) {
    // Where stops fill at the close, the open decides nothing: the range of the bar holds it.
    const isLater = stopFill === "close" && triggerOn === "range";
    if (isLater || !meetsStop(book, order.stopLevel, first, side)) return null;
    return { reference: first, slips: true, by: "stop" };
  }
  if (waitsForStop(order) && meetsStop(book, order.stopLevel, first, side)) {
    order.trigger();
    order.triggeredAt = book.bar;
  }
  if (!order.isLimit) return null;
  // An open that only touches the limit leaves it to the range; a close has nothing behind it.
  const isMet = triggerOn === "close" ? meetsLimit(book, order.limit, first, side) : (order.limit - first) * side > 0;
  if (!isMet) return null;
  if (stopLimitSameBar === "nextBar" && order.triggeredAt === book.bar) return null;
  return { reference: limitImprove ? first : order.limit, slips: false, by: "limit" };
}

/** The execution within the range of a bar whose open did not execute the order, else null. */
export function executionInside(book: OrderBook, order: WorkingOrder, bar: number): Execution | null {
  const { kind, side } = order;
  const asset = book.setup.market.assets[order.asset]!;
  const far = side > 0 ? asset.high[bar]! : asset.low[bar]!;
  if (kind === STOP || kind === TRAILING) {
    const level = order.stopLevel;
    if (!meetsStop(book, level, far, side)) return null;
    return { reference: stopPrice(book, level, asset.close[bar]!, side), slips: true, by: "stop" };
  }
  const { stopLimitSameBar } = book.setup.profile;
  if (order.isLimit) {
    if (stopLimitSameBar === "nextBar" && order.triggeredAt === bar) return null;
    // Better than the limit already at the open: what the volume cap left of it waits for the next open.
    if ((order.limit - asset.open[bar]!) * side > 0) return null;
    return limitReached(book, order, bar) ? { reference: order.limit, slips: false, by: "limit" } : null;
  }
  if (!waitsForStop(order) || !meetsStop(book, order.stopLevel, far, side)) return null;
  order.trigger();
  order.triggeredAt = bar;
  if (stopLimitSameBar === "nextBar") return null;
  // The limit allows the price at which the stop is met; else the close must prove that the price came back.
  if ((order.limit - order.stop) * side >= 0) return { reference: order.stop, slips: false, by: "stop" };
  const isBack = (order.limit - asset.close[bar]!) * side > 0;
  const isAllowed = isBack || (stopLimitSameBar === "atOnce" && limitReached(book, order, bar));
  return isAllowed ? { reference: order.limit, slips: false, by: "limit" } : null;
}

/** Whether a stop at `level` is met where the market trades at `price`. */
export function meetsStop(book: OrderBook, level: number, price: number, side: number): boolean {
  const beyond = (price - level) * side;
  return book.setup.profile.stopTrigger === "touch" ? beyond >= 0 : beyond > 0;
}

/** The price of a stop that was met within a bar, before slippage. */
export function stopPrice(book: OrderBook, level: number, close: number, side: number): number {
  const { stopFill } = book.setup.profile;
  if (stopFill === "close") return close;
  return stopFill === "worseOfLevelAndClose" && (close - level) * side > 0 ? close : level;
}

/** A stop-limit, trailing or not, that is no limit yet. */
function waitsForStop({ kind, triggered }: WorkingOrder): boolean {
  return (kind === STOP_LIMIT || kind === TRAILING_LIMIT) && !triggered;
}

function limitReached(book: OrderBook, order: WorkingOrder, bar: number): boolean {
  const asset = book.setup.market.assets[order.asset]!;
  const near = order.side > 0 ? asset.low[bar]! : asset.high[bar]!;
  return meetsLimit(book, order.limit, near, order.side);
}

/** Whether a limit fills where the market trades at `price`. */
export function meetsLimit(book: OrderBook, limit: number, price: number, side: number): boolean {
  const through = (limit - price) * side;
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
