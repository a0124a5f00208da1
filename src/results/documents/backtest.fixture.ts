import type { BacktestDocument } from "./backtest.ts";
import { METRIC_IDS, type MetricId } from "./metric-ids.ts";

const METRICS: Partial<Record<MetricId, number>> = {
  finalEquity: 118_420,
  totalReturn: 0.1842,
  cagr: 0.0171,
  volatility: 0.0563,
  sharpe: 0.31,
  sortino: 0.44,
  calmar: 0.14,
  maxDrawdown: 0.119,
  maxDrawdownDuration: 412,
  exposure: 0.41,
  trades: 34,
  winRate: 20 / 34,
  profitFactor: 1.62,
  totalCosts: 1204.5,
};

/** A document of a run of pairs, for tests of what is shown; `over` replaces whole keys. */
export function backtestFixture(over: Partial<BacktestDocument> = {}): BacktestDocument {
  const metrics = Object.fromEntries(METRIC_IDS.map((id) => [id, METRICS[id] ?? null])) as BacktestDocument["metrics"];
  const leg = (statistic: number, pValue: number) => ({ statistic, pValue, lags: 1, observations: 2515 });
  const source = {
    source: "sp500.csv",
    timeframe: "1d",
    from: "2012-01-03",
    to: "2022-12-28",
    bars: 2769,
    fingerprint: "f00d",
    synthetic: false,
    adjusted: true,
    closeOnly: true,
  };
  return {
    schema: "ivy.backtest/1",
    run: "pairs-KO-PEP-a3f9c2",
    ivy: "0.1.0",
    settings: {
      strategy: "pairs",
      tickers: ["KO", "PEP"],
      params: { pValue: 0.05 },
      cash: 100_000,
      convention: "ivy",
      commission: "none",
      slippage: "5bps",
      fillAt: "next close",
    },
    profile: "ivy",
    data: [
      { symbol: "KO", ...source },
      { symbol: "PEP", ...source },
    ],
    window: { from: "2013-01-02", to: "2022-12-28", bars: 2517 },
    warmupBars: 252,
    metrics,
    notes: {},
    sharpeInterval: { level: 0.95, low: -0.29, high: 0.93, resamples: 1000, block: 3.2 },
    benchmark: { symbol: "SPY", metrics: { totalReturn: 2.416, cagr: 0.131, maxDrawdown: 0.3372 } },
    trades: 34,
    fills: 136,
    costs: { commission: 0, slippage: 1204.5, borrow: 0, interest: 0, total: 1204.5 },
    grossToNet: {
      gross: 19_624.5,
      slippage: -1204.5,
      commission: 0,
      borrow: 0,
      interest: 0,
      dividends: 0,
      net: 18_420,
    },
    pairs: {
      pair: ["KO", "PEP"],
      sample: { from: "2013-01-02", to: "2022-12-28", observations: 2517 },
      hedge: { method: "ols", alpha: 0.4, beta: 0.72, r2: 0.91 },
      adf: { y: leg(-1.2, 0.67), x: leg(-0.8, 0.82) },
      engleGranger: {
        statistic: -4.06,
        pValue: 0.006,
        lags: 1,
        observations: 2515,
        critical: { p01: -3.9, p05: -3.34, p10: -3.05 },
      },
      halfLife: { exact: 46.2, euler: 45.7 },
      zScore: 0.4,
      verdict: "cointegrated at 1 %",
      gate: {
        openShare: 0.41,
        openBars: 1032,
        bars: 2517,
        firstOpen: "2013-03-01",
        longestClosed: { from: "2015-03-09", to: "2016-08-22", bars: 367 },
      },
    },
    findings: [
      {
        id: "missing-sessions",
        severity: "warning",
        message: "12 sessions are missing in PEP, first 2014-07-03",
        help: "ivy data validate prices",
        symbol: "PEP",
      },
      {
        id: "few-trades-carry",
        severity: "info",
        message: "all profit comes from 3 of 34 trades",
        help: "ivy report a3f9c2",
      },
    ],
    ...over,
  };
}
