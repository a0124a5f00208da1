import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { PROFILES } from "#engine/profiles";
import { sma } from "#indicators/sma";
import { gridOf, type SweepResult, sweep } from "#research/sweep";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { integer } from "#strategy/parameters";
import { longWhileAbove } from "#strategy/target";
import { walk } from "./data.ts";
import { atSignal, type Played } from "./w1.ts";
import type { Workload } from "./workload.ts";

const N = 2500;
const ivy = PROFILES.find((profile) => profile.name === "ivy")!;
const params = { fast: integer(10, { min: 1 }), slow: integer(30, { min: 2 }) };
const constraint = ({ fast, slow }: { fast: number; slow: number }) => fast < slow || "fast must be below slow";

const byTarget = defineStrategy({
  summary: "Long while the fast average is above the slow one",
  params,
  constraint,
  prepare: ({ bars, params: p }) => ({ fast: sma(bars.close, p.fast), slow: sma(bars.close, p.slow) }),
  target: ({ fast, slow }) => longWhileAbove(fast, slow),
});

const byBar = defineStrategy({
  summary: "Long while the fast average is above the slow one",
  params,
  constraint,
  prepare: ({ bars, params: p }) => ({ fast: sma(bars.close, p.fast), slow: sma(bars.close, p.slow) }),
  onBar(context, { fast, slow }) {
    if (fast.crossesAbove(slow)) context.enterLong();
    else if (fast.crossesBelow(slow)) context.exit();
  },
});

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** The sweep of W2, however its strategy comes about. */
export function grid(
  profile: Profile,
  cash: number,
  described: Omit<Workload, "case" | "prepare">,
  play: () => Pick<Played, "strategy" | "risk"> | Promise<Pick<Played, "strategy" | "risk">>,
): Workload {
  return {
    ...described,
    case: "",
    async prepare() {
      const { strategy, risk } = await play();
      const market = marketOf([walk(N, 11, 0.0003, 0.012)]);
      const trials = gridOf(strategy, { fast: range(2, 101), slow: range(2, 201) });
      return () => figures(sweep({ strategy, market, profile, cash, from: 0, warmup: 0, trials, risk }));
    },
  };
}

/** Entries, the sum of the Sharpe ratios, and of the best: return, Sharpe ratio, drawdown, entries. */
function figures(result: SweepResult): number[] {
  let entries = 0;
  let total = 0;
  let best = 0;
  let bestSharpe = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < result.trials.length; i++) {
    const bars = result.bars[i]!;
    const mean = result.sumOfReturns[i]! / bars;
    const deviation = Math.sqrt((result.sumOfSquaredReturns[i]! - bars * mean * mean) / (bars - 1));
    const sharpe = (mean / deviation) * Math.sqrt(252);
    entries += result.openings[i]!;
    total += sharpe;
    if (sharpe > bestSharpe) {
      bestSharpe = sharpe;
      best = i;
    }
  }
  const bestReturn = result.finalEquity[best]! / result.startingCash - 1;
  return [entries, total, bestReturn, bestSharpe, result.maxDrawdown[best]!, result.openings[best]!];
}

export const W2_GOLDEN: readonly number[] = [
  319_772, -4149.980387486, 0.2376478340205499, 0.23321617175600035, 0.32287458974760974, 36,
];
const GOLDEN_IVY = [319_425, -4154.2766178, 0.2377072520258452, 0.23335521245971005, 0.3224128660392718, 36];
const ivyLots: Profile = { ...ivy, lots: "whole", commission: "10bps", slippage: "5bps" };
export const W2_PROFILE = atSignal("10bps", "5bps");

/** All of them are held against the kernel of W2. */
const ofC = { bound: "W2", against: "C", goldenOfBound: W2_GOLDEN } as const;
const asTarget = () => ({ strategy: byTarget as unknown as AnyStrategy, risk: null });
const asBars = () => ({ strategy: byBar as unknown as AnyStrategy, risk: null });

export const w2: readonly Workload[] = [
  grid(W2_PROFILE, 1, { workload: "W2", ask: 3.5, golden: W2_GOLDEN, ...ofC }, asTarget),
  grid(W2_PROFILE, 1, { workload: "W2b", ask: 14, golden: W2_GOLDEN, ...ofC }, asBars),
  grid(ivyLots, 100_000, { workload: "W2c", ask: 8, golden: GOLDEN_IVY, ...ofC }, asTarget),
];
