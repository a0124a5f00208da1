import type { FillContext } from "./fill-context.ts";

/** What a model must know of the market before a run begins. */
export interface MarketNeeds {
  /** The volume of the bar that it fills in. */
  readonly volume?: boolean;
  /** Prices as they were traded: money per unit means nothing on adjusted ones. */
  readonly rawPrices?: boolean;
  /** Bars before the fill that it measures volatility and volume on. */
  readonly barsBefore?: number;
}

/** How much worse than the reference price an order that takes liquidity fills. */
export interface SlippageModel {
  /** As written in settings: "none", "5bps". */
  readonly name: string;
  readonly needs?: MarketNeeds;
  /**
   * The price after slippage; `direction` is 1 for a purchase, −1 for a sale. Of a model with `slippedOn`: that of a fill
   * too small to move anything.
   */
  slipped(reference: number, direction: number): number;
  /** The price after slippage where the size of the fill or its bar decides; never better than the larger fill's. */
  slippedOn?(fill: FillContext): number;
}
