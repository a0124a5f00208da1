import { DataError } from "#base/errors";
import { noSuchTicker, resolveTickers } from "../resolve-tickers.ts";
import type { LoadedSeries, LoadOptions, PriceSource } from "../source.ts";
import type { TickerFile, TickerFiles } from "./folder-tickers.ts";
import { loadInTurn } from "./load-in-turn.ts";

/** Reads the one ticker of a file; `source` is what the header of a run calls the file. */
export type LoadTicker = (file: TickerFile, source: string, options: LoadOptions) => Promise<LoadedSeries>;

/**
 * Files of one ticker each as a source of prices. Only the files of tickers that are asked for are opened; a ticker that is in
 * two of them is refused when it is asked for.
 */
export function manyFiles({ label, path, files }: TickerFiles, load: LoadTicker): PriceSource {
  const byTicker = new Map<string, TickerFile[]>();
  for (const file of files) {
    const key = file.symbol.toLowerCase();
    const found = byTicker.get(key);
    if (found === undefined) byTicker.set(key, [file]);
    else found.push(file);
  }
  const symbols = [...byTicker.values()].map(([file]) => file!.symbol);
  return {
    label,
    path,
    symbols: async () => symbols,
    load: async (asked, options = {}) => {
      const { found, missing } = resolveTickers(asked, symbols);
      if (missing.length > 0) throw noSuchTicker(missing, [{ name: label, symbols }], asked);
      return loadInTurn(found, options, (symbol) => {
        const file = onlyFileOf(symbol, byTicker.get(symbol.toLowerCase())!, path);
        return load(file, file.name.slice(file.name.lastIndexOf("/") + 1), options);
      });
    },
  };
}

function onlyFileOf(symbol: string, files: readonly TickerFile[], path: string): TickerFile {
  if (files.length === 1) return files[0]!;
  const names = files.map(({ name }) => name.slice(name.lastIndexOf("/") + 1));
  // Of files in folders the folder is what tells them apart.
  const shown = (new Set(names).size === names.length ? names : files.map(({ name }) => name)).join(", ");
  throw new DataError({
    code: "ambiguous-ticker",
    message: `${symbol} is in ${files.length === 2 ? "two" : files.length} files: ${shown}.`,
    where: { file: path, symbol, received: shown },
    help: "Keep one of them, or name the one to use: --data FILE.",
  });
}
