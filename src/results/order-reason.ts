import type { RunRecord } from "./run-record.ts";

/**
 * Why a fill happened, in a word or two: the order's tag, or what kind of order it was. What the engine booked by
 * itself is "ruin" or "end of data".
 *
 * @param order index in the run's orders; −1: the engine itself
 * @param bar clock index of the fill
 */
export function reasonOf(record: RunRecord, order: number, bar: number): string {
  const placed = record.orders[order];
  if (placed === undefined) return record.ruined && bar === record.to - 1 ? "ruin" : "end of data";
  if (placed.id.endsWith("/stop")) return "stop";
  if (placed.id.endsWith("/target")) return "target";
  if (placed.tag !== "") return placed.tag;
  return placed.type === "stop" || placed.type === "stopLimit" || placed.type === "trailing" ? "stop" : "signal";
}
