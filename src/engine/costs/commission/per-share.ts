import type { CommissionModel } from "../commission-model.ts";

/**
 * Money per unit with a minimum, and a cap as a share of the notional which wins over the minimum, per fill:
 * `0.005/share:1:1%`.
 */
export class PerShareCommission implements CommissionModel {
  readonly name: string;
  readonly fixed: number;
  readonly #perUnit: number;
  readonly #cap: number;

  /**
   * @param perUnit cash per unit
   * @param minimum cash per fill
   * @param cap share of the notional; infinite: none
   */
  constructor(name: string, perUnit: number, minimum: number, cap: number) {
    this.name = name;
    this.fixed = minimum;
    this.#perUnit = perUnit;
    this.#cap = cap;
  }

  unit(price: number): number {
    return Math.min(this.#perUnit, this.#cap * price);
  }

  charge(quantity: number, price: number): number {
    return Math.min(Math.max(quantity * this.#perUnit, this.fixed), this.#cap * quantity * price);
  }
}
