import pc from "picocolors";
import type { BacktestView, FigureCell } from "#reporting/backtest-view";
import type { Finding } from "#results/documents/finding";
import { type Curve, curveLines } from "./curve.ts";
import { flow, wrap } from "./wrap.ts";

export interface Style {
  readonly color: boolean;
  /** Columns of the terminal; 0 when the output is piped: no chart then, and the layout of 80 columns. */
  readonly width: number;
}

export interface BacktestScreenInput {
  readonly view: BacktestView;
  readonly curve: Curve;
  readonly style: Style;
  /** The short hash and the run folder as the person may type it; null: nothing was written. */
  readonly stored: { readonly hash: string; readonly folder: string } | null;
  readonly seconds: number;
}

const WIDEST = 200;
const NARROWEST = 60;

/** What `ivy backtest` shows: the answer first, then why, then where to go on. Ends with a line feed. */
export function backtestScreen({ view, curve, style, stored, seconds }: BacktestScreenInput): string {
  const width = style.width === 0 ? 80 : Math.max(NARROWEST, Math.min(style.width, WIDEST));
  const paint = painter(style.color);
  const blocks = [
    [
      ...flow([view.title, view.period, view.bars], "   ", width),
      ...flow([view.source, view.profile], "   ", width).map(paint.quiet),
    ],
    wrap(view.headline, width).map(paint.strong),
    figureLines(view.rows, width, paint),
    style.width === 0 ? [] : curveLines(curve, width, paint.quiet),
    hanging("  Pair   ", view.pair, width),
    findingLines(view.findings, width, paint),
    [lastLine(stored, seconds)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

function painter(color: boolean) {
  const { bold, dim, red, yellow } = pc.createColors(color);
  const severity = { error: red, warning: yellow, info: dim };
  return { strong: bold, quiet: dim, severity };
}
type Painter = ReturnType<typeof painter>;

/** Figures in two columns, or in one where two do not fit. */
function figureLines(rows: BacktestView["rows"], width: number, paint: Painter): string[] {
  const left = rows.map(([cell]) => cell);
  const right = rows.map(([, cell]) => cell);
  const onLeft = columnOf(left.filter((_, i) => right[i] !== null));
  const onRight = columnOf(right.filter((cell) => cell !== null));
  const pairs = rows.map(([a, b]) => {
    const first = `  ${cellText(a, onLeft)}`;
    return b === null ? first : `${first.padEnd(2 + onLeft.width)}    ${cellText(b, onRight)}`;
  });
  const fits = pairs.every((line) => line.trimEnd().length <= width);
  const all = [...left, ...right.filter((cell) => cell !== null)];
  const lines = fits ? pairs : all.flatMap((cell) => stacked(cell, columnOf(all), width));
  return lines.map((line) => besideQuiet(line.trimEnd(), all, paint));
}

/** A figure on a line of its own; a remark that is too long for it goes below. */
function stacked(cell: FigureCell, widths: ColumnWidths, width: number): string[] {
  const line = `  ${cellText(cell, widths)}`;
  if (line.length <= width) return [line];
  return [
    `  ${cellText({ ...cell, beside: "" }, widths)}`,
    ...wrap(cell.beside, width - 4).map((text) => `    ${text}`),
  ];
}

interface ColumnWidths {
  readonly label: number;
  readonly value: number;
  readonly besideName: number;
  readonly besideValue: number;
  readonly width: number;
}

function columnOf(cells: readonly FigureCell[]): ColumnWidths {
  const longest = (of: (cell: FigureCell) => string) => Math.max(0, ...cells.map((cell) => of(cell).length));
  const label = longest((cell) => cell.label);
  const value = longest((cell) => cell.value);
  const besideName = longest((cell) => benchmarkParts(cell.beside)?.[0] ?? "");
  const besideValue = longest((cell) => benchmarkParts(cell.beside)?.[1] ?? "");
  const beside = Math.max(
    besideName + 1 + besideValue,
    longest((cell) => (benchmarkParts(cell.beside) === null ? cell.beside : "")),
  );
  return { label, value, besideName, besideValue, width: label + 1 + value + (beside > 1 ? 3 + beside : 0) };
}

function cellText(cell: FigureCell, widths: ColumnWidths): string {
  const parts = benchmarkParts(cell.beside);
  const beside =
    parts === null ? cell.beside : `${parts[0].padEnd(widths.besideName)} ${parts[1].padStart(widths.besideValue)}`;
  return `${cell.label.padEnd(widths.label)} ${cell.value.padStart(widths.value)}   ${beside}`.trimEnd();
}

/** "SPY +241.60 %" in its two parts, whose numbers stand under each other; null for any other remark. */
function benchmarkParts(beside: string): readonly [string, string] | null {
  const match = /^(\S+) (n\/a|[+-]?[\d,.]+ %)$/.exec(beside);
  return match === null ? null : [match[1]!, match[2]!];
}

function besideQuiet(line: string, cells: readonly FigureCell[], paint: Painter): string {
  const remark = cells.find(
    (cell) => cell.beside !== "" && benchmarkParts(cell.beside) === null && line.endsWith(cell.beside),
  );
  return remark === undefined ? line : line.slice(0, -remark.beside.length) + paint.quiet(remark.beside);
}

/** Paragraphs behind a name, wrapped under themselves. */
function hanging(name: string, paragraphs: readonly string[], width: number): string[] {
  const indent = " ".repeat(name.length);
  return paragraphs
    .flatMap((text) => wrap(text, width - name.length))
    .map((line, i) => (i === 0 ? name : indent) + line);
}

const SEVERITY = { error: "error", warning: "warning", info: "note" } as const;

function findingLines(findings: readonly Finding[], width: number, paint: Painter): string[] {
  if (findings.length === 0) return [];
  const indent = " ".repeat(11);
  const lines = findings.flatMap(({ severity, message, help }) => {
    const name = `  ${SEVERITY[severity].padEnd(9)}`;
    const oneLine = 11 + message.length + 3 + help.length <= width;
    const texts = oneLine ? [`${message}   ${help}`] : [...wrap(message, width - 11), ...wrap(help, width - 11)];
    return texts.map((text, i) => (i === 0 ? paint.severity[severity](name) : indent) + text);
  });
  return ["  Findings", ...lines];
}

function lastLine(stored: BacktestScreenInput["stored"], seconds: number): string {
  const time = `${seconds.toFixed(2)} s`;
  return stored === null ? `not stored   ${time}` : `${stored.hash}  ${stored.folder}   ${time}`;
}
