import type { Market } from "#domain/market";
import type { Profile } from "./profile.ts";

/** The smallest quantity of each asset that may be traded, and its multiples; 0: any fraction. */
export function lotsOf(market: Market, { lots }: Profile): Float64Array {
  return Float64Array.from(market.assets, ({ series }) =>
    typeof lots === "number" ? lots : lots === "whole" ? 1 : lots === "fractional" ? 0 : series.adjusted ? 0 : 1,
  );
}

/** The share of a bar's volume that may fill of each asset; infinite: all. A share of an adjusted price is not a share, so its volume caps nothing. */
export function participationOf(market: Market, { participation }: Profile): Float64Array {
  return Float64Array.from(market.assets, ({ series, volume }) =>
    participation === null || volume === null || series.adjusted ? Number.POSITIVE_INFINITY : participation,
  );
}
