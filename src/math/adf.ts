import { ConfigError } from "#base/errors";
import { AdfRegression, type LagChoice } from "./adf-regression.ts";
import { type CriticalValues, mackinnonCriticalValues, mackinnonPValue } from "./mackinnon.ts";
import type { Trend } from "./trend.ts";

export interface AdfOptions {
  /** Deterministic terms; a constant unless given. */
  readonly trend?: Trend;
  /** Rule for the lagged changes, or their number; "aic" unless given. */
  readonly lags?: LagChoice;
  /** The largest order that a rule may choose: ⌈12 (n/100)^¼⌉ (Schwert) unless given, and never above ⌊n/2⌋ − terms − 1. */
  readonly maxLag?: number;
}

export interface AdfResult {
  /** t of the lagged level's coefficient: the lower, the less like a random walk. NaN when not defined. */
  readonly statistic: number;
  /** Asymptotic, 0 to 1. */
  readonly pValue: number;
  /** Lagged changes used. */
  readonly lags: number;
  /** Rows of the final regression. */
  readonly observations: number;
  readonly critical: CriticalValues;
  /** Why the figures are NaN; null when they are not. */
  readonly reason: string | null;
}

/**
 * Augmented Dickey-Fuller test of `series` (length n, any unit); the null is a unit root.
 *
 * The rules are compared on the rows that the largest order leaves; the chosen order is fitted again on all of its own
 * rows. "t-stat" walks down from the largest order to the first whose last lag has |t| ≥ 1.645.
 *
 * All figures are NaN, with the reason, for a series too short for its lags, with a NaN or an infinite value, that does not
 * change, or that the regression explains exactly. Throws ConfigError when `lags` or `maxLag` is not a whole number of at
 * least 0. `regression` takes work arrays to use again.
 *
 * *Source*: Said & Dickey (1984), Biometrika 71(3); Schwert (1989), JBES 7(2), for the largest order; p-values MacKinnon
 * (1994), critical values MacKinnon (2010). *Differs from* statsmodels only where that has no answer: an order that leaves
 * no degree of freedom is not chosen, and a design without full rank is not fitted.
 */
export function adf(series: Float64Array, options: AdfOptions = {}, regression = new AdfRegression()): AdfResult {
  const trend = options.trend ?? "c";
  const lags = checkedLags(options.lags ?? "aic", "lags");
  const maxLag = options.maxLag === undefined ? undefined : checkedLags(options.maxLag, "maxLag");
  regression.run(series, trend, lags, maxLag);
  const { statistic, observations } = regression;
  return {
    statistic,
    pValue: mackinnonPValue(statistic, trend),
    lags: regression.lags,
    observations,
    critical: mackinnonCriticalValues(trend, 1, observations),
    reason: regression.reason,
  };
}

/** The same value, if a word or a whole number of at least 0. Throws ConfigError, naming `key`, if not. */
export function checkedLags<T extends LagChoice>(value: T, key: string): T {
  if (typeof value !== "number" || (Number.isInteger(value) && value >= 0)) return value;
  throw new ConfigError({
    code: "lags-invalid",
    message: `${key} is ${value}, which is no number of lags.`,
    where: { key, expected: "a whole number of at least 0", received: String(value) },
    help: `Set ${key} to 0, 1, 2 and so on, or leave it out.`,
  });
}
