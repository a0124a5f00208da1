import type { PortfolioColumns } from "#domain/rebalance";
import { grown } from "../grown.ts";
import { REASONS } from "./reasons.ts";
import type { RebalancePlan } from "./rebalance-plan.ts";

/** What each rebalance wanted of each asset, as growing columns. */
export class RebalanceLog {
  #bars: number[] = [];
  #triggers: string[] = [];
  #turnovers: number[] = [];
  #orders: number[] = [];
  /** Rows of `weights`: which rebalance, which asset. */
  #rebalance = new Int32Array(1024);
  #asset = new Int32Array(1024);
  #target = new Float64Array(1024);
  #held = new Float64Array(1024);
  #quantity = new Float64Array(1024);
  #reason = new Uint8Array(1024);
  #rows = 0;
  /** Whether a snapshot looks at these columns, which then may not be written anew. */
  #isShown = false;

  clear(): void {
    if (this.#isShown) this.#begin();
    this.#bars = [];
    this.#triggers = [];
    this.#turnovers = [];
    this.#orders = [];
    this.#rows = 0;
  }

  /** @param marks the row of the bar's last closes */
  add(
    bar: number,
    trigger: string,
    plan: RebalancePlan,
    equity: number,
    positions: Float64Array,
    marks: Float64Array,
  ): void {
    const rebalance = this.#bars.length;
    this.#bars.push(bar);
    this.#triggers.push(trigger);
    this.#turnovers.push(Math.max(plan.bought, plan.sold) / equity);
    this.#orders.push(plan.orders);
    for (let k = 0; k < positions.length; k++) {
      const held = positions[k]!;
      const value = plan.values[k]!;
      if (held === 0 && value === 0 && plan.reasons[k] === 0) continue;
      const i = this.#next();
      this.#rebalance[i] = rebalance;
      this.#asset[i] = k;
      this.#target[i] = value / equity;
      this.#held[i] = held === 0 ? 0 : (held * marks[k]!) / equity;
      this.#quantity[i] = plan.quantities[k]!;
      this.#reason[i] = plan.reasons[k]!;
    }
  }

  /** The rebalances so far, as columns that the next run leaves alone: not copies, there may be millions of rows. */
  snapshot(): PortfolioColumns {
    const n = this.#rows;
    this.#isShown = true;
    return {
      rebalances: {
        bar: Int32Array.from(this.#bars),
        trigger: [...this.#triggers],
        turnover: Float64Array.from(this.#turnovers),
        orders: Int32Array.from(this.#orders),
      },
      weights: {
        length: n,
        rebalance: this.#rebalance.subarray(0, n),
        asset: this.#asset.subarray(0, n),
        target: this.#target.subarray(0, n),
        held: this.#held.subarray(0, n),
        quantity: this.#quantity.subarray(0, n),
        reason: this.#reason.subarray(0, n),
        reasons: REASONS,
      },
    };
  }

  #begin(): void {
    this.#isShown = false;
    const size = this.#asset.length;
    this.#rebalance = new Int32Array(size);
    this.#asset = new Int32Array(size);
    this.#target = new Float64Array(size);
    this.#held = new Float64Array(size);
    this.#quantity = new Float64Array(size);
    this.#reason = new Uint8Array(size);
  }

  #next(): number {
    const i = this.#rows++;
    if (i === this.#asset.length) {
      const size = i * 4;
      this.#rebalance = grown(this.#rebalance, new Int32Array(size));
      this.#asset = grown(this.#asset, new Int32Array(size));
      this.#target = grown(this.#target, new Float64Array(size));
      this.#held = grown(this.#held, new Float64Array(size));
      this.#quantity = grown(this.#quantity, new Float64Array(size));
      this.#reason = grown(this.#reason, new Uint8Array(size));
    }
    return i;
  }
}
