import { basename } from "node:path";
import { shownPath } from "#base/shown-path";
import { contentOf } from "../csv/csv-content.ts";
import { openCsvTable } from "../csv/csv-table.ts";
import { openTable, type PriceTable } from "../price-table.ts";
import type { Reading } from "../reading.ts";
import { noSuchTicker, resolveTickers } from "../resolve-tickers.ts";
import type { LoadedSeries, LoadOptions, PriceSource } from "../source.ts";
import { tickerOf } from "../ticker-names.ts";
import { readBytes } from "./read-bytes.ts";

/** A price file: its own ticker is the file's name, unless its columns name others. */
export async function openCsvFile(path: string, reading: Reading = {}): Promise<PriceSource> {
  const label = basename(path);
  const table = openPrices(path, label, reading);
  const symbols = await table.symbols();
  return {
    label,
    path,
    symbols: async () => symbols,
    load: async (asked, options = {}) => {
      const { found, missing } = resolveTickers(asked, symbols, tickerOf(label));
      if (missing.length > 0) throw noSuchTicker(missing, [{ name: label, symbols }], asked);
      return table.load(found, options);
    },
  };
}

/** One ticker's bars from its own file, whatever the layout. */
export async function loadTickerFile(
  path: string,
  symbol: string,
  source: string,
  options: LoadOptions,
  reading: Reading = {},
): Promise<LoadedSeries> {
  return openPrices(path, source, reading).loadAs(symbol, options);
}

/** Some of a file's tickers, spelled as the file does. */
export async function loadTickers(
  path: string,
  symbols: readonly string[],
  source: string,
  options: LoadOptions,
): Promise<readonly LoadedSeries[]> {
  return openPrices(path, source, {}).load(symbols, options);
}

function openPrices(path: string, source: string, reading: Reading): PriceTable {
  const table = openCsvTable(contentOf(readBytes(path)), shownPath(path, process.cwd()), reading);
  return openTable(table, { ticker: tickerOf(basename(path)), source, reading });
}
