import type { CommissionModel } from "../commission-model.ts";

/** A share of the notional plus an amount per unit, with a minimum per fill. */
export class RateCommission implements CommissionModel {
  readonly name: string;
  readonly fixed: number;
  /** Share of the notional. */
  readonly rate: number;
  /** Cash per unit. */
  readonly perUnit: number;

  constructor(name: string, rate: number, perUnit: number, minimum: number) {
    this.name = name;
    this.rate = rate;
    this.perUnit = perUnit;
    this.fixed = minimum;
  }

  unit(price: number): number {
    return price * this.rate + this.perUnit;
  }

  charge(quantity: number, price: number): number {
    const charge = quantity * (price * this.rate + this.perUnit);
    return charge < this.fixed ? this.fixed : charge;
  }
}
