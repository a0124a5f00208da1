import type { OrderBook } from "../order-book.ts";

/** After the close of `bar`: what may only reduce ends with its position, and an order ends with its time. */
export function endOutOfTime(book: OrderBook, bar: number): void {
  endIdle(book);
  endExpired(book, bar);
}

/** What may only reduce ends with its position. */
export function endIdle(book: OrderBook): void {
  for (const order of book.orders) {
    if (order.reduceOnly && book.standingAgainst(order) === 0) {
      book.end(order, "cancelled", "nothing to reduce");
    }
  }
}

/** After the close of `bar`: an order ends with its time. */
export function endExpired(book: OrderBook, bar: number): void {
  for (const order of book.orders) {
    const { timeInForce } = order;
    if (timeInForce === "gtc" || order.parent !== null) continue;
    // The clock is read by those only who ask: it is a column of its own, mostly far away in memory.
    const isOver = timeInForce === "gtd" ? book.market.clock[bar]! >= order.until : order.seen;
    if (isOver) book.end(order, "expired", "time in force");
  }
}
