import { AT_OPEN } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import { meetsStop } from "../triggers.ts";
import { LIMIT, STOP, TRAILING, type WorkingOrder } from "../working-order.ts";
import { levelOf } from "./bracket-level.ts";
import { reduceInside } from "./reduce.ts";

/**
 * The stop and the target of a filled entry: an OCO pair that may only reduce. One whose level lies on the wrong side
 * of its own entry (a gap) executes at once at the entry's reference price; the others are returned. `moment` is the entry's.
 */
export function bringToLife(
  book: OrderBook,
  entry: WorkingOrder,
  quantity: number,
  price: number,
  reference: number,
  moment: number,
): WorkingOrder[] {
  const { stop, target } = childrenOf(book, entry, quantity, price, reference);
  // What comes to life after the open knows of nothing that came before it.
  if (stop !== null) stop.fresh = moment !== AT_OPEN;
  if (startsLater(book)) return NONE;
  const children = [stop, target].filter((order) => order !== null);
  for (const order of children) executeIfCrossed(book, order, reference);
  return children.filter((order) => order.alive);
}

/** The stop and the target of an entry filled at `price`, as they rest in the book; null: the bracket has none. */
export function childrenOf(
  book: OrderBook,
  entry: WorkingOrder,
  quantity: number,
  price: number,
  reference: number,
): { readonly stop: WorkingOrder | null; readonly target: WorkingOrder | null } {
  const bracket = entry.bracket!;
  const { stopBase } = book.setup.profile;
  const base =
    stopBase === "fill" ? price : stopBase === "reference" ? reference : book.closes[entry.asset]![book.bar]!;
  entry.entries++;
  const again = entry.entries > 1 ? `/${entry.entries}` : "";
  const pair = book.nextPair();
  let stop: WorkingOrder | null = null;
  let target: WorkingOrder | null = null;
  if (bracket.stop !== undefined) {
    stop = child(book, entry, quantity, pair);
    if ("trail" in bracket.stop) {
      stop.kind = TRAILING;
      stop.type = "trailing";
      stop.best = base;
      if ("amount" in bracket.stop.trail) stop.trailAmount = bracket.stop.trail.amount;
      else stop.trailFraction = bracket.stop.trail.fraction;
    } else {
      stop.kind = STOP;
      stop.type = "stop";
      stop.stop = levelOf(bracket.stop, base, -entry.side);
    }
    book.adopt(stop, `/stop${again}`);
  }
  if (bracket.target !== undefined) {
    target = child(book, entry, quantity, pair);
    target.kind = LIMIT;
    target.type = "limit";
    target.limit = levelOf(bracket.target, base, entry.side);
    book.adopt(target, `/target${again}`);
  }
  return { stop, target };
}

const NONE: WorkingOrder[] = [];

/** Whether stop and target are seen from the next bar on: by the profile, or as their levels are known at the close only. */
export function startsLater(book: OrderBook): boolean {
  const { childrenFrom, stopBase } = book.setup.profile;
  return childrenFrom === "nextBar" || stopBase === "close";
}

function child(book: OrderBook, entry: WorkingOrder, quantity: number, pair: number): WorkingOrder {
  const order = book.unused();
  order.alive = true;
  order.asset = entry.asset;
  order.side = -entry.side;
  order.quantity = quantity;
  order.oco = pair;
  order.reduceOnly = true;
  order.parent = entry;
  order.placedAt = entry.placedAt;
  return order;
}

function executeIfCrossed(book: OrderBook, order: WorkingOrder, reference: number): void {
  if (!order.alive) return;
  const { triggerOn, stopFill, limitImprove } = book.setup.profile;
  const close = book.closes[order.asset]![book.bar]!;
  // Where the close alone decides, an entry before it crosses nothing.
  if (triggerOn === "close" && reference !== close) return;
  if (order.kind !== LIMIT) {
    if (!meetsStop(book, order.stopLevel, reference, order.side)) return;
    reduceInside(book, order, stopFill === "close" ? close : reference, true);
  } else if ((order.limit - reference) * order.side > 0) {
    reduceInside(book, order, limitImprove ? reference : order.limit, false);
  }
}
