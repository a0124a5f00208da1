import { power } from "#math/power";
import { Xorshift32 } from "#math/random";
import type { RunRecord } from "#results/run-record";
import { circularBlockLength } from "./block-length.ts";
import type { Convention } from "./compute.ts";
import { perPeriod } from "./core-figures.ts";
import { sampleEquity, windowOf } from "./equity-window.ts";
import { quantile } from "./quantile.ts";

/** Between which values the Sharpe ratio would have lain, had chance dealt the same kind of returns again. */
export interface SharpeInterval {
  readonly level: number;
  readonly low: number;
  readonly high: number;
  readonly resamples: number;
  /** Length of the resampled blocks, in returns. */
  readonly block: number;
}

const LEVEL = 0.95;
const RESAMPLES = 1000;
/** So that very long runs are not held up: a resample costs as much as it has returns, at worst. */
const MOST_DRAWS = 5e6;
const FEWEST_RETURNS = 20;
const FEWEST_RESAMPLES = 100;

export interface SharpeIntervalInput {
  /** Simple returns, length n, without NaN. */
  readonly returns: Float64Array;
  readonly periodsPerYear: number;
  /** Annual fraction. */
  readonly riskFreeRate: number;
  /** Any whole number: the same seed gives the same interval. */
  readonly seed: number;
  readonly convention: Convention;
}

/**
 * A 95 % percentile interval of the annualized Sharpe ratio by the circular block bootstrap, which keeps the
 * autocorrelation of returns inside its blocks.
 *
 * @returns null below 20 returns, when the returns do not vary, and when there are so many of them (over 50,000) that
 *   too few resamples could be drawn
 * Sources: Politis & Romano (1992), A Circular Block-Resampling Procedure for Stationary Data; Efron (1979) for the
 * percentile interval; the block length is that of `circularBlockLength`, or n^(1/3) where that is undefined.
 */
export function sharpeInterval(input: SharpeIntervalInput): SharpeInterval | null {
  const { returns } = input;
  const n = returns.length;
  const resamples = Math.min(RESAMPLES, Math.floor(MOST_DRAWS / n));
  if (n < FEWEST_RETURNS || resamples < FEWEST_RESAMPLES) return null;
  const automatic = circularBlockLength(returns);
  const block = Math.max(1, Math.round(Number.isNaN(automatic) ? Math.cbrt(n) : automatic));
  const ratios = resampledRatios(input, block, resamples);
  // Resamples without variance have no ratio; they only come from returns that hardly vary at all.
  if (ratios.length < resamples / 2) return null;
  const tail = (1 - LEVEL) / 2;
  return { level: LEVEL, low: quantile(ratios, tail), high: quantile(ratios, 1 - tail), resamples, block };
}

/** The interval of a run's Sharpe ratio, over the returns that the ratio itself is computed from. */
export function runSharpeInterval(
  record: RunRecord,
  input: Omit<SharpeIntervalInput, "returns">,
): SharpeInterval | null {
  const window = windowOf(record);
  const measured = input.convention === "backtesting-py" ? { ...window, from: 0 } : window;
  return sharpeInterval({ ...input, returns: sampleEquity(measured).returns });
}

/** Ratios of the resamples that have one, ascending. */
function resampledRatios(input: SharpeIntervalInput, block: number, resamples: number): Float64Array {
  const { returns, periodsPerYear, riskFreeRate, convention } = input;
  const n = returns.length;
  const geometric = convention === "backtesting-py";
  // Twice around, so that a block that wraps is one difference of running sums.
  const sums = runningSums(returns, (r) => r);
  const squares = runningSums(returns, (r) => r * r);
  const logs = geometric ? runningSums(returns, (r) => Math.log1p(Math.max(r, -1 + Number.EPSILON))) : sums;
  const random = new Xorshift32(input.seed);
  const whole = Math.ceil(n / block) - 1;
  const rest = n - whole * block;
  const sumOfBlock = differences(sums, n, block);
  const squareOfBlock = differences(squares, n, block);
  const logOfBlock = geometric ? differences(logs, n, block) : null;
  const ratios = new Float64Array(resamples);
  const drawn = new Float64Array(3);
  let found = 0;
  for (let k = 0; k < resamples; k++) {
    // A function of its own: it is compiled to fast code within the first few resamples, a loop in here only after a quarter of all.
    random.addDrawn(drawn, whole, n, sumOfBlock, squareOfBlock, logOfBlock);
    const last = random.below(n);
    const sum = drawn[0]! + (sums[last + rest]! - sums[last]!);
    const square = drawn[1]! + (squares[last + rest]! - squares[last]!);
    const log = drawn[2]! + (logs[last + rest]! - logs[last]!);
    const spread = square - (sum * sum) / n;
    if (!(spread > 1e-12 * square)) continue;
    const variance = spread / (n - 1);
    ratios[found++] = geometric
      ? geometricRatio(log / n, variance, periodsPerYear, riskFreeRate)
      : ((sum / n - perPeriod(riskFreeRate, periodsPerYear)) / Math.sqrt(variance)) * Math.sqrt(periodsPerYear);
  }
  return ratios.subarray(0, found).sort();
}

function geometricRatio(meanLog: number, variance: number, periodsPerYear: number, riskFreeRate: number): number {
  const growth = Math.exp(meanLog);
  const square = growth * growth;
  const volatility = Math.sqrt(power(variance + square, periodsPerYear) - power(square, periodsPerYear));
  return (power(growth, periodsPerYear) - 1 - riskFreeRate) / volatility;
}

/** What the blocks of this length add up to, by their first value; `sums` are running sums of n values twice around. */
function differences(sums: Float64Array, n: number, block: number): Float64Array {
  const out = new Float64Array(n);
  for (let start = 0; start < n; start++) out[start] = sums[start + block]! - sums[start]!;
  return out;
}

/** Sums of the first 0, 1, … 2n values of the series laid twice end to end. */
function runningSums(values: Float64Array, of: (value: number) => number): Float64Array {
  const n = values.length;
  const out = new Float64Array(2 * n + 1);
  for (let i = 0; i < 2 * n; i++) out[i + 1] = out[i]! + of(values[i < n ? i : i - n]!);
  return out;
}
