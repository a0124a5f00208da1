import type { BacktestOutcome } from "#app/backtest-request";
import { comparisonView } from "#reporting/comparison-view";
import type { Style } from "./backtest.ts";
import { harmless } from "./cells.ts";
import { tableLines } from "./column-table.ts";
import { findingLines } from "./finding-lines.ts";
import { painter } from "./paint.ts";
import { storedLines } from "./stored-run.ts";
import { flow, wrap } from "./wrap.ts";

const PIPED = 80;
const NARROWEST = 60;
const WIDEST = 200;
const WIDEST_PROSE = 120;

/** What `ivy backtest` shows of several strategies: the answer, the table, what to know, and where each run lies. */
export function comparisonScreen(
  { runs, alignedFrom, seconds }: Pick<BacktestOutcome, "runs" | "alignedFrom" | "seconds">,
  gates: readonly string[],
  style: Style,
): string {
  const width = style.width === 0 ? PIPED : Math.max(NARROWEST, Math.min(style.width, WIDEST));
  const prose = Math.min(width, WIDEST_PROSE);
  const paint = painter(style.color);
  const view = comparisonView(runs.map(({ document }) => document));
  const columns = view.columns.map((column) => ({ ...column, cells: column.cells.map(harmless) }));
  const moved =
    alignedFrom === null ? [] : [`All of them are measured from ${alignedFrom}, where the longest warm-up ends.`];
  const blocks = [
    [
      ...flow([harmless(view.title), view.period, view.bars], "   ", width),
      ...flow([harmless(view.source), view.profile], "   ", width),
    ],
    wrap(harmless(view.headline), prose).map(paint.strong),
    tableLines(columns, width),
    [...moved, ...view.remarks].flatMap((remark) => wrap(harmless(remark), prose - 2).map((line) => `  ${line}`)),
    findingLines(view.findings, width, paint),
    [...gates],
    [
      ...runs.flatMap(({ screen }) => storedLines(screen.stored, "", width)),
      `one of them: ivy runs show ${runs[0].screen.stored.hash}   ${seconds.toFixed(2)} s`,
    ],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}
