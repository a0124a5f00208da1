import { type OrderRecord, REPLACED_BY_LESS } from "#domain/order";
import { type OrderEvent, OrderEventLog } from "./order-event-log.ts";
import type { RunRecord } from "./run-record.ts";
import { numbers, type Table, texts, times } from "./table.ts";

/** What of a run tells of the lives of its orders. */
type Lives = Pick<RunRecord, "orders" | "fills">;

/**
 * The life of every order, order by order, each from its creation on and only forward: created, approved or refused,
 * working, its fills, and how it ended. Read from the orders and the fills: nothing of it is kept twice.
 */
export function orderEvents(record: Lives): OrderEventLog {
  const { fills, orders } = record;
  const log = new OrderEventLog(orderEventsCount(record), fills);
  const filled = fillsByOrder(record);
  for (let index = 0; index < orders.length; index++) {
    const order = orders[index]!;
    const from = filled.starts[index]!;
    const to = filled.starts[index + 1]!;
    if (order.notes === null) addLife(log, order, index, filled.fills, from, to, fills);
    else for (const event of notedLife(order, index, filled.fills.subarray(from, to), fills)) addEvent(log, event);
  }
  return log;
}

/** How many events there are. */
export function orderEventsCount({ orders, fills }: Lives): number {
  let count = 0;
  for (let i = 0; i < fills.length; i++) if (fills.order[i]! >= 0) count++;
  for (const order of orders) {
    if (order.state === "refused") count += 2;
    else count += 3 + Number(isOver(order));
    if (order.notes !== null) for (const { state } of order.notes) if (state === "working") count++;
  }
  return count;
}

/** The fills of each order, in the order in which they happened: those of order k stand from `starts[k]` up to `starts[k + 1]`. */
function fillsByOrder({ orders, fills }: Lives): { readonly starts: Int32Array; readonly fills: Int32Array } {
  const starts = new Int32Array(orders.length + 1);
  const { order, length } = fills;
  for (let i = 0; i < length; i++) if (order[i]! >= 0) starts[order[i]! + 1]!++;
  for (let k = 0; k < orders.length; k++) starts[k + 1]! += starts[k]!;
  const next = starts.slice();
  const sorted = new Int32Array(starts[orders.length]!);
  for (let i = 0; i < length; i++) if (order[i]! >= 0) sorted[next[order[i]!]!++] = i;
  return { starts, fills: sorted };
}

/** The life of an order to which nothing was done but fills and an end. */
function addLife(
  log: OrderEventLog,
  order: OrderRecord,
  index: number,
  filled: Int32Array,
  from: number,
  to: number,
  fills: Lives["fills"],
): void {
  const { createdAt, state, reason } = order;
  log.add(index, createdAt, "created");
  if (state === "refused") {
    log.add(index, createdAt, "refused", reason);
    return;
  }
  log.add(index, createdAt, "approved");
  log.add(index, createdAt, "working");
  const last = isFilled(order) ? to - 1 : -1;
  for (let at = from; at < to; at++) {
    const i = filled[at]!;
    const isLast = at === last;
    log.add(index, fills.bar[i]!, isLast ? "filled" : "partiallyFilled", isLast ? reason : "", i);
  }
  if (isOver(order)) log.add(index, order.endedAt, state, reason);
}

function notedLife(order: OrderRecord, index: number, filled: Int32Array, fills: Lives["fills"]): Iterable<OrderEvent> {
  const life = new OrderEventLog(filled.length + 4, fills);
  addLife(life, order, index, filled, 0, filled.length, fills);
  const events = [...life];
  if (order.state === "refused") return events;
  const notes = order.notes ?? [];
  const trimmed = notes.filter(({ state }) => state === "approved");
  events[1] = { ...events[1]!, reason: trimmed.map(({ reason }) => reason).join("; ") };
  const begun = events.slice(0, 3);
  const moves = events.slice(3, 3 + filled.length);
  const ends = events.slice(3 + filled.length);
  for (const { bar, state, reason, isFirst = false } of notes) {
    if (state !== "working") continue;
    const before = moves.findLastIndex((move) => (isFirst ? move.bar < bar : move.bar <= bar));
    const note = { order: index, bar, reason, fill: -1, quantity: Number.NaN, price: Number.NaN };
    moves.splice(before + 1, 0, { ...note, state: moves[before]?.state ?? "working" });
  }
  return [...begun, ...moves, ...ends];
}

function addEvent(log: OrderEventLog, { order, bar, state, reason, fill }: OrderEvent): void {
  log.add(order, bar, state, reason, fill);
}

/** Its last fill ended it. */
function isFilled({ state, reason }: OrderRecord): boolean {
  return state === "filled" && reason !== REPLACED_BY_LESS;
}

/** It ended otherwise than by a fill. */
function isOver({ state, reason }: OrderRecord): boolean {
  return state === "cancelled" || state === "expired" || state === "rejected" || reason === REPLACED_BY_LESS;
}

/** order-events.csv: the life of every order, one move a row; `quantity` and `price` are those of a fill. */
export function orderEventsTable(record: RunRecord): Table {
  const events = orderEvents(record);
  const { length, order, bar } = events;
  return {
    length,
    columns: [
      texts("order", (i) => record.orders[order[i]!]!.id),
      times("time", (i) => record.market.clock[bar[i]!]!),
      texts("state", (i) => events.stateAt(i)),
      texts("reason", (i) => events.reasonAt(i)),
      numbers("quantity", (i) => events.quantityAt(i)),
      numbers("price", (i) => events.priceAt(i)),
    ],
  };
}
