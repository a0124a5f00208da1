/**
 * Quantile by linear interpolation between order statistics.
 *
 * @param sorted ascending values without NaN, length n
 * @param share in [0, 1]
 * @returns NaN when empty
 * Source: Hyndman & Fan (1996), Sample Quantiles in Statistical Packages, definition 7.
 */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
