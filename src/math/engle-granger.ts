import { checkedLags } from "./adf.ts";
import { AdfRegression, type LagChoice } from "./adf-regression.ts";
import { mean, sampleDeviation } from "./descriptive.ts";
import { type CriticalValues, mackinnonCriticalValues, mackinnonPValue } from "./mackinnon.ts";
import { ols } from "./ols.ts";

/**
 * Residuals whose sum of squares is less than this share of y's are rounding: y is a linear function of x, and there is no
 * spread to test.
 */
const COLLINEAR = 1e-18;

export interface EngleGrangerOptions {
  /** Rule for the lagged changes of the residual, or their number; "aic" unless given. */
  readonly lags?: LagChoice;
  /** The largest order that a rule may choose; see AdfOptions. */
  readonly maxLag?: number;
}

export interface EngleGrangerResult {
  /** Constant and slope of y on x. */
  readonly alpha: number;
  readonly beta: number;
  readonly r2: number;
  /** Of the residual y − alpha − beta·x; the mean is 0 but for rounding, the deviation has divisor n − 1. */
  readonly residualMean: number;
  readonly residualDeviation: number;
  /** t of the residual's lagged level. NaN when not defined. */
  readonly statistic: number;
  /** Asymptotic, 0 to 1, for two series and a constant. */
  readonly pValue: number;
  readonly lags: number;
  /** Pairs of values that went in. */
  readonly observations: number;
  readonly critical: CriticalValues;
  /** Why the test's figures are NaN; null when they are not. */
  readonly reason: string | null;
}

/** Work arrays of `engleGranger`, for a caller who tests many windows. */
export class EngleGrangerScratch {
  readonly regression = new AdfRegression();
  /** The residuals of the last test: its first `observations` values. */
  residuals = new Float64Array(0);
}

/**
 * Engle-Granger test of `y` and `x` (both length n, usually log prices); the null is that they are not cointegrated: y on x
 * with a constant by least squares, then the Dickey-Fuller test without constant on the residual. The order matters: x on
 * y is another test.
 *
 * Statistic and p-value are NaN, with the reason, when the test of the residual is not defined (see adf), above all when y
 * is a linear function of x: the residual is rounding then. Critical values are for n − 1 observations. Throws InternalError
 * when the lengths differ, ConfigError when `lags` or `maxLag` is not a whole number of at least 0.
 *
 * *Source*: Engle & Granger (1987), Econometrica 55(2); MacKinnon (1994, 2010). *Differs from* statsmodels' `coint`, which
 * calls −∞ (p = 0) what is collinear to six digits already; here it takes eighteen.
 */
export function engleGranger(
  y: Float64Array,
  x: Float64Array,
  options: EngleGrangerOptions = {},
  scratch = new EngleGrangerScratch(),
): EngleGrangerResult {
  const lags = checkedLags(options.lags ?? "aic", "lags");
  const maxLag = options.maxLag === undefined ? undefined : checkedLags(options.maxLag, "maxLag");
  const n = y.length;
  if (scratch.residuals.length < n) scratch.residuals = new Float64Array(n);
  const residuals = scratch.residuals.subarray(0, n);
  const fit = ols(y, x, residuals);
  const { regression } = scratch;
  const reason = whyUntestable(fit.beta, fit.unexplained);
  if (reason === null) regression.run(residuals, "n", lags, maxLag);
  const defined = reason === null && regression.reason === null;
  return {
    alpha: fit.alpha,
    beta: fit.beta,
    r2: fit.r2,
    residualMean: mean(residuals),
    residualDeviation: sampleDeviation(residuals),
    statistic: defined ? regression.statistic : Number.NaN,
    pValue: defined ? mackinnonPValue(regression.statistic, "c", 2) : Number.NaN,
    lags: defined ? regression.lags : Number.NaN,
    observations: n,
    critical: mackinnonCriticalValues("c", 2, n - 1),
    reason: reason ?? regression.reason,
  };
}

function whyUntestable(beta: number, unexplained: number): string | null {
  if (Number.isNaN(beta)) return "x does not vary, a value is missing, or there are fewer than two pairs";
  if (!(unexplained > COLLINEAR)) return "y is a linear function of x, so the spread between them is only rounding";
  return null;
}
