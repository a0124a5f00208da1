import { mean, populationVariance } from "#math/descriptive";
import { power } from "#math/power";
import type { CoreStatistics } from "#results/run-record";
import { finalEquity, totalReturn } from "./core-figures.ts";
import type { EquityWindow, SampledEquity } from "./equity-window.ts";
import { defined, type Figure, REASONS } from "./figure.ts";

const MS_PER_YEAR = 365.25 * 86_400_000;

/** Calendar years (365.25 days) from the first to the last of the clock's times in [from, to); 0 when empty. */
export function calendarYears(clock: Float64Array, from: number, to: number): number {
  return to > from ? (clock[to - 1]! - clock[from]!) / MS_PER_YEAR : 0;
}

/**
 * Compound annual growth over calendar time, as a fraction.
 *
 * @param growth final equity over starting cash
 * @param years calendar years; a reason is returned when 0
 * @returns −1 when nothing is left (growth ≤ 0)
 */
export function cagr(growth: number, years: number): Figure {
  if (growth <= 0) return -1;
  if (!(years > 0)) return REASONS.noTime;
  return defined(power(growth, 1 / years) - 1, "the window is too short to grow by a yearly rate");
}

/** Population skewness of returns: the third central moment over the 3/2 power of the second. */
export function skewness(returns: Float64Array): Figure {
  return standardizedMoment(returns, 3);
}

/** Population excess kurtosis of returns: the fourth central moment over the square of the second, less 3. */
export function kurtosis(returns: Float64Array): Figure {
  const raw = standardizedMoment(returns, 4);
  return typeof raw === "number" ? raw - 3 : raw;
}

function standardizedMoment(returns: Float64Array, power: 3 | 4): Figure {
  const n = returns.length;
  if (n < 2) return REASONS.fewReturns;
  const variance = populationVariance(returns);
  if (!varies(returns, variance)) return REASONS.noVariance;
  const centre = mean(returns);
  // Products and roots round alike on every machine; a power is as exact as the engine's version has it.
  const isThird = power === 3;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const off = returns[i]! - centre;
    sum += off * off * (isThird ? off : off * off);
  }
  return sum / n / (variance * (isThird ? Math.sqrt(variance) : variance));
}

/** Rounding leaves a trace of variance in equal returns: what is below the last digits of the values is no variance. */
function varies(returns: Float64Array, variance: number): boolean {
  let squares = 0;
  for (let i = 0; i < returns.length; i++) squares += returns[i]! * returns[i]!;
  return variance * returns.length > 1e-12 * squares;
}

/**
 * Σ of calendar months' returns over |Σ of the negative ones|. A month ends at its last measured close (UTC); the
 * first month starts from the starting cash, and the last may be incomplete.
 *
 * Source: Schwager (2012), Market Sense and Nonsense, the gain-to-pain ratio on monthly returns.
 */
export function gainToPain(window: EquityWindow, sampled: SampledEquity): Figure {
  const { clock, equity } = window;
  let before = window.startingCash;
  let gain = 0;
  let pain = 0;
  for (let i = 0; i < sampled.at.length; i++) {
    const last = i + 1 === sampled.at.length;
    if (!last && monthOf(clock[sampled.at[i + 1]!]!) === monthOf(clock[sampled.at[i]!]!)) continue;
    const now = equity[sampled.at[i]!]!;
    const change = now / before - 1;
    gain += change;
    if (change < 0) pain -= change;
    before = now;
  }
  return pain > 0 ? gain / pain : REASONS.noLosingMonth;
}

function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The figures of growth and of the distribution of returns. */
export function returnFigures(window: EquityWindow, sampled: SampledEquity, statistics: CoreStatistics) {
  const { returns } = sampled;
  let best = Number.NEGATIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  for (let i = 0; i < returns.length; i++) {
    if (returns[i]! > best) best = returns[i]!;
    if (returns[i]! < worst) worst = returns[i]!;
  }
  const growth = statistics.finalEquity / statistics.startingCash;
  return {
    finalEquity: finalEquity(statistics),
    totalReturn: totalReturn(statistics),
    cagr: cagr(growth, calendarYears(window.clock, window.from, window.to)),
    bestDay: defined(best, "no return was measured"),
    worstDay: defined(worst, "no return was measured"),
    skewness: skewness(returns),
    kurtosis: kurtosis(returns),
    gainToPain: gainToPain(window, sampled),
  } satisfies Record<string, Figure>;
}
