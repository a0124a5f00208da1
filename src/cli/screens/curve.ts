import { formatCurrency, formatPercent } from "#reporting/format";
import { brailleLine } from "./braille.ts";

/** The equity of a run at its measured closes, and the depth below the peak so far, as positive fractions. */
export interface Curve {
  /** Epoch ms, length n. */
  readonly times: Float64Array;
  readonly equity: Float64Array;
  readonly drawdown: Float64Array;
}

const MARGIN = 2;
const NAME = 10;
const EQUITY_ROWS = 3;
const DRAWDOWN_ROWS = 2;

/** Equity and drawdown as lines of text of at most `width` characters; nothing for fewer than two closes. */
export function curveLines(curve: Curve, width: number): string[] {
  if (curve.equity.length < 2) return [];
  const { low, high } = rangeOf(curve.equity);
  const deepest = rangeOf(curve.drawdown).high;
  const falls = curve.drawdown.map((depth) => -depth);
  const labels = [formatCurrency(high), formatCurrency(low), formatPercent(-deepest, { digits: 1 })];
  const label = Math.max(...labels.map((text) => text.length));
  const cells = Math.max(10, width - MARGIN - NAME - label - 1);
  const left = (name: string, text: string) => `${" ".repeat(MARGIN)}${name.padEnd(NAME)}${text.padStart(label)} `;
  const equity = brailleLine(curve.equity, cells, EQUITY_ROWS, { low, high });
  const depth = brailleLine(falls, cells, DRAWDOWN_ROWS, { low: -deepest, high: 0 });
  return [
    ...equity.map(
      (dots, row) =>
        left(row === 0 ? "equity" : "", row === 0 ? labels[0]! : row === EQUITY_ROWS - 1 ? labels[1]! : "") + dots,
    ),
    ...depth.map((dots, row) => left(row === 0 ? "drawdown" : "", row === 0 ? "0" : labels[2]!) + dots),
    `${left("", "")}${timeAxis(curve.times, cells)}`.trimEnd(),
  ];
}

function rangeOf(values: Float64Array): { low: number; high: number } {
  let low = values[0]!;
  let high = values[0]!;
  for (let i = 1; i < values.length; i++) {
    if (values[i]! < low) low = values[i]!;
    if (values[i]! > high) high = values[i]!;
  }
  return { low, high };
}

const YEAR = 365.25 * 86_400_000;

/** A few dates under the cells: years where the run is long, else months or days. The last stands at the right end. */
function timeAxis(times: Float64Array, cells: number): string {
  const span = times.at(-1)! - times[0]!;
  const length = span >= 3 * YEAR ? 4 : span >= YEAR / 4 ? 7 : 10;
  const count = Math.max(2, Math.min(4, Math.floor(cells / (length * 2))));
  let line = "";
  for (let k = 0; k < count; k++) {
    const at = Math.min(cells - length, Math.round((k * (cells - length)) / (count - 1)));
    // What stands under a cell is the date of the values drawn there.
    const index = k === count - 1 ? times.length - 1 : Math.floor((at * times.length) / cells);
    const text = new Date(times[index]!).toISOString().slice(0, length);
    if (!line.includes(text)) line = line.padEnd(at) + text;
  }
  return line;
}
