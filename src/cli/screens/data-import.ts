import { formatCount } from "#reporting/format";
import type { ImportDocument, ImportedRow } from "#results/documents/import";
import { homely } from "../homely-path.ts";
import { quoted } from "../whole-line.ts";
import type { Style } from "./backtest.ts";
import { harmless, shortened } from "./cells.ts";
import { type TableColumn, tableLines } from "./column-table.ts";
import { wrap } from "./wrap.ts";

const PIPED = 80;
const NARROWEST = 60;

/** What `ivy data import` shows: a line for each symbol, what is worth a word, and what went wrong. */
export function importScreen({ source, catalog, imported }: ImportDocument, style: Style): string {
  const width = style.width === 0 ? PIPED : Math.max(NARROWEST, style.width);
  const kept = imported.filter(({ error }) => error === null);
  const cells = (cell: (row: ImportedRow) => string) => kept.map((row) => harmless(cell(row)));
  const prices = ({ synthetic, adjusted }: ImportedRow) =>
    synthetic === true ? "synthetic" : adjusted === true ? "adjusted" : "raw";
  const columns: TableColumn[] = [
    { heading: "symbol", align: "left", cells: cells(({ symbol }) => shortened(symbol ?? "", 16)) },
    { heading: "length", align: "left", cells: cells(({ timeframe }) => timeframe ?? "") },
    { heading: "from", align: "left", cells: cells(({ from }) => from?.slice(0, 10) ?? "") },
    { heading: "to", align: "left", cells: cells(({ to }) => to?.slice(0, 10) ?? "") },
    { heading: "bars", align: "right", cells: cells(({ bars }) => formatCount(bars ?? 0)) },
    { heading: "prices", align: "left", cells: cells(prices) },
    { heading: "", align: "left", cells: cells(({ replaced }) => (replaced ? "replaced" : "")) },
  ];
  const lines = kept.length === 0 ? [] : tableLines(columns, width, 0);
  const said = imported.flatMap((row) => linesOf(row).map((line) => `${row.symbol ?? row.path}: ${line}`));
  if (said.length > 0)
    lines.push(...(lines.length > 0 ? [""] : []), ...said.flatMap((line) => wrap(harmless(line), width)));
  if (kept.length > 0) {
    lines.push("", ...wrap(`Kept as ${source} in ${harmless(homely(catalog))}`, width));
    lines.push(`Look at it: ivy data show ${quoted(harmless(kept[0]!.symbol ?? ""))}`);
  }
  return `${lines.join("\n")}\n`;
}

function linesOf({ notes, warnings, error, path }: ImportedRow): readonly string[] {
  if (error !== null) {
    const { file, line } = error.where;
    const place = file === undefined ? "" : ` (${[file, line].filter((part) => part !== undefined).join(":")})`;
    return [`${error.message.replace(/\.$/, "")}${place}`, ...error.help.split("\n")];
  }
  if (warnings === 0) return notes;
  return [...notes, `${warnings} ${warnings === 1 ? "thing is" : "things are"} odd: ivy data validate ${quoted(path)}`];
}
