import { DataError } from "#base/errors";
import { type AssetColumns, type Layout, valueColumns } from "./layout/layout.ts";
import { readLayout } from "./layout/read-layout.ts";
import { planTime } from "./layout/time-plan.ts";
import type { RawColumns, RawTable } from "./raw-table.ts";
import { type ReadTable, readSeries, type SeriesFacts } from "./read-series.ts";
import type { Reading } from "./reading.ts";
import { noSuchTicker } from "./resolve-tickers.ts";
import type { LoadedSeries, LoadOptions } from "./source.ts";
import { isSameTicker } from "./ticker-names.ts";
import { unreadRows } from "./validation/unread-rows.ts";

/** What is known of a table beside its content. */
export interface TableFacts {
  /** The ticker that the name of the file stands for. */
  readonly ticker: string;
  /** As the header of a run names where the bars are from. */
  readonly source: string;
  readonly reading: Reading;
}

/** A table whose columns are recognized: tickers, and the bars of each. */
export interface PriceTable {
  /** The tickers that it has, as it writes them. */
  symbols(): Promise<readonly string[]>;
  /** Some of them, in the order asked for, each spelled as the table does. */
  load(symbols: readonly string[], options: LoadOptions): Promise<readonly LoadedSeries[]>;
  /** The bars that are those of a ticker because the file bears its name, whatever the table calls it. */
  loadAs(symbol: string, options: LoadOptions): Promise<LoadedSeries>;
}

/**
 * Recognizes what the columns of a table hold, whatever the form of its file. Throws a DataError where they hold no
 * prices, or what they hold could be read in two ways.
 */
export function openTable(table: RawTable, facts: TableFacts): PriceTable {
  const layout = readLayout({ ...table, line: table.headerLine }, facts.reading);
  let tickers: Promise<readonly string[]> | null = null;
  const tickersOf = () => (tickers ??= Promise.resolve(table.tickers(layout.symbol)));
  const nameOf = (ticker: string, all: readonly string[]) =>
    all.length === 1 && isSameTicker(ticker, facts.ticker) ? facts.ticker : ticker;
  const readingFor = ({ reading }: LoadOptions): Reading => ({ ...facts.reading, ...reading });

  const symbols = async (): Promise<readonly string[]> => {
    if (layout.symbol === -1) return layout.assets.map(({ symbol }) => symbol ?? facts.ticker);
    const all = await tickersOf();
    return all.map((ticker) => nameOf(ticker, all));
  };

  const read = async (assets: readonly AssetColumns[], wanted: readonly string[] | null, options: LoadOptions) => {
    const reading = readingFor(options);
    const values = [...new Set(assets.flatMap(valueColumns))];
    const time = planTime(table, layout, reading);
    const unread = reading.repair?.includes("drop") ? unreadRows() : null;
    const raw = await table.read({
      time: layout.time,
      timeForm: time.form,
      values,
      symbol: layout.symbol,
      wanted,
      onFault: unread?.onFault ?? options.onFault,
    });
    const indexes = new Map(values.map((column, k) => [column, k]));
    const zoneName = time.form.kind === "epoch" ? null : (time.form.zoneName ?? null);
    const notes = [...(table.notes ?? []), ...layout.notes, ...time.notes, ...(raw.notes ?? [])];
    const unzoned = raw.zoned === undefined ? 0 : raw.time.length - raw.zoned;
    if (unzoned > 0 && unzoned < raw.time.length)
      notes.push(`${unzoned} of ${raw.time.length} times carry no zone, read as UTC`);
    const readTable: ReadTable = { raw, indexOf: (column) => indexes.get(column)! };
    const series = (asset: AssetColumns, rows: Int32Array | null, symbol: string, options: LoadOptions) => {
      const { source } = facts;
      const known: SeriesFacts = {
        symbol,
        file: table.file,
        source,
        synthetic: table.synthetic,
        reading,
        options,
        zoneName,
        notes,
      };
      const loaded = readSeries(readTable, asset, rows, known);
      return unread === null ? loaded : unread.record(loaded, raw);
    };
    return { raw, series };
  };

  const loadWide = async (asked: readonly string[], options: LoadOptions) => {
    // By name: of ten thousands of columns as many may be asked for.
    const named = new Map(layout.assets.map((asset) => [asset.symbol ?? facts.ticker, asset]));
    const assets = asked.map((symbol) => named.get(symbol)!);
    const { series } = await read(assets, null, options);
    return assets.map((asset, k) => series(asset, null, asked[k]!, options));
  };

  const loadLong = async (asked: readonly string[], options: LoadOptions) => {
    const all = await tickersOf();
    const named = new Map(all.map((ticker) => [nameOf(ticker, all), ticker]));
    const wanted = asked.map((symbol) => named.get(symbol)!);
    const { raw, series } = await read(layout.assets, wanted, options);
    const rowsOf = rowsByTicker(raw);
    return asked.map((symbol, k) => series(layout.assets[0], rowsOf(wanted[k]!), symbol, options));
  };

  return {
    symbols,
    load: async (asked, options) => {
      if (asked.length === 0) return [];
      return layout.symbol === -1 ? loadWide(asked, options) : loadLong(asked, options);
    },
    loadAs: async (symbol, options) => {
      const [only, ...others] = layout.assets;
      if (layout.symbol !== -1) {
        const { raw, series } = await read(layout.assets, null, options);
        return series(only, rowsByTicker(raw)(tickerFor(symbol, raw, table.file)), symbol, options);
      }
      // A file of one column is that ticker's, whatever the column is called.
      const asset = others.length === 0 ? only : layout.assets.find((one) => isSameTicker(one.symbol!, symbol));
      if (asset === undefined) throw notItsColumn(symbol, table.file, layout);
      const { series } = await read([asset], null, options);
      return series(asset, null, symbol, options);
    },
  };
}

/** Gives the rows of each ticker, sorted out in one pass. */
function rowsByTicker({ symbols, symbolOf }: RawColumns): (ticker: string) => Int32Array {
  const counts = new Int32Array(symbols.length);
  const of = symbolOf!;
  for (let i = 0; i < of.length; i++) counts[of[i]!]!++;
  const rows = [...counts].map((count) => new Int32Array(count));
  const next = new Int32Array(symbols.length);
  for (let i = 0; i < of.length; i++) {
    const k = of[i]!;
    rows[k]![next[k]!++] = i;
  }
  const places = new Map(symbols.map((ticker, k) => [ticker, k]));
  return (ticker) => rows[places.get(ticker) ?? -1] ?? new Int32Array(0);
}

/** The ticker in a file's column that its name stands for: the only one, or the one of that name. */
function tickerFor(symbol: string, { symbols }: RawColumns, file: string): string {
  const found = symbols.length === 1 ? symbols[0] : symbols.find((ticker) => isSameTicker(ticker, symbol));
  if (found !== undefined) return found;
  if (symbols.length === 0) return symbol;
  throw new DataError({
    code: "no-such-ticker",
    message: `The file of ${symbol} has rows of other tickers.`,
    where: { file, symbol, received: symbols.slice(0, 8).join(", ") },
    help: `A file that holds several tickers is named itself: --data ${file}`,
  });
}

function notItsColumn(symbol: string, file: string, { assets }: Layout): DataError {
  return noSuchTicker([symbol], [{ name: file, symbols: assets.map((asset) => asset.symbol!) }]);
}
