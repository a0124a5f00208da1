/**
 * Closed round trips as columns, of which the first `length` values count, in the order of closing. `quantity` is signed (short: negative) and the
 * largest size the trade had; prices are averages over its fills, slippage included; `pnl` is net of commission and
 * slippage; `return` is pnl over entry price × |quantity|.
 */
export interface TradeColumns {
  readonly length: number;
  readonly asset: Int32Array;
  readonly quantity: Float64Array;
  /** Clock indices. */
  readonly entryBar: Int32Array;
  readonly exitBar: Int32Array;
  readonly entryPrice: Float64Array;
  readonly exitPrice: Float64Array;
  readonly pnl: Float64Array;
  readonly return: Float64Array;
  readonly commission: Float64Array;
  readonly slippage: Float64Array;
  /** Index of the entering and of the leaving order; -1: the engine itself. */
  readonly entryOrder: Int32Array;
  readonly exitOrder: Int32Array;
}
