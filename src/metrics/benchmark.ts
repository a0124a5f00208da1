import { perPeriod } from "./core-figures.ts";
import type { EquityWindow, SampledEquity } from "./equity-window.ts";
import { type Figure, REASONS } from "./figure.ts";

/** Sums of two series of excess returns about their means. */
interface JointSums {
  readonly count: number;
  readonly meanOwn: number;
  readonly meanOther: number;
  readonly ownSquares: number;
  readonly otherSquares: number;
  readonly products: number;
}

/**
 * How the run moved with its benchmark. Returns are taken from one sampled close to the next where the benchmark has a
 * price at both; the run's return on the starting cash has no counterpart in a price and is left out.
 *
 * @param benchmark the benchmark's closes on the window's clock, as-of aligned, NaN before its first bar (it is never
 *   filled backwards); null: none was given
 * Source: Jensen (1968), The Performance of Mutual Funds in the Period 1945–1964, here arithmetic: mean(r − rf) −
 * β·mean(b − rf), times periodsPerYear.
 * Differs from: empyrical, which compounds alpha.
 */
export function benchmarkFigures(
  window: EquityWindow,
  sampled: SampledEquity,
  benchmark: Float64Array | null,
  periodsPerYear: number,
  riskFreeRate: number,
) {
  if (benchmark === null) return none(REASONS.noBenchmark);
  const sums = jointSums(window.equity, benchmark, sampled.at, perPeriod(riskFreeRate, periodsPerYear));
  if (sums.count < 2) return none(REASONS.noOverlap);
  if (!varies(sums.otherSquares, sums.meanOther, sums.count)) return none(REASONS.flatBenchmark);
  const beta = sums.products / sums.otherSquares;
  return {
    beta,
    alpha: (sums.meanOwn - beta * sums.meanOther) * periodsPerYear,
    benchmarkCorrelation: varies(sums.ownSquares, sums.meanOwn, sums.count)
      ? sums.products / Math.sqrt(sums.ownSquares * sums.otherSquares)
      : REASONS.noVariance,
  } satisfies Record<string, Figure>;
}

/** Equal returns leave a trace of rounding in the sum of squares about their mean; that is no variance. */
function varies(squares: number, mean: number, count: number): boolean {
  return squares > 1e-12 * (squares + count * mean * mean);
}

function none(reason: string): { beta: Figure; alpha: Figure; benchmarkCorrelation: Figure } {
  return { beta: reason, alpha: reason, benchmarkCorrelation: reason };
}

function jointSums(own: Float64Array, other: Float64Array, at: Int32Array, riskFree: number): JointSums {
  let count = 0;
  let meanOwn = 0;
  let meanOther = 0;
  let ownSquares = 0;
  let otherSquares = 0;
  let products = 0;
  for (let i = 1; i < at.length; i++) {
    const a = own[at[i]!]! / own[at[i - 1]!]! - 1 - riskFree;
    const b = other[at[i]!]! / other[at[i - 1]!]! - 1 - riskFree;
    // NaN is the only value unlike itself: the benchmark has no price here yet.
    if (b !== b) continue;
    count++;
    const overOwn = a - meanOwn;
    const overOther = b - meanOther;
    meanOwn += overOwn / count;
    meanOther += overOther / count;
    ownSquares += overOwn * (a - meanOwn);
    otherSquares += overOther * (b - meanOther);
    products += overOwn * (b - meanOther);
  }
  return { count, meanOwn, meanOther, ownSquares, otherSquares, products };
}
