import type { CommissionModel } from "../commission-model.ts";
import type { FillContext } from "../fill-context.ts";

/** Several commissions, each charged on its own: `2/fill+5bps`. All of them depend on quantity and price alone. */
export class SumCommission implements CommissionModel {
  readonly name: string;
  readonly fixed: number;
  readonly parts: readonly CommissionModel[];

  constructor(name: string, parts: readonly CommissionModel[]) {
    this.name = name;
    this.parts = parts;
    this.fixed = parts.reduce((sum, part) => sum + part.fixed, 0);
  }

  unit(price: number): number {
    let sum = 0;
    for (const part of this.parts) sum += part.unit(price);
    return sum;
  }

  charge(quantity: number, price: number): number {
    let sum = 0;
    for (const part of this.parts) sum += part.charge(quantity, price);
    return sum;
  }
}

/** The same where a part looks at more than quantity and price. */
export class SumOnFill extends SumCommission {
  chargeOn(fill: FillContext): number {
    let sum = 0;
    for (const part of this.parts) sum += part.chargeOn?.(fill) ?? part.charge(fill.quantity, fill.price);
    return sum;
  }
}
