import type { BacktestView, FigureCell, FigureName } from "#reporting/backtest-view";
import { cellsOf, padLeft, padRight, shortened } from "./cells.ts";
import { wrap } from "./wrap.ts";

interface Layout {
  readonly columns: readonly (readonly FigureName[])[];
  /** Lines of their own below the columns. */
  readonly below: readonly (readonly FigureName[])[];
  /** Whether what stands below widens the first column, so that all its numbers end under each other. */
  readonly isAligned: boolean;
  /** Blanks between columns, and before a remark. */
  readonly gap: number;
  readonly remarkGap: number;
}

const THREE: Pick<Layout, "columns" | "below"> = {
  columns: [
    ["return", "cagr", "maxDrawdown", "volatility"],
    ["sharpe", "sortino", "calmar", "profitFactor"],
    ["trades", "exposure", "costs", "turnover"],
  ],
  below: [],
};
const TWO: Pick<Layout, "columns" | "below"> = {
  columns: [
    ["return", "cagr", "maxDrawdown"],
    ["sharpe", "sortino", "calmar"],
  ],
  below: [["trades", "exposure"], ["costs"]],
};
const ONE: readonly FigureName[] = [
  "return",
  "cagr",
  "maxDrawdown",
  "sharpe",
  "sortino",
  "calmar",
  "trades",
  "exposure",
  "costs",
];

/** The first that fits is taken. */
const LAYOUTS: readonly Layout[] = [
  { ...THREE, isAligned: true, gap: 4, remarkGap: 3 },
  { ...TWO, isAligned: true, gap: 4, remarkGap: 3 },
  { ...TWO, isAligned: true, gap: 3, remarkGap: 2 },
  { ...TWO, isAligned: false, gap: 4, remarkGap: 3 },
  { ...TWO, isAligned: false, gap: 3, remarkGap: 2 },
];

const MARGIN = "  ";
const HANG = "    ";
const REMARK_GAP = 3;
/** A benchmark's full name stands in the header. */
const LONGEST_NAME = 12;

/** Figures in as many columns as fit, numbers right-aligned under each other; a remark that does not fit goes below. */
export function figureLines(figures: BacktestView["figures"], width: number): string[] {
  for (const layout of LAYOUTS) {
    const lines = linesOf(layout, figures);
    if (lines.every((line) => cellsOf(line) <= width)) return lines;
  }
  const column = ONE.map((name) => figures[name]);
  return column.flatMap((cell) => stacked(cell, widthsOf(column, REMARK_GAP), width));
}

function linesOf({ columns, below, isAligned, gap, remarkGap }: Layout, figures: BacktestView["figures"]): string[] {
  const under = below.map((names) => names.map((name) => figures[name]));
  const firsts = isAligned ? under.map((cells) => cells[0]!) : [];
  const texts = columns.map((names, i) => {
    const cells = names.map((name) => figures[name]);
    const widths = widthsOf(i === 0 ? [...cells, ...firsts] : cells, remarkGap);
    return { widths, rows: padded(cells.map((cell) => cellText(cell, widths))) };
  });
  const [left] = texts;
  // Below, only what stands first is aligned with the column above it.
  const single = (cell: FigureCell) => cellText(cell, widthsOf([cell], remarkGap));
  return [
    ...left!.rows.map((_, row) => texts.map(({ rows }) => rows[row]!)),
    ...under.map(([first, ...rest]) => [cellText(first!, left!.widths), ...rest.map(single)]),
  ].map((parts) => (MARGIN + parts.join(" ".repeat(gap))).trimEnd());
}

function padded(texts: readonly string[]): string[] {
  const longest = Math.max(...texts.map(cellsOf));
  return texts.map((text) => padRight(text, longest));
}

/** A figure on a line of its own; a remark that is too long for it goes below. */
function stacked(cell: FigureCell, widths: Widths, width: number): string[] {
  const line = (MARGIN + cellText(cell, widths)).trimEnd();
  if (cellsOf(line) <= width) return [line];
  const alone = (MARGIN + cellText({ ...cell, beside: "", benchmark: null }, widths)).trimEnd();
  return [alone, ...wrap(besideText(cell, widths), width - HANG.length).map((text) => HANG + text)];
}

interface Widths {
  readonly label: number;
  readonly value: number;
  readonly name: number;
  readonly other: number;
  readonly remarkGap: number;
}

function widthsOf(cells: readonly FigureCell[], remarkGap: number): Widths {
  const longest = (of: (cell: FigureCell) => string) => Math.max(0, ...cells.map((cell) => cellsOf(of(cell))));
  return {
    label: longest(({ label }) => label),
    value: longest(({ value }) => value),
    name: longest(({ benchmark }) => shortened(benchmark?.name ?? "", LONGEST_NAME)),
    other: longest(({ benchmark }) => benchmark?.value ?? ""),
    remarkGap,
  };
}

function cellText(cell: FigureCell, widths: Widths): string {
  const beside = besideText(cell, widths);
  return `${padRight(cell.label, widths.label)} ${padLeft(cell.value, widths.value)}${beside === "" ? "" : " ".repeat(widths.remarkGap) + beside}`;
}

function besideText({ beside, benchmark }: FigureCell, { name, other }: Widths): string {
  if (benchmark === null) return beside;
  return `${padRight(shortened(benchmark.name, LONGEST_NAME), name)} ${padLeft(benchmark.value, other)}`;
}
