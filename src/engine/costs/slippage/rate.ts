import type { SlippageModel } from "../slippage-model.ts";

/** A fixed share of the price: `5bps`, or half of a spread that is one (`half-spread:10bps`). */
export class RateSlippage implements SlippageModel {
  readonly name: string;
  /** Share of the price. */
  readonly rate: number;

  constructor(name: string, rate: number) {
    this.name = name;
    this.rate = rate;
  }

  slipped(reference: number, direction: number): number {
    return reference * (1 + direction * this.rate);
  }
}
