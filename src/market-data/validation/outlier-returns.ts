import { isDailyOrLonger } from "#time/timeframe";
import { lengthMs } from "#time/timeframe-length";
import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf, shortNumber } from "./occurrence.ts";
import { jumpAt } from "./price-jump.ts";
import { returnScale, scaleAround, usualReach } from "./return-scale.ts";

/**
 * Robust z from which on a return is named that the next bar takes back: the mark of a wrong price. Daily closes of 60
 * stocks and funds since 1970, minutes of currencies and coins stay below 8; Malaysia's currency in January 1998 is at 9.4.
 */
const UNDONE = 10;

/**
 * The same for a return that stays, which news can bring about: the largest among them is at 21 (Pfizer in May 1990), the
 * crash of 1987 at 14.
 */
const STAYS = 25;

/** How much of a return the next bar takes back for it to be undone, as a share. */
const TAKEN_BACK = [0.7, 1.4] as const;

/**
 * Returns, highs and lows that are far out of what is usual in the series and around them: robust z by the median absolute
 * deviation of log returns, over the whole series or over the 25 bars on each side, whichever is larger.
 */
export function checkOutlierReturns(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const usual = returnScale(bars.close);
  if (usual === null) return null;
  const { close, open, high, low, time, closeOnly } = bars;
  const { centre, scale } = usual;
  const top = Math.exp(centre + UNDONE * scale);
  const bottom = Math.exp(centre - UNDONE * scale);
  const farthest = closeOnly ? 0 : usualReach(open, high, low, close);
  const reach = Math.exp(STAYS * Math.max(scale, farthest));
  const longestStep = isDailyOrLonger(bars.timeframe) ? Number.POSITIVE_INFINITY : 2 * lengthMs(bars.timeframe);
  const occurrences: Occurrence[] = [];
  for (let i = 1; i < close.length; i++) {
    const before = close[i - 1]!;
    const ratio = close[i]! / before;
    if (ratio > top || ratio < bottom) {
      // Over a night or a weekend bars of an hour move as a day does.
      if (time[i]! - time[i - 1]! > longestStep) continue;
      const found = outlierAt(bars, i, centre, scale);
      if (found === null) continue;
      occurrences.push(occurrenceOf(bars, context, i, i, found));
      if (found.isUndone) i++;
      continue;
    }
    if (closeOnly) continue;
    const o = open[i]!;
    const c = close[i]!;
    const upper = o > c ? o : c;
    const lower = o > c ? c : o;
    if (!(high[i]! > upper * reach || low[i]! * reach < lower)) continue;
    const found = reachAt(bars, i, upper, lower, centre, Math.max(scale, farthest));
    if (found !== null) occurrences.push(occurrenceOf(bars, context, i, i, found));
  }
  if (occurrences.length === 0) return null;
  return {
    id: "outlier-returns",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: "bar is far out of what is usual", many: "bars are far out of what is usual" },
    help: "Compare with another source: a wrong price makes trades that nobody could have made.",
  };
}

interface Outlier {
  readonly weight: number;
  readonly text: string;
  readonly isUndone: boolean;
}

function outlierAt(bars: CheckedBars, i: number, centre: number, scale: number): Outlier | null {
  const { close } = bars;
  const change = Math.log(close[i]! / close[i - 1]!);
  const back = i + 1 < close.length ? -Math.log(close[i + 1]! / close[i]!) / change : 0;
  const isUndone = back >= TAKEN_BACK[0] && back <= TAKEN_BACK[1];
  const least = isUndone ? UNDONE : STAYS;
  const deviation = Math.abs(change - centre);
  // What is around is looked at last: in restless series many returns come this far.
  if (deviation < least * scale) return null;
  const z = deviation / Math.max(scale, scaleAround(close, i, centre));
  // A split or another unit is named by its own check.
  if (z < least || jumpAt(bars, i) !== null) return null;
  const percent = (100 * (close[i]! / close[i - 1]! - 1)).toFixed(1);
  const after = isUndone ? ", taken back by the next bar" : "";
  const text = `from ${shortNumber(close[i - 1]!)} to ${shortNumber(close[i]!)} (${change > 0 ? "+" : ""}${percent} %), z ${z.toFixed(0)}${after}`;
  return { weight: z, text, isUndone };
}

function reachAt(
  { close, high, low }: CheckedBars,
  i: number,
  upper: number,
  lower: number,
  centre: number,
  scale: number,
): Outlier | null {
  const around = Math.max(scale, scaleAround(close, i, centre));
  const above = Math.log(high[i]! / upper) / around;
  const below = Math.log(lower / low[i]!) / around;
  if (Math.max(above, below) < STAYS) return null;
  const isAbove = above >= below;
  const text = isAbove
    ? `high ${shortNumber(high[i]!)} over open and close of at most ${shortNumber(upper)}, z ${above.toFixed(0)}`
    : `low ${shortNumber(low[i]!)} under open and close of at least ${shortNumber(lower)}, z ${below.toFixed(0)}`;
  return { weight: Math.max(above, below), text, isUndone: false };
}
