const ZERO = 48;
const DOT = 46;

/** Powers of ten that a double holds exactly. */
const TENS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** Digits that a double holds exactly as a whole number, whatever they are. */
const EXACT_DIGITS = 15;

/**
 * Reads digits with at most one point from `from` on, and leaves in cursor[0] where they end.
 *
 * Up to 15 digits with one point are a whole number over a power of ten, both exact in a double, and IEEE division
 * rounds once and correctly: the same double that `Number(text)` gives, bit for bit.
 * @returns NaN when there are no digits there, or more than 15
 */
export function scanDigits(bytes: Uint8Array, from: number, end: number, cursor: Int32Array): number {
  let whole = 0;
  let digits = 0;
  let pointAt = -1;
  let p = from;
  for (; p < end; p++) {
    const digit = bytes[p]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      digits++;
    } else if (digit === DOT - ZERO && pointAt < 0) {
      pointAt = digits;
    } else {
      break;
    }
  }
  cursor[0] = p;
  if (digits === 0 || digits > EXACT_DIGITS) return Number.NaN;
  return pointAt < 0 ? whole : whole / TENS[digits - pointAt]!;
}

const scratch = new Int32Array(1);

/**
 * The number that stands in bytes [from, to), the same double that `Number(text)` gives, bit for bit.
 * @returns NaN when it is not a decimal number (also for an empty cell); exponents and signs are read, "Infinity" and
 *   hexadecimal are not
 */
export function parseNumber(bytes: Uint8Array, from: number, to: number): number {
  const value = scanDigits(bytes, from, to, scratch);
  return scratch[0] === to && value === value ? value : parseText(cellText(bytes, from, to));
}

/** True for what files write where they have no number: nothing, NaN, null, NA, N/A, -. */
export function isMissing(text: string): boolean {
  return /^\s*(nan|null|na|n\/a|-)?\s*$/i.test(text);
}

/** The characters in [from, to); bytes beyond ASCII are read as UTF-8. */
export function cellText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let p = from; p < to; p++) {
    if (bytes[p]! > 127) return new TextDecoder().decode(bytes.subarray(from, to));
    text += String.fromCharCode(bytes[p]!);
  }
  return text;
}

/** `parseNumber` of a text. */
export function parseText(text: string): number {
  const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
  return decimal.test(text) ? Number(text) : Number.NaN;
}
