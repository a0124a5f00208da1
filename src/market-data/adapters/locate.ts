import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Timeframe } from "#time/timeframe";
import { withActions } from "../actions/with-actions.ts";
import { neededTickers, resolveAssets } from "../derived/resolve-assets.ts";
import { withDerived } from "../derived/with-derived.ts";
import { isGlob } from "../match-glob.ts";
import type { Reading } from "../reading.ts";
import { noSuchTicker, type SearchedPlace } from "../resolve-tickers.ts";
import type { PriceSource } from "../source.ts";
import type { CacheFolder } from "./cache-folder.ts";
import { cachedTicker } from "./cached-file.ts";
import { filesOfFolder } from "./folder-files.ts";
import { manyFiles } from "./folder-source.ts";
import { type FileSet, folderSet, globSet } from "./folder-tickers.ts";
import { openPriceFile, tableSource, tickerLoader } from "./price-file.ts";
import { fileError } from "./read-bytes.ts";
import { openSample } from "./sample.ts";

export interface LocateRequest {
  /** A file or folder of prices: then the only place that is looked in. */
  readonly data?: string | null;
  /** A query over files: then its answer is the only place. */
  readonly sql?: string | null;
  /** How files are meant, where they do not say it themselves. The sample is as it is. */
  readonly reading?: Reading | undefined;
  /** In any case; none: the first source there is. */
  readonly tickers: readonly string[];
  /** A file of corporate actions, from the project folder; null: none. */
  readonly actions?: string | null | undefined;
  readonly projectFolder: string;
  /** The person's catalog; null: none is looked in. */
  readonly catalogFolder?: string | null;
  /** The length of bars that is asked for: of several in the catalog it goes first. */
  readonly timeframe?: Timeframe | null;
  readonly sampleFolder: string;
  /** Where decoded columns are kept; null: nowhere. */
  readonly cache?: CacheFolder | null;
}

/**
 * The first source that has all tickers: `data` or `sql` if given, and nothing else; or the project's folder
 * `data`, then the catalog, then the sample. Sources are never mixed. Throws a DataError (`no-such-ticker`) when none has them all.
 */
export async function locateSource(request: LocateRequest): Promise<PriceSource> {
  const { tickers } = request;
  const searched: SearchedPlace[] = [];
  for (const open of placesOf(request)) {
    for (const opened of await open()) {
      const source = await withListedActions(opened, request);
      const symbols = await source.symbols();
      if (resolveAssets(tickers, symbols, source.formerNames).missing.length === 0) return withDerived(source);
      searched.push({ name: source.label, symbols });
    }
  }
  const everywhere = searched.flatMap((place) => place.symbols);
  const { missing } = resolveAssets(tickers, everywhere);
  // Each ticker is somewhere, but no place has them all: then all of them are what is missing together.
  throw noSuchTicker(missing.length > 0 ? missing : neededTickers(tickers, everywhere), searched, tickers);
}

/** A file, a folder with one file per ticker, or the files that a pattern stands for: prices/*.csv. */
export async function openPath(
  path: string,
  reading: Reading = {},
  cache: CacheFolder | null = null,
): Promise<PriceSource> {
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch (cause) {
    // A file may be named so: only what is not there can be a pattern.
    if (isGlob(path)) return openSet(globSet(path), reading, cache);
    throw fileError(path, cause);
  }
  return isFolder ? openSet(folderSet(path), reading, cache) : openPriceFile(path, reading, cache);
}

/** Many files: of one ticker each, or of one table. */
async function openSet(set: FileSet, reading: Reading, cache: CacheFolder | null): Promise<PriceSource> {
  const load = tickerLoader(reading);
  if (set.kind === "tickers") return manyFiles(set, cache === null ? load : cachedTicker(load, reading, cache));
  return tableSource(await set.open(), { ...set, reading });
}

/** The answer of a query. One without a column of tickers is the ticker that is asked for, where that is one. */
async function openQuery(sql: string, { projectFolder, tickers, reading = {} }: LocateRequest): Promise<PriceSource> {
  const { openSql } = await import("./duckdb-query.ts");
  const [ticker] = tickers.length === 1 ? tickers : ["query"];
  const facts = { label: "query", path: projectFolder, reading, ticker: ticker! };
  return tableSource(await openSql(sql, projectFolder), facts);
}

/** Places in the order in which they are looked in, each opened only when those before it have not all tickers. */
function placesOf(request: LocateRequest): (() => Promise<readonly PriceSource[]>)[] {
  const { data, sql, reading, projectFolder, catalogFolder = null, sampleFolder, cache = null, timeframe } = request;
  if (sql !== undefined && sql !== null) return [async () => [await openQuery(sql, request)]];
  if (data !== undefined && data !== null) return [async () => [await openPath(data, reading, cache)]];
  const own = join(projectFolder, "data");
  const isThere = existsSync(own) && statSync(own).isDirectory() && filesOfFolder(own).length > 0;
  const inCatalog = async () => (await import("./catalog.ts")).openCatalog(catalogFolder!, timeframe);
  return [
    ...(isThere ? [async () => [await openPath(own, reading, cache)]] : []),
    ...(catalogFolder !== null && existsSync(catalogFolder) ? [inCatalog] : []),
    async () => [await openSample(sampleFolder)],
  ];
}

async function withListedActions(source: PriceSource, { actions, projectFolder }: LocateRequest): Promise<PriceSource> {
  if (actions === undefined || actions === null) return source;
  const { loadActions } = await import("./actions-file.ts");
  return withActions(source, loadActions(resolve(projectFolder, actions)), basename(actions));
}
