import { formatCount } from "#reporting/format";
import type { PlacedFinding, ValidationDocument } from "#results/documents/validation";
import type { Style } from "./backtest.ts";
import { harmless, shortened } from "./cells.ts";
import { tableLines } from "./column-table.ts";
import { painter } from "./paint.ts";
import { wrap } from "./wrap.ts";

const [PIPED, NARROWEST, WIDEST_PROSE] = [80, 60, 120];
const WORDS = { error: "error", warning: "warning", info: "note" } as const;
const WEIGHT = { error: 0, warning: 1, info: 2 } as const;
/** Of a ticker and of a check's name. */
const WIDEST_NAME = 18;

/** One kind of finding in one series. */
interface Row {
  readonly first: PlacedFinding;
  readonly worst: PlacedFinding;
  readonly bars: number;
}

/** What `ivy data validate` shows: the answer, a table of series and checks, then what each check says and what to do. */
export function validationScreen({ series, findings, counts }: ValidationDocument, style: Style): string {
  const width = style.width === 0 ? PIPED : Math.max(NARROWEST, style.width);
  const prose = Math.min(width, WIDEST_PROSE);
  const paint = painter(style.color);
  const rows = rowsOf(findings);
  const bars = series.reduce((sum, one) => sum + one.bars, 0);
  const blocks = [
    wrap(headline(counts, rows, findings), prose).map(paint.strong),
    [
      `${plural(counts.series, "series", "series")}, ${plural(bars, "bar", "bars")}; ${formatCount(counts.clean)} clean`,
    ],
    rows.length === 0 ? [] : tableOf(rows, width),
    ...kindsOf(rows).map((row) => kindLines(row, prose)),
    repairLines(series),
    rows.length === 0 ? [] : ["Every one with its date and line: --json"],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

function headline(
  counts: ValidationDocument["counts"],
  rows: readonly Row[],
  findings: readonly PlacedFinding[],
): string {
  const stopping = findings.filter(({ stops }) => stops).length;
  if (stopping > 0) return `A run would stop: ${plural(stopping, "error", "errors")}, the first of them below.`;
  if (rows.some(({ first }) => first.severity !== "info")) {
    return `Nothing stops a run, but ${plural(counts.errors + counts.warnings, "place is", "places are")} worth a look.`;
  }
  if (counts.series === 0) return "There are no prices to check.";
  return "Nothing wrong was found.";
}

/** By series and kind: the gravest first, then in the order of the document. */
function rowsOf(findings: readonly PlacedFinding[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const one of findings) {
    const key = `${one.symbol ?? ""}\n${one.file ?? ""}\n${one.id}`;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { first: one, worst: one, bars: one.bars });
    else rows.set(key, { ...row, worst: one.weight > row.worst.weight ? one : row.worst, bars: row.bars + one.bars });
  }
  return [...rows.values()].sort((a, b) => WEIGHT[a.first.severity] - WEIGHT[b.first.severity]);
}

function tableOf(rows: readonly Row[], width: number): string[] {
  const cells = (of: (row: Row) => string) => rows.map((row) => harmless(of(row)));
  const name = ({ first }: Row) => first.symbol ?? first.file ?? "";
  return tableLines(
    [
      { heading: "symbol", align: "left", cells: cells((row) => shortened(name(row), WIDEST_NAME)) },
      { heading: "", align: "left", cells: cells(({ first }) => WORDS[first.severity]) },
      { heading: "check", align: "left", cells: cells(({ first }) => first.id) },
      { heading: "bars", align: "right", cells: cells(({ bars }) => (bars === 0 ? "" : formatCount(bars))) },
      { heading: "worst", align: "left", cells: cells(({ worst }) => worst.time ?? "") },
      {
        heading: "line",
        align: "right",
        cells: cells(({ worst }) => (worst.line === undefined ? "" : String(worst.line))),
      },
    ],
    width,
  );
}

/** One row of each kind, the one with most bars: its message stands for all. */
function kindsOf(rows: readonly Row[]): readonly Row[] {
  const kinds = new Map<string, Row>();
  for (const row of rows) {
    const known = kinds.get(row.first.id);
    if (known === undefined || row.bars > known.bars) kinds.set(row.first.id, row);
  }
  return [...kinds.values()];
}

function kindLines({ worst }: Row, width: number): string[] {
  const { id, symbol, message, help, file, line } = worst;
  const place = [file, line].filter((part) => part !== undefined).join(":");
  const says =
    symbol === undefined || message.startsWith(`${symbol}: `) || message.startsWith(`${symbol} `)
      ? message
      : `${symbol}: ${message}`;
  return [
    `  ${id}`,
    ...wrap(harmless(says), width - 4).map((text) => `    ${text}`),
    ...(place === "" ? [] : [`    ${shortened(harmless(place), width - 4)}`]),
    ...help.split("\n").flatMap((text) => wrap(harmless(text), width - 4).map((part) => `    ${part}`)),
  ];
}

function repairLines(series: ValidationDocument["series"]): string[] {
  return series.flatMap(({ symbol, repairs }) =>
    repairs.map(
      ({ repair, bars, from, to }) =>
        `  ${shortened(harmless(symbol), WIDEST_NAME)}  ${repair}: ${mendedText(repair, bars)}, ${from === to ? from : `${from} to ${to}`}`,
    ),
  );
}

function mendedText(repair: string, bars: number): string {
  if (repair === "drop") return `${plural(bars, "row", "rows")} left out`;
  return `${plural(bars, "bar", "bars")} ${repair === "clip" ? "clipped into low and high" : "filled in"}`;
}

function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
