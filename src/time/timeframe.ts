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
  // Sorting a million steps costs more than reading the file: the middle of a few is nearly always it, one pass proves it.
  const guess = middleOf(stepsOf(times, Math.ceil(times.length / 256)));
  let below = 0;
  let same = 0;
  let above = 0;
  for (let i = 1; i < times.length; i++) {
    const step = times[i]! - times[i - 1]!;
    if (!(step > 0)) continue;
    if (step < guess) below++;
    else if (step === guess) same++;
    else above++;
  }
  const rank = (below + same + above - 1) >> 1;
  return below <= rank && rank < below + same ? guess : middleOf(stepsOf(times, 1));
}

/** Positive steps to every `stride`-th time from the time before it. */
function stepsOf(times: Float64Array, stride: number): Float64Array {
  const steps = new Float64Array(Math.ceil(times.length / Math.max(1, stride)));
  let n = 0;
  for (let i = 1; i < times.length; i += stride) {
    const step = times[i]! - times[i - 1]!;
    if (step > 0) steps[n++] = step;
  }
  return steps.subarray(0, n);
}

/** The lower median, NaN of nothing; sorts in place. */
function middleOf(values: Float64Array): number {
  return values.length === 0 ? Number.NaN : values.sort()[(values.length - 1) >> 1]!;
}
