import { formatAmount, formatCurrency } from "#reporting/format";
import { rangeOf, roundTicks } from "./axis-ticks.ts";
import { brailleDots, type Dots, levelOf, type Scale, sparseDots } from "./braille.ts";
import { cellsOf, shortened } from "./cells.ts";
import { timeAxis } from "./time-axis.ts";

/** The equity of a run at its measured closes, and the depth below the peak so far, as positive fractions. */
export interface Curve {
  /** Epoch ms, length n. */
  readonly times: Float64Array;
  readonly equity: Float64Array;
  readonly drawdown: Float64Array;
  /** The starting cash put into the benchmark, length n, NaN where it has no price; null: nothing to compare with. */
  readonly benchmark: { readonly symbol: string; readonly equity: Float64Array } | null;
}

const MARGIN = 2;
const NAME = 10;
const FEWEST_CELLS = 10;
/** From this growth on, equal steps of the chart are equal factors: else the years before the last would be flat. */
const LOG_FROM = 10;
const TALL_FROM = 120;
const FEWEST_NAME = 8;

/**
 * Equity and drawdown as lines of text of at most `width` cells, the benchmark behind them; nothing for fewer than two
 * closes.
 *
 * @param quiet paints what stands behind
 */
export function curveLines(curve: Curve, width: number, quiet: (text: string) => string = (text) => text): string[] {
  const { times, equity, drawdown, benchmark } = curve;
  const behind = benchmark === null ? [] : [benchmark.equity];
  const range = rangeOf([equity, ...behind]);
  if (equity.length < 2 || range === null) return [];
  const [tall, deep] = width >= TALL_FROM ? [7, 4] : [5, 3];
  const equityRows = range.low === range.high ? 1 : tall;
  const scale = { ...range, isLog: range.low > 0 && range.high >= LOG_FROM * equity[0]! };
  const depths = [drawdown, ...behind.map(depthsOf)].map((values) => values.map((depth) => -depth));
  const floor = rangeOf(depths)?.low ?? 0;
  const depthRows = floor === 0 ? 1 : deep;
  const labels = {
    equity: tickLabels(scale, equityRows, scale.low === scale.high ? formatCurrency : formatAmount),
    depth: tickLabels({ low: Math.min(floor, -1e-9), high: 0 }, depthRows, percentLabel),
  };
  if (floor === 0) labels.depth = new Map([[0, "0 %"]]);
  const label = Math.max(...[...labels.equity.values(), ...labels.depth.values()].map((text) => text.length));
  const cells = Math.max(FEWEST_CELLS, width - MARGIN - NAME - label - 1);
  const margin = (name: string, text = "") => `${" ".repeat(MARGIN)}${name.padEnd(NAME)}${text.padStart(label)} `;
  const panel = (names: readonly string[], lines: readonly Float64Array[], rows: number, of: Scale, texts: RowLabels) =>
    overlaid(brailleDots(lines[0]!, cells, rows, of), lines[1] && sparseDots(lines[1], cells, rows, of), quiet).map(
      (dots, row) => (margin(names[row] ?? "", texts.get(row)) + dots).trimEnd(),
    );
  return [
    ...panel(scale.isLog ? ["equity", "log scale"] : ["equity"], [equity, ...behind], equityRows, scale, labels.equity),
    ...panel(["drawdown"], depths, depthRows, { low: floor === 0 ? -1 : floor, high: 0 }, labels.depth),
    `${margin("")}${timeAxis(times, cells)}`.trimEnd(),
    ...(benchmark === null ? [] : legend(benchmark.symbol, cells, quiet).map((text) => margin("") + text)),
  ];
}

type RowLabels = Map<number, string>;

/** Round values by the row that they stand on. */
function tickLabels(scale: Scale, rows: number, format: (value: number) => string): RowLabels {
  return new Map(roundTicks(scale, rows).map((tick) => [levelOf(tick, scale, rows * 4) >> 2, format(tick)]));
}

/** A round share with the decimals that it has, and none of the noise behind them. */
function percentLabel(value: number): string {
  return `${Number((value * 100).toPrecision(9)) + 0} %`;
}

/** The dots of a line, and where it has none in a cell, those of the line behind it. */
function overlaid(front: Dots, back: Dots | undefined, quiet: (text: string) => string): string[] {
  return front.map((row, r) => {
    let text = "";
    let pending = "";
    const flush = () => {
      if (pending !== "") text += pending.trim() === "" ? pending : quiet(pending);
      pending = "";
    };
    row.forEach((bits, cell) => {
      const behind = back?.[r]?.[cell] ?? 0;
      if (bits === 0) {
        pending += behind === 0 ? " " : String.fromCodePoint(0x2800 + behind);
        return;
      }
      flush();
      text += String.fromCodePoint(0x2800 + bits);
    });
    flush();
    return text.trimEnd();
  });
}

/** How far each value lies below the highest before it, as a positive fraction. */
function depthsOf(values: Float64Array): Float64Array {
  let peak = Number.NEGATIVE_INFINITY;
  return values.map((value) => {
    if (value > peak) peak = value;
    return 1 - value / peak;
  });
}

const RUN = "⠤⠤⠤ this run";
const HOLDING = "⠄ ⠠ ⠄";
const LEGEND_GAP = "   ";

/** On one line where both fit; a name that is too long loses its end. */
function legend(symbol: string, cells: number, quiet: (text: string) => string): string[] {
  const room = cells - cellsOf(`${HOLDING} holding `);
  const isOneLine = cells >= cellsOf(`${RUN}${LEGEND_GAP}${HOLDING} holding `) + Math.min(FEWEST_NAME, cellsOf(symbol));
  const name = shortened(symbol, Math.max(2, isOneLine ? room - cellsOf(RUN + LEGEND_GAP) : room));
  const holding = `${quiet(HOLDING)} holding ${name}`;
  return isOneLine ? [RUN + LEGEND_GAP + holding] : [RUN, holding];
}
