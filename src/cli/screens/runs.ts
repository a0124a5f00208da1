import type { RunsListing } from "#app/list-runs";
import { formatCount, formatMetric } from "#reporting/format";
import type { RunsComparisonView } from "#reporting/runs-comparison";
import type { ListedRun } from "#results/documents/runs";
import { localTime } from "../local-time.ts";
import type { Style } from "./backtest.ts";
import { harmless, shortened } from "./cells.ts";
import { type TableColumn, tableLines, widthOf } from "./column-table.ts";
import { painter } from "./paint.ts";
import { wrap } from "./wrap.ts";

const PIPED = 80;
const NARROWEST = 60;

function widthIn({ width }: Style): number {
  return width === 0 ? PIPED : Math.max(NARROWEST, width);
}

/** What `ivy runs list` shows. */
export function runsScreen({ document, shown, strategies }: RunsListing, style: Style): string {
  const { runs, damaged, total } = document;
  const width = widthIn(style);
  const lines: string[] = [];
  if (runs.length > 0) lines.push(...runsTable(runs, width));
  if (runs.length < total)
    lines.push("", `${formatCount(runs.length)} of ${formatCount(total)} runs; --limit shows more`);
  if (runs.length === 0 && strategies.length > 0) {
    const there = `No run of that strategy in ${harmless(shown)}. There are runs of: ${strategies.map(harmless).join(", ")}.`;
    lines.push(...wrap(there, width));
  } else if (runs.length === 0 && damaged.length === 0) {
    lines.push(`No runs in ${harmless(shown)}.`, "Make one: ivy backtest --strategy sma-cross --tickers KO");
  }
  if (damaged.length > 0) {
    lines.push(...(lines.length > 0 ? [""] : []), `Damaged: ${formatCount(damaged.length)}`);
    for (const { message } of damaged) lines.push(...wrap(harmless(message), width - 2).map((line) => `  ${line}`));
    lines.push("  Run it again, which replaces it, or remove it: ivy runs rm FOLDER");
  }
  return `${lines.join("\n")}\n`;
}

type Column = (runs: readonly ListedRun[]) => TableColumn;

const text =
  (heading: string, cell: (run: ListedRun) => string): Column =>
  (runs) => ({ heading, align: "left", cells: runs.map((run) => harmless(cell(run))) });
const number =
  (heading: string, cell: (run: ListedRun) => string): Column =>
  (runs) => ({ heading, align: "right", cells: runs.map(cell) });

const HASH = text("run", (run) => run.hash);
const VERB = text("verb", (run) => run.verb);
const STRATEGY = text("strategy", (run) => run.strategy);
const SHORT_STRATEGY = text("strategy", (run) => shortened(run.strategy, 13));
const TICKERS = text("tickers", (run) => shortened(run.tickers.join(","), 24));
const SHORT_TICKERS = text("tickers", (run) => shortened(run.tickers.join(","), 9));
const DATES = text("dates", (run) => `${run.from.slice(0, 10)} to ${run.to.slice(0, 10)}`);
const YEARS = text("years", (run) => `${run.from.slice(0, 4)}–${run.to.slice(0, 4)}`);
const RETURN = number("return", (run) => formatMetric("totalReturn", run.totalReturn));
const SHARPE = number("Sharpe", (run) => formatMetric("sharpe", run.sharpe));
const DRAWDOWN = number("drawdown", (run) => formatMetric("maxDrawdown", run.maxDrawdown));
const TRADES = number("trades", (run) => formatCount(run.trades));
const WHEN = text("when", (run) => (run.startedAt === null ? "not known" : localTime(run.startedAt)));
const DAY = text("when", (run) => (run.startedAt === null ? "not known" : localTime(run.startedAt).slice(0, 10)));

/** From all there is to what a narrow terminal has room for; the first that fits is shown. */
const LAYOUTS: readonly (readonly Column[])[] = [
  [HASH, VERB, STRATEGY, TICKERS, DATES, RETURN, SHARPE, DRAWDOWN, TRADES, WHEN],
  [HASH, VERB, STRATEGY, TICKERS, YEARS, RETURN, SHARPE, DRAWDOWN, TRADES, WHEN],
  [HASH, STRATEGY, TICKERS, YEARS, RETURN, SHARPE, DRAWDOWN, TRADES, DAY],
  [HASH, SHORT_STRATEGY, SHORT_TICKERS, YEARS, RETURN, SHARPE, DRAWDOWN, TRADES, DAY],
  [HASH, SHORT_STRATEGY, SHORT_TICKERS, RETURN, SHARPE, DRAWDOWN, TRADES, DAY],
  [HASH, SHORT_STRATEGY, SHORT_TICKERS, RETURN, SHARPE, DRAWDOWN, TRADES],
  [HASH, SHORT_STRATEGY, SHORT_TICKERS, RETURN, SHARPE, DRAWDOWN],
];

function runsTable(runs: readonly ListedRun[], width: number): string[] {
  const layouts = LAYOUTS.map((columns) => columns.map((column) => column(runs)));
  const fitting = layouts.find((columns) => widthOf(columns, 0) <= width) ?? layouts.at(-1)!;
  return tableLines(fitting, width, 0);
}

/** What `ivy runs compare` shows: the settings that differ, then every figure. */
export function runsComparisonScreen(view: RunsComparisonView, names: readonly string[], style: Style): string {
  const width = widthIn(style);
  const paint = painter(style.color);
  const widest = Math.max(12, Math.floor((width - 24) / 2) - 2);
  const table = (rows: RunsComparisonView["metrics"], heading: string) =>
    tableLines(
      [
        { heading, align: "left", cells: rows.map(({ label }) => harmless(label)) },
        ...names.map(
          (name, i): TableColumn => ({
            heading: name,
            align: "right",
            cells: rows.map(({ cells }) => shortened(harmless(cells[i]!), widest)),
          }),
        ),
      ],
      width,
    );
  const settings =
    view.settings.length === 0 ? ["  The settings are all the same."] : table(view.settings, "settings that differ");
  const blocks = [
    wrap(harmless(view.headline), Math.min(width, 120)).map(paint.strong),
    settings,
    table(view.metrics, "figures"),
  ];
  return `${blocks.map((block) => block.join("\n")).join("\n\n")}\n`;
}
