import type { FillContext } from "../fill-context.ts";
import type { MarketNeeds, SlippageModel } from "../slippage-model.ts";
import type { ImpactModel } from "./power-law.ts";

/** A slippage and, on top of it, what the fill moves the price by: both are measured from the price before. */
export class SlippageWithImpact implements SlippageModel {
  readonly name: string;
  readonly needs: MarketNeeds;
  readonly #slippage: SlippageModel;
  readonly #impact: ImpactModel;

  constructor(slippage: SlippageModel, impact: ImpactModel) {
    this.name = slippage.name;
    this.needs = { ...slippage.needs, volume: true, barsBefore: impact.barsBefore };
    this.#slippage = slippage;
    this.#impact = impact;
  }

  slipped(reference: number, direction: number): number {
    return this.#slippage.slipped(reference, direction);
  }

  slippedOn(fill: FillContext): number {
    const { price, side } = fill;
    const slipped = this.#slippage.slippedOn?.(fill) ?? this.#slippage.slipped(price, side);
    return slipped + side * price * this.#impact.moveOn(fill);
  }
}
