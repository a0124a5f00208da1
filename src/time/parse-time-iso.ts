import { parseClock } from "./parse-time-clock.ts";
import { dayOf } from "./parse-time-day.ts";
import { digitsAt, pairAt } from "./parse-time-digits.ts";
import { DAY_MS } from "./units.ts";

const COMMA = 44;
const DASH = 45;
const SLASH = 47;
const SPACE = 32;

/**
 * Reads a time that begins with a year of four digits: `2013-01-02`, `20130102`, `2013/01/02`, and the time of day after a
 * T, spaces or a comma (after eight digits, a dash too: `20130102-15:30:00`), as `parseClock` reads it; all of it
 * in one run of digits, `201301021530` or `20130102153000`; or `2013-01`, the first day of that month.
 * @param bytes text; the time stands in [from, to), without spaces around it
 * @param zoned its first entry counts one up where a zone was read
 * @returns epoch ms, as UTC where no zone is given; NaN when it is not such a time
 */
export function parseIso(bytes: Uint8Array, from: number, to: number, zoned: Int32Array): number {
  // Nearly every file writes dates so: looked for first, without counting digits.
  const separator = bytes[from + 4];
  if ((separator === DASH || separator === SLASH) && to - from >= 10) {
    if (bytes[from + 7] !== separator) return Number.NaN;
    return withClock(bytes, from + 10, to, dayAt(bytes, from, from + 5, from + 8), zoned);
  }
  // A month is the first of its days.
  if ((separator === DASH || separator === SLASH) && to - from === 7) {
    return dayOf(yearAt(bytes, from), pairAt(bytes, from + 5), 1) * DAY_MS;
  }
  const digits = digitsAt(bytes, from, to);
  const isRun = (digits === 12 || digits === 14) && digits === to - from;
  if (digits !== 8 && !isRun) return Number.NaN;
  const day = dayAt(bytes, from, from + 4, from + 6);
  if (isRun) return day * DAY_MS + parseClock(bytes, from + 8, to, zoned);
  const isDashed = bytes[from + 8] === DASH && to > from + 9;
  return isDashed ? day * DAY_MS + parseClock(bytes, from + 9, to, zoned) : withClock(bytes, from + 8, to, day, zoned);
}

function dayAt(bytes: Uint8Array, from: number, monthAt: number, dayOfMonthAt: number): number {
  return dayOf(yearAt(bytes, from), pairAt(bytes, monthAt), pairAt(bytes, dayOfMonthAt));
}

function yearAt(bytes: Uint8Array, at: number): number {
  return pairAt(bytes, at) * 100 + pairAt(bytes, at + 2);
}

/** The time of day and the zone that stand in [at, to), on top of a day. */
function withClock(bytes: Uint8Array, at: number, to: number, day: number, zoned: Int32Array): number {
  if (at === to) return day * DAY_MS;
  let p = at;
  if (bytes[p] === COMMA) p++;
  if (bytes[p] !== SPACE && (bytes[p]! | 32) !== 116) return Number.NaN;
  p++;
  while (p < to && bytes[p] === SPACE) p++;
  return day * DAY_MS + parseClock(bytes, p, to, zoned);
}
