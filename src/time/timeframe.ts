import { DAY_MS } from "./units.ts";

/** "1d" and the like; what the spacing of the bars says. */
export type Timeframe =
  | "1m"
  | "5m"
  | "15m"
  | "30m"
  | "1h"
  | "4h"
  | "1d"
  | "1w"
  | "1mo"
  | `${number}s`
  | `${number}m`
  | `${number}h`;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * The timeframe of a time column, from its median step.
 *
 * Steps of 20 days and more are months, of 5 days and more weeks, of 20 hours and more days: a median is not moved by
 * weekends and holidays, and a day is not always 24 hours where clocks change. Shorter steps are named as they are.
 * @param times epoch ms UTC, increasing, length n
 * @returns "1d" when there are fewer than two bars: nothing says otherwise
 */
export function inferTimeframe(times: Float64Array): Timeframe {
  const step = medianStep(times);
  if (!(step > 0) || step >= 20 * HOUR_MS) return longTimeframe(step);
  if (step % HOUR_MS === 0) return `${step / HOUR_MS}h`;
  if (step % MINUTE_MS === 0) return `${step / MINUTE_MS}m`;
  return `${step / 1000}s`;
}

/** True for bars that stand for one session or more: they carry a date, not a time of day. */
export function isDailyOrLonger(timeframe: Timeframe): boolean {
  return timeframe === "1d" || timeframe === "1w" || timeframe === "1mo";
}

function longTimeframe(step: number): Timeframe {
  if (step >= 20 * DAY_MS) return "1mo";
  return step >= 5 * DAY_MS ? "1w" : "1d";
}

/** The lower median of the positive steps; NaN when there is none. */
function medianStep(times: Float64Array): number {
  const steps = new Float64Array(Math.max(0, times.length - 1));
  let n = 0;
  for (let i = 1; i < times.length; i++) {
    const step = times[i]! - times[i - 1]!;
    if (step > 0) steps[n++] = step;
  }
  if (n === 0) return Number.NaN;
  // Sorting a million steps costs more than reading the file: the middle of a few is nearly always it, one pass proves it.
  const guess = middleOf(everyNth(steps, n, Math.ceil(n / 255)));
  let below = 0;
  let upTo = 0;
  for (let i = 0; i < n; i++) {
    if (steps[i]! < guess) below++;
    if (steps[i]! <= guess) upTo++;
  }
  const rank = (n - 1) >> 1;
  return below <= rank && rank < upTo ? guess : middleOf(steps.slice(0, n));
}

function everyNth(values: Float64Array, n: number, stride: number): Float64Array {
  const out = new Float64Array(Math.ceil(n / stride));
  for (let i = 0, at = 0; at < n; i++, at += stride) out[i] = values[at]!;
  return out;
}

function middleOf(values: Float64Array): number {
  return values.sort()[(values.length - 1) >> 1]!;
}
