import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { walk } from "./data.ts";
import type { Played } from "./w1.ts";
import type { Workload } from "./workload.ts";

const N = 1_000_000;

/** Average over a window by adding what comes and taking off what goes: the definition of the workload. */
function rolling(column: Float64Array, window: number): Float64Array {
  const out = new Float64Array(column.length);
  let sum = 0;
  for (let i = 0; i < column.length; i++) {
    sum += column[i]!;
    if (i >= window) sum -= column[i - window]!;
    out[i] = i < window - 1 ? Number.NaN : sum / window;
  }
  return out;
}

/** Brackets on crosses of two averages, as a person writes them. */
const brackets = defineStrategy({
  summary: "Buys crosses between a stop and a target",
  prepare: ({ bars }) => ({ close: bars.close, fast: rolling(bars.close, 10), slow: rolling(bars.close, 30) }),
  onBar(context, { close, fast, slow }) {
    if (context.position === 0) {
      if (fast.crossesAbove(slow)) {
        context.buy({
          quantity: (0.95 * context.cash) / close.now,
          stopLoss: { price: close.now * 0.998 },
          takeProfit: { price: close.now * 1.003 },
        });
      }
    } else if (fast.crossesBelow(slow)) context.exit();
  },
});

/** The rules of the workload: fractions, costs on every fill, stop and target from the bar after the entry, limits at a touch. */
export const W3_PROFILE: Profile = {
  ...profileNamed("ivy"),
  lots: "fractional",
  limitFill: "touch",
  childrenFrom: "nextBar",
  slippageOn: "limitsToo",
  commission: "0.1bps",
  slippage: "0.05bps",
  borrow: 0,
  participation: null,
  wrongSide: "taken",
};

/** W3, however its strategy comes about. */
export function bracketRun(
  profile: Profile,
  described: Omit<Workload, "case" | "prepare">,
  play: () => Pick<Played, "strategy" | "risk"> | Promise<Pick<Played, "strategy" | "risk">>,
): Workload {
  return {
    ...described,
    case: "",
    async prepare() {
      const { strategy, risk } = await play();
      const market = marketOf([walk(N, 1, 0, 0.0005)]);
      const runner = new Runner({ strategy, market, profile, cash: 1e5, from: 0, warmup: 29, keep: "trades", risk });
      return () => {
        const { finalEquity, maxDrawdown } = runner.run({});
        return [runner.trades().length, finalEquity, maxDrawdown];
      };
    },
  };
}

/** Round trips, final equity, drawdown. */
export const W3_GOLDEN: readonly number[] = [19_535, 42542.172451880826, 0.5796675445402969];

/** Reached by the kernel of bench/c/bound.c and, independently of it, by bench/peers/w3.py. */
const GOLDEN_IVY = [19_535, 43570.372329279351, 0.57220603491936295];

const given = () => ({ strategy: brackets as unknown as AnyStrategy, risk: null });
const asDefined = { bound: "W3", against: "C", golden: W3_GOLDEN, goldenOfBound: W3_GOLDEN } as const;
const asIvy = { bound: "W3-ivy", against: "C", golden: GOLDEN_IVY, goldenOfBound: GOLDEN_IVY } as const;

/** Whole shares, and the costs of the workload: all else is as a user runs it. */
const ivyLots: Profile = { ...profileNamed("ivy"), lots: "whole", commission: "0.1bps", slippage: "0.05bps" };

export const w3: readonly Workload[] = [
  bracketRun(W3_PROFILE, { workload: "W3", ask: 2.5, ...asDefined }, given),
  bracketRun(ivyLots, { workload: "W3-ivy", ask: null, ...asIvy }, given),
];
