import { basename } from "node:path";
import type { DataError } from "#base/errors";
import { shownPath } from "#base/shown-path";
import type { CsvText } from "../csv/csv-text.ts";
import { type Layout, readLayout } from "../csv/layout.ts";
import { openCsvText } from "../csv/open-csv-text.ts";
import { readOneTicker, readWide } from "../csv/read-bars.ts";
import { noSuchTicker, resolveTickers } from "../resolve-tickers.ts";
import type { LoadedSeries, LoadOptions, PriceSource } from "../source.ts";
import { readBytes } from "./read-bytes.ts";

/** A price file: its own ticker is the file's name, unless it has one column per ticker. */
export async function openCsvFile(path: string): Promise<PriceSource> {
  const label = basename(path);
  const { text, layout } = await openPrices(path);
  const symbols = layout.kind === "wide" ? layout.tickers.map((ticker) => ticker.symbol) : [tickerOf(label)];
  return {
    label,
    path,
    symbols: async () => symbols,
    load: async (asked, options = {}) => {
      const { found, missing } = resolveTickers(asked, symbols);
      if (missing.length > 0) throw noSuchTicker(missing, [{ name: label, symbols }], asked);
      return readTickers(text, layout, found, label, options);
    },
  };
}

/** One ticker's bars from its own file, whatever the layout. */
export async function loadTickerFile(
  path: string,
  symbol: string,
  source: string,
  options: LoadOptions,
): Promise<LoadedSeries> {
  const { text, layout } = await openPrices(path);
  if (layout.kind !== "wide") return readOneTicker(text, layout, symbol, { ...options, source });
  // A file of one column is that ticker's, whatever the column is called.
  const column =
    layout.tickers.length === 1 ? layout.tickers[0]! : layout.tickers.find((t) => sameName(t.symbol, symbol));
  if (column === undefined) throw notItsColumn(symbol, text.file, layout);
  const [loaded] = readWide(text, layout, [column.symbol], { ...options, source });
  return { ...loaded!, series: { ...loaded!.series, symbol } };
}

/** Some of a file's tickers, spelled as the file does. */
export async function loadTickers(
  path: string,
  symbols: readonly string[],
  source: string,
  options: LoadOptions,
): Promise<readonly LoadedSeries[]> {
  const { text, layout } = await openPrices(path);
  return readTickers(text, layout, symbols, source, options);
}

/** The ticker that a file's name stands for: KO of KO.csv and of KO.csv.gz. */
export function tickerOf(fileName: string): string {
  return fileName.replace(/\.gz$/i, "").replace(/\.(csv|tsv|txt)$/i, "");
}

async function openPrices(path: string): Promise<{ readonly text: CsvText; readonly layout: Layout }> {
  const text = await openCsvText(readBytes(path), shownPath(path, process.cwd()));
  return { text, layout: readLayout(text.header, text.file) };
}

function readTickers(
  text: CsvText,
  layout: Layout,
  symbols: readonly string[],
  source: string,
  options: LoadOptions,
): LoadedSeries[] {
  const settings = { ...options, source };
  if (layout.kind === "wide") return symbols.length === 0 ? [] : readWide(text, layout, symbols, settings);
  return symbols.map((symbol) => readOneTicker(text, layout, symbol, settings));
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function notItsColumn(symbol: string, file: string, layout: Extract<Layout, { kind: "wide" }>): DataError {
  return noSuchTicker([symbol], [{ name: file, symbols: layout.tickers.map((ticker) => ticker.symbol) }]);
}
