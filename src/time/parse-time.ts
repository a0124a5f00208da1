import { DAY_MS } from "./units.ts";

const ZERO = 48;
const COLON = 58;
const DASH = 45;
const SLASH = 47;
const DOT = 46;
const SPACE = 32;
const PLUS = 43;

/**
 * Reads a time: `2013-01-02`, `20130102`, `2013/01/02`, each with `15:30`, `15:30:00`, `15:30:00.250` or `153000` after
 * a T or a space, and then `Z`, `+02:00`, `+0200` or `+02`; or epoch seconds (9 or 10 digits) or milliseconds (12 or 13).
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

/**
 * `parseTime` on ASCII bytes, without making a string.
 * @param bytes text; the time stands in [from, to), spaces around it are ignored
 * @returns epoch ms UTC; NaN when it is not a time
 */
export function parseTimeBytes(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  let end = to;
  while (start < end && bytes[start] === SPACE) start++;
  while (end > start && bytes[end - 1] === SPACE) end--;
  // Nearly every file writes dates so: looked for first, without counting digits.
  const separator = bytes[start + 4];
  if ((separator === DASH || separator === SLASH) && end - start >= 10) {
    if (bytes[start + 7] !== separator) return Number.NaN;
    return withClock(bytes, start + 10, end, dayAt(bytes, start, start + 5, start + 8));
  }
  const leading = digitsAt(bytes, start, end);
  if (leading === 8) return withClock(bytes, start + 8, end, dayAt(bytes, start, start + 4, start + 6));
  return leading === end - start ? epochTime(bytes, start, end) : Number.NaN;
}

function epochTime(bytes: Uint8Array, start: number, end: number): number {
  const digits = end - start;
  if (digits === 9 || digits === 10) return numberAt(bytes, start, end) * 1000;
  return digits === 12 || digits === 13 ? numberAt(bytes, start, end) : Number.NaN;
}

/** Days since 1970-01-01 of a date with four, two and two digits; NaN when no calendar has it. */
function dayAt(bytes: Uint8Array, yearAt: number, monthAt: number, dayOfMonthAt: number): number {
  const year = pairAt(bytes, yearAt) * 100 + pairAt(bytes, yearAt + 2);
  const month = pairAt(bytes, monthAt);
  const day = pairAt(bytes, dayOfMonthAt);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const leapDay = isLeap && month >= 3 ? 1 : 0;
  const before = DAYS_BEFORE_MONTH[month - 1]!;
  const length = DAYS_BEFORE_MONTH[month]! - before + (isLeap && month === 2 ? 1 : 0);
  if (day > length) return Number.NaN;
  return daysBeforeYear(year) + before + leapDay + day - 1 - DAYS_BEFORE_1970;
}

const DAYS_BEFORE_MONTH = Int32Array.of(0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365);
const DAYS_BEFORE_1970 = daysBeforeYear(1970);

/** Days from 0001-01-01 to the first of January of `year`, in the Gregorian calendar carried back. */
function daysBeforeYear(year: number): number {
  const whole = year - 1;
  return whole * 365 + Math.floor(whole / 4) - Math.floor(whole / 100) + Math.floor(whole / 400);
}

/** The time of day and the zone that stand in [at, end), on top of a day. */
function withClock(bytes: Uint8Array, at: number, end: number, day: number): number {
  if (at === end) return day * DAY_MS;
  const mark = bytes[at]!;
  if (mark !== SPACE && (mark | 32) !== 116) return Number.NaN;
  let p = at + 1;
  const clock = clockLength(bytes, p, end);
  if (clock === 0) return Number.NaN;
  const colons = bytes[p + 2] === COLON ? 1 : 0;
  const hour = pairAt(bytes, p);
  const minute = pairAt(bytes, p + 2 + colons);
  const second = clock > 5 ? pairAt(bytes, p + 4 + 2 * colons) : 0;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  p += clock;
  let ms = 0;
  if (clock > 5 && p < end && bytes[p] === DOT) {
    const digits = digitsAt(bytes, p + 1, end);
    if (digits === 0 || digits > 9) return Number.NaN;
    ms = Math.floor((numberAt(bytes, p + 1, p + 1 + Math.min(digits, 3)) * 1000) / 10 ** Math.min(digits, 3));
    p += 1 + digits;
  }
  return day * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms - zoneOffset(bytes, p, end);
}

/** Length of hh:mm:ss (8), hh:mm (5), hhmmss (6) or hhmm (4, and no seconds); 0 for anything else. */
function clockLength(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at + 2] === COLON) {
    if (at + 5 > end) return 0;
    return at + 5 === end || bytes[at + 5] !== COLON ? 5 : at + 8 <= end ? 8 : 0;
  }
  const digits = digitsAt(bytes, at, end);
  return digits === 6 || digits === 4 ? digits : 0;
}

/** Milliseconds to take off a local time to have it in UTC; 0 when no zone is given, NaN when it is none. */
function zoneOffset(bytes: Uint8Array, at: number, end: number): number {
  if (at === end) return 0;
  const p = bytes[at] === SPACE ? at + 1 : at;
  const sign = bytes[p]!;
  if ((sign | 32) === 122) return p + 1 === end ? 0 : Number.NaN;
  if (sign !== PLUS && sign !== DASH) return Number.NaN;
  const length = end - p;
  const hasColon = length === 6 && bytes[p + 3] === COLON;
  if (length !== 3 && length !== 5 && !hasColon) return Number.NaN;
  const hours = pairAt(bytes, p + 1);
  const minutes = length === 3 ? 0 : pairAt(bytes, end - 2);
  if (!(hours <= 18 && minutes <= 59)) return Number.NaN;
  return (sign === DASH ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000);
}

function digitsAt(bytes: Uint8Array, from: number, to: number): number {
  let p = from;
  while (p < to && bytes[p]! >= ZERO && bytes[p]! <= ZERO + 9) p++;
  return p - from;
}

/** A number of two digits; NaN when one of them is none. */
function pairAt(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** A whole number; NaN when one byte of it is not a digit. */
function numberAt(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let p = from; p < to; p++) {
    const digit = bytes[p]! - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
