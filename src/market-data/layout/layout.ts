/** Columns of one asset's open, high, low and close, by their index. */
export interface OhlcColumns {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Where the prices of one asset stand. */
export type PriceColumns =
  | ({ readonly kind: "bars" } & OhlcColumns)
  /** One price a row. Of ticks several rows may have one time: the last of them counts. */
  | { readonly kind: "close"; readonly close: number; readonly isTicks: boolean }
  /** Bars of bid and of ask: the middle of both is the price. */
  | { readonly kind: "bid-ask"; readonly bid: OhlcColumns; readonly ask: OhlcColumns }
  /** One quote a row: the middle of bid and ask. */
  | { readonly kind: "quotes"; readonly bid: number; readonly ask: number };

/** What the file has of one asset; -1: it has no such column. */
export interface AssetColumns {
  /** The ticker that its header names; null: that of the file, or of the column of tickers. */
  readonly symbol: string | null;
  readonly prices: PriceColumns;
  readonly adjustedClose: number;
  readonly volume: number;
  readonly split: number;
  readonly dividend: number;
  /** Other than 0 from the last bar of a share on that is traded no more. */
  readonly delisted: number;
}

/** What the columns of a table mean, by their index. */
export interface Layout {
  /** A second index is the time of day, where date and clock stand in two columns. */
  readonly time: readonly [number] | readonly [number, number];
  /** The column of tickers of a long table; -1: there is none. */
  readonly symbol: number;
  /** One; of a wide table one per ticker. */
  readonly assets: readonly [AssetColumns, ...AssetColumns[]];
  /** What a person may doubt of it, in words. */
  readonly notes: readonly string[];
}

/** Every column that a plan for this asset reads, each once. */
export function valueColumns({
  prices,
  adjustedClose,
  volume,
  split,
  dividend,
  delisted,
}: AssetColumns): readonly number[] {
  const cells = [...priceColumns(prices), adjustedClose, volume, split, dividend, delisted].filter(
    (column) => column !== -1,
  );
  return [...new Set(cells)];
}

function priceColumns(prices: PriceColumns): readonly number[] {
  switch (prices.kind) {
    case "bars":
      return ohlc(prices);
    case "close":
      return [prices.close];
    case "bid-ask":
      return [...ohlc(prices.bid), ...ohlc(prices.ask)];
    case "quotes":
      return [prices.bid, prices.ask];
  }
}

function ohlc({ open, high, low, close }: OhlcColumns): readonly number[] {
  return [open, high, low, close];
}
