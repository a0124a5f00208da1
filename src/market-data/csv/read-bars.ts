import { DataError } from "#base/errors";
import type { BarColumns, BarSeries } from "#domain/bars";
import { inferTimeframe } from "#time/timeframe";
import { selectRange } from "../select-range.ts";
import type { LoadedSeries, LoadOptions } from "../source.ts";
import { findFault } from "../validate.ts";
import { checkBars } from "../validation/check-bars.ts";
import { adjustPrices } from "./adjust-prices.ts";
import type { CsvText } from "./csv-text.ts";
import type { Layout } from "./layout.ts";
import { parseRows } from "./parse-rows.ts";
import { barError, barPlace, rowError } from "./row-errors.ts";

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
  const timeframe = inferTimeframe(columns.time);
  refuseFault(text, columns, symbol, timeframe, layout.kind === "close" ? "close" : undefined);
  if (columns.time.length === 0) throw noRows(text, symbol);
  const facts = { symbol, timeframe, source: settings.source, closeOnly: layout.kind === "close", synthetic: false };
  const isAdjusted = optional[1] !== -1;
  const series = selectRange(
    {
      ...facts,
      ...(isAdjusted ? adjusted(text, columns, columnOf(layout.adjustedClose), facts) : columns),
      adjusted: settings.adjusted ?? isAdjusted,
    },
    settings,
  );
  const placeOf = (row: number) => barPlace(text, row, columns, facts);
  // Judged on the prices as the file has them.
  const warnings = checkBars({ ...columns, ...facts }, { placeOf });
  return { series, warnings, notes: [] };
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
  const timeframe = inferTimeframe(parsed.time);
  return symbols.map((symbol, k) => {
    const all = parsed.values[k]!;
    refuseFault(text, closesOf(parsed.time, all.map(missingAsOne)), symbol, timeframe, symbol);
    const { time, close } = withoutMissing(parsed.time, all);
    if (time.length === 0) throw noRows(text, symbol);
    const series: BarSeries = {
      ...closesOf(time, close),
      symbol,
      timeframe: time === parsed.time ? timeframe : inferTimeframe(time),
      source: settings.source,
      adjusted: settings.adjusted ?? false,
      closeOnly: true,
      synthetic: false,
    };
    return { series: selectRange(series, settings), warnings: [], notes: [] };
  });
}

function closesOf(time: Float64Array, close: Float64Array): BarColumns {
  return { time, open: close, high: close, low: close, close, volume: null };
}

/** Where a ticker has no bar there is no price to judge, but the time still has to be in order. */
function missingAsOne(price: number): number {
  return Number.isNaN(price) ? 1 : price;
}

function withoutMissing(time: Float64Array, close: Float64Array): { time: Float64Array; close: Float64Array } {
  let n = 0;
  for (let i = 0; i < close.length; i++) if (close[i] === close[i]) n++;
  if (n === close.length) return { time, close };
  const keptTime = new Float64Array(n);
  const keptClose = new Float64Array(n);
  let at = 0;
  for (let i = 0; i < close.length; i++) {
    if (close[i] !== close[i]) continue;
    keptTime[at] = time[i]!;
    keptClose[at++] = close[i]!;
  }
  return { time: keptTime, close: keptClose };
}

type Facts = Pick<BarSeries, "symbol" | "timeframe">;

function adjusted(text: CsvText, columns: BarColumns, adjustedClose: Float64Array, facts: Facts): BarColumns {
  refuseFault(text, closesOf(columns.time, adjustedClose), facts.symbol, facts.timeframe, "adjusted close");
  return adjustPrices(columns, adjustedClose);
}

function refuseFault(
  text: CsvText,
  columns: BarColumns,
  symbol: string,
  timeframe: BarSeries["timeframe"],
  priceName?: string,
): void {
  const fault = findFault(columns);
  if (fault !== null) throw barError(text, fault, columns, { symbol, timeframe, priceName: priceName ?? fault.field });
}

function noRows(text: CsvText, symbol: string): DataError {
  return new DataError({
    code: "no-rows",
    message: `${text.file} has no prices of ${symbol}.`,
    where: { file: text.file, symbol },
    help: "A price file has one row per bar under its header: get the file again, or name another ticker.",
  });
}
