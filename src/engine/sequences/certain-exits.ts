import type { OrderBook } from "../order-book.ts";
import { type Execution, meetsLimit, meetsStop, stopPrice } from "../triggers.ts";
import { LIMIT, type WorkingOrder } from "../working-order.ts";
import { isStop, reduceInside } from "./reduce.ts";

/**
 * The entry came inside the bar, so only what must have happened after it counts: a stop below a limit entry that the
 * low passed, a target beyond a stop entry, and any level that the close lies beyond. What finer bars saw counts before
 * that. A stop that the range holds, but perhaps before the entry, counts where the profile takes it; a target never does.
 */
export function executeCertainExits(
  book: OrderBook,
  bar: number,
  children: readonly WorkingOrder[],
  entry: Execution,
): void {
  const stop = children.find(isStop) ?? null;
  const target = children.find((order) => order.kind === LIMIT) ?? null;
  const chosen = seenFirst(book, bar, stop, target, entry) ?? certain(book, bar, stop, target, entry);
  if (chosen === "none") return;
  const { side, asset } = chosen;
  if (chosen.kind === LIMIT) reduceInside(book, chosen, chosen.limit, false);
  else reduceInside(book, chosen, stopPrice(book, chosen.stopLevel, book.closes[asset]![bar]!, side), true);
}

/** What finer bars saw first after the entry; null: they do not know. */
function seenFirst(
  book: OrderBook,
  bar: number,
  stop: WorkingOrder | null,
  target: WorkingOrder | null,
  entry: Execution,
): WorkingOrder | "none" | null {
  const child = stop ?? target;
  if (book.finer === null || child === null) return null;
  const exits = { side: child.side, stop: stop?.stopLevel ?? Number.NaN, target: target?.limit ?? Number.NaN };
  const level = { level: entry.reference, by: entry.by };
  const first = book.finer.firstAfter(child.asset, book.market.clock[bar]!, exits, level);
  if (first === "unknown") return null;
  book.decided++;
  return first === "stop" ? stop : first === "target" ? target : "none";
}

function certain(
  book: OrderBook,
  bar: number,
  stop: WorkingOrder | null,
  target: WorkingOrder | null,
  { by }: Execution,
): WorkingOrder | "none" {
  const { stopBeforeTarget, uncertainStop } = book.setup.profile;
  const ofStop = stop === null ? NO : certainty(book, bar, stop, by === "limit");
  const ofTarget = target === null ? NO : certainty(book, bar, target, by === "stop");
  const isStopTaken = ofStop === SURE || (ofStop === MAYBE && uncertainStop === "taken");
  if (isStopTaken && ofTarget === SURE) book.ambiguous++;
  if (ofStop === MAYBE || ofTarget === MAYBE) book.uncertain++;
  if (isStopTaken && (stopBeforeTarget || ofTarget !== SURE)) return stop!;
  return ofTarget === SURE ? target! : "none";
}

const NO = 0;
const MAYBE = 1;
const SURE = 2;

/** Whether the exit was reached after the entry: not at all, perhaps, or for certain. */
function certainty(book: OrderBook, bar: number, order: WorkingOrder, touchCounts: boolean): number {
  const asset = book.setup.market.assets[order.asset]!;
  const { side } = order;
  const close = asset.close[bar]!;
  if (order.kind === LIMIT) {
    if ((order.limit - close) * side > 0) return SURE;
    const far = side < 0 ? asset.high[bar]! : asset.low[bar]!;
    return meetsLimit(book, order.limit, far, side) ? (touchCounts ? SURE : MAYBE) : NO;
  }
  const level = order.stopLevel;
  if (meetsStop(book, level, close, side)) return SURE;
  const far = side < 0 ? asset.low[bar]! : asset.high[bar]!;
  return meetsStop(book, level, far, side) ? (touchCounts ? SURE : MAYBE) : NO;
}
