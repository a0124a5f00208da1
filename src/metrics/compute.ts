import { marketCalendar } from "#domain/market-calendar";
import { METRIC_IDS, type MetricId } from "#results/documents/metric-ids";
import { statisticsOf } from "#results/equity-statistics";
import type { CoreStatistics, RunRecord } from "#results/run-record";
import { backtestingPyFigures } from "./backtesting-py.ts";
import { benchmarkFigures } from "./benchmark.ts";
import { drawdownFigures } from "./drawdown.ts";
import { type EquityWindow, type SampledEquity, sampleEquity, windowOf } from "./equity-window.ts";
import type { Figure } from "./figure.ts";
import { returnFigures } from "./returns.ts";
import { riskFigures } from "./risk.ts";
import { tradeFigures } from "./trades.ts";

export const CONVENTIONS = ["ivy", "backtesting-py"] as const;
export type Convention = (typeof CONVENTIONS)[number];

/** Figures of an equity curve that backtesting.py defines otherwise. */
const THEIR_OWN: ReadonlySet<MetricId> = new Set(["volatility", "sharpe", "sortino", "calmar"]);

export interface Benchmark {
  readonly symbol: string;
  /** Closes on the record's clock, as-of aligned; NaN before its first bar. */
  readonly close: Float64Array;
}

export interface MetricsInput {
  readonly record: RunRecord;
  /** Returns in a year by the data's calendar: 252, 365, 52 or 12. */
  readonly periodsPerYear: number;
  /** Annual fraction. */
  readonly riskFreeRate: number;
  readonly benchmark: Benchmark | null;
  readonly convention: Convention;
}

export interface MetricsResult {
  /** Every metric; null where it is not defined. */
  readonly metrics: Readonly<Record<MetricId, number | null>>;
  /** Why a metric is null, in words. */
  readonly notes: Readonly<Record<string, string>>;
}

/**
 * Every figure of a run, as the table of definitions has them. A figure that is not defined is null and its reason
 * stands in the notes; NaN, Infinity and stand-in zeros do not occur.
 */
export function computeMetrics(input: MetricsInput): MetricsResult {
  const { record, periodsPerYear, riskFreeRate, benchmark } = input;
  const window = windowOf(record);
  const sampled = sampleEquity(window);
  const figures = {
    ...equityFigures(window, sampled, sampledStatistics(record, sampled), periodsPerYear, riskFreeRate),
    ...tradeFigures(record),
    ...benchmarkFigures(window, sampled, benchmark?.close ?? null, periodsPerYear, riskFreeRate),
  };
  const theirs =
    input.convention === "backtesting-py" ? backtestingPyFigures(record, periodsPerYear, riskFreeRate) : {};
  return reported({ ...figures, ...(record.ruined ? { cagr: -1 } : {}), ...theirs });
}

/**
 * The same figures of buying the benchmark at the first measured close and holding it, for those that an equity curve
 * alone decides.
 *
 * @returns null where the benchmark has no price at the first or the last measured close, so that two different
 *   stretches of time are never compared
 */
export function benchmarkMetrics(
  input: MetricsInput & { readonly benchmark: Benchmark },
): Partial<MetricsResult["metrics"]> | null {
  const { record, periodsPerYear, riskFreeRate, benchmark } = input;
  const { from, to, market } = record;
  const startingCash = benchmark.close[from]!;
  if (from >= to || !Number.isFinite(startingCash) || !Number.isFinite(benchmark.close[to - 1]!)) return null;
  const calendar = marketCalendar(market);
  const window: EquityWindow = { clock: market.clock, equity: benchmark.close, from, to, startingCash, calendar };
  const sampled = sampleEquity(window);
  const statistics = { ...statisticsOf(pointsAt(window, sampled.at), startingCash), maxDrawdown: deepestOf(window) };
  const figures: Partial<Record<MetricId, Figure>> = equityFigures(
    window,
    sampled,
    statistics,
    periodsPerYear,
    riskFreeRate,
  );
  const metrics: Partial<Record<MetricId, number | null>> = {};
  for (const id of METRIC_IDS) {
    const figure = figures[id];
    // A price is not an equity, and a figure of another convention must not stand beside the run's.
    const comparable = id !== "finalEquity" && !(input.convention === "backtesting-py" && THEIR_OWN.has(id));
    if (figure !== undefined && comparable) metrics[id] = asNumber(figure);
  }
  return metrics;
}

function equityFigures(
  window: EquityWindow,
  sampled: SampledEquity,
  statistics: CoreStatistics,
  periodsPerYear: number,
  riskFreeRate: number,
) {
  const growth = returnFigures(window, sampled, statistics);
  const firstEquity = sampled.at.length > 0 ? window.equity[sampled.at[0]!]! : window.startingCash;
  return {
    ...growth,
    ...riskFigures(sampled.returns, statistics, firstEquity, periodsPerYear, riskFreeRate),
    ...drawdownFigures(window, statistics, growth.cagr),
  };
}

/** Where every bar is a session, the core's own sums; else sums over the session closes, with the core's drawdown. */
function sampledStatistics(record: RunRecord, sampled: SampledEquity): CoreStatistics {
  const { statistics, from, to } = record;
  if (sampled.at.length === to - from) return statistics;
  const { bars, sumOfReturns, sumOfSquaredReturns } = statisticsOf(
    pointsAt(windowOf(record), sampled.at),
    statistics.startingCash,
  );
  return { ...statistics, bars, sumOfReturns, sumOfSquaredReturns };
}

function pointsAt(window: EquityWindow, at: Int32Array): Float64Array {
  return Float64Array.from(at, (i) => window.equity[i]!);
}

function deepestOf(window: EquityWindow): number {
  return statisticsOf(window.equity.subarray(window.from, window.to), window.startingCash).maxDrawdown;
}

function reported(figures: Readonly<Record<MetricId, Figure>>): MetricsResult {
  const metrics: Partial<Record<MetricId, number | null>> = {};
  const notes: Record<string, string> = {};
  for (const id of METRIC_IDS) {
    const figure = figures[id];
    metrics[id] = asNumber(figure);
    if (typeof figure === "string") notes[id] = figure;
    else if (metrics[id] === null) notes[id] = "the figure is too large for a number";
  }
  return { metrics: metrics as Record<MetricId, number | null>, notes };
}

function asNumber(figure: Figure): number | null {
  return typeof figure === "number" && Number.isFinite(figure) ? figure : null;
}
