import { existsSync } from "node:fs";
import { join } from "node:path";
import { DataError, IvyError } from "#base/errors";
import type { Progress } from "#base/progress";
import type { PriceSource } from "#market-data/source";
import type { DataListDocument, ListedPrices } from "#results/documents/data-list";
import { documentJson } from "#results/documents/document-json";
import { formatTime } from "#time/format-time";
import { openData } from "./open-data.ts";

export interface ListRequest {
  /** Only these, whatever their case; none: all. */
  readonly tickers: readonly string[];
  readonly projectFolder: string;
  readonly packageFolder: string;
  readonly progress: Progress;
}

export interface DataListing {
  readonly document: DataListDocument;
  /** What `--json` prints. */
  readonly json: string;
}

type Place = ListedPrices["place"];

/**
 * The prices that there are: the project's data/, the catalog, the sample, in the order in which a run looks. What is
 * broken is named, and hides nothing else.
 */
export async function listData(request: ListRequest): Promise<DataListing> {
  const prices: ListedPrices[] = [];
  const broken: DataListDocument["broken"] = [];
  const isAsked = (symbol: string) =>
    request.tickers.length === 0 || request.tickers.some((one) => one.toLowerCase() === symbol.toLowerCase());
  const fail = (place: Place, symbol: string | null, error: unknown) => {
    if (!(error instanceof IvyError)) throw error;
    broken.push({ place, symbol, message: error.message, help: error.help });
  };
  const addSource = async (place: Place, source: PriceSource) => {
    const symbols = (await source.symbols()).filter(isAsked);
    for (const [done, symbol] of symbols.entries()) {
      request.progress.step({ label: `reading ${place} prices`, parts: "tickers" }, done, symbols.length);
      try {
        prices.push(await listed(place, source, symbol));
      } catch (error) {
        fail(place, symbol, error);
      }
    }
  };

  const own = join(request.projectFolder, "data");
  if (existsSync(own)) {
    try {
      await addSource("project", await openData({ data: own, sql: null, tickers: [], reading: {} }, request));
    } catch (error) {
      if (!(error instanceof DataError && error.code === "no-price-files")) fail("project", null, error);
    }
  }
  const { catalogFolder } = await import("#market-data/adapters/catalog-folder");
  const { catalogFiles, readEntry } = await import("#market-data/adapters/catalog-files");
  const catalog = catalogFolder(process.env);
  let files: ReturnType<typeof catalogFiles> = [];
  try {
    if (catalog !== null) files = catalogFiles(catalog);
  } catch (error) {
    fail("catalog", null, error);
  }
  for (const file of files) {
    if (!isAsked(file.symbol)) continue;
    try {
      const { symbol, source, timeframe, from, to, bars, synthetic, fetchedAt, fingerprint, ...entry } =
        await readEntry(file);
      const adjusted = entry.hasAdjustedClose || entry.adjustment === "splits and dividends";
      const facts = { symbol, source, timeframe, from, to, bars, adjusted, synthetic, fetchedAt, fingerprint };
      prices.push({ place: "catalog", ...facts });
    } catch (error) {
      fail("catalog", file.symbol, error);
    }
  }
  const { openSample } = await import("#market-data/adapters/sample");
  await addSource("sample", await openSample(join(request.packageFolder, "data/sample")));
  const document: DataListDocument = { schema: "ivy.data-list/1", catalog, prices, broken };
  return { document, json: documentJson(document) };
}

async function listed(place: Place, source: PriceSource, symbol: string): Promise<ListedPrices> {
  const { fingerprint } = await import("#market-data/adapters/fingerprint");
  const [loaded] = await source.load([symbol]);
  const { series } = loaded!;
  const { time, timeframe, adjusted, synthetic } = series;
  return {
    symbol: series.symbol,
    place,
    source: series.source,
    timeframe,
    from: formatTime(time[0]!, timeframe),
    to: formatTime(time[time.length - 1]!, timeframe),
    bars: time.length,
    adjusted,
    synthetic,
    fetchedAt: null,
    fingerprint: fingerprint(series),
  };
}
