import type { CommissionModel } from "../commission-model.ts";
import type { FillContext } from "../fill-context.ts";

/** An amount for every order that fills, taken with its first fill: `1/order`. */
export class PerOrderCommission implements CommissionModel {
  readonly name: string;
  readonly fixed: number;

  /** @param amount in cash */
  constructor(name: string, amount: number) {
    this.name = name;
    this.fixed = amount;
  }

  unit(): number {
    return 0;
  }

  charge(): number {
    return this.fixed;
  }

  chargeOn({ orderUnits }: FillContext): number {
    return orderUnits === 0 ? this.fixed : 0;
  }
}
