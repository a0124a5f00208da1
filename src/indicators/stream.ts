/** An indicator that is fed one value at a time: what its batch form has in that row, without looking at later rows. */
export interface IndicatorStream {
  /** Takes the next bar's value (NaN: missing) and returns the indicator there, NaN while not defined. */
  next(value: number): number;
}
