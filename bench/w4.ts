import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { inProportion } from "#strategy/weights";
import { closesOf, panel } from "./data.ts";
import type { Workload } from "./workload.ts";

const ASSETS = 500;
const DAYS = 2520;
const CASH = 1e6;
const COSTS = { commission: "10bps", slippage: "5bps" };

/**
 * Fills at the close of the decision, any fraction, and costs that may come out of debit cash (leverage is far away): the
 * definition of W4.
 */
const atSignal: Profile = {
  ...profileNamed("ivy"),
  ...COSTS,
  fillAt: "signalClose",
  lots: "fractional",
  borrow: 0,
  leverage: 10,
};

/** As a user runs it: whole shares at the next open, within the cash. */
const nextOpen: Profile = { ...profileNamed("ivy"), ...COSTS };

function weighed(
  workload: string,
  name: "monthly" | "daily",
  profile: Profile,
  ask: number,
  golden: readonly number[],
): Workload {
  return {
    workload,
    case: name,
    bound: `W4 ${name}`,
    against: "C",
    ask,
    golden,
    goldenOfBound: GOLDEN[name],
    prepare() {
      const prices = panel(ASSETS, DAYS, 5);
      const proportions = inProportion(prices.sizes);
      const strategy = defineStrategy({
        summary: "Holds given proportions",
        rebalance: name === "monthly" ? 21 : 1,
        // The day after the last is there to end on.
        weights: ({ bar }) => (bar < DAYS ? proportions : null),
      });
      const runner = new Runner({
        strategy: strategy as unknown as AnyStrategy,
        market: marketOf(closesOf(prices)),
        profile,
        cash: CASH,
        from: 0,
        warmup: 0,
        keep: "statistics",
      });
      return () => [runner.run({}).finalEquity, runner.columnFills];
    },
  };
}

/** Final equity and executions. */
const GOLDEN = {
  monthly: [1_171_203.60509, 57_590],
  daily: [1_148_310.8111, 1_210_323],
};

/** Reached by bench/peers/w4_next_open.py. */
const GOLDEN_NEXT_OPEN = {
  monthly: [1_180_218.335333497, 38_492],
  daily: [1_157_623.8869050487, 295_388],
};

export const w4: readonly Workload[] = [
  weighed("W4", "monthly", atSignal, 3.2, GOLDEN.monthly),
  weighed("W4", "daily", atSignal, 2.2, GOLDEN.daily),
  weighed("W4-ivy", "monthly", nextOpen, 4.8, GOLDEN_NEXT_OPEN.monthly),
  weighed("W4-ivy", "daily", nextOpen, 3.3, GOLDEN_NEXT_OPEN.daily),
];
