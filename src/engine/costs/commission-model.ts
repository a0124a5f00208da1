import type { FillContext } from "./fill-context.ts";

/** What trading costs beside the price. One instance a run; it remembers nothing of a fill. */
export interface CommissionModel {
  /** As written in settings: "none", "10bps", "0.005/share:1". */
  readonly name: string;
  /** The most that one more unit costs at this price, in cash: what sizing reserves. */
  unit(price: number): number;
  /** The most that a fill costs whatever its size, in cash: what sizing reserves. */
  readonly fixed: number;
  /**
   * The charge for a fill of `quantity` (positive) units at `price`, in cash; never more than `fixed` + quantity ·
   * `unit(price)`. Of a model with `chargeOn`: the most that it can come to.
   */
  charge(quantity: number, price: number): number;
  /**
   * The charge where more than quantity and price decides it; other models have none, and lone orders stay fast. Below zero
   * only where a split has left less to owe than was paid: that is not paid out.
   */
  chargeOn?(fill: FillContext): number;
}
