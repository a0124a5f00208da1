import type { BarSeries, CorporateActions } from "#domain/bars";
import type { Timeframe } from "#time/timeframe";
import { adjustPrices } from "./csv/adjust-prices.ts";
import type { Adjustment } from "./provider.ts";
import type { PulledBars } from "./providers/join-pages.ts";

/** What the catalog knows of the bars of one symbol: it stands in their Parquet file, and beside it as JSON. */
export interface CatalogEntry {
  readonly schema: "ivy.catalog-entry/1";
  readonly symbol: string;
  readonly source: string;
  readonly timeframe: Timeframe;
  /** How it came here. */
  readonly origin: "pull" | "import";
  /** The zone of the exchange's sessions; null: nobody said. Times are UTC, daily bars stand on their session date. */
  readonly zone: string | null;
  /** What open, high, low and close carry. */
  readonly adjustment: Adjustment | null;
  /** A column of closes that carry splits and dividends lies beside them: runs apply it. */
  readonly hasAdjustedClose: boolean;
  readonly currency: string | null;
  readonly closeOnly: boolean;
  readonly synthetic: boolean;
  /** The first and the last bar: session dates of bars of a day and longer, else ISO 8601 UTC. */
  readonly from: string;
  readonly to: string;
  readonly bars: number;
  /** ISO 8601 UTC. */
  readonly fetchedAt: string;
  /** Of the bars as a run over all of them reads them. */
  readonly fingerprint: string;
  /** A pull asked for prices as they were traded. */
  readonly isRaw: boolean;
  /** What there is to say of how the bars were made. */
  readonly notes: readonly string[];
}

const TEXTS = ["symbol", "source", "timeframe", "from", "to", "fetchedAt", "fingerprint"] as const;

/** Reads what a file says of itself; null where that is no entry of a catalog. */
export function entryFromJson(text: string): CatalogEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const entry = value as Record<string, unknown>;
  if (entry.schema !== "ivy.catalog-entry/1" || typeof entry.bars !== "number") return null;
  if (TEXTS.some((key) => typeof entry[key] !== "string") || !Array.isArray(entry.notes)) return null;
  return value as CatalogEntry;
}

/** Open, high, low and close carry later dividends, as they lie there. */
export function isAdjusted({ adjustment }: Pick<CatalogEntry, "adjustment">): boolean {
  return adjustment === "splits and dividends";
}

/** The bars as a run reads them that asks for nothing special: the adjusted close is applied. */
export function seriesOf(
  entry: Pick<CatalogEntry, "symbol" | "source" | "timeframe" | "adjustment" | "closeOnly" | "synthetic">,
  bars: PulledBars,
): BarSeries {
  const { symbol, source, timeframe, closeOnly, synthetic } = entry;
  const { adjustedClose } = bars;
  const { time, open, high, low, close, volume } = adjustedClose === null ? bars : adjustPrices(bars, adjustedClose);
  const adjusted = adjustedClose !== null || isAdjusted(entry);
  const actions = actionsOf(bars, (column) => column);
  const facts = { symbol, source, timeframe, adjusted, closeOnly, synthetic, ...(actions !== null && { actions }) };
  return { ...facts, time, open, high, low, close, volume };
}

/** Splits and dividends as columns, whether or not the prices carry them. */
export function actionsOf(
  { split, dividend }: Pick<PulledBars, "split" | "dividend">,
  along: (column: Float64Array, atFilled: number) => Float64Array,
): CorporateActions | null {
  if (split === null && dividend === null) return null;
  return {
    split: split === null ? null : along(split, 1),
    dividend: dividend === null ? null : along(dividend, 0),
    delisted: null,
    names: [],
  };
}
