import { METRIC_DEFINITIONS } from "#metrics/definitions";
import type { BacktestDocument } from "#results/documents/backtest";
import { METRIC_IDS } from "#results/documents/metric-ids";
import { comparisonHeadline } from "./comparison-headline.ts";
import { formatMetric, formatRatio, NOT_AVAILABLE } from "./format.ts";

/** A row of the side-by-side: one text for each run. */
export interface ComparedRow {
  readonly label: string;
  readonly cells: readonly string[];
}

/** Stored runs side by side, as text. */
export interface RunsComparisonView {
  readonly headline: string;
  /** Settings that differ, prices and days among them; empty where all are the same. */
  readonly settings: readonly ComparedRow[];
  readonly metrics: readonly ComparedRow[];
}

/** @param names of the runs, as they are to be called: of one length with `runs` */
export function runsComparisonView(runs: readonly BacktestDocument[], names: readonly string[]): RunsComparisonView {
  const settings = differing(runs.map(settingsOf));
  const isAlike = settings.every(({ label }) => !PRICES.has(label));
  return {
    headline: isAlike
      ? comparisonHeadline(runs, names)
      : "The runs differ in prices or days: their figures answer different questions.",
    settings,
    metrics: metricRows(runs),
  };
}

const PRICES: ReadonlySet<string> = new Set(["measured from", "measured to", "prices", "tickers"]);

/** Everything that may make one run another, each under the name that a reader knows it by. */
function settingsOf({ settings, profile, data, window, ivy }: BacktestDocument): Map<string, string> {
  const { params, strategy, tickers, ...rest } = settings;
  const all = new Map([
    ["strategy", strategy],
    ["tickers", tickers.join(", ")],
    ["measured from", window.from],
    ["measured to", window.to],
    ["prices", data.map(({ source, fingerprint }) => `${source} ${fingerprint.slice(0, 8)}`).join(", ")],
    ["profile", profile],
    ["ivy", ivy],
  ]);
  for (const [name, value] of Object.entries(params)) all.set(name, shown(value));
  for (const [name, value] of Object.entries(rest)) all.set(name, shown(value));
  return all;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "none";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function differing(all: readonly Map<string, string>[]): ComparedRow[] {
  const labels = [...new Set(all.flatMap((one) => [...one.keys()]))];
  return labels
    .map((label) => ({ label, cells: all.map((one) => one.get(label) ?? "") }))
    .filter(({ cells }) => new Set(cells).size > 1);
}

function metricRows(runs: readonly BacktestDocument[]): ComparedRow[] {
  const rows = METRIC_IDS.map((id) => ({
    label: METRIC_DEFINITIONS[id].label,
    cells: runs.map(({ metrics, settings }) => formatMetric(id, metrics[id], settings.convention)),
  })).filter(({ cells }) => cells.some((cell) => cell !== NOT_AVAILABLE));
  const interval = {
    label: "  interval",
    cells: runs.map(({ sharpeInterval: found }) =>
      found === null ? NOT_AVAILABLE : `${formatRatio(found.low)} … ${formatRatio(found.high)}`,
    ),
  };
  const sharpe = rows.findIndex(({ label }) => label === METRIC_DEFINITIONS.sharpe.label);
  return sharpe < 0 ? rows : rows.toSpliced(sharpe + 1, 0, interval);
}
