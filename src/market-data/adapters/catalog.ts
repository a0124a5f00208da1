import { basename } from "node:path";
import { parseTimeframe } from "#time/parse-timeframe";
import type { Timeframe } from "#time/timeframe";
import { actionsOf, isAdjusted } from "../catalog-entry.ts";
import { adjustPrices } from "../csv/adjust-prices.ts";
import { barEnd } from "../providers/bar-length.ts";
import { noSuchTicker, resolveTickers } from "../resolve-tickers.ts";
import { selectRange } from "../select-range.ts";
import type { LoadedSeries, LoadOptions, PriceSource } from "../source.ts";
import { judgeBars } from "../validation/judge-bars.ts";
import { type CatalogFile, catalogFiles, loadEntry } from "./catalog-files.ts";
import { loadInTurn } from "./load-in-turn.ts";

/**
 * The sources of a catalog: one for each provider and length of bars, never mixed. First those of the length asked for,
 * days where none is; then shorter bars, of which such can be made, the longest first; then longer ones. Of one length the
 * order is that of the names. No file is opened before its ticker is asked for.
 */
export function openCatalog(folder: string, asked: Timeframe | null = null): readonly PriceSource[] {
  const groups = new Map<string, CatalogFile[]>();
  for (const file of catalogFiles(folder)) {
    const key = `${file.source}/${file.timeframe}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const wanted = lengthOf(asked ?? "1d");
  const lengths = new Map([...groups.keys()].map((key) => [key, lengthOf(key.split("/")[1]!)]));
  // What is too long comes last, the shortest first.
  const rank = (key: string) => {
    const length = lengths.get(key)!;
    return length <= wanted ? wanted - length : length;
  };
  const keys = [...groups.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return keys.map((key) => sourceOf(key, groups.get(key)!, folder));
}

/** In ms; of a folder that is named after no length: none. */
function lengthOf(name: string): number {
  const timeframe = parseTimeframe(name);
  return timeframe === null ? Number.POSITIVE_INFINITY : barEnd(0, timeframe);
}

function sourceOf(key: string, files: readonly CatalogFile[], folder: string): PriceSource {
  const label = `catalog ${key}`;
  const symbols = files.map(({ symbol }) => symbol);
  return {
    label,
    path: `${folder}/${key}`,
    symbols: async () => symbols,
    load: async (asked, options = {}) => {
      const { found, missing } = resolveTickers(asked, symbols);
      if (missing.length > 0) throw noSuchTicker(missing, [{ name: label, symbols }], asked);
      return loadInTurn(found, options, (symbol) => loadFile(files.find((file) => file.symbol === symbol)!, options));
    },
  };
}

/** The bars of one file of the catalog, judged as those of any other file are. */
async function loadFile(file: CatalogFile, options: LoadOptions): Promise<LoadedSeries> {
  const { entry, bars } = await loadEntry(file);
  const { symbol, source, timeframe, closeOnly, synthetic } = entry;
  const isApart = options.adjusted === false || options.reading?.adjust === "apart";
  const adjusted = options.adjusted ?? ((bars.adjustedClose !== null && !isApart) || isAdjusted(entry));
  const facts = { symbol, timeframe, closeOnly, adjusted };
  // The same on every machine, wherever the catalog lies.
  const shown = `${source}/${timeframe}/${basename(file.path)}`;
  const judged = judgeBars(
    { ...bars, ...facts, adjustedClose: isApart ? null : bars.adjustedClose },
    { ...options, placeOf: (bar) => ({ file: shown, bar }) },
  );
  const { adjustedClose, warnings, repairs } = judged;
  const columns = adjustedClose === null ? judged.columns : adjustPrices(judged.columns, adjustedClose);
  const actions = actionsOf(bars, judged.along);
  const { calendar } = judged;
  const series = { ...facts, ...columns, source, synthetic, calendar, ...(actions !== null && { actions }) };
  const carried = adjustedClose === null ? [] : ["adjusted close carried over to open, high and low"];
  return {
    series: selectRange(series, options),
    warnings,
    notes: [...carried, ...judged.notes],
    ...(repairs.length > 0 && { repairs }),
  };
}
