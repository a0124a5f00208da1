import type { MetricId } from "#results/documents/metric-ids";

export type MetricUnit = "ratio" | "fraction" | "currency" | "count" | "days";
export type MetricGroup = "return" | "risk" | "drawdown" | "activity" | "trades" | "benchmark";

/** What a figure means. Every report, the reference in docs and the checks of a run read this table. */
export interface MetricDefinition {
  readonly id: MetricId;
  readonly group: MetricGroup;
  readonly label: string;
  /** The formula in words. */
  readonly formula: string;
  readonly unit: MetricUnit;
  /** Which way is better. */
  readonly direction: "higher" | "lower" | "none";
  /** The smallest sample for which it is defined. */
  readonly minimum: string;
  /** When it is null, besides a sample that is too small. */
  readonly undefinedWhen: string;
  readonly source: string;
  /** Its definition under `--convention backtesting-py`, where that is another one. */
  readonly backtestingPy?: string;
  /** Its unit there, where that is another one. */
  readonly backtestingPyUnit?: MetricUnit;
}

const define = (
  id: MetricId,
  group: MetricGroup,
  label: string,
  unit: MetricUnit,
  direction: MetricDefinition["direction"],
  rest: Omit<MetricDefinition, "id" | "group" | "label" | "unit" | "direction">,
): MetricDefinition => ({ id, group, label, unit, direction, ...rest });

const NEVER = "never";
const OWN = "definition";

