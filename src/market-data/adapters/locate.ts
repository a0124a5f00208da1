import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { neededTickers, resolveAssets } from "../derived/resolve-assets.ts";
import { withDerived } from "../derived/with-derived.ts";
import type { Reading } from "../reading.ts";
import { noSuchTicker, type SearchedPlace } from "../resolve-tickers.ts";
import type { PriceSource } from "../source.ts";
import { openCsvFile } from "./csv-file.ts";
import { openCsvFolder, priceFiles } from "./csv-folder.ts";
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
  readonly projectFolder: string;
  readonly sampleFolder: string;
}

/**
 * The first source that has all tickers: `data` if given, and nothing else; or the project's folder `data`, then the
 * sample. Sources are never mixed. Throws a DataError (`no-such-ticker`) when none has them all.
 */
export async function locateSource(request: LocateRequest): Promise<PriceSource> {
  const { tickers } = request;
  const searched: SearchedPlace[] = [];
  for (const open of placesOf(request)) {
    const source = await open();
    const symbols = await source.symbols();
    if (resolveAssets(tickers, symbols, source.formerNames).missing.length === 0) return withDerived(source);
    searched.push({ name: source.label, symbols });
  }
  const everywhere = searched.flatMap((place) => place.symbols);
  const { missing } = resolveAssets(tickers, everywhere);
  // Each ticker is somewhere, but no place has them all: then all of them are what is missing together.
  throw noSuchTicker(missing.length > 0 ? missing : neededTickers(tickers, everywhere), searched, tickers);
}

/** A file, or a folder with one file per ticker. */
export async function openPath(path: string, reading: Reading = {}): Promise<PriceSource> {
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch (cause) {
    throw fileError(path, cause);
  }
  return isFolder ? openCsvFolder(path, reading) : openCsvFile(path, reading);
}

function placesOf({ data, reading, projectFolder, sampleFolder }: LocateRequest): (() => Promise<PriceSource>)[] {
  if (data !== undefined && data !== null) return [() => openPath(data, reading)];
  const own = join(projectFolder, "data");
  const isThere = existsSync(own) && statSync(own).isDirectory() && priceFiles(own).length > 0;
  return isThere
    ? [() => openCsvFolder(own, reading), () => openSample(sampleFolder)]
    : [() => openSample(sampleFolder)];
}
