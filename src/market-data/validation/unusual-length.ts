/** How often a series without a fault may hold a run that is named: one in a hundred. */
const CHANCE = 0.01;

/**
 * The number of bars from which on a run (of repeated bars, of bars without volume) is longer than chance makes it in a
 * series where such runs begin as often as they do here: the chance that any of `other` places begins one so long is below
 * one in a hundred, each bar going on with the chance with which a run begins.
 *
 * In thin trading runs are many, so only a long one tells; in a series with a single run two bars do.
 * @param runs how many runs there are
 * @param other how many bars are in none
 * @returns Infinity where every bar is in a run
 */
export function unusualLength(runs: number, other: number): number {
  if (runs === 0 || other === 0) return Number.POSITIVE_INFINITY;
  const begins = Math.min(0.999, runs / other);
  return Math.log(CHANCE / other) / Math.log(begins);
}
