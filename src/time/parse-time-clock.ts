import { digitsAt, numberAt, pairAt } from "./parse-time-digits.ts";

const COLON = 58;
const DASH = 45;
const DOT = 46;
const COMMA = 44;
const PLUS = 43;
const SPACE = 32;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Reads a time of day that fills [from, to): `15:30`, `9:30`, `15:30:00`, `15:30:00.250`, `1530`, `153000`, `153000250`,
 * `3:30 PM`, `3 pm`, each with or without `Z`, `UTC`, `GMT`, `+02:00`, `+0200` or `+02` after it. Where a table lost the
 * zeros in front, `93000` is 09:30:00, `930` is 09:30 and `0` is midnight. Digits below the millisecond are cut off.
 * @param zoned its first entry counts one up where a zone was read
 * @returns milliseconds after midnight, in UTC where there is a zone (then it may be negative, or a day and more); NaN
 *   when it is not a time of day
 */
export function parseClock(bytes: Uint8Array, from: number, to: number, zoned: Int32Array): number {
  const leading = digitsAt(bytes, from, to);
  const hasColon = bytes[from + leading] === COLON && from + leading < to;
  let p = from + leading;
  let hour = Number.NaN;
  let minute = 0;
  let ms = 0;
  if (hasColon && (leading === 1 || leading === 2)) {
    hour = numberAt(bytes, from, p);
    minute = pairWithin(bytes, p + 1, to);
    p += 3;
    if (p < to && bytes[p] === COLON) {
      ms = pairWithin(bytes, p + 1, to) * 1000;
      if (!(ms < 60_000)) return Number.NaN;
      p += 3;
      if (p < to && (bytes[p] === DOT || bytes[p] === COMMA)) {
        const digits = digitsAt(bytes, p + 1, to);
        if (digits === 0 || digits > 9) return Number.NaN;
        ms += millis(bytes, p + 1, digits);
        p += 1 + digits;
      }
    }
  } else if (leading === 4 || leading === 6 || leading === 9) {
    hour = pairAt(bytes, from);
    minute = pairAt(bytes, from + 2);
    if (leading > 4) ms = pairAt(bytes, from + 4) * 1000;
    if (!(ms < 60_000)) return Number.NaN;
    if (leading === 9) ms += numberAt(bytes, from + 6, from + 9);
    else if (leading === 6 && p < to && bytes[p] === DOT) {
      const digits = digitsAt(bytes, p + 1, to);
      if (digits === 0 || digits > 9) return Number.NaN;
      ms += millis(bytes, p + 1, digits);
      p += 1 + digits;
    }
  } else if ((leading === 3 || leading === 5) && p === to) {
    hour = numberAt(bytes, from, from + 1);
    minute = pairAt(bytes, from + 1);
    if (leading === 5) ms = pairAt(bytes, from + 3) * 1000;
    if (!(ms < 60_000)) return Number.NaN;
  } else if (leading === 1 || leading === 2) {
    hour = numberAt(bytes, from, p);
    // An hour alone is one only with AM or PM; a zero is what is left of 000000.
    if (halfAt(bytes, p, to) === 0 && !(leading === 1 && p === to && hour === 0)) return Number.NaN;
  }
  const half = halfAt(bytes, p, to);
  if (half !== 0) {
    if (!(hour >= 1 && hour <= 12)) return Number.NaN;
    hour = (hour % 12) + (half > 0 ? 12 : 0);
    p = afterHalf(bytes, p, to);
  }
  if (!(hour <= 23 && minute <= 59)) return Number.NaN;
  return hour * HOUR_MS + minute * MINUTE_MS + ms - zoneOffset(bytes, p, to, zoned);
}

function pairWithin(bytes: Uint8Array, at: number, to: number): number {
  return at + 2 <= to ? pairAt(bytes, at) : Number.NaN;
}

/** Whole milliseconds of a fraction of a second. */
function millis(bytes: Uint8Array, at: number, digits: number): number {
  if (digits >= 3) return numberAt(bytes, at, at + 3);
  return numberAt(bytes, at, at + digits) * (digits === 1 ? 100 : 10);
}

/** -1 for AM at `at` (a space before it does not count), 1 for PM, 0 for neither. */
function halfAt(bytes: Uint8Array, at: number, to: number): number {
  let p = at;
  while (p < to && bytes[p] === SPACE) p++;
  if (p + 2 > to) return 0;
  const first = bytes[p]! | 32;
  const second = bytes[p + 1] === DOT ? bytes[p + 2]! : bytes[p + 1]!;
  if ((second | 32) !== 109) return 0;
  return first === 97 ? -1 : first === 112 ? 1 : 0;
}

function afterHalf(bytes: Uint8Array, at: number, to: number): number {
  let p = at;
  while (bytes[p] === SPACE) p++;
  if (bytes[p + 1] !== DOT) return p + 2;
  return p + 3 < to && bytes[p + 3] === DOT ? p + 4 : p + 3;
}

/** Milliseconds to take off a local time to have it in UTC; 0 when no zone is given, NaN when it is none. */
function zoneOffset(bytes: Uint8Array, at: number, to: number, zoned: Int32Array): number {
  if (at === to) return 0;
  if (at > to) return Number.NaN;
  zoned[0] = zoned[0]! + 1;
  const p = bytes[at] === SPACE ? at + 1 : at;
  const sign = bytes[p]!;
  if ((sign | 32) === 122) return p + 1 === to ? 0 : Number.NaN;
  if (sign !== PLUS && sign !== DASH) return isUniversal(bytes, p, to) ? 0 : Number.NaN;
  const length = to - p;
  const hasColon = length === 6 && bytes[p + 3] === COLON;
  if (length !== 3 && length !== 5 && !hasColon) return Number.NaN;
  const hours = pairAt(bytes, p + 1);
  const minutes = length === 3 ? 0 : pairAt(bytes, to - 2);
  if (!(hours <= 18 && minutes <= 59)) return Number.NaN;
  return (sign === DASH ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}

/** UTC or GMT. */
function isUniversal(bytes: Uint8Array, at: number, to: number): boolean {
  if (to - at !== 3) return false;
  const [a, b, c] = [bytes[at]! | 32, bytes[at + 1]! | 32, bytes[at + 2]! | 32];
  return (a === 117 && b === 116 && c === 99) || (a === 103 && b === 109 && c === 116);
}
