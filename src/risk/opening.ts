/** The opening part of an order that is about to be booked. */
export interface Opening {
  readonly asset: number;
  /** 1 buys, −1 sells short. */
  readonly side: number;
  /** Units, above 0; smaller when limits have cut it. */
  quantity: number;
  /** Price at which it fills, and before slippage. */
  readonly price: number;
  readonly reference: number;
  /** Commission: what one unit more costs, and what the order costs whatever its size. */
  readonly unitFee: number;
  readonly fixedFee: number;
  /** Orders of one group are cut by one factor. */
  readonly group: string | null;
  /** Why it was cut; null: it was not. */
  reason: string | null;
}

/** The books at the moment of the fill: before what opens, after what closes. */
export interface BookState {
  /** Cash and all positions at the prices of the moment. */
  readonly equity: number;
  /** Units of each asset. */
  readonly positions: Float64Array;
  /** What they are worth at the prices of the moment, signed. */
  readonly values: Float64Array;
}

/** What one unit adds to exposure: it is worth the more of both prices, so that no way of counting passes a limit. */
export function unitExposure({ price, reference }: Opening): number {
  return price > reference ? price : reference;
}

/** What one unit takes from equity at once: slippage and commission. */
export function unitCost({ price, reference, unitFee }: Opening): number {
  return Math.abs(price - reference) + unitFee;
}
