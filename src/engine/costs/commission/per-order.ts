import type { FillContext } from "../fill-context.ts";
import { PerFillCommission } from "./per-fill.ts";

/** An amount for every order that fills, taken with its first fill: `1/order`. */
export class PerOrderCommission extends PerFillCommission {
  chargeOn({ orderUnits }: FillContext): number {
    return orderUnits === 0 ? this.fixed : 0;
  }
}
