import { SURFACES } from "./mackinnon-surfaces.ts";
import { LARGE_SCALE, SMALL_SCALE, TAILS } from "./mackinnon-tails.ts";
import { normalCdf } from "./normal.ts";
import type { Trend } from "./trend.ts";

/** Values of the statistic below which the null is rejected at 1, 5 and 10 %. */
export interface CriticalValues {
  readonly p01: number;
  readonly p05: number;
  readonly p10: number;
}

/**
 * Asymptotic p-value, from 0 to 1, of a Dickey-Fuller `statistic` under the null of a unit root (`seriesCount` 1) or of no
 * cointegration among `seriesCount` series (2 to 6). 0 or 1 beyond the range of the approximation; NaN for a NaN statistic
 * or any other count.
 *
 * *Source*: MacKinnon (1994), "Approximate asymptotic distribution functions for unit-root and cointegration tests", Journal
 * of Business & Economic Statistics 12(2), 167–176.
 */
export function mackinnonPValue(statistic: number, trend: Trend, seriesCount = 1): number {
  const tails = TAILS[trend][seriesCount - 1];
  if (tails === undefined || Number.isNaN(statistic)) return Number.NaN;
  if (statistic > tails.max) return 1;
  if (statistic < tails.min) return 0;
  return statistic <= tails.star
    ? normalCdf(scaledPolynomial(statistic, tails.small, SMALL_SCALE))
    : normalCdf(scaledPolynomial(statistic, tails.large, LARGE_SCALE));
}

/**
 * Critical values of a Dickey-Fuller statistic for a sample of `observations` (Infinity: the asymptotic ones), for
 * `seriesCount` 1 (unit root) or 2 to 12 (no cointegration). NaN for any other count; for trend "n" there is only 1.
 *
 * p-values are asymptotic and critical values are not: close to a level the two may disagree.
 * *Source*: MacKinnon (2010), "Critical values for cointegration tests", Queen's Economics Department working paper 1227,
 * table 2 ("c"). *Differs from* statsmodels: see SURFACES.
 */
export function mackinnonCriticalValues(trend: Trend, seriesCount: number, observations: number): CriticalValues {
  const surfaces = SURFACES[trend][seriesCount - 1];
  if (surfaces === undefined) return { p01: Number.NaN, p05: Number.NaN, p10: Number.NaN };
  const [p01, p05, p10] = surfaces;
  const inverse = 1 / observations;
  return { p01: polynomial(inverse, p01), p05: polynomial(inverse, p05), p10: polynomial(inverse, p10) };
}

function polynomial(x: number, ascending: readonly number[]): number {
  let value = 0;
  for (let k = ascending.length - 1; k >= 0; k--) value = value * x + ascending[k]!;
  return value;
}

function scaledPolynomial(x: number, ascending: readonly number[], scale: readonly number[]): number {
  let value = 0;
  for (let k = ascending.length - 1; k >= 0; k--) value = value * x + ascending[k]! * scale[k]!;
  return value;
}
