import type { StoredRun } from "#app/backtest-request";
import type { BacktestView } from "#reporting/backtest-view";
import { harmless } from "./cells.ts";
import { type Curve, curveLines } from "./curve.ts";
import { figureLines } from "./figure-table.ts";
import { findingLines } from "./finding-lines.ts";
import { painter } from "./paint.ts";
import { storedLines } from "./stored-run.ts";
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
  /** Where the run lies; null: nothing was written. */
  readonly stored: StoredRun | null;
  /** The gates that were asked for; none for a run without. */
  readonly gates?: readonly string[];
  readonly seconds: number;
  /** What stands in the place of the seconds, for a run that was not made just now. */
  readonly time?: string;
}

const WIDEST = 200;
const NARROWEST = 40;
const PIPED = 80;
/** Longer lines of prose are hard to read, however wide the terminal. */
const WIDEST_PROSE = 120;

/** What `ivy backtest` shows: the answer first, then why, then where to go on. Ends with a line feed. */
export function backtestScreen({
  view: given,
  curve,
  style,
  stored,
  gates = [],
  seconds,
  time = `${seconds.toFixed(2)} s`,
}: BacktestScreenInput): string {
  const width = style.width === 0 ? PIPED : Math.max(NARROWEST, Math.min(style.width, WIDEST));
  const prose = Math.min(width, WIDEST_PROSE);
  const paint = painter(style.color);
  const view = harmlessView(given);
  const blocks = [
    [
      ...flow([view.title, view.period, view.bars], "   ", width),
      ...flow([view.source, view.profile, view.benchmark].filter(isSaid), "   ", width),
      ...flow(view.reading, "   ", width),
    ],
    wrap(view.headline, prose).map(paint.strong),
    figureLines(view.figures, width),
    sum("  Gross to net   ", view.grossToNet, prose),
    style.width === 0 ? [] : curveLines(harmlessCurve(curve), width, paint.quiet),
    hanging("  Pair   ", view.pair, prose),
    findingLines(view.findings, width, paint),
    [...gates],
    stored === null ? [`not stored   ${time}`] : storedLines(stored, time, width),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

function isSaid(text: string): boolean {
  return text !== "";
}

/** Names come from files and headers of columns: whatever they hold, they do not steer the terminal. */
function harmlessView(view: BacktestView): BacktestView {
  return JSON.parse(JSON.stringify(view), (_, value: unknown) =>
    typeof value === "string" ? harmless(value) : value,
  ) as BacktestView;
}

function harmlessCurve(curve: Curve): Curve {
  const { benchmark } = curve;
  return benchmark === null ? curve : { ...curve, benchmark: { ...benchmark, symbol: harmless(benchmark.symbol) } };
}

/** The terms of a sum behind a name; a line ends between terms. */
function sum(name: string, terms: readonly string[], width: number): string[] {
  if (terms.length === 0) return [];
  const indent = " ".repeat(name.length);
  return flow(terms, " ", width - name.length).map((line, i) => (i === 0 ? name : indent) + line);
}

/** Paragraphs behind a name, wrapped under themselves. */
function hanging(name: string, paragraphs: readonly string[], width: number): string[] {
  const indent = " ".repeat(name.length);
  return paragraphs
    .flatMap((text) => wrap(text, width - name.length))
    .map((line, i) => (i === 0 ? name : indent) + line);
}
