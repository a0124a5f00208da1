import { DAY_MS } from "#time/units";
import type { RateSeries } from "./read-rates.ts";

/**
 * For each time the rate that was known before its day began, a fraction a year: that of an earlier day, as a rate is
 * published when its day is over. NaN before the first.
 *
 * @param times epoch ms UTC, increasing, length n
 */
export function ratesAsOf({ day, rate }: Pick<RateSeries, "day" | "rate">, times: Float64Array): Float64Array {
  const out = new Float64Array(times.length);
  let next = 0;
  let last = Number.NaN;
  for (let i = 0; i < times.length; i++) {
    const today = Math.floor(times[i]! / DAY_MS) * DAY_MS;
    while (next < day.length && day[next]! < today) last = rate[next++]!;
    out[i] = last;
  }
  return out;
}

/**
 * Mean over the times at which a rate was known, a fraction a year, and at how many it was not. NaN where it never was.
 */
export function meanRate(
  rates: Pick<RateSeries, "day" | "rate">,
  times: Float64Array,
): { rate: number; unknown: number } {
  const known = ratesAsOf(rates, times).filter((value) => !Number.isNaN(value));
  const sum = known.reduce((total, value) => total + value, 0);
  return { rate: sum / known.length, unknown: times.length - known.length };
}
