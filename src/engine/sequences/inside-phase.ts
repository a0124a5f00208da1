import { DUST_OF_EQUITY } from "../dust.ts";
import type { FirstExit } from "../finer-paths.ts";
import { AT_OPEN, INSIDE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import { allowedIncrease, keepCut } from "../risk-review.ts";
import { type Execution, executionInside } from "../triggers.ts";
import { LIMIT, MARKET, MARKET_ON_CLOSE, type WorkingOrder } from "../working-order.ts";
import { equityAt, isCutToCash, uncovered, unitCost } from "./buying-power.ts";
import { executeCertainExits } from "./certain-exits.ts";
import { bringToLife, startsLater } from "./children.ts";
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
  const inTurn = closingTurns(book, bar, hit);
  const done = new Set<WorkingOrder>();
  for (const order of inTurn) {
    const execution = executions.get(order)!;
    if (!order.alive || book.standingAgainst(order) === 0 || !fitsWhole(book, order, execution)) continue;
    done.add(order);
    reduceInside(book, order, execution.reference, execution.slips);
  }
  for (const order of hit.sort((a, b) => a.number - b.number)) {
    if (!order.alive || order.kind === MARKET) continue;
    const execution = executions.get(order)!;
    const held = done.has(order) ? Number.POSITIVE_INFINITY : book.standingAgainst(order);
    if (!done.has(order)) {
      if (!fitsWhole(book, order, execution)) continue;
      if (book.standingAgainst(order) > 0) reduceInside(book, order, execution.reference, execution.slips);
    }
    const mayOpen = order.alive && !order.reduceOnly && (order.kind as number) !== MARKET;
    const hasReduced = held - book.standingAgainst(order) > 0;
    if (mayOpen && book.standingAgainst(order) === 0) increaseInside(book, bar, order, execution, hasReduced);
  }
}

/**
 * The orders that close, in their turn: stops before limits, or as the profile says; of a stop and its target that lie in
 * one bar the one that finer bars saw first.
 */
function closingTurns(book: OrderBook, bar: number, hit: readonly WorkingOrder[]): readonly WorkingOrder[] {
  const { stopBeforeTarget } = book.setup.profile;
  const isLater = new Map(hit.map((order) => [order, isStop(order) !== stopBeforeTarget]));
  for (const order of hit) {
    if (!isStop(order)) continue;
    const target = siblingIn(order, hit);
    if (target === null) continue;
    const first = target.kind === LIMIT ? firstExit(book, bar, order, target) : "unknown";
    if (first === "unknown") book.ambiguous++;
    else {
      book.decided++;
      isLater.set(order, first === "target");
      isLater.set(target, first === "stop");
    }
  }
  return [...hit].sort((a, b) => Number(isLater.get(a)) - Number(isLater.get(b)) || a.number - b.number);
}

function siblingIn(order: WorkingOrder, hit: readonly WorkingOrder[]): WorkingOrder | null {
  if (order.oco === null) return null;
  return hit.find((other) => other !== order && other.oco === order.oco) ?? null;
}

function firstExit(book: OrderBook, bar: number, stop: WorkingOrder, target: WorkingOrder): FirstExit {
  if (book.finer === null) return "unknown";
  const exits = { side: stop.side, stop: stop.stopLevel, target: target.limit };
  return book.finer.first(stop.asset, book.market.clock[bar]!, exits);
}

/** Fill or kill: whether volume and cash allow the whole order; ends it if not. */
function fitsWhole(book: OrderBook, order: WorkingOrder, execution: Execution): boolean {
  if (order.timeInForce !== "fok" || order.isShare) return true;
  const { commission } = book.setup;
  const more = order.quantity - Math.min(order.quantity, book.standingAgainst(order));
  const most = Math.min(more, Math.max(0, book.room[order.asset]!));
  const price = book.sizingPrice(order, execution.reference, execution.slips, most);
  const cost = more * unitCost(book, order, price) + commission.fixed;
  const isPaid = order.quantity <= book.room[order.asset]! + 1e-9 && (more <= 1e-12 || cost <= book.budget + 1e-9);
  const { cut } = allowedIncrease(book, order, isPaid ? more : 0, price, execution.reference, AT_OPEN);
  const fits = isPaid && cut === null;
  if (!fits) book.end(order, "cancelled", "cannot fill whole");
  if (cut !== null) keepCut(book, order, cut, false);
  return fits;
}

function increaseInside(
  book: OrderBook,
  bar: number,
  order: WorkingOrder,
  execution: Execution,
  hasReduced: boolean,
): void {
  const { commission } = book.setup;
  const { reference, slips } = execution;
  if (!book.setup.profile.reentryOnExitBar && book.leftAt[order.asset] === bar && !hasReduced) return;
  const room = Math.max(0, book.room[order.asset]!);
  // Inside the bar a share is one of the equity at the bar's opens.
  const equity = order.isShare ? equityAt(book, AT_OPEN) : 0;
  const sized = sizeOpening(book, order, execution, equity, order.isShare ? null : order.quantity, room);
  const byVolume = Math.min(sized.units, room);
  const unit = unitCost(book, order, sized.price);
  const affordable = Math.max(0, (book.budget - commission.fixed) / unit);
  const isRefused = !isCutToCash(order, book.setup.profile) && affordable < byVolume;
  const most = isRefused ? 0 : book.floorToLot(Math.min(byVolume, affordable), order.asset);
  const paid = most * sized.price <= DUST_OF_EQUITY * book.setup.ledger.startingCash ? 0 : most;
  const byCash = paid < book.floorToLot(byVolume, order.asset) - 1e-9;
  const { quantity, cut } = allowedIncrease(book, order, paid, sized.price, reference, AT_OPEN);
  const isOver = byCash || cut !== null || order.isShare;
  const price = book.increasingPrice(order, reference, slips, quantity);
  if (quantity > 0) {
    book.book(order, quantity, price, reference, INSIDE);
    book.budget -= quantity * unit + commission.fixed;
    book.afterFill(order, quantity, isOver || book.isSpent(order, order.quantity - quantity));
    if (order.record !== null && byCash) order.record.reason = "trimmed: cash";
  } else if (byCash) book.end(order, uncovered(book.setup.profile), "no cash");
  else if (isOver || (!hasReduced && book.isSpent(order, order.quantity))) {
    book.end(order, "cancelled", "size is zero");
  }
  if (cut !== null) keepCut(book, order, cut, quantity > 0);
  if (order.alive && isStop(order)) order.kind = MARKET;
  if (quantity > 0 && order.bracket !== null) {
    const children = bringToLife(book, order, quantity, price, reference, INSIDE);
    if (!startsLater(book)) executeCertainExits(book, bar, children, execution);
  }
}
