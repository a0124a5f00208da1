import { power } from "#math/power";
import type { CoreStatistics } from "#results/run-record";

/*
 * The figures that a sweep reports for each trial. A single run reports the same ones from here, so the two cannot
 * differ by the order in which returns were added up.
 */

/**
 * Share of Σr² below which n·mean² may not leave it: the two then agree in all the digits that one-pass sums carry,
 * and their difference is noise.
 */
const SAME_DIGITS = 1e-12;

/** Equity at the end of the run, in the account's currency. */
export function finalEquity(statistics: CoreStatistics): number {
  return statistics.finalEquity;
}

/** Return of the whole run on the starting cash, as a fraction; −1 or less after ruin. */
export function totalReturn(statistics: CoreStatistics): number {
  return statistics.finalEquity / statistics.startingCash - 1;
}

/** Deepest fall of equity from a running peak (which starts at the starting cash), as a positive fraction. */
export function maxDrawdown(statistics: CoreStatistics): number {
  return statistics.maxDrawdown;
}

/** Share of measured closes at which a position was held; NaN when no bar was measured. */
export function exposure(statistics: CoreStatistics): number {
  return statistics.bars > 0 ? statistics.barsHeld / statistics.bars : Number.NaN;
}

/**
 * How many returns the figures below are over. The first one is measured against the starting cash: where orders fill
 * at the next open it is 0 because nothing could happen yet, and a return that could not be anything else is no
 * observation. Where it is not 0 (a profile that fills at the signal's close and pays for it) it counts.
 *
 * @param firstEquity equity at the first measured close, in the account's currency
 */
export function countedReturns(statistics: CoreStatistics, firstEquity: number): number {
  return firstEquity === statistics.startingCash ? statistics.bars - 1 : statistics.bars;
}

/**
 * Standard deviation of one period's return (ddof 1).
 *
 * @param returns number of returns, see `countedReturns`
 * @returns NaN for fewer than 2 returns, and when the returns do not vary
 * Source: one-pass form of the sample variance, (Σr² − n·mean²)/(n − 1).
 */
export function returnDeviation(statistics: CoreStatistics, returns: number): number {
  if (returns < 2) return Number.NaN;
  const { sumOfReturns, sumOfSquaredReturns } = statistics;
  const spread = sumOfSquaredReturns - (sumOfReturns * sumOfReturns) / returns;
  if (!(spread > SAME_DIGITS * sumOfSquaredReturns)) return Number.NaN;
  return Math.sqrt(spread / (returns - 1));
}

/**
 * Annualized standard deviation of returns, as a fraction.
 *
 * @param returns number of returns, see `countedReturns`
 * @param periodsPerYear returns in a year, from the data's calendar
 * @returns NaN for fewer than 2 returns, and when the returns do not vary
 */
export function volatility(statistics: CoreStatistics, returns: number, periodsPerYear: number): number {
  return returnDeviation(statistics, returns) * Math.sqrt(periodsPerYear);
}

/**
 * Annualized Sharpe ratio: mean over deviation (ddof 1) of excess returns, times √periodsPerYear.
 *
 * @param returns number of returns, see `countedReturns`
 * @param periodsPerYear returns in a year, from the data's calendar
 * @param riskFreeRate annual fraction, converted to one period geometrically
 * @returns NaN for fewer than 2 returns, and when the returns do not vary
 * Source: Sharpe (1994), The Sharpe Ratio, Journal of Portfolio Management 21(1), eq. 3–6.
 * Differs from: backtesting.py, which puts geometric return over geometric volatility.
 */
export function sharpe(
  statistics: CoreStatistics,
  returns: number,
  periodsPerYear: number,
  riskFreeRate: number,
): number {
  const mean = statistics.sumOfReturns / returns - perPeriod(riskFreeRate, periodsPerYear);
  return (mean / returnDeviation(statistics, returns)) * Math.sqrt(periodsPerYear);
}

/** The rate of one period that compounds to the annual rate (both fractions). */
export function perPeriod(annualRate: number, periodsPerYear: number): number {
  return annualRate === 0 ? 0 : power(1 + annualRate, 1 / periodsPerYear) - 1;
}
