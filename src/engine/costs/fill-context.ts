/**
 * What a cost model may look at besides quantity and price. One object is used for every fill of a run: a model reads it
 * and keeps nothing of it.
 */
export interface FillContext {
  /** Clock index of the bar, and index of the asset in the market. */
  readonly bar: number;
  readonly asset: number;
  /** 1 for a purchase, −1 for a sale. */
  readonly side: number;
  /** Units of this fill, above 0. */
  readonly quantity: number;
  /** For a slippage the price before it, for a commission the price of the fill. */
  readonly price: number;
  /** Units and money that the same order has filled before. */
  readonly orderUnits: number;
  readonly orderValue: number;
  /**
   * Where a split has changed the count of those units: how many they count as now, and what counts as paid for them, in cash;
   * NaN where none has.
   */
  readonly splitUnits: number;
  readonly orderPaid: number;
  /** Units and money that the account has traded before in the calendar month of the bar. */
  readonly monthUnits: number;
  readonly monthValue: number;
  /** Volume of the bar; NaN where nobody knows. */
  readonly volume: number;
  /** Units of the asset that the account has filled before in this bar, where the profile counts them together; else 0. */
  readonly barUnits: number;
  /** Standard deviation of the returns of the bars before this one, and their mean volume; NaN where too few came before. */
  readonly volatility: number;
  readonly usualVolume: number;
}
