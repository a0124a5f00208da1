import type { BacktestDocument } from "#results/documents/backtest";
import type { Finding } from "#results/documents/finding";
import { type BacktestView, backtestView } from "./backtest-view.ts";
import { comparisonHeadline } from "./comparison-headline.ts";
import { costText } from "./cost-text.ts";
import { formatMetric, formatPercent, formatRatio, NOT_AVAILABLE } from "./format.ts";

/** A column of the table: one text for each row. */
export interface ComparisonColumn {
  readonly heading: string;
  readonly align: "left" | "right";
  readonly cells: readonly string[];
}

/** Several strategies on the same prices, as text. */
export interface ComparisonView {
  readonly title: string;
  readonly period: string;
  readonly bars: string;
  readonly source: string;
  readonly profile: string;
  readonly headline: string;
  /** The names first; a row for each run, and the benchmark's last. */
  readonly columns: readonly ComparisonColumn[];
  /** What makes the rows hard to compare. */
  readonly remarks: readonly string[];
  /** Warnings and errors, with the strategy that they are about. */
  readonly findings: readonly Finding[];
}

/** @param runs of one request, in the order asked; at least one */
export function comparisonView(runs: readonly BacktestDocument[]): ComparisonView {
  const latest = latestStart(runs);
  const first: BacktestView = backtestView(withSharedRebalance(latest, runs));
  const names = runs.map(({ settings }) => settings.strategy);
  return {
    title: `${runs.length} strategies  ${latest.settings.tickers.join(", ")}`,
    period: first.period,
    bars: first.bars,
    source: first.source,
    profile: first.profile,
    headline: comparisonHeadline(runs),
    columns: columnsOf(runs, names, latest),
    remarks: remarksOf(runs, latest),
    findings: findingsOfAll(runs, names),
  };
}

/** Strategies with weights may rebalance on days of their own: what one of them does is not said of all. */
function withSharedRebalance(one: BacktestDocument, runs: readonly BacktestDocument[]): BacktestDocument {
  const { rebalance, ...settings } = one.settings;
  const said = JSON.stringify(rebalance);
  const isShared = runs.every((other) => JSON.stringify(other.settings.rebalance) === said);
  return isShared ? one : { ...one, settings };
}

/** Warnings and errors: once where each run has it (it is about the prices), else with the strategy that it is about. */
function findingsOfAll(runs: readonly BacktestDocument[], names: readonly string[]): Finding[] {
  const kept = runs.map(({ findings }) => findings.filter(({ severity }) => severity !== "info"));
  const isIn = (one: Finding) => (other: Finding) => other.id === one.id && other.message === one.message;
  const shared = (kept[0] ?? []).filter((one) => kept.length > 1 && kept.every((others) => others.some(isIn(one))));
  const own = kept.flatMap((findings, i) =>
    findings
      .filter((one) => !shared.some(isIn(one)))
      .map((finding) => ({ ...finding, message: `${names[i]}: ${finding.message}` })),
  );
  const isError = ({ severity }: Finding) => Number(severity === "error");
  return [...shared, ...own].sort((a, b) => isError(b) - isError(a));
}

function columnsOf(
  runs: readonly BacktestDocument[],
  names: readonly string[],
  { benchmark }: BacktestDocument,
): ComparisonColumn[] {
  const held = benchmark === null ? [] : [benchmark];
  const metric = (heading: string, id: "totalReturn" | "cagr" | "sharpe" | "maxDrawdown"): ComparisonColumn => ({
    heading,
    align: "right",
    cells: [
      ...runs.map(({ metrics, settings }) => formatMetric(id, metrics[id], settings.convention)),
      ...held.map(({ metrics }) => formatMetric(id, metrics[id])),
    ],
  });
  const own = (heading: string, text: (run: BacktestDocument) => string): ComparisonColumn => ({
    heading,
    align: "right",
    cells: [...runs.map(text), ...held.map(() => "")],
  });
  return [
    { heading: "strategy", align: "left", cells: [...names, ...held.map(({ symbol }) => `holding ${symbol}`)] },
    metric("return", "totalReturn"),
    metric("CAGR", "cagr"),
    metric("Sharpe", "sharpe"),
    own(intervalHeading(runs), intervalText),
    metric("max drawdown", "maxDrawdown"),
    own("trades", ({ metrics }) => formatMetric("trades", metrics.trades)),
    own("in the market", ({ metrics, settings }) => formatMetric("exposure", metrics.exposure, settings.convention)),
    own("costs", ({ costs }) => costText(costs)),
  ];
}

function intervalHeading(runs: readonly BacktestDocument[]): string {
  const level = runs.find(({ sharpeInterval }) => sharpeInterval !== null)?.sharpeInterval?.level ?? 0.95;
  return `${formatPercent(level, { digits: 0 })} interval`;
}

function intervalText({ sharpeInterval }: BacktestDocument): string {
  if (sharpeInterval === null) return NOT_AVAILABLE;
  return `${formatRatio(sharpeInterval.low)} … ${formatRatio(sharpeInterval.high)}`;
}

/** A longer warm-up starts later: the others then saw days that this one did not. */
function latestStart(runs: readonly BacktestDocument[]): BacktestDocument {
  return runs.reduce((latest, run) => (run.window.from > latest.window.from ? run : latest));
}

function remarksOf(runs: readonly BacktestDocument[], latest: BacktestDocument): string[] {
  const others = runs.filter(({ window }) => window.from !== latest.window.from);
  const earliest = others.reduce<BacktestDocument | null>(
    (first, run) => (first === null || run.window.from < first.window.from ? run : first),
    null,
  );
  if (earliest === null) return [];
  const late = latest.settings.strategy;
  const early = earliest.settings.strategy;
  const { from } = latest.window;
  return [
    `The rows do not cover the same days: ${late} needs a warm-up and is measured from ${from}, ${early} from ${earliest.window.from}.`,
  ];
}
