import { firstAtOrAfter } from "#domain/bars";
import type { PulledBars } from "./providers/join-pages.ts";

/** So many bars that are known already are asked for again. */
const OVERLAP_BARS = 10;

/**
 * Relative distance within which a price counts as the same: providers compute adjusted closes in 32 bits (6e-8), and
 * round to six digits. The smallest dividends move them by some 1e-4.
 */
const SAME = 1e-6;

/** Where an update begins: some bars before the last that is known, epoch ms. */
export function updateFrom({ time }: PulledBars): number {
  return time[Math.max(0, time.length - OVERLAP_BARS)]!;
}

/** What comes of bars that were known and bars that were pulled. */
export type Merged =
  | { readonly kind: "merged"; readonly bars: PulledBars; readonly added: number }
  /**
   * They do not fit, from this time (epoch ms) on: a split or dividend went into the prices, the provider mended them, or
   * there is a gap between the two.
   */
  | { readonly kind: "apart"; readonly at: number };

/**
 * The bars that were known, with those that were pulled in their place: nothing is lost where less is pulled than is known.
 * Every known bar within the pulled ones must be there with the same prices; the newer volume counts, which providers mend
 * for some days. Neither may be empty.
 */
export function mergeBars(known: PulledBars, pulled: PulledBars): Merged {
  const first = firstAtOrAfter(known.time, pulled.time[0]!);
  const last = pulled.time[pulled.time.length - 1]!;
  let end = firstAtOrAfter(known.time, last);
  if (known.time[end] === last) end++;
  if (first === end) return { kind: "apart", at: pulled.time[0]! };
  const at = firstDifference(known, first, end, pulled);
  if (at !== null) return { kind: "apart", at };
  const join = (one: Float64Array, more: Float64Array) => {
    const joined = new Float64Array(first + more.length + one.length - end);
    joined.set(one.subarray(0, first));
    joined.set(more, first);
    joined.set(one.subarray(end), first + more.length);
    return joined;
  };
  const both = (one: Float64Array | null, more: Float64Array | null) =>
    one === null || more === null ? null : join(one, more);
  const bars: PulledBars = {
    time: join(known.time, pulled.time),
    open: join(known.open, pulled.open),
    high: join(known.high, pulled.high),
    low: join(known.low, pulled.low),
    close: join(known.close, pulled.close),
    volume: both(known.volume, pulled.volume),
    adjustedClose: both(known.adjustedClose, pulled.adjustedClose),
    split: both(known.split, pulled.split),
    dividend: both(known.dividend, pulled.dividend),
  };
  return { kind: "merged", bars, added: bars.time.length - known.time.length };
}

const COMPARED = ["open", "high", "low", "close", "adjustedClose"] as const;
const OPTIONAL = ["volume", "adjustedClose", "split", "dividend"] as const;

/** Time of the first known bar in [from, to) that the pull lacks or tells otherwise; null where all are the same. */
function firstDifference(known: PulledBars, from: number, to: number, pulled: PulledBars): number | null {
  if (OPTIONAL.some((name) => (known[name] === null) !== (pulled[name] === null))) return known.time[from]!;
  let there = 0;
  for (let row = from; row < to; row++) {
    const time = known.time[row]!;
    while (pulled.time[there]! < time) there++;
    if (pulled.time[there] !== time) return time;
    for (const name of COMPARED) {
      if (!isSame(known[name]?.[row] ?? Number.NaN, pulled[name]?.[there] ?? Number.NaN)) return time;
    }
  }
  return null;
}

/** A price that is missing is the same only where it is missing in both. */
function isSame(before: number, now: number): boolean {
  if (Number.isNaN(before)) return Number.isNaN(now);
  return Math.abs(now - before) <= SAME * Math.abs(before);
}
