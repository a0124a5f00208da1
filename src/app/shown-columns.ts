import { csvPieces } from "#results/csv-text";
import { dataJsonPieces, dataSetJsonPieces, type SeriesJson } from "#results/data-json";
import type { Column, Table } from "#results/table";
import type { ShownSeries } from "./show-data.ts";

/**
 * `ivy data show --csv`, piece by piece: time, open, high, low, close, volume, what happened to the share where it is
 * known, and the indicators. Of several tickers each line begins with its ticker, and a column that only some of them have
 * is empty in the others.
 */
export function* shownCsv(all: readonly ShownSeries[]): Generator<string, void, undefined> {
  const isLong = all.length > 1;
  const names = [...new Set(all.flatMap((one) => [...columnsOf(one).keys()]))];
  for (const [i, one] of all.entries()) {
    const own = columnsOf(one);
    const columns = names.map((name) => own.get(name) ?? emptyColumn(name, one));
    const symbol: Column = { kind: "text", name: "symbol", textAt: () => one.facts.symbol };
    const table: Table = { length: one.bars.time.length, columns: isLong ? [symbol, ...columns] : columns };
    let isFirst = true;
    for (const piece of csvPieces(table, one.timeText)) {
      // The names stand once, above all.
      yield isFirst && i > 0 ? piece.slice(piece.indexOf("\n") + 1) : piece;
      isFirst = false;
    }
  }
}

/** `ivy data show --json`, piece by piece: `ivy.data/1` of one ticker, `ivy.data-set/1` of several. */
export function shownJson(all: readonly ShownSeries[]): Generator<string, void, undefined> {
  const [only, ...others] = all.map(
    (one): SeriesJson => ({
      facts: one.facts,
      table: { length: one.bars.time.length, columns: [...columnsOf(one).values()] },
      timeText: one.timeText,
    }),
  );
  return others.length === 0 ? dataJsonPieces(only!) : dataSetJsonPieces([only!, ...others]);
}

const PRICES = ["open", "high", "low", "close"] as const;

/** By their names, in the order in which they are written. */
function columnsOf({ bars, actions, indicators }: ShownSeries): ReadonlyMap<string, Column> {
  const columns: Column[] = [
    { kind: "time", name: "time", values: bars.time },
    ...PRICES.map((name): Column => ({ kind: "number", name, values: bars[name] })),
    { kind: "number", name: "volume", values: bars.volume ?? new Float64Array(bars.time.length).fill(Number.NaN) },
    ...[...actions, ...indicators].map(({ name, values }): Column => ({ kind: "number", name, values })),
  ];
  return new Map(columns.map((column) => [column.name, column]));
}

function emptyColumn(name: string, { bars }: ShownSeries): Column {
  return { kind: "number", name, values: new Float64Array(bars.time.length).fill(Number.NaN) };
}
