import type { BarSeries } from "#domain/bars";
import type { Market, MarketAsset } from "#domain/market";
import { atr } from "#indicators/atr";
import type { Sizing } from "./settings.ts";
import { trailingVolatility } from "./volatility.ts";

/**
 * What a sizing looks at, for each asset on the market's clock: average true range (currency) or annualized volatility
 * (fraction). Computed on the asset's own bars; at a time where it has none, the last value stands. Empty where the sizing
 * looks at no prices. A split of raw prices is no move of theirs.
 */
export function sizingColumns(sizing: Sizing | null, market: Market, barsPerYear: number): readonly Float64Array[] {
  if (sizing === null) return [];
  if (sizing.method === "atr") {
    return market.assets.map((asset) => onClock(asset, rangesOf(asset.series, sizing.period)));
  }
  if (sizing.method !== "volatility") return [];
  const periods = sizing.periods ?? barsPerYear;
  return market.assets.map((asset) => {
    const { series } = asset;
    const shares = sharesOfFirst(series);
    const close = shares === null ? series.close : series.close.map((price, i) => price * shares[i]!);
    return onClock(asset, trailingVolatility(close, sizing.lookback, periods));
  });
}

function rangesOf(series: BarSeries, period: number): Float64Array {
  const shares = sharesOfFirst(series);
  if (shares === null) return atr(series, period);
  const worth = (column: Float64Array) => column.map((price, i) => price * shares[i]!);
  const ranges = atr({ high: worth(series.high), low: worth(series.low), close: worth(series.close) }, period);
  return ranges.map((range, i) => range / shares[i]!);
}

/** Shares at each bar for one at the first, of raw prices that splits are known of: no later split changes an earlier one. */
function sharesOfFirst({ adjusted, actions }: BarSeries): Float64Array | null {
  const split = adjusted ? null : (actions?.split ?? null);
  if (split === null || split.every((ratio) => ratio === 1)) return null;
  let shares = 1;
  return split.map((ratio) => {
    if (ratio > 0) shares *= ratio;
    return shares;
  });
}

/** Values of an asset's own bars at the times of the clock, each until the next; NaN before the first. */
function onClock(asset: MarketAsset, values: Float64Array): Float64Array {
  if (asset.complete) return values;
  const out = new Float64Array(asset.close.length).fill(Number.NaN);
  let own = -1;
  for (let bar = 0; bar < out.length; bar++) {
    const close = asset.close[bar]!;
    if (close === close) own++;
    if (own >= 0) out[bar] = values[own]!;
  }
  return out;
}
