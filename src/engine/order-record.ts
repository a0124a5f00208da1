import type { OrderRecord } from "#domain/order";
import type { WorkingOrder } from "./working-order.ts";

/** What the row of an order says that the order does not know of itself. */
type Facts = Pick<OrderRecord, "id" | "createdAt" | "symbol" | "tag">;

/** The row of an order that has just come into the book, in the list of a run's orders. */
export function recordOf(order: WorkingOrder, { id, createdAt, symbol, tag }: Facts): OrderRecord {
  const { type, timeInForce } = order;
  return {
    id,
    placedAt: order.placedAt,
    createdAt,
    symbol,
    side: order.side > 0 ? "buy" : "sell",
    type,
    quantity: order.isShare ? null : order.quantity,
    limit: order.limit === order.limit ? order.limit : null,
    stop: order.isTrailing ? order.trailLevel : order.stop === order.stop ? order.stop : null,
    timeInForce,
    state: "working",
    reason: "",
    filled: 0,
    tag,
    endedAt: -1,
    notes: null,
  };
}
