import type { OrderBook } from "../order-book.ts";

/** After the close of `bar`: what may only reduce ends with its position, and an order ends with its time. */
export function endOutOfTime(book: OrderBook, bar: number): void {
  for (const order of book.orders) {
    if (order.reduceOnly && book.standingAgainst(order) === 0) {
      book.end(order, "cancelled", "nothing to reduce");
    }
  }
  endExpired(book, bar);
}

/** After the close of `bar`: an order ends with its time. */
export function endExpired(book: OrderBook, bar: number): void {
  const time = book.market.clock[bar]!;
  for (const order of book.orders) {
    const { timeInForce } = order;
    if (timeInForce === "gtc" || order.parent !== null) continue;
    if (timeInForce === "gtd" ? time >= order.until : order.seen) book.end(order, "expired", "time in force");
  }
}
