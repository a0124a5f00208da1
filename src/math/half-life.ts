export interface HalfLife {
  /** Bars after which half of a deviation is left: −ln 2 / ln(1 + slope). NaN unless −1 < slope < 0. */
  readonly exact: number;
  /** The usual shortcut, −ln 2 / slope, in bars: the step of an Euler scheme taken for the process. NaN unless slope < 0. */
  readonly euler: number;
  /** Slope of the change on the lagged value, per bar: 0 for a random walk, −1 for noise. */
  readonly slope: number;
}

/**
 * How long a mean-reverting `series` (length n, any unit) takes to lose half of a deviation, from the regression of its
 * change on a constant and its lagged value.
 *
 * Not defined, with NaN, where nothing reverts (slope ≥ 0), for `exact` also where the series overshoots at once
 * (slope ≤ −1), below three values, with a NaN in the series, or when it does not vary.
 * *Source*: AR(1) with coefficient 1 + slope, which is an Ornstein-Uhlenbeck process seen once a bar: Chan (2013),
 * "Algorithmic Trading", ch. 2, gives the shortcut.
 */
export function halfLife(series: Float64Array): HalfLife {
  const slope = slopeOfChange(series);
  return {
    exact: slope < 0 && slope > -1 ? -Math.LN2 / Math.log1p(slope) : Number.NaN,
    euler: slope < 0 ? -Math.LN2 / slope : Number.NaN,
    slope,
  };
}

function slopeOfChange(series: Float64Array): number {
  const n = series.length - 1;
  if (n < 2) return Number.NaN;
  const first = series[0]!;
  let sum = 0;
  for (let i = 1; i < n; i++) sum += series[i]! - first;
  const centre = first + sum / n;
  const drift = (series[n]! - first) / n;
  let squares = 0;
  let products = 0;
  for (let i = 0; i < n; i++) {
    const e = series[i]! - centre;
    squares += e * e;
    products += e * (series[i + 1]! - series[i]! - drift);
  }
  return squares > 0 ? products / squares : Number.NaN;
}
