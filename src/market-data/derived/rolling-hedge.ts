import { ols } from "#math/ols";

/**
 * The slope of y on x (closes, length n) with a constant, by least squares over the `bars` bars before each bar: the bar
 * itself does not go in, so that its ratio is known before it opens. NaN for the first `bars` bars, and where x does not
 * vary over the window or a value of it is NaN.
 */
export function rollingHedge(y: Float64Array, x: Float64Array, bars: number): Float64Array {
  const slope = new Float64Array(y.length).fill(Number.NaN);
  for (let i = bars; i < y.length; i++) slope[i] = ols(y.subarray(i - bars, i), x.subarray(i - bars, i)).beta;
  return slope;
}
