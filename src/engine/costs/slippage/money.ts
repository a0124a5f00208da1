import type { MarketNeeds, SlippageModel } from "../slippage-model.ts";

/**
 * An amount of money per unit: a number of ticks (`2ticks:0.01`), or half of a spread in money (`half-spread:0.02`). A sale
 * never brings less than `lowest`, below which nobody quotes; with `bare-spread:0.02` nothing holds it, as in zipline's
 * FixedSlippage, so that it brings less than nothing where the spread is wider than twice the price.
 */
export class MoneySlippage implements SlippageModel {
  readonly name: string;
  readonly needs: MarketNeeds = { rawPrices: true };
  readonly #amount: number;
  readonly #lowest: number;

  /**
   * @param amount cash per unit
   * @param lowest cash per unit, the smallest price there is; −∞: none
   */
  constructor(name: string, amount: number, lowest: number) {
    this.name = name;
    this.#amount = amount;
    this.#lowest = lowest;
  }

  slipped(reference: number, direction: number): number {
    const price = reference + direction * this.#amount;
    return price < this.#lowest ? Math.min(this.#lowest, reference) : price;
  }
}
