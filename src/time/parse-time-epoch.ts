import { digitsAt, numberAt } from "./parse-time-digits.ts";

/** Of the years 1 to 9999, in ms. */
const FIRST = -62_135_596_800_000;
const LAST = 253_402_300_799_999;

/** Digits of each unit that are below the millisecond; -3: seconds are three above it. */
const BELOW_MS = { s: -3, ms: 0, us: 3, ns: 6 } as const;

/**
 * Reads a number of units since 1970: `1640876400`, `1640876400.25`, `1.6408764E9`, `-86400`. What is below the
 * millisecond is cut off.
 * @param bytes text; the number stands in [from, to), without spaces around it
 * @returns epoch ms; NaN when it is not a number, or outside the years 1 to 9999
 */
export function parseEpoch(bytes: Uint8Array, from: number, to: number, unit: "s" | "ms" | "us" | "ns"): number {
  const digits = digitsAt(bytes, from, to);
  const below = BELOW_MS[unit];
  let ms: number;
  if (digits > 0 && digits === to - from) {
    // Nanoseconds of today have 19 digits: cut off as text, they need not fit a double.
    ms = below < 0 ? numberAt(bytes, from, to) * 1000 : numberAt(bytes, from, Math.max(from, to - below));
  } else {
    const text = String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 48)));
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number.NaN;
    // To the microsecond first: 1640876400.123 in doubles is a little less.
    ms = Math.floor(Math.round(Number(text) * 10 ** (3 - below)) / 1000);
  }
  return ms >= FIRST && ms <= LAST ? ms : Number.NaN;
}
