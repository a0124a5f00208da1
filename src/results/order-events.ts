import { type OrderRecord, type OrderState, REPLACED_BY_LESS } from "#domain/order";
import type { RunRecord } from "./run-record.ts";
import { each, numbers, type Table, texts, times } from "./table.ts";

/** One move in the life of an order. */
export interface OrderEvent {
  /** Index in the run's list of orders. */
  readonly order: number;
  /** Clock index. */
  readonly bar: number;
  readonly state: OrderState;
  /** Empty where nothing needs saying. */
  readonly reason: string;
  /** Units and price of a fill; NaN of any other move. */
  readonly quantity: number;
  readonly price: number;
}

/** What of a run tells of the lives of its orders. */
type Lives = Pick<RunRecord, "orders" | "fills">;

/**
 * The life of every order, order by order, each from its creation on and only forward: created, approved or refused,
 * working, its fills, and how it ended. Read from the orders and the fills: nothing of it is kept twice.
 */
export function orderEvents(record: Lives): OrderEvent[] {
  const { fills, orders } = record;
  const filledBy: number[][] = orders.map(() => []);
  for (let i = 0; i < fills.length; i++) filledBy[fills.order[i]!]?.push(i);
  return orders.flatMap((order, index) => lifeOf(order, index, filledBy[index]!, record));
}

function lifeOf(order: OrderRecord, index: number, filled: readonly number[], { fills }: Lives): OrderEvent[] {
  const at = (bar: number, state: OrderState, reason = "", quantity = Number.NaN, price = Number.NaN) => ({
    order: index,
    bar,
    state,
    reason,
    quantity,
    price,
  });
  const born = order.createdAt;
  const begun = [at(born, "created")];
  const notes = order.notes ?? [];
  if (order.state === "refused") return [...begun, at(born, "refused", order.reason)];
  const trimmed = notes.filter(({ state }) => state === "approved");
  begun.push(at(born, "approved", trimmed.map(({ reason }) => reason).join("; ")));
  begun.push(at(born, "working"));
  const isReplaced = order.reason === REPLACED_BY_LESS;
  const isFilled = order.state === "filled" && !isReplaced;
  const moves = filled.map((i, nth) => {
    const isLast = isFilled && nth === filled.length - 1;
    const reason = isLast ? order.reason : "";
    const state = isLast ? "filled" : "partiallyFilled";
    return at(fills.bar[i]!, state, reason, Math.abs(fills.quantity[i]!), fills.price[i]!);
  });
  const replaced = notes.filter(({ state }) => state === "working");
  for (const { bar, reason, isFirst = false } of replaced) {
    const before = moves.findLastIndex((move) => (isFirst ? move.bar < bar : move.bar <= bar));
    moves.splice(before + 1, 0, at(bar, moves[before]?.state ?? "working", reason));
  }
  const isOver = order.state === "cancelled" || order.state === "expired" || order.state === "rejected";
  if (isOver || isReplaced) moves.push(at(order.endedAt, order.state, order.reason));
  return [...begun, ...moves];
}

/** order-events.csv: the life of every order, one move a row; `quantity` and `price` are those of a fill. */
export function orderEventsTable(record: RunRecord): Table {
  const events = orderEvents(record);
  const { length } = events;
  return {
    length,
    columns: [
      texts("order", (i) => record.orders[events[i]!.order]!.id),
      times(
        "time",
        each(length, (i) => record.market.clock[events[i]!.bar]!),
      ),
      texts("state", (i) => events[i]!.state),
      texts("reason", (i) => events[i]!.reason),
      numbers(
        "quantity",
        each(length, (i) => events[i]!.quantity),
      ),
      numbers(
        "price",
        each(length, (i) => events[i]!.price),
      ),
    ],
  };
}
