import { DataError } from "#base/errors";
import type { BarColumns, BarSeries } from "#domain/bars";
import { inferTimeframe } from "#time/timeframe";
import { selectRange } from "../select-range.ts";
import type { LoadedSeries, LoadOptions } from "../source.ts";
import { judgeBars } from "../validation/judge-bars.ts";
import { adjustPrices } from "./adjust-prices.ts";
import type { CsvText } from "./csv-text.ts";
import type { Layout } from "./layout.ts";
import { parseRows } from "./parse-rows.ts";
import { rowError, rowPlace } from "./row-errors.ts";

/** What the reader of a file knows beside its text. */
export interface ReadSettings extends LoadOptions {
  /** As the header of a run names where the bars are from. */
  readonly source: string;
}

/**
 * The bars of one ticker from a file of open, high, low, close, or of closes.
 * Throws a DataError at the first row that is not a bar, and when no bar is in range.
 */
export function readOneTicker(
  text: CsvText,
  layout: Exclude<Layout, { kind: "wide" }>,
  symbol: string,
  settings: ReadSettings,
): LoadedSeries {
  const prices = layout.kind === "bars" ? [layout.open, layout.high, layout.low, layout.close] : [layout.close];
  const optional = [layout.volume, settings.adjusted === false ? -1 : layout.adjustedClose];
  const cells = [...prices, ...optional.filter((cell) => cell !== -1)];
  const parsed = parseRows(text.bytes, text.bodyFrom, { cells: text.header.length, time: layout.time, values: cells });
  if (parsed.fault !== null) throw rowError(text, parsed.fault, symbol);
  const columnOf = (cell: number) => parsed.values[cells.indexOf(cell)]!;
  const close = columnOf(layout.close);
  const columns: BarColumns = {
    time: parsed.time,
    open: layout.kind === "bars" ? columnOf(layout.open) : close,
    high: layout.kind === "bars" ? columnOf(layout.high) : close,
    low: layout.kind === "bars" ? columnOf(layout.low) : close,
    close,
    volume: layout.volume === -1 ? null : columnOf(layout.volume),
  };
  if (columns.time.length === 0) throw noRows(text, symbol);
  const isAdjusted = optional[1] !== -1;
  const facts = {
    symbol,
    timeframe: inferTimeframe(columns.time),
    closeOnly: layout.kind === "close",
    adjusted: settings.adjusted ?? isAdjusted,
  };
  const judged = judgeBars(
    { ...columns, ...facts, adjustedClose: isAdjusted ? columnOf(layout.adjustedClose) : null },
    { ...settings, placeOf: (row) => rowPlace(text, row) },
  );
  if (judged.columns.time.length === 0) throw noRows(text, symbol);
  const { adjustedClose, warnings, notes, repairs } = judged;
  const bars = adjustedClose === null ? judged.columns : adjustPrices(judged.columns, adjustedClose);
  const series = selectRange({ ...facts, ...bars, source: settings.source, synthetic: false }, settings);
  return { series, warnings, notes, ...(repairs.length > 0 && { repairs }) };
}

/**
 * The closes of some tickers from a file with one column per ticker. Only the columns asked for are read; an empty cell
 * is a time at which that ticker has no bar.
 */
export function readWide(
  text: CsvText,
  layout: Extract<Layout, { kind: "wide" }>,
  symbols: readonly string[],
  settings: ReadSettings,
): LoadedSeries[] {
  const cells = symbols.map((symbol) => layout.tickers.find((ticker) => ticker.symbol === symbol)!.column);
  const parsed = parseRows(text.bytes, text.bodyFrom, { cells: text.header.length, time: layout.time, values: cells });
  if (parsed.fault !== null) {
    const at = cells.indexOf(parsed.fault.cell);
    throw rowError(text, parsed.fault, at === -1 ? symbols.join(",") : symbols[at]!);
  }
  return symbols.map((symbol, k) => {
    const { rows, time, close } = withoutMissing(parsed.time, parsed.values[k]!);
    if (time.length === 0) throw noRows(text, symbol);
    const facts = {
      symbol,
      timeframe: inferTimeframe(time),
      closeOnly: true,
      adjusted: settings.adjusted ?? false,
    };
    const { columns, warnings, notes, repairs } = judgeBars(
      { ...closesOf(time, close), ...facts, closeName: symbol },
      { ...settings, placeOf: (row) => rowPlace(text, rows === null ? row : rows[row]!), fileTimes: parsed.time },
    );
    const series: BarSeries = { ...columns, ...facts, source: settings.source, synthetic: false };
    return { series: selectRange(series, settings), warnings, notes, ...(repairs.length > 0 && { repairs }) };
  });
}

function closesOf(time: Float64Array, close: Float64Array): BarColumns {
  return { time, open: close, high: close, low: close, close, volume: null };
}

/** The rows with a price; `rows` says which they are, null: all. */
function withoutMissing(time: Float64Array, close: Float64Array) {
  let n = 0;
  for (let i = 0; i < close.length; i++) if (close[i] === close[i]) n++;
  if (n === close.length) return { rows: null, time, close };
  const rows = new Int32Array(n);
  for (let i = 0, at = 0; i < close.length; i++) if (close[i] === close[i]) rows[at++] = i;
  const kept = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]!);
  return { rows, time: kept(time), close: kept(close) };
}

function noRows(text: CsvText, symbol: string): DataError {
  return new DataError({
    code: "no-rows",
    message: `${text.file} has no prices of ${symbol}.`,
    where: { file: text.file, symbol },
    help: "A price file has one row per bar under its header: get the file again, or name another ticker.",
  });
}
