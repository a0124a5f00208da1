import { mean, sampleDeviation } from "#math/descriptive";
import { EngleGrangerScratch, engleGranger } from "#math/engle-granger";
import { halfLife } from "#math/half-life";
import { ols } from "#math/ols";
import { checkedBars, requireSameBars } from "./arguments.ts";
import { memoized } from "./memo.ts";

export interface RollingEngleGrangerOptions {
  /** How many bars that both series have go into an estimate. */
  readonly formation: number;
  /** How many bars of the clock an estimate holds. */
  readonly reestimate: number;
  /** Whether to test for cointegration at each estimate; true unless given. Without it the column is NaN throughout. */
  readonly pValue?: boolean;
}

/** Columns of the clock's length, NaN before the first estimate; each value is held until the next estimate. */
export interface RollingEngleGranger {
  /** Constant of y on x, in units of y. */
  readonly alpha: Float64Array;
  /** Slope of y on x: of log prices, dollars of x against a dollar of y. */
  readonly hedge: Float64Array;
  /** Of the spread y − alpha − hedge·x over the estimate's own bars: 0 but for rounding. */
  readonly mean: Float64Array;
  /** Standard deviation of that spread, divisor formation − 1. */
  readonly deviation: Float64Array;
  /** Of the Engle-Granger test, lags by AIC. */
  readonly pValue: Float64Array;
  /** Of that spread, in bars (exact form); NaN where it does not revert. */
  readonly halfLife: Float64Array;
}

/**
 * The hedge of `y` on `x` (both length n, usually log prices) as it could be known at each bar: estimated on the last
 * `formation` bars before it on which both are defined, first at the bar before which there are that many, then every
 * `reestimate` bars of the clock. No value depends on its own bar or a later one.
 *
 * An estimate that is not defined (x does not vary) is NaN until the next; p-value and half-life may be NaN alone (see
 * engleGranger, halfLife). Throws StrategyError when the lengths differ, `formation` is not a whole number of at least 3,
 * or `reestimate` not one of at least 1. The result is shared and must not be written to.
 *
 * *Source*: Engle & Granger (1987), Econometrica 55(2), on rolling windows.
 */
export function rollingEngleGranger(
  y: Float64Array,
  x: Float64Array,
  options: RollingEngleGrangerOptions,
): RollingEngleGranger {
  requireSameBars("rollingEngleGranger", y, x);
  const formation = checkedBars("rollingEngleGranger", "formation", options.formation, 3);
  const reestimate = checkedBars("rollingEngleGranger", "reestimate", options.reestimate);
  const withPValue = options.pValue ?? true;
  // The memo knows one column and one number; what else there is, this map tells apart.
  const known = memoized(
    "rolling-engle-granger",
    y,
    formation,
    () => new Map<Float64Array, Map<number, RollingEngleGranger>>(),
  );
  let ofX = known.get(x);
  if (ofX === undefined) {
    ofX = new Map();
    known.set(x, ofX);
  }
  const key = withPValue ? reestimate : -reestimate;
  let columns = ofX.get(key);
  if (columns === undefined) {
    columns = estimateAll(y, x, formation, reestimate, withPValue);
    ofX.set(key, columns);
  }
  return columns;
}

function estimateAll(
  y: Float64Array,
  x: Float64Array,
  formation: number,
  reestimate: number,
  withPValue: boolean,
): RollingEngleGranger {
  const n = y.length;
  const columns: RollingEngleGranger = {
    alpha: emptyColumn(n),
    hedge: emptyColumn(n),
    mean: emptyColumn(n),
    deviation: emptyColumn(n),
    pValue: emptyColumn(n),
    halfLife: emptyColumn(n),
  };
  const commonY = new Float64Array(n);
  const commonX = new Float64Array(n);
  const scratch = new EngleGrangerScratch();
  scratch.residuals = new Float64Array(formation);
  let count = 0;
  let next = -1;
  for (let t = 0; t < n; t++) {
    if (next < 0 ? count >= formation : t === next) {
      const windowY = commonY.subarray(count - formation, count);
      const windowX = commonX.subarray(count - formation, count);
      next = t + reestimate;
      hold(columns, t, Math.min(next, n), windowY, windowX, scratch, withPValue);
    }
    const difference = y[t]! - x[t]!;
    if (difference - difference === 0) {
      commonY[count] = y[t]!;
      commonX[count] = x[t]!;
      count++;
    }
  }
  return columns;
}

/** Estimates on the window and writes the figures into the rows from `from` to before `to`. */
function hold(
  columns: RollingEngleGranger,
  from: number,
  to: number,
  y: Float64Array,
  x: Float64Array,
  scratch: EngleGrangerScratch,
  withPValue: boolean,
): void {
  const { residuals } = scratch;
  if (withPValue) {
    const test = engleGranger(y, x, {}, scratch);
    columns.alpha.fill(test.alpha, from, to);
    columns.hedge.fill(test.beta, from, to);
    columns.mean.fill(test.residualMean, from, to);
    columns.deviation.fill(test.residualDeviation, from, to);
    columns.pValue.fill(test.pValue, from, to);
  } else {
    const fit = ols(y, x, residuals);
    columns.alpha.fill(fit.alpha, from, to);
    columns.hedge.fill(fit.beta, from, to);
    columns.mean.fill(mean(residuals), from, to);
    columns.deviation.fill(sampleDeviation(residuals), from, to);
  }
  columns.halfLife.fill(halfLife(residuals).exact, from, to);
}

function emptyColumn(n: number): Float64Array {
  return new Float64Array(n).fill(Number.NaN);
}
