import { requireSameLength } from "./same-length.ts";

/**
 * Sum over count of `values` (length n). NaN when empty or when a value is NaN.
 */
export function mean(values: Float64Array): number {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  return n === 0 ? Number.NaN : sum / n;
}

/**
 * Sum of squared deviations from the mean of `values` (length n), in the square of their unit. NaN when empty or when a
 * value is NaN; exactly 0 when all are equal.
 *
 * Two passes, with the term that takes the rounding error of the mean out again.
 * *Source*: Chan, Golub & LeVeque (1983), "Algorithms for computing the sample variance", eq. 1.7.
 */
export function sumOfSquaredDeviations(values: Float64Array): number {
  const n = values.length;
  if (n === 0) return Number.NaN;
  const centre = centreOf(values);
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i]! - centre;
    squares += d * d;
    rest += d;
  }
  return squares - (rest * rest) / n;
}

/** The mean, summed as distances from the first value: of equal values it is that value to the last bit. */
function centreOf(values: Float64Array): number {
  const n = values.length;
  const first = values[0]!;
  let sum = 0;
  for (let i = 1; i < n; i++) sum += values[i]! - first;
  return first + sum / n;
}

/** Variance of `values` (length n) with divisor n − 1. NaN below two values or when a value is NaN. */
export function sampleVariance(values: Float64Array): number {
  const n = values.length;
  return n < 2 ? Number.NaN : sumOfSquaredDeviations(values) / (n - 1);
}

/** Variance of `values` (length n) with divisor n. NaN when empty or when a value is NaN. */
export function populationVariance(values: Float64Array): number {
  return sumOfSquaredDeviations(values) / values.length;
}

/** Standard deviation of `values` (length n) with divisor n − 1, in their unit. NaN below two values or when a value is NaN. */
export function sampleDeviation(values: Float64Array): number {
  return Math.sqrt(sampleVariance(values));
}

/** Standard deviation of `values` (length n) with divisor n, in their unit. NaN when empty or when a value is NaN. */
export function populationDeviation(values: Float64Array): number {
  return Math.sqrt(populationVariance(values));
}

/**
 * Covariance of `a` and `b` (both length n) with divisor n − 1, in the product of their units. NaN below two pairs or when
 * a value is NaN. Throws InternalError when the lengths differ.
 */
export function covariance(a: Float64Array, b: Float64Array): number {
  requireSameLength(a, b, "a and b");
  return a.length < 2 ? Number.NaN : sumOfProducts(a, b) / (a.length - 1);
}

/**
 * Pearson correlation of `a` and `b` (both length n), from −1 to 1. NaN below two pairs, when a value is NaN or when
 * one of them does not vary. Throws InternalError when the lengths differ.
 */
export function correlation(a: Float64Array, b: Float64Array): number {
  requireSameLength(a, b, "a and b");
  if (a.length < 2) return Number.NaN;
  const spreads = Math.sqrt(sumOfSquaredDeviations(a)) * Math.sqrt(sumOfSquaredDeviations(b));
  const r = sumOfProducts(a, b) / spreads;
  return spreads > 0 ? Math.max(-1, Math.min(1, r)) : Number.NaN;
}

function sumOfProducts(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const centreA = centreOf(a);
  const centreB = centreOf(b);
  let products = 0;
  let restA = 0;
  let restB = 0;
  for (let i = 0; i < n; i++) {
    const da = a[i]! - centreA;
    const db = b[i]! - centreB;
    products += da * db;
    restA += da;
    restB += db;
  }
  return products - (restA * restB) / n;
}

/**
 * Quantile of `values` (length n, any order, not changed) at `probability` from 0 to 1, by straight lines between order
 * statistics: position (n − 1)·p, "type 7", as numpy, R and spreadsheets do by default. NaN when empty, when a value is NaN
 * or when the probability is not within 0 to 1.
 * *Source*: Hyndman & Fan (1996), "Sample quantiles in statistical packages", definition 7.
 */
export function quantile(values: Float64Array, probability: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), probability);
}

/** The same as `quantile` for values that are in ascending order already: nothing is copied or sorted. */
export function quantileOfSorted(sorted: Float64Array, probability: number): number {
  const n = sorted.length;
  // A typed array sorts NaN to its end.
  if (n === 0 || !(probability >= 0 && probability <= 1) || Number.isNaN(sorted[n - 1])) return Number.NaN;
  const position = (n - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below]!;
  return below + 1 < n ? low + (position - below) * (sorted[below + 1]! - low) : low;
}

/**
 * Population skewness of `values` (length n): third central moment over the deviation (divisor n) cubed, without unit. NaN
 * when empty, when a value is NaN or when the values do not vary.
 */
export function skewness(values: Float64Array): number {
  return standardizedMoment(values, 3);
}

/**
 * Population kurtosis of `values` (length n) less 3: fourth central moment over the variance (divisor n) squared; 0 for a
 * normal distribution. NaN when empty, when a value is NaN or when the values do not vary.
 */
export function excessKurtosis(values: Float64Array): number {
  return standardizedMoment(values, 4) - 3;
}

function standardizedMoment(values: Float64Array, order: 3 | 4): number {
  const n = values.length;
  const variance = populationVariance(values);
  if (!(variance > 0)) return Number.NaN;
  const centre = centreOf(values);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i]! - centre;
    sum += order === 3 ? d * d * d : d * d * d * d;
  }
  return sum / n / (order === 3 ? variance * Math.sqrt(variance) : variance * variance);
}
