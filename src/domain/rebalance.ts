/** What a portfolio decided and why, as columns: one row for each rebalance, and in `weights` one for each asset in it. */
export interface PortfolioColumns {
  readonly rebalances: {
    /** Clock index of the bar at whose close the weights were asked for. */
    readonly bar: Int32Array;
    /** start, calendar, drift or volatility. */
    readonly trigger: readonly string[];
    /** The larger of what was to be bought and sold, as a share of equity. */
    readonly turnover: Float64Array;
    readonly orders: Int32Array;
  };
  /** Assets that were held or wanted. */
  readonly weights: {
    readonly length: number;
    /** Index in `rebalances`. */
    readonly rebalance: Int32Array;
    /** Index of the asset in the market. */
    readonly asset: Int32Array;
    /** Shares of equity: wanted, and held before. */
    readonly target: Float64Array;
    readonly held: Float64Array;
    /** Units to buy, or (negative) to sell. */
    readonly quantity: Float64Array;
    /** Index in `reasons`: why a trade was not made, or made smaller; 0: it was made as wanted. */
    readonly reason: Uint8Array;
    readonly reasons: readonly string[];
  };
}
