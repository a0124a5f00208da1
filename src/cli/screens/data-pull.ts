import { formatCount } from "#reporting/format";
import type { PullDocument, PulledRow } from "#results/documents/pull";
import { homely } from "../homely-path.ts";
import { quoted } from "../whole-line.ts";
import type { Style } from "./backtest.ts";
import { harmless, shortened } from "./cells.ts";
import { type TableColumn, tableLines } from "./column-table.ts";
import { wrap } from "./wrap.ts";

const PIPED = 80;
const NARROWEST = 60;

const STATES: Readonly<Record<PulledRow["state"], string>> = {
  new: "new",
  updated: "updated",
  unchanged: "nothing new",
  failed: "failed",
  "not-begun": "not begun",
};

/** What `ivy data pull` shows: a line for each symbol, what is worth a word, and what went wrong. */
export function pullScreen({ source, timeframe, catalog, pulled }: PullDocument, style: Style): string {
  const width = style.width === 0 ? PIPED : Math.max(NARROWEST, style.width);
  const cells = (cell: (row: PulledRow) => string) => pulled.map((row) => harmless(cell(row)));
  const columns: TableColumn[] = [
    { heading: "symbol", align: "left", cells: cells(({ symbol }) => shortened(symbol, 16)) },
    { heading: "", align: "left", cells: cells(({ state }) => STATES[state]) },
    { heading: "from", align: "left", cells: cells(({ from }) => from?.slice(0, 10) ?? "") },
    { heading: "to", align: "left", cells: cells(({ to }) => (to === null ? "" : shortTime(to))) },
    { heading: "bars", align: "right", cells: cells(({ bars }) => (bars === null ? "" : formatCount(bars))) },
    { heading: "added", align: "right", cells: cells(({ added }) => (added === null ? "" : formatCount(added))) },
  ];
  const lines = [`${source} ${timeframe}`, "", ...tableLines(columns, width, 0)];
  const said = pulled.flatMap((row) => linesOf(row).map((line) => `${row.symbol}: ${line}`));
  if (said.length > 0) lines.push("", ...said.flatMap((line) => wrap(harmless(line), width)));
  const first = pulled.find(({ bars }) => bars !== null);
  if (first !== undefined) {
    lines.push("", ...wrap(`Kept in ${harmless(homely(catalog))}`, width));
    lines.push(`Look at it: ivy data show ${quoted(harmless(first.symbol))}`);
  }
  if (pulled.some(({ state, keptPages }) => keptPages > 0 || state === "not-begun")) {
    lines.push("", "The same line goes on from there.");
  }
  return `${lines.join("\n")}\n`;
}

function shortTime(time: string): string {
  return time.replace("T", " ").replace(/:00Z$/, "");
}

function linesOf({ notes, error, keptPages }: PulledRow): readonly string[] {
  if (error === null) return notes;
  const kept = keptPages === 0 ? "" : ` ${keptPages} pages are kept.`;
  const received = error.where.received === undefined ? "" : ` (${error.where.received})`;
  return [`${error.message.replace(/\.$/, "")}${received}.${kept}`, ...error.help.split("\n")];
}
