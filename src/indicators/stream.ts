/** An indicator that is fed one value at a time: what its batch form has in that row, without looking at later rows. */
export interface IndicatorStream {
  /** Takes the next bar's value (NaN: missing) and returns the indicator there, NaN while not defined. */
  next(value: number): number;
}

/** The same for an indicator of whole bars. */
export interface BarIndicatorStream {
  next(high: number, low: number, close: number): number;
}

/** Columns of equal length, as an asset of `prepare` has them. */
export interface HighLowClose {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}
