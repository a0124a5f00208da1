import { parseClockAs, parseTimeAs } from "#time/parse-time";
import { dayOf } from "#time/parse-time-day";
import { pairAt } from "#time/parse-time-digits";
import { DAY_MS } from "#time/units";
import { isBlank } from "./parse-blank.ts";
import { parseNumberAs } from "./parse-decimal.ts";
import { isMissingAt } from "./parse-missing.ts";
import type { RowScan } from "./parse-scan.ts";

const COLON = 58;
const CR = 13;
const DASH = 45;
const LF = 10;
const QUOTE = 34;
const SLASH = 47;
const SPACE = 32;

/** Where a row or a cell cannot be read, or is cut off by the end of the piece. */
export const UNREADABLE = -1;

/**
 * Finds the end of the cell that begins at `from`, in quotes or not, and leaves where its content stands in cellFrom and
 * cellTo.
 * @returns the byte after it, a delimiter or a line end, or UNREADABLE
 */
export function cellEnd(s: RowScan, from: number): number {
  const { bytes, stops } = s;
  let p = from;
  while (isBlank(bytes[p]!) && stops[bytes[p]!] === 0) p++;
  if (bytes[p] === QUOTE && s.quoted) return quotedEnd(s, p + 1);
  s.cellFrom = p;
  while (stops[bytes[p]!] === 0) p++;
  s.cellTo = p;
  return s.quoted && bytes[p] === QUOTE ? UNREADABLE : p;
}

function quotedEnd(s: RowScan, from: number): number {
  const { bytes, end, stops } = s;
  let p = from;
  for (; p < end; p++) {
    const byte = bytes[p]!;
    if (stops[byte] === 0) continue;
    if (byte === QUOTE) {
      if (bytes[p + 1] !== QUOTE) break;
      p++;
    } else if (byte === LF || (byte === CR && bytes[p + 1] !== LF)) s.breaks++;
  }
  // Not closed; or the quote is the last byte of the piece, and may be the first of two.
  if (p >= end || (p + 1 === end && p + 1 >= s.limit)) return UNREADABLE;
  s.cellFrom = from;
  s.cellTo = p;
  p++;
  while (isBlank(bytes[p]!) && stops[bytes[p]!] === 0) p++;
  return stops[bytes[p]!] === 1 && bytes[p] !== QUOTE ? p : UNREADABLE;
}

/**
 * The number of a cell that is not digits with at most one point: signed, quoted, grouped, long, missing.
 * @returns NaN where there is none; s.at is UNREADABLE where something else stands there, and else where the cell ends
 */
export function oddNumber(s: RowScan, from: number, isShort: boolean): number {
  const p = cellEnd(s, from);
  s.at = p;
  if (p === UNREADABLE) return Number.NaN;
  const value = parseNumberAs(s.bytes, s.cellFrom, s.cellTo, s.marks, isShort);
  if (value !== value && !isMissingAt(s.bytes, s.cellFrom, s.cellTo)) s.at = UNREADABLE;
  return value;
}

/**
 * The time of a cell, epoch ms; s.at is where the cell ends, or UNREADABLE. Where the time of day has a cell of its own,
 * the day.
 */
export function timeOf(s: RowScan, from: number): number {
  if (s.isIso) {
    const isQuoted = s.bytes[from] === QUOTE && s.quoted;
    const zoned = s.zoned[0]!;
    const quick = plainIso(s, isQuoted ? from + 1 : from);
    if (quick === quick && (!isQuoted || isQuoteEnd(s, s.at))) {
      if (isQuoted) s.at++;
      return quick;
    }
    s.zoned[0] = zoned;
  }
  const p = cellEnd(s, from);
  s.at = p;
  if (p === UNREADABLE) return Number.NaN;
  const ms = parseTimeAs(s.timeForm, s.bytes, s.cellFrom, s.cellTo, s.zoned);
  if (ms !== ms || (s.hasClock && ms % DAY_MS !== 0)) s.at = UNREADABLE;
  return ms;
}

/** True for a quote with the end of the cell right after it. */
function isQuoteEnd({ bytes, stops }: RowScan, p: number): boolean {
  return bytes[p] === QUOTE && stops[bytes[p + 1]!] === 1 && bytes[p + 1] !== QUOTE;
}

/** The time of day of a cell, ms after midnight; s.at is where the cell ends, or UNREADABLE. */
export function clockOf(s: RowScan, from: number): number {
  const p = cellEnd(s, from);
  s.at = p;
  if (p === UNREADABLE) return Number.NaN;
  const ms = parseClockAs(s.clockForm, s.bytes, s.cellFrom, s.cellTo, s.zoned);
  if (ms !== ms) s.at = UNREADABLE;
  return ms;
}

/** 2013-01-02, 2013-01-02 15:30:00 and 2013-01-02T15:30:00Z, which most files write; NaN for any other, and broken ones. */
function plainIso(s: RowScan, p: number): number {
  const { bytes, stops } = s;
  if (!isLastDate(bytes, p, s.dateAt)) {
    const mark = bytes[p + 4];
    if ((mark !== DASH && mark !== SLASH) || bytes[p + 7] !== mark) return Number.NaN;
    const year = pairAt(bytes, p) * 100 + pairAt(bytes, p + 2);
    const day = dayOf(year, pairAt(bytes, p + 5), pairAt(bytes, p + 8));
    if (day !== day) return Number.NaN;
    s.dateAt = p;
    s.dateMs = day * DAY_MS;
  }
  const after = bytes[p + 10]!;
  if (stops[after] === 1) {
    s.at = p + 10;
    return s.dateMs;
  }
  if (bytes[p + 13] !== COLON || bytes[p + 16] !== COLON || (after !== SPACE && after !== 84)) return Number.NaN;
  const hour = pairAt(bytes, p + 11);
  const minute = pairAt(bytes, p + 14);
  const second = pairAt(bytes, p + 17);
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  let to = p + 19;
  if (bytes[to] === 90) {
    to++;
    if (stops[bytes[to]!] === 1) s.zoned[0] = s.zoned[0]! + 1;
  }
  if (stops[bytes[to]!] === 0) return Number.NaN;
  s.at = to;
  return s.dateMs + (hour * 3600 + minute * 60 + second) * 1000;
}

/** True when the ten bytes at `p` are those at `at`, where a date was read. */
function isLastDate(bytes: Uint8Array, p: number, at: number): boolean {
  return (
    at >= 0 &&
    bytes[p + 9] === bytes[at + 9] &&
    bytes[p + 8] === bytes[at + 8] &&
    bytes[p + 7] === bytes[at + 7] &&
    bytes[p + 6] === bytes[at + 6] &&
    bytes[p + 5] === bytes[at + 5] &&
    bytes[p + 4] === bytes[at + 4] &&
    bytes[p + 3] === bytes[at + 3] &&
    bytes[p + 2] === bytes[at + 2] &&
    bytes[p + 1] === bytes[at + 1] &&
    bytes[p] === bytes[at]
  );
}
