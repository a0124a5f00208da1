import { mean } from "#math/descriptive";

/** Lags beyond the last significant one that must all be insignificant. */
const QUIET_LAGS = 5;

/**
 * Block length for the circular block bootstrap of a mean, from the series' own autocorrelation.
 *
 * @param values stationary series, length n, without NaN
 * @returns a real number ≥ 1, at most min(3√n, n/3); NaN below 9 values and for a series without variance
 * Source: Politis & White (2004), Automatic Block-Length Selection for the Dependent Bootstrap, Econometric Reviews
 * 23(1), with the correction of Patton, Politis & White (2009), ibid. 28(4), eq. for b_CB.
 * Differs from: arch, which estimates the autocorrelation of the lag search over the overlapping parts alone.
 */
export function circularBlockLength(values: Float64Array): number {
  const n = values.length;
  if (n < 9) return Number.NaN;
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  const most = Math.min(Math.ceil(Math.sqrt(n)) + QUIET_LAGS, n - 1);
  const centre = mean(values);
  const variance = autocovariance(values, centre, 0);
  // Equal values leave a trace of rounding, some 1e-32 of their square.
  if (!(variance > 1e-24 * centre * centre)) return Number.NaN;
  // Most lags are never asked for, and one takes a walk over all values.
  const known: number[] = [variance];
  const covarianceAt = (lag: number): number => (known[lag] ??= autocovariance(values, centre, lag));
  const bandwidth = Math.min(2 * lastSignificantLag(covarianceAt, most, n), most);
  let weighted = 0;
  let spectrum = variance;
  for (let lag = 1; lag <= bandwidth; lag++) {
    const share = lag / bandwidth;
    const weight = share <= 0.5 ? 1 : 2 * (1 - share);
    weighted += 2 * weight * lag * covarianceAt(lag);
    spectrum += 2 * weight * covarianceAt(lag);
  }
  const best = Math.cbrt((2 * weighted * weighted * n) / ((4 / 3) * spectrum * spectrum));
  return Math.max(1, Math.min(best, longest));
}

/** Σ(x_t − centre)(x_{t−lag} − centre)/n. */
function autocovariance(values: Float64Array, centre: number, lag: number): number {
  let sum = 0;
  for (let t = lag; t < values.length; t++) sum += (values[t]! - centre) * (values[t - lag]! - centre);
  return sum / values.length;
}

/** The smallest lag after which five in a row stay inside the band; else the last of `most` outside it; at least 1. */
function lastSignificantLag(covarianceAt: (lag: number) => number, most: number, n: number): number {
  const band = 2 * Math.sqrt(Math.log10(n) / n) * covarianceAt(0);
  let significant = 0;
  for (let lag = 1; lag <= most; lag++) {
    if (Math.abs(covarianceAt(lag)) >= band) significant = lag;
    else if (lag - significant === QUIET_LAGS) break;
  }
  return Math.max(1, significant);
}
