import { eachClose } from "./holdings.ts";
import type { RunRecord } from "./run-record.ts";

/** What one asset was to a portfolio. Money in the account's currency, weights as shares of equity (short: negative). */
export interface AssetLedger {
  readonly symbol: string;
  /** Profit after its own costs; over all assets, less the interest on debit cash, what the equity grew by. */
  readonly profit: number;
  readonly fills: number;
  /** Closed round trips. */
  readonly trades: number;
  /** Money that changed hands. */
  readonly bought: number;
  readonly sold: number;
  /** Measured closes at which it was held. */
  readonly barsHeld: number;
  /** Units and value at the last close. */
  readonly quantity: number;
  readonly value: number;
  readonly averageWeight: number;
  /** The one farthest from 0. */
  readonly largestWeight: number;
  readonly lastWeight: number;
}

/** The ledger of each asset that was traded, in the order of the market. */
export function assetLedgers(record: RunRecord): readonly AssetLedger[] {
  const { market, fills, trades, equity, from, to, bySymbol } = record;
  const n = market.assets.length;
  const column = () => new Float64Array(n);
  const [counts, bought, sold, closed] = [column(), column(), column(), column()];
  const [held, sums, largest, last, values, units] = [column(), column(), column(), column(), column(), column()];
  for (let i = 0; i < fills.length; i++) {
    const k = fills.asset[i]!;
    const notional = fills.quantity[i]! * fills.price[i]!;
    counts[k]!++;
    if (notional > 0) bought[k]! += notional;
    else sold[k]! -= notional;
  }
  for (let i = 0; i < trades.length; i++) closed[trades.asset[i]!]!++;
  eachClose(record, ({ bar, positions, prices }) => {
    const all = equity[bar]!;
    for (let k = 0; k < n; k++) {
      const quantity = positions[k]!;
      const value = quantity === 0 ? 0 : quantity * prices[k]!;
      const weight = value / all;
      if (quantity !== 0) held[k]!++;
      sums[k]! += weight;
      if (Math.abs(weight) > Math.abs(largest[k]!)) largest[k] = weight;
      last[k] = weight;
      values[k] = value;
      units[k] = quantity;
    }
  });
  const profits = new Map(bySymbol.map(({ symbol, net }) => [symbol, net]));
  return market.assets.flatMap(({ symbol }, k) =>
    counts[k] === 0
      ? []
      : [
          {
            symbol,
            profit: profits.get(symbol) ?? 0,
            fills: counts[k]!,
            trades: closed[k]!,
            bought: bought[k]!,
            sold: sold[k]!,
            barsHeld: held[k]!,
            quantity: units[k]!,
            value: values[k]!,
            averageWeight: sums[k]! / (to - from),
            largestWeight: largest[k]!,
            lastWeight: last[k]!,
          },
        ],
  );
}
