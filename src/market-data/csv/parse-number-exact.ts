/** Powers of ten that a double holds exactly. */
export const TENS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** Digits that each of the two parts of a number has at most: their whole numbers fit 32 bits. */
export const PART_DIGITS = 9;
export const MOST_DIGITS = 2 * PART_DIGITS;

/** Digits that a double holds exactly as a whole number, whatever they are. */
const EXACT_DIGITS = 15;

/** More than the relative error of the correction below, which is three roundings: 3 × 2^-53. */
const DOUBT = 2 ** -50;

/** Splits a double in two halves of 26 bits (Dekker 1971): 2^27 + 1. */
const SPLITTER = 134_217_729;

/**
 * The double nearest to a decimal number, ties to even: the one that `Number` gives for its digits, bit for bit.
 *
 * Up to 15 digits with a power of ten up to 22 are one multiplication or division of two exact doubles, which rounds once
 * and correctly (Clinger 1990, the fast path). Up to 18 digits over such a power are divided with a remainder in twice the
 * precision; where the remainder cannot tell the two nearest doubles apart, and for all else, the text is asked.
 * @param head the first nine of its digits, or all of them when they are fewer
 * @param tail the digits after these, up to nine
 * @param digits how many both have together
 * @param exponent power of ten that head and tail, written together, are multiplied by
 */
export function decimalOf(head: number, tail: number, digits: number, exponent: number): number {
  const tailDigits = digits > PART_DIGITS ? digits - PART_DIGITS : 0;
  if (exponent >= -22 && exponent <= 22) {
    if (digits <= EXACT_DIGITS) {
      const whole = tailDigits === 0 ? head : head * TENS[tailDigits]! + tail;
      return exponent < 0 ? whole / TENS[-exponent]! : whole * TENS[exponent]!;
    }
    if (exponent < 0) {
      const value = longDivision(head, TENS[tailDigits]!, tail, TENS[-exponent]!);
      if (value === value) return value;
    }
  }
  const text = tailDigits === 0 ? String(head) : `${head}${String(tail).padStart(tailDigits, "0")}`;
  return Number(`${text}e${exponent}`);
}

/**
 * `decimalOf` of digits with at most one other byte, the decimal mark, among them: [from, to) holds nothing else.
 * @param places digits after the mark
 * @returns NaN for more digits than MOST_DIGITS, zeros in front not counted
 */
export function digitsWithMark(bytes: Uint8Array, from: number, to: number, places: number): number {
  let head = 0;
  let tail = 0;
  let digits = 0;
  for (let p = from; p < to; p++) {
    const digit = bytes[p]! - 48;
    if (digit < 0 || digit > 9 || (digits === 0 && digit === 0)) continue;
    digits++;
    if (digits <= PART_DIGITS) head = (Math.imul(head, 10) + digit) | 0;
    else tail = (Math.imul(tail, 10) + digit) | 0;
  }
  return digits <= MOST_DIGITS ? decimalOf(head, tail, digits, -places) : Number.NaN;
}

/** (head × power + tail) / divisor, correctly rounded; NaN when that is too close to call. All are whole. */
function longDivision(head: number, power: number, tail: number, divisor: number): number {
  // The numerator as the exact sum of two doubles: high, and what it misses.
  const product = head * power;
  const rest = productError(head, power, product) + tail;
  const high = product + rest;
  const low = rest - (high - product);
  const quotient = high / divisor;
  const multiple = quotient * divisor;
  // What the quotient leaves of `high` is a double, exactly; only adding `low` and dividing round.
  const remainder = high - multiple - productError(quotient, divisor, multiple) + low;
  const correction = remainder / divisor;
  const least = quotient + correction * (1 - DOUBT);
  return least === quotient + correction * (1 + DOUBT) ? least : Number.NaN;
}

/** a × b − product, exactly, where product is the rounded a × b (Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const wideA = SPLITTER * a;
  const highA = wideA - (wideA - a);
  const lowA = a - highA;
  const wideB = SPLITTER * b;
  const highB = wideB - (wideB - b);
  const lowB = b - highB;
  return highA * highB - product + highA * lowB + lowA * highB + lowA * lowB;
}
