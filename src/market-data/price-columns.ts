import type { AssetColumns } from "./layout/layout.ts";

/** Prices along the rows of a table. Of closes alone open, high, low and close are one column. */
export interface AssetPrices {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array | null;
  readonly closeOnly: boolean;
  /** Several rows may have one time. */
  readonly isTicks: boolean;
}

/** The prices of one asset; of bid and ask the middle. `column` gives a column of the table, null for -1. */
export function assetPrices(
  { prices, volume }: AssetColumns,
  column: (index: number) => Float64Array | null,
): AssetPrices {
  const at = (index: number) => column(index)!;
  const common = { volume: column(volume) };
  switch (prices.kind) {
    case "bars": {
      const { open, high, low, close } = prices;
      const bars = { open: at(open), high: at(high), low: at(low), close: at(close) };
      return { ...common, ...bars, closeOnly: false, isTicks: false };
    }
    case "close":
      return { ...common, ...flat(at(prices.close)), closeOnly: true, isTicks: prices.isTicks };
    case "bid-ask": {
      const { bid, ask } = prices;
      const bars = {
        open: middle(at(bid.open), at(ask.open)),
        high: middle(at(bid.high), at(ask.high)),
        low: middle(at(bid.low), at(ask.low)),
        close: middle(at(bid.close), at(ask.close)),
      };
      return { ...common, ...bars, closeOnly: false, isTicks: false };
    }
    case "quotes":
      return { ...common, ...flat(middle(at(prices.bid), at(prices.ask))), closeOnly: true, isTicks: true };
  }
}

function flat(close: Float64Array) {
  return { open: close, high: close, low: close, close };
}

function middle(bid: Float64Array, ask: Float64Array): Float64Array {
  return bid.map((price, i) => (price + ask[i]!) / 2);
}
