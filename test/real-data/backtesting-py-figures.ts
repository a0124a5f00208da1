import type { MetricId } from "#results/documents/metric-ids";

/** Metric, the name it has in backtesting.py's report, and the factor between their units. */
export const FIGURES: readonly (readonly [MetricId, string, number])[] = [
  ["finalEquity", "Equity Final [$]", 1],
  ["totalReturn", "Return [%]", 100],
  ["cagr", "CAGR [%]", 100],
  ["volatility", "Volatility (Ann.) [%]", 100],
  ["sharpe", "Sharpe Ratio", 1],
  ["sortino", "Sortino Ratio", 1],
  ["calmar", "Calmar Ratio", 1],
  ["maxDrawdown", "Max. Drawdown [%]", -100],
  ["exposure", "Exposure Time [%]", 100],
  ["trades", "# Trades", 1],
  ["winRate", "Win Rate [%]", 100],
  ["bestTrade", "Best Trade [%]", 100],
  ["worstTrade", "Worst Trade [%]", 100],
  ["profitFactor", "Profit Factor", 1],
  ["expectancy", "Expectancy [%]", 100],
  ["sqn", "SQN", 1],
  ["kelly", "Kelly Criterion", 1],
  ["alpha", "Alpha [%]", 100],
  ["beta", "Beta", 1],
];
