import type { CoreStatistics } from "./run-record.ts";

/**
 * The sums that the accounting core would have gathered, for equity that it did not mark itself: session closes of an
 * intraday run, the price of a benchmark, several runs together.
 *
 * @param points equity at the moments to be measured, in time order, without NaN
 */
export function statisticsOf(points: Float64Array, startingCash: number): CoreStatistics {
  let sumOfReturns = 0;
  let sumOfSquaredReturns = 0;
  let maxDrawdown = 0;
  let peak = startingCash;
  let before = startingCash;
  for (let i = 0; i < points.length; i++) {
    const now = points[i]!;
    const change = now / before - 1;
    sumOfReturns += change;
    sumOfSquaredReturns += change * change;
    if (now > peak) peak = now;
    else maxDrawdown = Math.max(maxDrawdown, 1 - now / peak);
    before = now;
  }
  const bars = points.length;
  return {
    startingCash,
    finalEquity: before,
    bars,
    sumOfReturns,
    sumOfSquaredReturns,
    maxDrawdown,
    barsHeld: bars,
    openings: 0,
    closings: 0,
  };
}
