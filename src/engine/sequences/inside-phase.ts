import { DUST_OF_EQUITY } from "../ledger.ts";
import { AT_OPEN, INSIDE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import { allowedIncrease, keepCut } from "../risk-review.ts";
import { type Execution, executionInside } from "../triggers.ts";
import { LIMIT, MARKET, MARKET_ON_CLOSE, type WorkingOrder } from "../working-order.ts";
import { bringToLife } from "./children.ts";
import { isStop, reduceInside } from "./reduce.ts";
import { sizeOpening } from "./size-opening.ts";

/**
 * What the range of the bar executes after its open: closing orders first (stops before limits), then the others in
 * the order of placing, each within what the open left of the cash.
 */
export function fillInside(
  book: OrderBook,
  bar: number,
  live: readonly WorkingOrder[],
  children: readonly WorkingOrder[],
): void {
  const pool = [...live, ...children].filter((o) => o.alive && o.kind !== MARKET && o.kind !== MARKET_ON_CLOSE);
  const executions = new Map<WorkingOrder, Execution>();
  for (const order of pool) {
    const execution = executionInside(book, order, bar);
    if (execution !== null) executions.set(order, execution);
  }
  if (executions.size === 0) return;
  const hit = pool.filter((order) => executions.has(order));
  book.ambiguous += hit.filter((order) => isStop(order) && hasSiblingIn(order, hit)).length;
  const done = new Set<WorkingOrder>();
  const stopsFirst = [...hit].sort((a, b) => Number(!isStop(a)) - Number(!isStop(b)) || a.number - b.number);
  for (const order of stopsFirst) {
    const execution = executions.get(order)!;
    if (!order.alive || book.standingAgainst(order) === 0 || !fitsWhole(book, order, execution)) continue;
    done.add(order);
    reduceInside(book, order, execution.reference, execution.slips);
  }
  for (const order of hit.sort((a, b) => a.number - b.number)) {
    if (!order.alive || order.kind === MARKET) continue;
    const execution = executions.get(order)!;
    if (!done.has(order)) {
      if (!fitsWhole(book, order, execution)) continue;
      if (book.standingAgainst(order) > 0) reduceInside(book, order, execution.reference, execution.slips);
    }
    const mayOpen = order.alive && !order.reduceOnly && (order.kind as number) !== MARKET;
    if (mayOpen && book.standingAgainst(order) === 0) increaseInside(book, bar, order, execution);
  }
}

function hasSiblingIn(order: WorkingOrder, hit: readonly WorkingOrder[]): boolean {
  return order.oco !== null && hit.some((other) => other !== order && other.oco === order.oco);
}

/** Fill or kill: whether volume and cash allow the whole order; ends it if not. */
function fitsWhole(book: OrderBook, order: WorkingOrder, execution: Execution): boolean {
  if (order.timeInForce !== "fok" || order.isShare) return true;
  const { commission } = book.setup;
  const more = order.quantity - Math.min(order.quantity, book.standingAgainst(order));
  const most = Math.min(more, Math.max(0, book.room[order.asset]!));
  const price = book.sizingPrice(order, execution.reference, execution.slips, most);
  const cost = more * (price + commission.unit(price)) + commission.fixed;
  const isPaid = order.quantity <= book.room[order.asset]! + 1e-9 && (more <= 1e-12 || cost <= book.budget + 1e-9);
  const { cut } = allowedIncrease(book, order, isPaid ? more : 0, price, execution.reference, AT_OPEN);
  const fits = isPaid && cut === null;
  if (!fits) book.end(order, "cancelled", "cannot fill whole");
  if (cut !== null) keepCut(book, order, cut, false);
  return fits;
}

function increaseInside(book: OrderBook, bar: number, order: WorkingOrder, execution: Execution): void {
  const { commission } = book.setup;
  const { reference, slips, by } = execution;
  const room = Math.max(0, book.room[order.asset]!);
  const equity = order.isShare ? equityAtOpens(book, bar) : 0;
  const sized = sizeOpening(book, order, execution, equity, order.isShare ? null : order.quantity, room);
  const byVolume = Math.min(sized.units, room);
  const unit = sized.price + commission.unit(sized.price);
  const affordable = Math.max(0, (book.budget - commission.fixed) / unit);
  const most = book.floorToLot(Math.min(byVolume, affordable), order.asset);
  const paid = most * sized.price <= DUST_OF_EQUITY * book.setup.ledger.startingCash ? 0 : most;
  const byCash = paid < book.floorToLot(byVolume, order.asset) - 1e-9;
  const { quantity, cut } = allowedIncrease(book, order, paid, sized.price, reference, AT_OPEN);
  const isOver = byCash || cut !== null || order.isShare;
  const price = book.increasingPrice(order, reference, slips, quantity);
  if (quantity > 0) {
    book.book(order, quantity, price, reference, INSIDE);
    book.budget -= quantity * unit + commission.fixed;
    book.afterFill(order, quantity, isOver || order.quantity - quantity <= 1e-12);
    if (order.record !== null && byCash) order.record.reason = "trimmed: cash";
  } else if (isOver) book.end(order, "cancelled", byCash ? "no cash" : "size is zero");
  if (cut !== null) keepCut(book, order, cut, quantity > 0);
  if (order.alive && isStop(order)) order.kind = MARKET;
  if (quantity > 0 && order.bracket !== null) {
    const children = bringToLife(book, order, quantity, price, reference);
    for (const child of children) child.fresh = true;
    executeCertainExits(book, bar, children, by);
  }
}

/** Inside the bar a share is one of the equity at the bar's opens. */
function equityAtOpens(book: OrderBook, bar: number): number {
  const { ledger } = book.setup;
  let equity = ledger.cash;
  for (let k = 0; k < ledger.positions.length; k++) {
    const held = ledger.positions[k]!;
    if (held !== 0) equity += held * book.priceAt(k, bar, AT_OPEN);
  }
  return equity;
}

/**
 * The entry came inside the bar, so only what must have happened after it counts: a stop below a limit entry that the
 * low passed, a target beyond a stop entry, and any level that the close lies beyond.
 */
function executeCertainExits(
  book: OrderBook,
  bar: number,
  children: readonly WorkingOrder[],
  by: "stop" | "limit",
): void {
  const stop = children.find((order) => isStop(order) && isCertain(book, bar, order, by === "limit"));
  const target = children.find((order) => order.kind === LIMIT && isCertain(book, bar, order, by === "stop"));
  if (stop !== undefined && target !== undefined) book.ambiguous++;
  const chosen = stop ?? target;
  if (chosen === undefined) return;
  const isTarget = chosen.kind === LIMIT;
  reduceInside(book, chosen, isTarget ? chosen.limit : chosen.stopLevel, !isTarget);
}

function isCertain(book: OrderBook, bar: number, order: WorkingOrder, touchCounts: boolean): boolean {
  const asset = book.setup.market.assets[order.asset]!;
  const { side } = order;
  const close = asset.close[bar]!;
  if (order.kind === LIMIT) {
    const far = side < 0 ? asset.high[bar]! : asset.low[bar]!;
    return (order.limit - close) * side > 0 || (touchCounts && (order.limit - far) * side > 0);
  }
  const level = order.stopLevel;
  const far = side < 0 ? asset.low[bar]! : asset.high[bar]!;
  return (close - level) * side >= 0 || (touchCounts && (far - level) * side >= 0);
}
