/** When in a bar a fill happened. Stored as a byte. */
export const FILL_MOMENTS = ["open", "inside", "close"] as const;
export type FillMoment = (typeof FILL_MOMENTS)[number];

/**
 * Executions, in the order in which they happened, as columns of length n. `quantity` is signed (a sale is negative);
 * `reference` is the price before slippage; `commission` is in the account's currency.
 */
export interface FillColumns {
  readonly length: number;
  /** Clock index of the bar. */
  readonly bar: Int32Array;
  /** Index of the asset in the market. */
  readonly asset: Int32Array;
  readonly quantity: Float64Array;
  readonly price: Float64Array;
  readonly reference: Float64Array;
  readonly commission: Float64Array;
  /** Index of the order in the run's list of orders; -1: booked by the engine itself (ruin, end of data). */
  readonly order: Int32Array;
  /** Index in FILL_MOMENTS. */
  readonly moment: Uint8Array;
  /**
   * Of a book that is kept by entry: the fill whose entry it closes; itself, where it opens against what is held; −1: as the
   * matching of trades says. Null for other books.
   */
  readonly closes?: Int32Array | null;
}

/** Cash paid away in price against the reference, of fill i; never negative for a model that only costs. */
export function slippageOf(fills: FillColumns, i: number): number {
  return (fills.price[i]! - fills.reference[i]!) * fills.quantity[i]!;
}
