import { mean, sampleVariance } from "#math/descriptive";
import { power } from "#math/power";
import type { RunRecord } from "#results/run-record";
import { drawdownPath } from "./drawdown.ts";
import { type EquityWindow, sampleEquity } from "./equity-window.ts";
import { defined, type Figure, REASONS } from "./figure.ts";
import { calendarYears } from "./returns.ts";
import { kelly, profitFactor, tradeTotals } from "./trades.ts";

/**
 * The figures in which backtesting.py's report differs from ivy's, in its definitions (version 0.6.6): everything is
 * measured over all bars of the data, warm-up included; Sharpe, Sortino and Calmar have the annualized geometric return
 * above the line; the trade figures named here are of returns, not of currency.
 *
 * @param riskFreeRate annual fraction, taken off the annualized return as it is
 */
export function backtestingPyFigures(record: RunRecord, periodsPerYear: number, riskFreeRate: number) {
  const { trades } = record;
  const window = allBars(record);
  const growth = geometricFigures(window, periodsPerYear, riskFreeRate);
  const path = drawdownPath(window);
  const returns = tradeTotals(trades.return.subarray(0, trades.length));
  return {
    ...growth,
    ...againstOwnMarket(record, window, riskFreeRate),
    calmar:
      typeof growth.annualReturn === "number" && path.deepest > 0
        ? growth.annualReturn / path.deepest
        : REASONS.noDrawdown,
    maxDrawdown: path.deepest,
    maxDrawdownDuration: path.longestDays,
    exposure: barsInTrades(record, window),
    trades: trades.length,
    profitFactor: profitFactor(returns),
    expectancy: defined(mean(trades.return.subarray(0, trades.length)), REASONS.noTrades),
    kelly: kelly(tradeTotals(trades.pnl.subarray(0, trades.length))),
  } satisfies Record<string, Figure>;
}

/** From the first bar of the data on: before the measured window the equity column holds the starting cash. */
function allBars(record: RunRecord): EquityWindow {
  const { market, equity, to, statistics } = record;
  return { clock: market.clock, equity, from: 0, to, startingCash: statistics.startingCash };
}

function geometricFigures(window: EquityWindow, periodsPerYear: number, riskFreeRate: number) {
  const { returns } = sampleEquity(window);
  const n = returns.length;
  const perDay = geometricMean(returns);
  const annualReturn = power(1 + perDay, periodsPerYear) - 1;
  const years = calendarYears(window.clock, window.from, window.to);
  const growth = window.equity[window.to - 1]! / window.startingCash;
  const second = (1 + perDay) ** 2;
  const volatility = Math.sqrt(power(sampleVariance(returns) + second, periodsPerYear) - power(second, periodsPerYear));
  const flat = n < 2 ? REASONS.fewReturns : REASONS.noVariance;
  return {
    annualReturn: defined(annualReturn, REASONS.fewReturns),
    cagr: years > 0 ? defined(power(growth, 1 / years) - 1, "nothing was left to grow") : REASONS.noTime,
    volatility: volatility > 0 ? volatility : flat,
    sharpe: volatility > 0 ? (annualReturn - riskFreeRate) / volatility : flat,
    sortino: defined(
      (annualReturn - riskFreeRate) / (downside(returns) * Math.sqrt(periodsPerYear)),
      n < 2 ? REASONS.fewReturns : REASONS.noDownside,
    ),
  } satisfies Record<string, Figure>;
}

/** Mean return that compounds to the whole; 0 when some day lost everything, as backtesting.py has it. */
function geometricMean(returns: Float64Array): number {
  let logs = 0;
  for (let i = 0; i < returns.length; i++) {
    if (returns[i]! <= -1) return 0;
    logs += Math.log1p(returns[i]!);
  }
  return Math.expm1(logs / returns.length);
}

/** Root of the mean of min(r, 0)², over all returns. */
function downside(returns: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < returns.length; i++) sum += Math.min(returns[i]!, 0) ** 2;
  return Math.sqrt(sum / returns.length);
}

/** Share of all bars that lie from a trade's entry bar to its exit bar, both included. */
function barsInTrades(record: RunRecord, window: EquityWindow): Figure {
  const held = new Uint8Array(window.to);
  for (let i = 0; i < record.trades.length; i++) {
    held.fill(1, record.trades.entryBar[i]!, record.trades.exitBar[i]! + 1);
  }
  let count = 0;
  for (let t = 0; t < held.length; t++) count += held[t]!;
  return defined(count / held.length, "no bar was measured");
}

/** Beta of log returns against the traded asset itself, and the whole return less beta times holding that asset. */
function againstOwnMarket(
  record: RunRecord,
  window: EquityWindow,
  riskFreeRate: number,
): { beta: Figure; alpha: Figure } {
  const asset = record.market.assets[0]!;
  if (record.market.assets.length !== 1) {
    const reason = "backtesting.py defines it for runs of one asset";
    return { beta: reason, alpha: reason };
  }
  const { equity, to, startingCash } = window;
  const own = logReturns(equity, to);
  const market = logReturns(asset.close, to);
  const meanOwn = mean(own);
  const meanMarket = mean(market);
  let products = 0;
  let squares = 0;
  for (let i = 0; i < own.length; i++) {
    products += (own[i]! - meanOwn) * (market[i]! - meanMarket);
    squares += (market[i]! - meanMarket) ** 2;
  }
  const beta = products / squares;
  // Holding starts at the close before the first decision: the first bar on which every indicator is defined.
  const hold = asset.close[to - 1]! / asset.close[Math.max(0, record.from - 1)]! - 1;
  const whole = equity[to - 1]! / startingCash - 1;
  return {
    beta: defined(beta, REASONS.flatBenchmark),
    alpha: defined(whole - riskFreeRate - beta * (hold - riskFreeRate), REASONS.flatBenchmark),
  };
}

function logReturns(values: Float64Array, to: number): Float64Array {
  const out = new Float64Array(Math.max(0, to - 1));
  for (let i = 0; i < out.length; i++) out[i] = Math.log(values[i + 1]! / values[i]!);
  return out;
}