/** Every metric, keyed by its id. "Returns" are simple, per session, over the measured window. */
export const METRIC_DEFINITIONS: Readonly<Record<MetricId, MetricDefinition>> = {
  finalEquity: define("finalEquity", "return", "Final equity", "currency", "higher", {
    formula: "cash plus positions at the last measured close",
    minimum: "1 bar",
    undefinedWhen: NEVER,
    source: OWN,
  }),
  totalReturn: define("totalReturn", "return", "Return", "fraction", "higher", {
    formula: "final equity over starting cash, less 1",
    minimum: "1 bar",
    undefinedWhen: NEVER,
    source: OWN,
  }),
  cagr: define("cagr", "return", "CAGR", "fraction", "higher", {
    formula:
      "(final equity / starting cash)^(1/years) − 1; years of 365.25 days from the first to the last measured bar; −1 after ruin",
    minimum: "2 bars",
    undefinedWhen: "the window is a single moment, or so short that the rate is too large for a number",
    source: OWN,
  }),
  volatility: define("volatility", "risk", "Volatility", "fraction", "lower", {
    formula: "standard deviation of returns (ddof 1) · √(periods per year)",
    minimum: "2 returns",
    undefinedWhen: "the returns do not vary",
    source: OWN,
    backtestingPy: "√((variance + g²)^P − g^(2P)), g = 1 + geometric mean return, over all bars",
  }),
  sharpe: define("sharpe", "risk", "Sharpe", "ratio", "higher", {
    formula: "mean of excess returns over their standard deviation (ddof 1) · √(periods per year)",
    minimum: "2 returns",
    undefinedWhen: "the returns do not vary",
    source: "Sharpe (1994), eq. 3–6",
    backtestingPy: "annualized geometric return less the risk-free rate, over volatility as defined there",
  }),
  sortino: define("sortino", "risk", "Sortino", "ratio", "higher", {
    formula: "mean excess return over √(mean of min(r − rf, 0)² over all returns) · √(periods per year)",
    minimum: "2 returns",
    undefinedWhen: "no return was below the risk-free rate",
    source: "Sortino & Price (1994)",
    backtestingPy:
      "annualized geometric return less the risk-free rate, over √(mean of min(r, 0)²) · √P, over all bars",
  }),
  calmar: define("calmar", "drawdown", "Calmar", "ratio", "higher", {
    formula: "CAGR over max drawdown of the whole window",
    minimum: "2 bars",
    undefinedWhen: "equity never fell below an earlier peak, or CAGR is not defined",
    source: "Young (1991), there over 36 months",
    backtestingPy: "annualized geometric return over max drawdown",
  }),
  maxDrawdown: define("maxDrawdown", "drawdown", "Max drawdown", "fraction", "lower", {
    formula:
      "deepest fall of equity from a running peak at any measured close, as a positive depth; the first peak is the starting cash",
    minimum: "1 bar",
    undefinedWhen: NEVER,
    source: OWN,
    backtestingPy: "the same over all bars",
  }),
  maxDrawdownDuration: define("maxDrawdownDuration", "drawdown", "Longest drawdown", "days", "lower", {
    formula: "longest time from a peak to the close that regains it, or to the end; calendar days",
    minimum: "1 bar",
    undefinedWhen: "never; 0 when equity never fell below an earlier peak",
    source: OWN,
    backtestingPy: "the same over all bars",
  }),
  recoveryFactor: define("recoveryFactor", "drawdown", "Recovery factor", "ratio", "higher", {
    formula: "profit over the largest drawdown in currency; negative for a loss",
    minimum: "1 bar",
    undefinedWhen: "equity never fell below an earlier peak",
    source: OWN,
  }),
  ulcerIndex: define("ulcerIndex", "drawdown", "Ulcer index", "fraction", "lower", {
    formula: "root mean square of drawdown over all measured closes",
    minimum: "1 bar",
    undefinedWhen: NEVER,
    source: "Martin & McCann (1989), there in percent",
  }),
  exposure: define("exposure", "activity", "Exposure", "fraction", "none", {
    formula: "share of measured closes at which a position was held",
    minimum: "1 bar",
    undefinedWhen: NEVER,
    source: OWN,
    backtestingPy: "share of all bars from the entry bar to the exit bar of some trade, both included",
  }),
  turnover: define("turnover", "activity", "Turnover", "ratio", "none", {
    formula:
      "half the notional of all fills, over mean equity and calendar years; 1 means that the whole account was exchanged once a year",
    minimum: "2 bars",
    undefinedWhen: "mean equity is not positive",
    source: OWN,
  }),
  trades: define("trades", "trades", "Trades", "count", "none", {
    formula: "round trips that ended flat",
    minimum: "none",
    undefinedWhen: NEVER,
    source: OWN,
    backtestingPy: "rows of the list of trades, those closed at the last bar included",
  }),
  winRate: define("winRate", "trades", "Win rate", "fraction", "higher", {
    formula: "share of closed trades with a profit above 0, net of costs",
    minimum: "1 trade",
    undefinedWhen: "no trade was closed",
    source: OWN,
  }),
  profitFactor: define("profitFactor", "trades", "Profit factor", "ratio", "higher", {
    formula: "sum of the winning trades' profits over the sum of the losing trades' losses, in currency",
    minimum: "1 losing trade",
    undefinedWhen: "no trade was closed, or none lost money",
    source: OWN,
    backtestingPy: "the same of trade returns",
  }),
  expectancy: define("expectancy", "trades", "Expectancy", "currency", "higher", {
    formula: "mean net profit of a closed trade",
    minimum: "1 trade",
    undefinedWhen: "no trade was closed",
    source: OWN,
    backtestingPy: "mean return of a closed trade",
    backtestingPyUnit: "fraction",
  }),
  averageWin: define("averageWin", "trades", "Average win", "currency", "higher", {
    formula: "mean net profit of the trades that made money",
    minimum: "1 winning trade",
    undefinedWhen: "no trade made money",
    source: OWN,
  }),
  averageLoss: define("averageLoss", "trades", "Average loss", "currency", "higher", {
    formula: "mean net profit of the trades that lost money, a negative amount",
    minimum: "1 losing trade",
    undefinedWhen: "no trade lost money",
    source: OWN,
  }),
  bestTrade: define("bestTrade", "trades", "Best trade", "fraction", "higher", {
    formula: "highest return of a closed trade: net profit over entry price × quantity",
    minimum: "1 trade",
    undefinedWhen: "no trade was closed",
    source: OWN,
  }),
  worstTrade: define("worstTrade", "trades", "Worst trade", "fraction", "higher", {
    formula: "lowest return of a closed trade",
    minimum: "1 trade",
    undefinedWhen: "no trade was closed",
    source: OWN,
  }),
  bestDay: define("bestDay", "return", "Best day", "fraction", "higher", {
    formula: "highest return (of a week or month, on weekly or monthly bars)",
    minimum: "1 return",
    undefinedWhen: NEVER,
    source: OWN,
  }),
  worstDay: define("worstDay", "return", "Worst day", "fraction", "higher", {
    formula: "lowest return (of a week or month, on weekly or monthly bars)",
    minimum: "1 return",
    undefinedWhen: NEVER,
    source: OWN,
  }),
  skewness: define("skewness", "risk", "Skewness", "ratio", "higher", {
    formula: "third central moment of returns over the 3/2 power of the second (population)",
    minimum: "2 returns",
    undefinedWhen: "the returns do not vary",
    source: OWN,
  }),
  kurtosis: define("kurtosis", "risk", "Excess kurtosis", "ratio", "lower", {
    formula: "fourth central moment of returns over the square of the second, less 3 (population)",
    minimum: "2 returns",
    undefinedWhen: "the returns do not vary",
    source: OWN,
  }),
  valueAtRisk95: define("valueAtRisk95", "risk", "Value at risk 95 %", "fraction", "lower", {
    formula: "minus the 5 % quantile of returns (linear between order statistics, type 7); may be negative",
    minimum: "2 returns",
    undefinedWhen: NEVER,
    source: "Hyndman & Fan (1996), definition 7",
  }),
  conditionalValueAtRisk95: define(
    "conditionalValueAtRisk95",
    "risk",
    "Conditional value at risk 95 %",
    "fraction",
    "lower",
    {
      formula: "minus the mean of the returns at or below the 5 % quantile",
      minimum: "2 returns",
      undefinedWhen: NEVER,
      source: "Rockafellar & Uryasev (2002)",
    },
  ),
  totalCosts: define("totalCosts", "activity", "Costs", "currency", "lower", {
    formula: "commission, slippage, borrow fees and interest paid, less dividends received",
    minimum: "none",
    undefinedWhen: NEVER,
    source: OWN,
  }),
  beta: define("beta", "benchmark", "Beta", "ratio", "none", {
    formula:
      "covariance of excess returns with the benchmark's over the benchmark's variance, over the sessions both have",
    minimum: "2 returns in common",
    undefinedWhen: "there is no benchmark, or its returns do not vary",
    source: "Sharpe (1964)",
    backtestingPy: "of log returns, against the traded asset itself, over all bars",
  }),
  alpha: define("alpha", "benchmark", "Alpha", "fraction", "higher", {
    formula: "(mean excess return − beta · the benchmark's mean excess return) · periods per year",
    minimum: "2 returns in common",
    undefinedWhen: "there is no benchmark, or its returns do not vary",
    source: "Jensen (1968), arithmetic",
    backtestingPy: "return of the whole run less beta times that of holding the asset; not a yearly figure",
  }),
  benchmarkCorrelation: define("benchmarkCorrelation", "benchmark", "Correlation", "ratio", "none", {
    formula: "Pearson correlation of returns with the benchmark's, over the sessions both have",
    minimum: "2 returns in common",
    undefinedWhen: "there is no benchmark, or one of the two does not vary",
    source: OWN,
  }),
  sqn: define("sqn", "trades", "SQN", "ratio", "higher", {
    formula: "√(number of trades) · mean net profit over its standard deviation (ddof 1), in currency",
    minimum: "2 trades",
    undefinedWhen: "all trades made the same",
    source: "Tharp (2008), without the cap at 100 trades",
  }),
  kelly: define("kelly", "trades", "Kelly fraction", "fraction", "higher", {
    formula: "W − (1 − W)/(average win over average loss), W the share of winning trades; of trade returns",
    minimum: "1 winning and 1 losing trade",
    undefinedWhen: "no trade was closed, none made money or none lost money",
    source: "Kelly (1956)",
    backtestingPy: "the same of profits in currency",
  }),
  gainToPain: define("gainToPain", "return", "Gain to pain", "ratio", "higher", {
    formula:
      "sum of calendar months' returns over the sum of the negative ones, taken positive; first and last month may be incomplete",
    minimum: "1 losing month",
    undefinedWhen: "no calendar month lost money",
    source: "Schwager (2012)",
  }),
};
