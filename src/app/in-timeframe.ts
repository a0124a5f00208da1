import type { LoadedSeries, LoadOptions, PriceSource } from "#market-data/source";
import { longerSeries } from "./longer-series.ts";

/**
 * A source whose bars are of the timeframe that was asked for, made of shorter ones where it has those; a note says so.
 * null: as the source has them.
 */
export function inTimeframe(source: PriceSource, asked: string | null): PriceSource {
  if (asked === null) return source;
  const longer = (loaded: LoadedSeries, { reading }: LoadOptions): LoadedSeries => {
    const { series, notes } = longerSeries(loaded.series, asked, reading?.calendar ?? null);
    return { ...loaded, series, notes: [...loaded.notes, ...notes] };
  };
  return {
    ...source,
    load: async (symbols, options = {}) => (await source.load(symbols, options)).map((one) => longer(one, options)),
  };
}
