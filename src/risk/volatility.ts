import { rollingDeviation } from "#indicators/rolling-deviation";

/**
 * Standard deviation (divisor lookback − 1) of the last `lookback` simple returns, annualized by the square root of the
 * bars in a year. Length n, a fraction; NaN for the first `lookback` bars and where a price in the window is missing.
 *
 * @param close prices of one asset's own bars, length n
 */
export function trailingVolatility(close: Float64Array, lookback: number, barsPerYear: number): Float64Array {
  const returns = close.map((price, i) => (i === 0 ? Number.NaN : price / close[i - 1]! - 1));
  const root = Math.sqrt(barsPerYear);
  return rollingDeviation(returns, lookback).map((deviation) => deviation * root);
}
