import { requireSameLength } from "./same-length.ts";

export interface OlsFit {
  /** Constant, in units of y. */
  readonly alpha: number;
  /** Slope, in units of y over x. */
  readonly beta: number;
  /** Share of y's variance that x explains, 0 to 1; NaN when y does not vary. */
  readonly r2: number;
  /** What is left: 1 − r2 before it is rounded to 1. */
  readonly unexplained: number;
}

/**
 * Least squares of `y` on a constant and `x` (both length n). If `residuals` (length n) is given, y − alpha − beta·x is
 * written into it. All NaN below two observations, with a NaN in the data, or when x does not vary. Throws InternalError
 * when the lengths differ.
 *
 * Closed form about the means, in two passes, so that a high level costs no digits.
 * *Source*: Greene (2018), "Econometric Analysis", 8th ed., section 3.2.
 */
export function ols(y: Float64Array, x: Float64Array, residuals?: Float64Array): OlsFit {
  requireSameLength(y, x, "y and x");
  if (residuals !== undefined) requireSameLength(y, residuals, "y and residuals");
  const n = y.length;
  const y0 = n === 0 ? Number.NaN : y[0]!;
  const x0 = n === 0 ? Number.NaN : x[0]!;
  let sumY = 0;
  let sumX = 0;
  for (let i = 1; i < n; i++) {
    sumY += y[i]! - y0;
    sumX += x[i]! - x0;
  }
  const meanY = y0 + sumY / n;
  const meanX = x0 + sumX / n;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const beta = n >= 2 && xx > 0 ? xy / xx : Number.NaN;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const e = y[i]! - meanY - beta * (x[i]! - meanX);
    squares += e * e;
    if (residuals !== undefined) residuals[i] = e;
  }
  const unexplained = yy > 0 ? squares / yy : Number.NaN;
  return { alpha: meanY - beta * meanX, beta, r2: 1 - unexplained, unexplained };
}
