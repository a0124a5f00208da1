import { mean } from "#math/descriptive";
import type { CoreStatistics } from "#results/run-record";
import { countedReturns, perPeriod, returnDeviation, sharpe, volatility } from "./core-figures.ts";
import { type Figure, REASONS } from "./figure.ts";
import { quantile } from "./quantile.ts";

/**
 * Annualized Sortino ratio: mean excess return over the root of the mean of min(r − rf, 0)² over all n, times
 * √periodsPerYear.
 *
 * @param returns simple returns, length n, without NaN
 * @param riskFree rate of one period, a fraction
 * Source: Sortino & Price (1994), Performance Measurement in a Downside Risk Framework, Journal of Investing 3(3).
 */
export function sortino(returns: Float64Array, periodsPerYear: number, riskFree: number): Figure {
  const n = returns.length;
  if (n < 2) return REASONS.fewReturns;
  let sum = 0;
  let below = 0;
  for (let i = 0; i < n; i++) {
    const excess = returns[i]! - riskFree;
    sum += excess;
    if (excess < 0) below += excess * excess;
  }
  if (below === 0) return REASONS.noDownside;
  return (sum / n / Math.sqrt(below / n)) * Math.sqrt(periodsPerYear);
}

/**
 * Historical value at risk at 95 %, and the mean loss beyond it, of one period: minus the 5 % quantile (type 7), and
 * minus the mean of the returns at or below that quantile. Negative when even those returns are gains.
 *
 * @param returns simple returns, length n, without NaN
 * Source: Rockafellar & Uryasev (2002), Conditional Value-at-Risk for General Loss Distributions.
 */
export function valueAtRisk(returns: Float64Array): { readonly value: Figure; readonly conditional: Figure } {
  if (returns.length < 2) return { value: REASONS.fewReturns, conditional: REASONS.fewReturns };
  const sorted = Float64Array.from(returns).sort();
  const cut = quantile(sorted, 0.05);
  let count = 0;
  while (count < sorted.length && sorted[count]! <= cut) count++;
  // The smallest return always lies at or below the quantile; rounding in the interpolation must not lose it.
  return { value: -cut, conditional: -mean(sorted.subarray(0, Math.max(1, count))) };
}

/** The figures of risk, and of return for the risk taken. */
export function riskFigures(
  returns: Float64Array,
  statistics: CoreStatistics,
  firstEquity: number,
  periodsPerYear: number,
  riskFreeRate: number,
) {
  const counted = countedReturns(statistics, firstEquity);
  const atRisk = valueAtRisk(returns);
  const flat = counted < 2 ? REASONS.fewReturns : REASONS.noVariance;
  const moves = returnDeviation(statistics, counted) > 0;
  return {
    volatility: moves ? volatility(statistics, counted, periodsPerYear) : flat,
    sharpe: moves ? sharpe(statistics, counted, periodsPerYear, riskFreeRate) : flat,
    sortino: sortino(returns, periodsPerYear, perPeriod(riskFreeRate, periodsPerYear)),
    valueAtRisk95: atRisk.value,
    conditionalValueAtRisk95: atRisk.conditional,
  } satisfies Record<string, Figure>;
}
