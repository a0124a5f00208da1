import { existsSync } from "node:fs";
import { join } from "node:path";
import { DataError, IvyError } from "#base/errors";
import type { Progress } from "#base/progress";
import { isAdjusted } from "#market-data/catalog-entry";
import type { LoadedSeries, PriceSource } from "#market-data/source";
import type { DataListDocument, ListedPrices } from "#results/documents/data-list";
import { documentJson } from "#results/documents/document-json";
import { formatTime } from "#time/format-time";
import { loadEach } from "./load-each.ts";
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
    const work = { label: `reading ${place} prices`, parts: "tickers" };
    let done = 0;
    request.progress.step(work, done, symbols.length);
    for await (const loaded of loadEach(source, symbols, {}, (symbol, error) => fail(place, symbol, error))) {
      prices.push(await listed(place, loaded));
      request.progress.step(work, ++done, symbols.length);
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
      const adjusted = entry.hasAdjustedClose || isAdjusted(entry);
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

async function listed(place: Place, { series }: LoadedSeries): Promise<ListedPrices> {
  const { fingerprint } = await import("#market-data/adapters/fingerprint");
  const { symbol, source, time, timeframe, adjusted, synthetic } = series;
  const [from, to] = [time[0]!, time[time.length - 1]!].map((one) => formatTime(one, timeframe)) as [string, string];
  const facts = { symbol, place, source, timeframe, from, to, bars: time.length };
  return { ...facts, adjusted, synthetic, fetchedAt: null, fingerprint: fingerprint(series) };
}
