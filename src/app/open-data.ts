import { join } from "node:path";
import type { Reading } from "#market-data/reading";
import type { LoadOptions, PriceSource } from "#market-data/source";
import { parseTimeframe } from "#time/parse-timeframe";
import { columnCacheHere } from "./cache-settings.ts";

/** Which prices are wanted, and how their files are read. */
export interface DataRequest {
  /** A file, folder or glob: the only place that is looked in; null: where a run looks. */
  readonly data: string | null;
  /** A query over files; null: none. */
  readonly sql: string | null;
  readonly tickers: readonly string[];
  /** Epoch ms UTC, both ends included; null: all there is. */
  readonly from: number | null;
  readonly to: number | null;
  /** As typed; null: what the prices have. */
  readonly timeframe: string | null;
  /** Prices carry later splits and dividends, whatever the source says. */
  readonly adjusted: boolean;
  readonly reading: Reading;
  /** A file of corporate actions; null: what the prices say themselves. */
  readonly actions?: string | null;
}

type PlaceRequest = Pick<DataRequest, "data" | "sql" | "tickers" | "reading" | "actions"> &
  Partial<Pick<DataRequest, "timeframe">>;

/** Where prices are looked for. */
interface DataSurroundings {
  readonly projectFolder: string;
  readonly packageFolder: string;
}

/**
 * The first source that has all tickers: `data` or `sql` where given, and nothing else; or where a run looks. Throws a
 * DataError where none has them all.
 */
export async function openData(
  { data, sql, tickers, reading, actions, ...request }: PlaceRequest,
  { projectFolder, packageFolder }: DataSurroundings,
): Promise<PriceSource> {
  const { locateSource } = await import("#market-data/adapters/locate");
  const { catalogFolder } = await import("#market-data/adapters/catalog-folder");
  const places = { projectFolder, catalogFolder: catalogFolder(process.env), sampleFolder: sampleIn(packageFolder) };
  const timeframe = parseTimeframe(request.timeframe ?? "");
  return locateSource({ data, sql, tickers, reading, actions, timeframe, ...places, cache: await columnCacheHere() });
}

function sampleIn(packageFolder: string): string {
  return join(packageFolder, "data/sample");
}

/** What a source is told of a request when it loads. */
export function loadOptions(
  { from, to, adjusted, reading }: Pick<DataRequest, "from" | "to" | "adjusted" | "reading">,
  { progress, tell }: Pick<LoadOptions, "progress" | "tell"> = {},
): LoadOptions {
  return { from, to, ...(adjusted && { adjusted }), reading, progress, tell };
}
