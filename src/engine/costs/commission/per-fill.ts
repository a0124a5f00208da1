import type { CommissionModel } from "../commission-model.ts";

/** An amount for every fill, whatever its size: `1/fill`. */
export class PerFillCommission implements CommissionModel {
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
}
