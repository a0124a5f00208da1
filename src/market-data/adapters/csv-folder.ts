import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { DataError } from "#base/errors";
import type { Reading } from "../reading.ts";
import { noSuchTicker, resolveTickers } from "../resolve-tickers.ts";
import type { LoadedSeries, PriceSource } from "../source.ts";
import { tickerOf } from "../ticker-names.ts";
import { loadTickerFile } from "./csv-file.ts";
import { fileError } from "./read-bytes.ts";

const READING = { label: "reading prices", parts: "files" };

/**
 * A folder with one file per ticker: NAME.csv, .tsv or .txt, each also with .gz; the case of the name does not matter.
 * Throws a DataError when it cannot be opened or holds no price file.
 */
export async function openCsvFolder(path: string, reading: Reading = {}): Promise<PriceSource> {
  const files = priceFiles(path);
  const label = basename(resolve(path));
  if (files.length === 0) throw noPriceFiles(path, label);
  const symbols = [...new Set(files.map(tickerOf))];
  return {
    label,
    path,
    symbols: async () => symbols,
    load: async (asked, options = {}) => {
      const { found, missing } = resolveTickers(asked, symbols);
      if (missing.length > 0) throw noSuchTicker(missing, [{ name: label, symbols }], asked);
      const loaded: LoadedSeries[] = [];
      for (const [done, symbol] of found.entries()) {
        options.progress?.step(READING, done, found.length);
        const file = onlyFileOf(symbol, files, path);
        loaded.push(await loadTickerFile(join(path, file), symbol, file, options, reading));
      }
      options.progress?.step(READING, found.length, found.length);
      return loaded;
    },
  };
}

/** Names of the price files in a folder, in an order that no locale or file system changes. */
export function priceFiles(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /^[^.].*\.(csv|tsv|txt)(\.gz)?$/i.test(entry.name))
      .map((entry) => entry.name)
      .sort();
  } catch (cause) {
    throw fileError(path, cause);
  }
}

function onlyFileOf(symbol: string, files: readonly string[], path: string): string {
  const found = files.filter((file) => tickerOf(file).toLowerCase() === symbol.toLowerCase());
  if (found.length === 1) return found[0]!;
  throw new DataError({
    code: "ambiguous-ticker",
    message: `${symbol} is in two files: ${found.join(", ")}.`,
    where: { file: path, symbol, received: found.join(", ") },
    help: "Keep one of them, or name the one to use: --data FILE.",
  });
}

function noPriceFiles(path: string, label: string): DataError {
  return new DataError({
    code: "no-price-files",
    message: `The folder ${label} holds no price file.`,
    where: { file: path, expected: "NAME.csv or NAME.csv.gz for each ticker" },
    help: "Put one CSV file per ticker in it: date,open,high,low,close,volume.",
  });
}
