import { INSIDE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import { MARKET, STOP, TRAILING, type WorkingOrder } from "../working-order.ts";

/** A stop, trailing or not. */
export function isStop(order: WorkingOrder): boolean {
  return order.kind === STOP || order.kind === TRAILING;
}

/** Closes what stands against the order. What is left of it may open afterwards, unless volume cut it. */
export function reduceInside(book: OrderBook, order: WorkingOrder, reference: number, slips: boolean): void {
  const standing = book.standingAgainst(order);
  const wanted = order.isShare ? standing : Math.min(standing, order.quantity);
  const quantity = Math.min(wanted, book.floorToLot(Math.max(0, book.room[order.asset]!), order.asset));
  if (quantity > 0) {
    book.book(order, quantity, book.reducingPrice(order, reference, slips, quantity), reference, INSIDE);
    if (!order.isShare) {
      const isComplete = order.quantity - quantity <= 1e-12 || (order.reduceOnly && book.standingAgainst(order) === 0);
      book.afterFill(order, quantity, isComplete);
    }
  }
  if (!order.alive || quantity >= wanted - 1e-9) return;
  if (order.isShare) book.end(order, "cancelled", "no volume");
  else if (isStop(order)) order.kind = MARKET;
}
