import { isDailyOrLonger } from "#time/timeframe";
import { lengthMs } from "#time/timeframe-length";
import { DAY_MS } from "#time/units";
import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf } from "./occurrence.ts";

/** Steps of one longer length in a row that make a part of the file coarser; a holiday makes one such step. */
const COARSE_IN_A_ROW = 4;
/** Steps of two or three bars come by chance where trading is thin: of them it takes more. */
const NEARLY_IN_A_ROW = 20;
/** Below this share of steps of the length of a bar the file has no grid to fall out of: ticks. */
const GRID = 0.5;

/**
 * Parts of a file with another step than the rest: days then months, minutes then hours; and single bars that come too soon
 * after the one before them, as the month that is not over yet.
 */
export function checkMixedGranularity(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const { time, timeframe } = bars;
  if (time.length < 3) return null;
  const soonest = shortestStep(timeframe);
  if (timeframe !== "1d" && !hasGrid(time, soonest, isDailyOrLonger(timeframe) ? 1.6 * soonest : soonest)) return null;
  const occurrences: Occurrence[] = [];
  const add = (first: number, last: number, steps: string) =>
    occurrences.push(
      occurrenceOf(bars, context, first, last, {
        weight: last - first + 1,
        text: `${last === first ? "a bar" : `${last - first + 1} bars`} ${steps} after the one before, in bars of ${timeframe}`,
      }),
    );
  for (let i = 1; i < time.length; i++) {
    const step = time[i]! - time[i - 1]!;
    if (step < soonest) {
      const first = i;
      let longest = step;
      while (i + 1 < time.length && time[i + 1]! - time[i]! < soonest)
        longest = Math.max(longest, time[++i]! - time[i - 1]!);
      add(first, i, spanText(longest));
      continue;
    }
    if (step < 2 * soonest) continue;
    const last = endOfCoarse(time, i, soonest, timeframe === "1d");
    if (last === -1) continue;
    add(i, last, spanText(step));
    i = last;
  }
  if (occurrences.length === 0) return null;
  return {
    id: "mixed-granularity",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: "bar has another step than the rest", many: "bars have another step than the rest" },
    help: "Split the file by the length of its bars, or take out the bar that is not over yet.",
  };
}

/** The shortest step from bar to bar that a timeframe may have, in ms: February, a week with a holiday, a day of 23 hours. */
function shortestStep(timeframe: CheckedBars["timeframe"]): number {
  if (timeframe === "1mo") return 20 * DAY_MS;
  if (timeframe === "1w") return 4 * DAY_MS;
  return timeframe === "1d" ? 20 * 3_600_000 : lengthMs(timeframe);
}

function hasGrid(time: Float64Array, least: number, most: number): boolean {
  let whole = 0;
  for (let i = 1; i < time.length; i++) {
    const step = time[i]! - time[i - 1]!;
    if (step >= least && step <= most) whole++;
  }
  return whole >= GRID * (time.length - 1);
}

/** The last bar of a part that begins with the step to bar `from` and goes on in steps of that kind; −1: it does not go on. */
function endOfCoarse(time: Float64Array, from: number, soonest: number, isDaily: boolean): number {
  const step = time[from]! - time[from - 1]!;
  const kind = isDaily ? coarseDays(step) : step;
  if (kind === 0) return -1;
  let last = from;
  let inARow = 1;
  for (let i = from + 1; i < time.length; i++) {
    const next = time[i]! - time[i - 1]!;
    const isSame = isDaily ? coarseDays(next) === kind : next === kind;
    if (isSame) {
      last = i;
      inARow++;
    } else if (isDaily || next < kind) break;
    // A night or a weekend between two such steps ends nothing.
  }
  const wanted = isDaily || step > 3 * soonest ? COARSE_IN_A_ROW : NEARLY_IN_A_ROW;
  return inARow >= wanted ? last : -1;
}

/** 7 for steps of a week, 30 for those of a month and more; 0 for what weekends and holidays make of days. */
function coarseDays(step: number): number {
  if (step >= 26 * DAY_MS) return 30;
  return step >= 6 * DAY_MS && step <= 9 * DAY_MS ? 7 : 0;
}

function spanText(ms: number): string {
  const days = ms / DAY_MS;
  if (days >= 1) return `${Math.round(days)} ${Math.round(days) === 1 ? "day" : "days"}`;
  const minutes = ms / 60_000;
  if (minutes >= 120) return `${Number((minutes / 60).toFixed(1))} hours`;
  return minutes >= 1 ? `${Number(minutes.toFixed(1))} min` : `${Number((ms / 1000).toFixed(1))} s`;
}
