import { basename } from "node:path";
import { shownPath } from "#base/shown-path";
import { tickerOfFile } from "../file-names.ts";
import type { Reading } from "../reading.ts";
import { nameOfFile, noSuchTicker, resolveTickers } from "../resolve-tickers.ts";
import { selectRange } from "../select-range.ts";
import type { LoadedSeries, LoadOptions, PriceSource } from "../source.ts";
import type { CacheFolder } from "./cache-folder.ts";
import { differsFromCache, readThroughCache, tickersThroughCache } from "./column-cache.ts";
import type { LoadTicker } from "./folder-source.ts";

/** A file of prices, and how it is read. */
interface CachedFile {
  readonly path: string;
  readonly reading: Reading;
  readonly cache: CacheFolder;
}

/**
 * The source of a file that is opened only for what the cache does not have: an unchanged file that was read before costs
 * a look at its time and size.
 */
export async function cachedSource(file: CachedFile, open: () => Promise<PriceSource>): Promise<PriceSource> {
  const { path, reading, cache } = file;
  const label = basename(path);
  let opened: Promise<PriceSource> | null = null;
  const inner = () => (opened ??= open());
  const settings = settingsOf(file, label, { reading });
  const symbols = await tickersThroughCache(cache, { path, settings, read: async () => (await inner()).symbols() });
  return {
    label,
    path,
    symbols: async () => symbols,
    formerNames: nameOfFile(tickerOfFile(label), symbols),
    load: async (asked, options = {}) => {
      if (options.onFault !== undefined)
        return checkedLoad(file, label, options, async (all) => (await inner()).load(asked, all));
      const { found, missing } = resolveTickers(asked, symbols, tickerOfFile(label));
      if (missing.length > 0) throw noSuchTicker(missing, [{ name: label, symbols }], asked);
      const loaded = await readThroughCache(cache, {
        path,
        settings: settingsOf(file, label, options),
        symbols: found,
        read: async (wanted) => (await inner()).load(wanted, { ...options, from: null, to: null }),
        tell: options.tell,
      });
      return loaded.map((one) => inRange(one, options));
    },
  };
}

/** The same for a file of one ticker among many. */
export function cachedTicker(load: LoadTicker, reading: Reading, cache: CacheFolder): LoadTicker {
  return async (ticker, source, options) => {
    const { path, symbol } = ticker;
    if (path === null) return load(ticker, source, options);
    const file = { path, reading, cache };
    if (options.onFault !== undefined) {
      const [checked] = await checkedLoad(file, source, options, async (all) => [await load(ticker, source, all)]);
      return checked!;
    }
    const [loaded] = await readThroughCache(cache, {
      path,
      settings: settingsOf(file, source, options),
      symbols: [symbol],
      read: async () => [await load(ticker, source, { ...options, from: null, to: null })],
      tell: options.tell,
    });
    return inRange(loaded!, options);
  };
}

/**
 * Reads the file itself, whose faults are told row by row, and holds it against the cache: an entry that has other prices,
 * though size and time of the file are the same, is removed and told.
 */
async function checkedLoad(
  file: CachedFile,
  source: string,
  options: LoadOptions,
  load: (options: LoadOptions) => Promise<readonly LoadedSeries[]>,
): Promise<readonly LoadedSeries[]> {
  const { path, cache } = file;
  const loaded = await load({ ...options, from: null, to: null });
  for (const one of loaded) {
    const { symbol } = one.series;
    if (!differsFromCache(cache, { path, settings: settingsOf(file, source, options) }, symbol, one)) continue;
    options.tell?.(`${basename(path)}: the cached columns of ${symbol} were not those of the file, and are removed`);
  }
  return loaded.map((one) => inRange(one, options));
}

/** All that decides what comes out of a file, beside the file. */
function settingsOf({ path, reading }: CachedFile, source: string, options: LoadOptions): string {
  const { adjusted = null } = options;
  const read = Object.entries({ ...reading, ...options.reading }).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([shownPath(path, process.cwd()), source, read, adjusted]);
}

function inRange(loaded: LoadedSeries, options: LoadOptions): LoadedSeries {
  return { ...loaded, series: selectRange(loaded.series, options) };
}
