import type { BacktestDocument } from "#results/documents/backtest";
import type { Finding } from "#results/documents/finding";
import type { MetricId } from "#results/documents/metric-ids";
import {
  counted,
  formatCount,
  formatCurrency,
  formatMetric,
  formatPercent,
  formatRatio,
  NOT_AVAILABLE,
} from "./format.ts";
import { headline } from "./headline.ts";
import { pairPanel } from "./pair-panel.ts";

/** A figure with what stands beside it: the benchmark's, an interval, a remark. */
export interface FigureCell {
  readonly label: string;
  readonly value: string;
  readonly beside: string;
}

/** Everything that a report of a backtest says, as text; terminal and HTML only arrange it. */
export interface BacktestView {
  readonly title: string;
  readonly period: string;
  readonly bars: string;
  readonly source: string;
  readonly profile: string;
  readonly headline: string;
  /** Rows of figures; the second cell is null where the first fills the row. */
  readonly rows: readonly (readonly [FigureCell, FigureCell | null])[];
  readonly pair: readonly string[];
  readonly findings: readonly Finding[];
}

export function backtestView(document: BacktestDocument): BacktestView {
  const { settings, window, data, pairs } = document;
  const bar = barName(data[0]?.timeframe ?? "");
  return {
    title: `${settings.strategy}  ${names(settings.tickers, pairs === undefined ? ", " : " / ")}`,
    period: `${window.from} to ${window.to}`,
    bars: counted(window.bars, bar.adjective === "" ? "bar" : `${bar.adjective} bar`),
    source: sourceText(data),
    profile: profileText(document),
    headline: headline(document),
    rows: figureRows(document),
    pair: pairs === undefined ? [] : pairPanel(pairs, bar.noun),
    findings: document.findings,
  };
}

function figureRows(document: BacktestDocument): BacktestView["rows"] {
  const { metrics, sharpeInterval, settings } = document;
  const plain = (label: string, id: MetricId): FigureCell => {
    return { label, value: formatMetric(id, metrics[id], settings.convention), beside: "" };
  };
  const compared = (label: string, id: MetricId): FigureCell => ({
    ...plain(label, id),
    beside: benchmarkText(document, id),
  });
  const interval = sharpeInterval === null ? "" : intervalText(sharpeInterval);
  return [
    [compared("Return", "totalReturn"), { ...plain("Sharpe", "sharpe"), beside: interval }],
    [compared("CAGR", "cagr"), plain("Sortino", "sortino")],
    [compared("Max drawdown", "maxDrawdown"), plain("Calmar", "calmar")],
    [{ ...plain("Trades", "trades"), beside: activityText(document) }, null],
    [{ label: "Costs", value: costText(document.costs.total), beside: costShare(document) }, null],
  ];
}

function benchmarkText({ benchmark }: BacktestDocument, id: MetricId): string {
  return benchmark === null ? "" : `${benchmark.symbol} ${formatMetric(id, benchmark.metrics[id])}`;
}

function intervalText({ level, low, high }: NonNullable<BacktestDocument["sharpeInterval"]>): string {
  return `${formatPercent(level, { digits: 0 })}: ${formatRatio(low)} … ${formatRatio(high)}`;
}

function activityText({ metrics, settings }: BacktestDocument): string {
  const { trades, winRate, exposure } = metrics;
  const won = trades === null || winRate === null ? [] : [`${formatCount(Math.round(winRate * trades))} won`];
  const held =
    exposure === null ? [] : [`in the market ${formatMetric("exposure", exposure, settings.convention)} of the time`];
  return [...won, ...held].join(", ");
}

/** What was paid carries a minus; what came in on balance (dividends) does not. */
function costText(total: number): string {
  return total === 0 ? formatCurrency(0) : formatCurrency(-total);
}

/** Of what the trading made before costs. */
function costShare({ costs, metrics, settings }: BacktestDocument): string {
  if (costs.total <= 0 || metrics.finalEquity === null) return "";
  const before = metrics.finalEquity - settings.cash + costs.total;
  if (before <= 0) return "nothing was made before costs";
  if (costs.total > before) return "more than was made before costs";
  return `${formatPercent(costs.total / before, { digits: 1 })} of gross profit`;
}

function sourceText(data: BacktestDocument["data"]): string {
  const first = data[0];
  if (first === undefined) return NOT_AVAILABLE;
  const sources = [...new Set(data.map((series) => series.source))];
  const closes = first.closeOnly ? "closes only" : "prices";
  const kind = `${first.adjusted ? "adjusted" : "raw"} ${closes}`;
  const synthetic = data.some((series) => series.synthetic) ? ", synthetic" : "";
  return `${names(sources, ", ")}, ${kind}${synthetic}`;
}

function profileText({ profile, settings }: BacktestDocument): string {
  const fill = settings.fillAt === undefined ? [] : [settings.fillAt];
  const convention = settings.convention === "ivy" ? [] : [`convention ${settings.convention}`];
  const borrow = settings.borrow ?? 0;
  const parts = [
    ...fill,
    costModel("slippage", settings.slippage),
    costModel("commission", settings.commission),
    ...(borrow > 0 ? [`borrow ${formatPercent(borrow, { digits: 1 })} a year`] : []),
    ...(typeof settings.participation === "number"
      ? [`at most ${formatPercent(settings.participation, { digits: 0 })} of volume`]
      : []),
    ...(settings.split === undefined ? [] : [settings.split]),
    ...convention,
  ];
  return `profile ${profile}: ${parts.join(", ")}`;
}

function costModel(name: string, short: string): string {
  if (short === "none") return `no ${name}`;
  return `${name} ${short.replace(/^([\d.]+)bps$/, "$1 bps")}`;
}

const MOST_NAMES = 5;

function names(all: readonly string[], separator: string): string {
  if (all.length <= MOST_NAMES + 1) return all.join(separator);
  return `${all.slice(0, MOST_NAMES).join(separator)} and ${all.length - MOST_NAMES} more`;
}

function barName(timeframe: string): { readonly adjective: string; readonly noun: string } {
  if (timeframe === "1d") return { adjective: "daily", noun: "day" };
  if (timeframe === "1w") return { adjective: "weekly", noun: "week" };
  if (timeframe === "1mo") return { adjective: "monthly", noun: "month" };
  if (timeframe === "1h") return { adjective: "hourly", noun: "hour" };
  return { adjective: timeframe, noun: "bar" };
}
