import type { OrderChanges } from "#domain/order";
import { LIMIT, STOP, STOP_LIMIT, TRAILING, type WorkingOrder } from "./working-order.ts";

/**
 * Changes a working order; what it has filled counts towards the new quantity. False, and nothing is changed, where a
 * level was met already that should have been another.
 */
export function applyChanges(order: WorkingOrder, changes: OrderChanges, bar: number): boolean {
  const { quantity, limit, stop, trail, timeInForce, until } = changes;
  if (stop !== undefined && order.kind !== STOP && (order.kind !== STOP_LIMIT || order.triggered)) return false;
  if (trail !== undefined && !order.isTrailing) return false;
  if (limit !== undefined && order.kind !== LIMIT && order.kind !== STOP_LIMIT) return false;
  // It is no longer what the ledger executes alone.
  order.plain = false;
  if (quantity !== undefined) order.quantity = quantity - order.filled;
  if (limit !== undefined) order.limit = limit;
  if (stop !== undefined) order.stop = stop;
  if (trail !== undefined) {
    order.trailAmount = "amount" in trail ? trail.amount : Number.NaN;
    order.trailFraction = "fraction" in trail ? trail.fraction : Number.NaN;
  }
  if (timeInForce !== undefined) order.timeInForce = timeInForce;
  if (until !== undefined) order.until = until;
  note(order, changes, bar);
  return true;
}

/**
 * Whether a stop that protects what is held would lie where the price has been already: then the order stays as it is, and
 * its record says why.
 */
export function refuseStop(
  order: WorkingOrder,
  stop: number,
  { close, held, bar }: { readonly close: number; readonly held: number; readonly bar: number },
): boolean {
  if (held * order.side >= 0 || (close - stop) * order.side < 0) return false;
  const passed = `its stop ${stop} lies ${order.side < 0 ? "above" : "below"} the price ${close}: it was passed already`;
  if (order.record !== null) {
    order.record.notes ??= [];
    order.record.notes.push({ bar, state: "working", reason: `not replaced: ${passed}` });
  }
  return true;
}

function note(order: WorkingOrder, changes: OrderChanges, bar: number): void {
  const { record } = order;
  if (record === null) return;
  if (changes.quantity !== undefined) record.quantity = changes.quantity;
  if (changes.limit !== undefined) record.limit = changes.limit;
  if (changes.stop !== undefined) record.stop = changes.stop;
  if (changes.trail !== undefined && order.kind === TRAILING) record.stop = order.trailLevel;
  if (changes.timeInForce !== undefined) record.timeInForce = changes.timeInForce;
  record.notes ??= [];
  record.notes.push({ bar, state: "working", reason: `replaced: ${said(changes)}` });
}

/** "limit 101, quantity 5". */
function said(changes: OrderChanges): string {
  return Object.entries(changes)
    .map(([name, value]) => `${name} ${typeof value === "object" ? Object.entries(value).flat().join(" ") : value}`)
    .join(", ");
}
