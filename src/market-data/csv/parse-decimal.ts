import { type NumberForm, POINT } from "./number-form.ts";
import { isBlank } from "./parse-blank.ts";
import { decimalOf, MOST_DIGITS, PART_DIGITS } from "./parse-number-exact.ts";

const ZERO = 48;
const SPACE = 32;
const LOWER_E = 101;

/** The byte of each mark; 0: none. */
export interface NumberMarks {
  readonly decimal: number;
  readonly thousands: number;
}

export function marksOf(form: NumberForm): NumberMarks {
  return { decimal: form.decimal.charCodeAt(0), thousands: form.thousands === "" ? 0 : form.thousands.charCodeAt(0) };
}

/**
 * The number that stands in bytes [from, to), the same double that `Number` gives for it when it is written with a point
 * and without thousands marks, bit for bit.
 *
 * A sign, an exponent and spaces around it are read. Thousands marks stand between groups of three digits, all of them or
 * none; "Infinity", hexadecimal and percent are no numbers.
 * @param short also $12.34, 12.34 €, 1.2K, 1.2M, 1.2B and 1.2T
 * @returns NaN when it is not a number (also for an empty cell)
 */
export function parseNumberAs(bytes: Uint8Array, from: number, to: number, marks: NumberMarks, short: boolean): number {
  let p = from;
  let end = to;
  while (p < end && isBlank(bytes[p]!)) p++;
  while (end > p && isBlank(bytes[end - 1]!)) end--;
  let shift = 0;
  if (short && p < end) {
    end -= currencyBefore(bytes, p, end);
    shift = magnitudeOf(bytes[end - 1]!);
    if (shift > 0) end--;
    while (end > p && bytes[end - 1] === SPACE) end--;
  }
  let isNegative = false;
  if (p < end && (bytes[p] === 43 || bytes[p] === 45)) isNegative = bytes[p++] === 45;
  if (short) p += currencyAt(bytes, p, end);
  const start = p;
  let head = 0;
  let tail = 0;
  let digits = 0;
  let places = 0;
  let hasDigit = false;
  let hasPoint = false;
  let group = 0;
  let isGrouped = false;
  for (; p < end; p++) {
    const digit = bytes[p]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      hasDigit = true;
      group++;
      if (hasPoint) places++;
      // Zeros before the first other digit are not counted: they do not use up the room of a double.
      if (digits === 0 && digit === 0) continue;
      digits++;
      if (digits <= PART_DIGITS) head = (Math.imul(head, 10) + digit) | 0;
      else tail = (Math.imul(tail, 10) + digit) | 0;
    } else if (bytes[p] === marks.decimal && !hasPoint) {
      if (isGrouped && group !== 3) return Number.NaN;
      hasPoint = true;
    } else {
      const length = hasPoint ? 0 : thousandsAt(bytes, p, end, marks.thousands);
      if (length === 0) break;
      if (isGrouped ? group !== 3 : group === 0 || group > 3 || bytes[start] === ZERO) return Number.NaN;
      isGrouped = true;
      group = 0;
      p += length - 1;
    }
  }
  if (!hasDigit || (isGrouped && !hasPoint && group !== 3)) return Number.NaN;
  const mantissaEnd = p;
  let exponent = shift - places;
  if (p < end) {
    if ((bytes[p]! | 32) !== LOWER_E || isGrouped) return Number.NaN;
    const power = exponentAt(bytes, p + 1, end);
    if (power !== power) return Number.NaN;
    exponent += power;
  }
  const value =
    digits <= MOST_DIGITS
      ? decimalOf(head, tail, digits, exponent)
      : Number(`${digitsIn(bytes, start, mantissaEnd)}e${exponent}`);
  return isNegative ? -value : value;
}

/** `parseNumberAs` of a text. */
export function parseText(text: string, form: NumberForm = POINT, short = false): number {
  const bytes = new TextEncoder().encode(text);
  return parseNumberAs(bytes, 0, bytes.length, marksOf(form), short);
}

/** A whole number with or without a sign, kept within what a double could ever need; NaN when it is none. */
function exponentAt(bytes: Uint8Array, from: number, to: number): number {
  const isNegative = bytes[from] === 45;
  const start = isNegative || bytes[from] === 43 ? from + 1 : from;
  if (start >= to) return Number.NaN;
  let value = 0;
  for (let p = start; p < to; p++) {
    const digit = bytes[p]! - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    if (value < 1e9) value = value * 10 + digit;
  }
  return isNegative ? -value : value;
}

function digitsIn(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let p = from; p < to; p++) {
    const byte = bytes[p]!;
    if (byte >= ZERO && byte <= ZERO + 9) text += String.fromCharCode(byte);
  }
  return text;
}

/** Bytes of the thousands mark at `at`; 0 when there is none. */
function thousandsAt(bytes: Uint8Array, at: number, to: number, mark: number): number {
  if (mark === 0) return 0;
  const byte = bytes[at]!;
  if (byte === mark) return 1;
  // By itself it is no UTF-8, but the no-break space of Windows-1252, in which French spreadsheets save CSV.
  if (byte === 0xa0) return mark === SPACE ? 1 : 0;
  if (byte === 0xc2) return mark === SPACE && at + 1 < to && bytes[at + 1] === 0xa0 ? 2 : 0;
  if (byte !== 0xe2 || at + 2 >= to || bytes[at + 1] !== 0x80) return 0;
  // Narrow no-break space and thin space; the apostrophe that is a quotation mark.
  const last = bytes[at + 2]!;
  return (mark === SPACE && (last === 0xaf || last === 0x89)) || (mark === 39 && last === 0x99) ? 3 : 0;
}

/** Thousands, millions, billions, trillions: the power of ten; 0 for anything else. */
function magnitudeOf(byte: number): number {
  const at = "kmbt".indexOf(String.fromCharCode(byte).toLowerCase());
  return at === -1 ? 0 : (at + 1) * 3;
}

/** Bytes of a currency sign (and spaces after it) at `at`: $ € £ ¥. */
function currencyAt(bytes: Uint8Array, at: number, to: number): number {
  let p = at + signLength(bytes, at);
  if (p === at) return 0;
  while (p < to && bytes[p] === SPACE) p++;
  return p - at;
}

/** Bytes of a currency sign (and spaces before it) that ends at `end`. */
function currencyBefore(bytes: Uint8Array, from: number, end: number): number {
  for (const length of [3, 2, 1]) {
    if (end - length <= from || signLength(bytes, end - length) !== length) continue;
    let p = end - length;
    for (let blank = 1; blank > 0; p -= blank) blank = blankBefore(bytes, from, p);
    return end - p;
  }
  return 0;
}

/** Bytes of a space that ends at `end`, no-break or narrow too; 0 when there is none. */
function blankBefore(bytes: Uint8Array, from: number, end: number): number {
  for (const length of [1, 2, 3]) {
    const at = end - length;
    if (at > from && thousandsAt(bytes, at, end, SPACE) === length) {
      // The second byte of a no-break space in UTF-8 is the whole of one in Windows-1252.
      return length === 1 && bytes[at] === 0xa0 && bytes[at - 1] === 0xc2 ? 2 : length;
    }
  }
  return 0;
}

function signLength(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]!;
  // 0x80 by itself is the euro of Windows-1252.
  if (byte === 36 || byte === 0x80) return 1;
  if (byte === 0xc2) return bytes[at + 1] === 0xa3 || bytes[at + 1] === 0xa5 ? 2 : 0;
  return byte === 0xe2 && bytes[at + 1] === 0x82 && bytes[at + 2] === 0xac ? 3 : 0;
}
