import type { MarketAsset } from "#domain/market";

/**
 * The clock index of the last bar at which an asset can be traded, where that is not the end of the market: its prices end
 * before, or it is delisted there. Null: it lasts.
 */
export function endingOf({ series, close, time, complete }: MarketAsset): number | null {
  if (series.goesOn === true) return null;
  const delisted = series.actions?.delisted ?? null;
  const end = close.length - 1;
  if (complete && (delisted === null || delisted > time[end]!)) return null;
  let bar = end;
  while (bar > 0 && Number.isNaN(close[bar]!)) bar--;
  // Cut off before its delisting, a share may be held on.
  const isDelisted = delisted !== null && delisted <= time[bar]!;
  if (!isDelisted) return bar < end ? bar : null;
  while (bar > 0 && (time[bar]! > delisted || Number.isNaN(close[bar]!))) bar--;
  return bar;
}
