import { nthSmallest } from "#math/select";

/** The usual size of the returns of a series: what lies in the middle, and how far returns are from it. */
export interface ReturnScale {
  /** Median log return. */
  readonly centre: number;
  /** Deviation from it, as a standard deviation of a normal distribution with the same median deviation. */
  readonly scale: number;
}

/** 1 / Φ⁻¹(3/4): the standard deviation of a normal distribution over its median absolute deviation. */
const MAD_TO_SIGMA = 1.4826;
/** √(π/2): the same over its mean absolute deviation, for series of which more than half of the returns are equal. */
const MEAN_TO_SIGMA = 1.2533;

/** Enough for a median deviation to be known to some percent; the returns of a folder of files need not all be sorted. */
const SAMPLE = 1024;

/** Below so many returns nothing is usual. */
const FEWEST = 10;
/** Where more than half of the returns are 0 (a peg, a thin share), the others are the measure, from so many on. */
const FEWEST_MOVES = 10;
/** With fewer moves than that, what is below half a percent is never far out. */
const SMALLEST = 0.005;

/**
 * Median and median absolute deviation of the log returns from close to close, by a thousand of them spread over the
 * series; null where there are fewer than 10 returns, or none that is not 0.
 *
 * *Source*: Iglewicz & Hoaglin (1993), "How to Detect and Handle Outliers", section 3.3, for both scales.
 * @param close length n, all positive
 */
export function returnScale(close: Float64Array): ReturnScale | null {
  const count = close.length - 1;
  if (count < FEWEST) return null;
  const stride = Math.ceil(count / SAMPLE);
  const returns = new Float64Array(Math.ceil(count / stride));
  for (let k = 0, i = 1; k < returns.length; k++, i += stride) returns[k] = Math.log(close[i]! / close[i - 1]!);
  const sizes = returns.slice();
  const centre = middleOf(sizes);
  for (let k = 0; k < sizes.length; k++) sizes[k] = Math.abs(sizes[k]!);
  // Prices that climb by the same each day have no deviation, and yet move.
  const size = MAD_TO_SIGMA * middleOf(sizes);
  let sum = 0;
  for (let k = 0; k < returns.length; k++) {
    const deviation = Math.abs(returns[k]! - centre);
    returns[k] = deviation;
    sum += deviation;
  }
  if (sum === 0) return null;
  const scale = Math.max(size, MAD_TO_SIGMA * middleOf(returns));
  if (scale > 0) return { centre, scale };
  const moves = returns.filter((deviation) => deviation > 0);
  const byMoves = MAD_TO_SIGMA * middleOf(moves);
  return {
    centre,
    scale: moves.length >= FEWEST_MOVES ? byMoves : Math.max(SMALLEST, (MEAN_TO_SIGMA * sum) / returns.length),
  };
}

/**
 * How far highs and lows usually reach beyond open and close, as a log return: the median of the farther of the two, of a
 * thousand bars spread over the series. All columns have length n, above 0.
 */
export function usualReach(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array): number {
  const stride = Math.ceil(close.length / SAMPLE);
  const reaches = new Float64Array(Math.ceil(close.length / stride));
  for (let k = 0, i = 0; k < reaches.length; k++, i += stride) {
    const above = high[i]! / Math.max(open[i]!, close[i]!);
    const below = Math.min(open[i]!, close[i]!) / low[i]!;
    reaches[k] = Math.log(Math.max(above, below));
  }
  return middleOf(reaches);
}

/** Bars on each side that a return is held against. */
const NEIGHBOURS = 25;

/**
 * The scale of the returns around bar `i`, the return to it and those beside it left out: in a crisis large returns are
 * usual, and near zero a yield moves by half of itself every day. The larger of the two estimates; 0 where there is no other.
 */
export function scaleAround(close: Float64Array, i: number, centre: number): number {
  const from = Math.max(1, i - NEIGHBOURS);
  const to = Math.min(close.length - 1, i + NEIGHBOURS);
  const deviations = new Float64Array(to - from + 1);
  let n = 0;
  let sum = 0;
  for (let k = from; k <= to; k++) {
    if (k >= i - 1 && k <= i + 1) continue;
    const deviation = Math.abs(Math.log(close[k]! / close[k - 1]!) - centre);
    deviations[n++] = deviation;
    sum += deviation;
  }
  if (n === 0) return 0;
  return Math.max(MAD_TO_SIGMA * middleOf(deviations.subarray(0, n)), (MEAN_TO_SIGMA * sum) / n);
}

/** The upper median; puts the values into another order. */
function middleOf(values: Float64Array): number {
  return nthSmallest(values, values.length >> 1);
}
