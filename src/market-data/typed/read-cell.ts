import { parseClockAs, parseTimeAs } from "#time/parse-time";
import type { TimeForm } from "#time/time-form";
import { isMissing } from "../csv/parse-missing.ts";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number of a cell, which may be a number or its text; NaN: the cell is empty; null: it is no number. */
export function numberOf(cell: unknown): number | null {
  if (typeof cell === "number") return cell;
  if (cell === null || cell === undefined) return Number.NaN;
  if (typeof cell === "bigint") return Number(cell);
  if (typeof cell !== "string") return null;
  const text = cell.trim();
  if (NUMBER.test(text)) return Number(text);
  return isMissing(text) ? Number.NaN : null;
}

/**
 * The time of a cell, epoch ms; NaN where it is none, or is not written so.
 * @param zoned its first entry counts one up where a text carries its zone
 */
export function timeOf(cell: unknown, form: TimeForm, zoned: Int32Array): number {
  if (typeof cell === "number" && form.kind === "epoch") return epochMs(cell, form.unit);
  if (typeof cell !== "string" && typeof cell !== "number") return Number.NaN;
  const bytes = encoder.encode(String(cell));
  return parseTimeAs(form, bytes, 0, bytes.length, zoned);
}

/**
 * The time of day of a cell of its own, ms after midnight; NaN where it is none. A number is what is left of a clock without
 * its marks: 93000 is 09:30:00.
 * @param zoned its first entry counts one up where a text carries its zone
 */
export function clockOf(cell: unknown, form: TimeForm, zoned: Int32Array): number {
  if (typeof cell !== "string" && typeof cell !== "number" && typeof cell !== "bigint") return Number.NaN;
  const bytes = encoder.encode(String(cell));
  return parseClockAs(form, bytes, 0, bytes.length, zoned);
}

const encoder = new TextEncoder();

/**
 * Units since 1970 as ms; digits below the millisecond are cut off. A double holds nanoseconds of our days to 128 of them
 * and fractions of a second to less than one microsecond: so much is added before the cut, or whole milliseconds would lose one.
 */
export function epochMs(count: number, unit: "s" | "ms" | "us" | "ns"): number {
  switch (unit) {
    case "s":
      return Math.floor(Math.round(count * 1e6) / 1000);
    case "ms":
      return Math.floor(count);
    case "us":
      return Math.floor(count / 1000);
    case "ns":
      return Math.floor((count + 128) / 1e6);
  }
}
