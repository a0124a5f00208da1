import { AdfDesign } from "./adf-design.ts";
import type { Trend } from "./trend.ts";
import { firstSingularColumn } from "./triangle.ts";

/** How many lagged changes the regression gets: by Akaike's or Schwarz's criterion, by the last lag's t, or a number. */
export type LagChoice = "aic" | "bic" | "t-stat" | number;

/** A two-sided 10 % test of the last lag: the 95 % point of the normal distribution. */
const LAST_LAG_T = 1.6448536269514722;

/** Residuals this small beside the changes (as sums of squares) are rounding. */
const EXACT_FIT = 1e-20;

/**
 * The regression of the augmented Dickey-Fuller test: Δx on deterministic terms, the level before, and lagged changes.
 *
 * Every lag order is a leading part of one design, so one triangle holds the residual sum of squares of each of them.
 * One instance holds the work arrays and the last result: a rolling caller allocates nothing.
 */
export class AdfRegression {
  /** t of the level's coefficient; NaN when not defined, as are all figures then. */
  statistic = Number.NaN;
  /** Lagged changes used. */
  lags = Number.NaN;
  /** Rows of the final regression. */
  observations = Number.NaN;
  /** Why there is no statistic; null when there is one. */
  reason: string | null = null;
  readonly #design = new AdfDesign();

  /** Runs the test on `series` (length n); the result stands in the fields. `maxLag` as in AdfOptions. */
  run(series: Float64Array, trend: Trend, choice: LagChoice, maxLag: number | undefined): void {
    this.statistic = Number.NaN;
    this.lags = Number.NaN;
    this.observations = Number.NaN;
    this.reason = this.#attempt(series, trend, choice, maxLag);
  }

  /** Why there is no result, or null with the fields filled. */
  #attempt(series: Float64Array, trend: Trend, choice: LagChoice, maxLag: number | undefined): string | null {
    const n = series.length;
    const terms = trend === "n" ? 0 : trend.length;
    const most = Math.floor(n / 2) - terms - 1;
    const schwert = Math.ceil(12 * (n / 100) ** 0.25);
    const limit = typeof choice === "number" ? choice : (maxLag ?? Math.max(0, Math.min(schwert, most)));
    if (most < limit) return `${n} observations are too few for a regression with ${limit} lags`;
    const wrong = whatIsWrong(series);
    if (wrong !== null) return wrong;
    this.#design.load(series, terms, limit);
    const lags = typeof choice === "number" ? choice : this.#chooseLags(choice);
    if (lags < 0) return "the series is a combination of the deterministic terms";
    this.#design.addRows(lags);
    return this.#finish(lags);
  }

  /** The order that the rule likes best on the rows that all orders have; the smallest of equals; −1 if none is defined. */
  #chooseLags(rule: "aic" | "bic" | "t-stat"): number {
    const { maxLag, terms, order } = this.#design;
    const base = terms + 1;
    const count = base + maxLag;
    for (let c = 0; c < base; c++) order[c] = c;
    for (let lag = 1; lag <= maxLag; lag++) order[base + lag - 1] = base + lag;
    order[count] = base;
    this.#design.triangulate(count + 1, maxLag);
    const r = this.#design.triangle;
    const response = count * (count + 1);
    const independent = firstSingularColumn(r, count + 1, count);
    const rows = this.#design.rows - maxLag;
    const penalty = rule === "bic" ? Math.log(rows) : 2;
    let squares = r[response + count]! * r[response + count]!;
    let lowest = Number.POSITIVE_INFINITY;
    let best = -1;
    for (let lags = maxLag; lags >= 0; lags--) {
      const columns = base + lags;
      const last = r[response + columns - 1]!;
      if (columns <= independent && columns < rows) {
        if (rule === "t-stat") {
          if (lags === 0 || Math.abs(last) >= LAST_LAG_T * Math.sqrt(squares / (rows - columns))) return lags;
        } else {
          const criterion = rows * Math.log(squares) + penalty * columns;
          if (criterion <= lowest) {
            lowest = criterion;
            best = lags;
          }
        }
      }
      squares += last * last;
    }
    return best;
  }

  /** Fits the chosen order on all of its rows. */
  #finish(lags: number): string | null {
    const { terms, order } = this.#design;
    const count = terms + 1 + lags;
    for (let c = 0; c < terms; c++) order[c] = c;
    for (let lag = 1; lag <= lags; lag++) order[terms + lag - 1] = terms + 1 + lag;
    // The level comes last: its t is then a matter of two numbers of the triangle.
    order[count - 1] = terms;
    order[count] = terms + 1;
    this.#design.triangulate(count + 1, lags);
    const r = this.#design.triangle;
    const response = count * (count + 1);
    const rows = this.#design.rows - lags;
    if (firstSingularColumn(r, count + 1, count) < count) {
      return "the level or a lag is a combination of the other columns of the regression";
    }
    let total = 0;
    for (let i = 0; i <= count; i++) total += r[response + i]! * r[response + i]!;
    const squares = r[response + count]! * r[response + count]!;
    if (rows <= count) return `${rows} rows are too few for a regression on ${count} columns`;
    if (!(squares > EXACT_FIT * total)) return "the regression leaves no residual to measure against";
    const sign = r[(count - 1) * (count + 1) + count - 1]! < 0 ? -1 : 1;
    this.statistic = (sign * r[response + count - 1]!) / Math.sqrt(squares / (rows - count));
    this.lags = lags;
    this.observations = rows;
    return null;
  }
}

function whatIsWrong(series: Float64Array): string | null {
  const first = series[0]!;
  let varies = false;
  for (let i = 0; i < series.length; i++) {
    if (!Number.isFinite(series[i])) return `value ${i + 1} of the series is missing or infinite`;
    if (series[i] !== first) varies = true;
  }
  return varies ? null : "the series does not change";
}
