import type { OrderBook } from "../../order-book.ts";
import { LIMIT, STOP, TRAILING, WorkingOrder } from "../../working-order.ts";
import { levelOf } from "../bracket-level.ts";

/**
 * The stop and the target of an entry, in this order, which backtrader takes together with it. They are orders like any
 * other but for one thing: when one of them fills whole the other is cancelled. They do not end with the position. A
 * distance is measured from the price at which the entry was placed: its own level, or the last close. A level of exactly
 * zero is none to backtrader, which takes the last close in its place.
 */
export function childrenOf(book: OrderBook, entry: WorkingOrder, quantity: number, price: number): WorkingOrder[] {
  const { stop, target } = entry.bracket!;
  const children: WorkingOrder[] = [];
  const close = book.lastClose(entry.asset, entry.placedAt);
  if (stop !== undefined) {
    const order = childOf(entry, quantity);
    if ("trail" in stop) {
      order.kind = TRAILING;
      order.type = "trailing";
      order.best = price;
      if ("amount" in stop.trail) order.trailAmount = stop.trail.amount;
      else order.trailFraction = stop.trail.fraction;
    } else {
      order.kind = STOP;
      order.type = "stop";
      order.stop = levelOf(stop, price, -entry.side) || close;
    }
    book.adopt(order, "/stop");
    children.push(order);
  }
  if (target !== undefined) {
    const order = childOf(entry, quantity);
    order.kind = LIMIT;
    order.type = "limit";
    order.limit = levelOf(target, price, entry.side) || close;
    book.adopt(order, "/target");
    children.push(order);
  }
  return children;
}

function childOf(entry: WorkingOrder, quantity: number): WorkingOrder {
  const order = new WorkingOrder();
  order.alive = true;
  order.asset = entry.asset;
  order.side = -entry.side;
  order.quantity = quantity;
  order.parent = entry;
  order.placedAt = entry.placedAt;
  return order;
}
