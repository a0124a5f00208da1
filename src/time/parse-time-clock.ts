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
  const colonAt = from + leading;
  const hasColon = colonAt < to && bytes[colonAt] === COLON;
  let ms = hasColon ? colonClock(bytes, from, colonAt, to) : digitClock(bytes, from, leading, to);
  let p = stop[0]!;
  const half = halfAt(bytes, p, to);
  if (half !== 0) {
    if (!(ms >= HOUR_MS && ms < 13 * HOUR_MS)) return Number.NaN;
    ms = (ms % (12 * HOUR_MS)) + (half > 0 ? 12 * HOUR_MS : 0);
    p = afterHalf(bytes, p, to);
  }
  return ms < 24 * HOUR_MS ? ms - zoneOffset(bytes, p, to, zoned) : Number.NaN;
}

/** Where the digits of a time of day end that was read last. */
const stop = new Int32Array(1);

/** h:mm, hh:mm:ss and a fraction; NaN when it is none. */
function colonClock(bytes: Uint8Array, from: number, colonAt: number, to: number): number {
  const hour = colonAt - from <= 2 ? numberAt(bytes, from, colonAt) : Number.NaN;
  const minute = pairWithin(bytes, colonAt + 1, to);
  let p = colonAt + 3;
  let ms = 0;
  if (p < to && bytes[p] === COLON) {
    ms = secondMs(pairWithin(bytes, p + 1, to));
    p += 3;
    if (p < to && (bytes[p] === DOT || bytes[p] === COMMA)) {
      ms += fractionMs(bytes, p + 1, to);
      p = stop[0]!;
    }
  }
  stop[0] = p;
  return minute <= 59 ? hour * HOUR_MS + minute * MINUTE_MS + ms : Number.NaN;
}

/** hhmm, hhmmss with or without a fraction, hhmmssmmm, and what is left of them without zeros in front; an hour alone. */
function digitClock(bytes: Uint8Array, from: number, digits: number, to: number): number {
  const end = from + digits;
  stop[0] = end;
  if (digits === 1 || digits === 2) {
    const hour = numberAt(bytes, from, end);
    // An hour alone is one only with AM or PM; a zero is what is left of 000000.
    return halfAt(bytes, end, to) !== 0 || (hour === 0 && digits === 1 && end === to) ? hour * HOUR_MS : Number.NaN;
  }
  const isShort = digits === 3 || digits === 5;
  if (isShort ? end !== to : digits !== 4 && digits !== 6 && digits !== 9) return Number.NaN;
  const minuteAt = isShort ? from + 1 : from + 2;
  const hour = numberAt(bytes, from, minuteAt);
  const minute = pairAt(bytes, minuteAt);
  let ms = digits > 4 ? secondMs(pairAt(bytes, minuteAt + 2)) : 0;
  if (digits === 9) ms += numberAt(bytes, end - 3, end);
  else if (digits === 6 && end < to && bytes[end] === DOT) ms += fractionMs(bytes, end + 1, to);
  return minute <= 59 ? hour * HOUR_MS + minute * MINUTE_MS + ms : Number.NaN;
}

function secondMs(second: number): number {
  return second <= 59 ? second * 1000 : Number.NaN;
}

function pairWithin(bytes: Uint8Array, at: number, to: number): number {
  return at + 2 <= to ? pairAt(bytes, at) : Number.NaN;
}

/** Whole milliseconds of a fraction of a second, of one to nine digits; NaN when it is none. */
function fractionMs(bytes: Uint8Array, at: number, to: number): number {
  const digits = digitsAt(bytes, at, to);
  stop[0] = at + digits;
  if (digits === 0 || digits > 9) return Number.NaN;
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
  const start = bytes[at] === SPACE ? at + 1 : at;
  // GMT+0100, as Dukascopy has it.
  const p = to > start + 3 && isUniversal(bytes, start, start + 3) ? start + 3 : start;
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
