import type { DataError } from "#base/errors";
import type { BarColumns, BarSeries } from "#domain/bars";
import { inferTimeframe } from "#time/timeframe";
import { adjustPrices } from "./csv/adjust-prices.ts";
import type { AssetColumns } from "./layout/layout.ts";
import { noRows } from "./no-rows.ts";
import { ownActions, plainActions } from "./own-actions.ts";
import { assetPrices } from "./price-columns.ts";
import type { RawColumns } from "./raw-table.ts";
import type { Reading } from "./reading.ts";
import { inOrder, type Rows } from "./row-order.ts";
import { rowsWithoutPrice, withoutPriceWarning } from "./rows-without-price.ts";
import { selectRange } from "./select-range.ts";
import { sessionTimes } from "./session-times.ts";
import type { LoadedSeries, LoadOptions } from "./source.ts";
import { faultError } from "./validation/fault-error.ts";
import { judgeBars } from "./validation/judge-bars.ts";

/** What is known of one ticker beside the rows of the table. */
export interface SeriesFacts {
  /** As the series bears it. */
  readonly symbol: string;
  readonly file: string;
  /** As the header of a run names where the bars are from. */
  readonly source: string;
  readonly synthetic: boolean;
  readonly reading: Reading;
  readonly options: LoadOptions;
  /** Name of a zone that stands after the times of the file. */
  readonly zoneName: string | null;
  /** Notes about the whole table. */
  readonly notes: readonly string[];
}

/** The columns of a table and which of them is where. */
export interface ReadTable {
  readonly raw: RawColumns;
  /** Index in `raw.values` of each column of the table. */
  readonly indexOf: (column: number) => number;
}

/**
 * The bars of one ticker from the rows of a table: put in order, moved to UTC, judged, adjusted and cut to the range that
 * is asked for. Throws a DataError at the first row that makes no bar, and when none is in range.
 * @param rows of this ticker, by their index; null: every row
 */
export function readSeries(table: ReadTable, asset: AssetColumns, rows: Rows, facts: SeriesFacts): LoadedSeries {
  const { symbol, reading, options, file } = facts;
  const { raw, indexOf } = table;
  const column = (index: number) => (index === -1 ? null : raw.values[indexOf(index)]!);
  const found = assetPrices(asset, column);
  // A column that several tickers share the rows with: a row in which one has no close is no bar of it.
  const isHoled = asset.symbol !== null || (asset.prices.kind === "close" && raw.symbolOf !== null);
  // Rows that are to be mended are left to the repair.
  const isMended = reading.repair?.some((repair) => repair !== "clip") ?? false;
  const empty = isHoled || isMended ? null : rowsWithoutPrice(found);
  const zoned = raw.zoned === undefined || raw.zoned > 0;
  const ordered = inOrder(raw.time, rows, {
    holes: isHoled ? found.close : empty,
    isTicks: found.isTicks,
    isLocal: !zoned && (reading.zone ?? facts.zoneName) !== null,
  });
  const { misplaced } = ordered;
  if (misplaced !== null) {
    const fault = outOfOrder(raw, misplaced, symbol);
    if (options.onFault === undefined && !reading.repair?.includes("drop")) throw fault;
    // A row that is a bar of the ticker is judged with the others.
    if (Number.isNaN(found.close[misplaced]!)) options.onFault?.(fault);
  }
  const take = ordered.take;
  const local = take(raw.time);
  if (local.length === 0) throw noRows(file, symbol);
  const written = inferTimeframe(local);
  const times = sessionTimes(local, { zoned, file, reading, zoneName: facts.zoneName, timeframe: written });
  const { time } = times;
  const timeframe = time === local ? written : inferTimeframe(time);
  const close = take(found.close);
  const price = (values: Float64Array) => (values === found.close ? close : take(values));
  const applied = reading.adjust !== "apart" && options.adjusted !== false && asset.adjustedClose !== -1;
  const adjustedClose = applied ? take(column(asset.adjustedClose)!) : null;
  const volume = knownVolume(take(found.volume));
  const own = plainActions({
    split: take(column(asset.split)),
    dividend: take(column(asset.dividend)),
    delisted: take(column(asset.delisted)),
  });
  const judged = judgeBars(
    {
      symbol,
      timeframe,
      closeOnly: found.closeOnly,
      ...(asset.symbol !== null && { closeName: asset.symbol }),
      adjusted: options.adjusted ?? applied,
      time,
      open: price(found.open),
      high: price(found.high),
      low: price(found.low),
      close,
      volume: volume.column,
      adjustedClose,
      split: own.split,
      stamps: times.stamps,
      zonedTimes: raw.zoned === undefined ? null : { zoned: raw.zoned, rows: raw.time.length },
    },
    {
      placeOf: (row, withText) => raw.placeOf(ordered.rowAt(row), withText),
      reading,
      fileTimes: isHoled && ordered.hasHoles && misplaced === null ? ordered.allTimes : null,
      ...(options.onFault !== undefined && { onFault: options.onFault }),
    },
  );
  const { columns } = judged;
  if (columns.time.length === 0) throw noRows(file, symbol);
  const bars: BarColumns = judged.adjustedClose === null ? columns : adjustPrices(columns, judged.adjustedClose);
  const actions = ownActions(own, judged.along, columns.time);
  const series: BarSeries = {
    symbol,
    timeframe,
    source: facts.source,
    closeOnly: found.closeOnly,
    synthetic: facts.synthetic,
    ...bars,
    adjusted: options.adjusted ?? applied,
    ...(actions !== null && { actions }),
    calendar: judged.calendar,
  };
  const about = asset.adjustedClose === -1 || options.adjusted === true ? [] : [ADJUSTED[applied ? "apply" : "apart"]];
  return {
    series: selectRange(series, options),
    warnings:
      empty === null
        ? judged.warnings
        : [withoutPriceWarning(raw, rows, empty, { symbol, timeframe }), ...judged.warnings],
    ...(judged.repairs.length > 0 && { repairs: judged.repairs }),
    notes: [...facts.notes, ...ordered.notes, ...times.notes, ...about, ...volume.notes, ...judged.notes],
  };
}

/**
 * Exports of currencies and indices (MetaTrader, HistData, Yahoo) have a column of volumes that is 0 from end to end: nobody
 * counted. Taken at its word no order could ever be filled.
 */
function knownVolume(column: Float64Array | null): { column: Float64Array | null; notes: readonly string[] } {
  if (column === null || !column.every((volume) => volume === 0)) return { column, notes: [] };
  return { column: null, notes: ["volume is 0 on every bar, taken for not known"] };
}

/** The error for a row that is out of order though the ticker has no bar there. */
function outOfOrder({ time, placeOf }: RawColumns, row: number, symbol: string): DataError {
  const nothing = new Float64Array(time.length);
  const columns = { time, open: nothing, high: nothing, low: nothing, close: nothing, volume: null };
  const bars = { ...columns, adjustedClose: null, symbol, timeframe: inferTimeframe(time), closeOnly: true };
  return faultError({ code: "times-not-increasing", row, field: "time" }, bars, placeOf(row, true));
}

const ADJUSTED = {
  apply: "adj close carried over to open, high and low",
  apart: "adj close left aside, prices as traded",
} as const;
