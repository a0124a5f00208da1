import { join } from "node:path";
import { InternalError } from "#base/errors";
import { noSuchTicker, resolveTickers } from "../resolve-tickers.ts";
import type { LoadedSeries, PriceSource } from "../source.ts";
import { loadTickers } from "./price-file.ts";
import { readBytes } from "./read-bytes.ts";

export const SAMPLE_LABEL = "sample";

interface SampleFile {
  readonly file: string;
  readonly symbols: readonly string[];
  readonly adjusted: boolean;
}

/**
 * The real prices that ship with the package, several files read as one source. Which file has which ticker stands in
 * its index.json, so that one ticker costs one file.
 */
export async function openSample(folder: string): Promise<PriceSource> {
  const files = readIndex(folder);
  const symbols = files.flatMap((entry) => entry.symbols);
  return {
    label: SAMPLE_LABEL,
    path: folder,
    symbols: async () => symbols,
    load: async (asked, options = {}) => {
      const { found, missing } = resolveTickers(asked, symbols);
      if (missing.length > 0) throw noSuchTicker(missing, [{ name: SAMPLE_LABEL, symbols }], asked);
      const loaded = new Map<string, LoadedSeries>();
      for (const entry of files) {
        const wanted = found.filter((symbol) => entry.symbols.includes(symbol));
        if (wanted.length === 0) continue;
        const adjusted = options.adjusted === true || entry.adjusted;
        const path = join(folder, entry.file);
        for (const one of await loadTickers(path, wanted, SAMPLE_LABEL, { ...options, adjusted })) {
          loaded.set(one.series.symbol, one);
        }
      }
      return found.map((symbol) => loaded.get(symbol)!);
    },
  };
}

function readIndex(folder: string): readonly SampleFile[] {
  const path = join(folder, "index.json");
  const { files } = JSON.parse(new TextDecoder().decode(readBytes(path))) as { files?: readonly SampleFile[] };
  if (files !== undefined) return files;
  throw new InternalError({
    code: "broken-sample",
    message: "The sample's index.json lists no files.",
    where: { file: path },
    help: "Install ivy again.",
  });
}
