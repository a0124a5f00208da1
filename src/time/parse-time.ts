import { parseClock } from "./parse-time-clock.ts";
import { digitsAt } from "./parse-time-digits.ts";
import { parseEpoch } from "./parse-time-epoch.ts";
import { parseIso } from "./parse-time-iso.ts";
import { parseParts } from "./parse-time-parts.ts";
import type { TimeForm } from "./time-form.ts";

/**
 * Reads a time: `2013-01-02`, `20130102`, `2013/01/02`, each with `15:30`, `15:30:00`, `15:30:00.250` or `153000` after
 * a T or a space, and then `Z`, `+02:00`, `+0200` or `+02`; `2013-01`, its first day; or epoch seconds (9 or 10 digits) or
 * milliseconds (12 or 13).
 *
 * A time without a zone is UTC. Digits below the millisecond are cut off. Month-first and day-first dates are not read:
 * 3/4/2013 is two different days.
 * @returns epoch ms UTC; NaN when it is not a time, also for dates that no calendar has (2013-02-30)
 */
export function parseTime(text: string): number {
  if (text.length > 48) return Number.NaN;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return Number.NaN;
    bytes[i] = code;
  }
  return parseTimeBytes(bytes, 0, bytes.length);
}

const unread = new Int32Array(1);

/**
 * `parseTime` on ASCII bytes, without making a string.
 * @param bytes text; the time stands in [from, to), spaces around it are ignored
 * @returns epoch ms UTC; NaN when it is not a time
 */
export function parseTimeBytes(bytes: Uint8Array, from: number, to: number): number {
  const start = beginning(bytes, from, to);
  const end = ending(bytes, start, to);
  const digits = digitsAt(bytes, start, end);
  if (digits !== end - start || digits === 8) return parseIso(bytes, start, end, unread);
  if (digits === 9 || digits === 10) return parseEpoch(bytes, start, end, "s");
  return digits === 12 || digits === 13 ? parseEpoch(bytes, start, end, "ms") : Number.NaN;
}

/**
 * Reads a time as a file writes it.
 * @param bytes text in UTF-8; the time stands in [from, to), spaces around it are ignored
 * @param zoned its first entry counts one up where the text carries its zone
 * @returns epoch ms, as UTC where the text carries no zone; NaN when it is not a time of this form
 */
export function parseTimeAs(form: TimeForm, bytes: Uint8Array, from: number, to: number, zoned: Int32Array): number {
  const start = beginning(bytes, from, to);
  const end = ending(bytes, start, to);
  if (form.kind === "epoch") return parseEpoch(bytes, start, end, form.unit);
  const bare = form.zoneName === undefined ? end : withoutZoneName(bytes, start, end, form.zoneName);
  if (form.kind === "iso") return parseIso(bytes, start, bare, zoned);
  return parseParts(bytes, start, bare, form.order, zoned);
}

/**
 * Reads the time of day where a file has it in a cell of its own, as `parseClock` does; the name of a zone stands
 * after it, if the form has one.
 * @returns milliseconds after midnight; NaN when it is none
 */
export function parseClockAs(form: TimeForm, bytes: Uint8Array, from: number, to: number, zoned: Int32Array): number {
  const start = beginning(bytes, from, to);
  const end = ending(bytes, start, to);
  const hasName = form.kind !== "epoch" && form.zoneName !== undefined;
  return parseClock(bytes, start, hasName ? withoutZoneName(bytes, start, end, form.zoneName) : end, zoned);
}

/** How the day is written where the time of day has a cell of its own: the name of a zone does not stand with it. */
export function dayFormOf(form: TimeForm): TimeForm {
  if (form.kind === "epoch") return form;
  return form.kind === "iso" ? { kind: "iso" } : { kind: "parts", order: form.order };
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}

function beginning(bytes: Uint8Array, from: number, to: number): number {
  let p = from;
  while (p < to && isBlank(bytes[p]!)) p++;
  return p;
}

function ending(bytes: Uint8Array, from: number, to: number): number {
  let p = to;
  while (p > from && isBlank(bytes[p - 1]!)) p--;
  return p;
}

/** Where a time ends that has this name of a zone after it; `start` when it has not. */
function withoutZoneName(bytes: Uint8Array, start: number, end: number, name: string): number {
  const p = end - name.length;
  if (p <= start) return start;
  for (let i = 0; i < name.length; i++) if (bytes[p + i] !== name.charCodeAt(i)) return start;
  return ending(bytes, start, p);
}
