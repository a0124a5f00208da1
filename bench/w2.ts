import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { PROFILES } from "#engine/profiles";
import { sma } from "#indicators/sma";
import { gridOf, type SweepResult, sweep } from "#research/sweep";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { integer } from "#strategy/parameters";
import { longWhileAbove } from "#strategy/target";
import { walk } from "./data.ts";
import { atSignal } from "./w1.ts";
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

function grid(
  workload: string,
  strategy: unknown,
  profile: Profile,
  cash: number,
  ask: number,
  golden: readonly number[],
): Workload {
  return {
    workload,
    case: "",
    bound: "W2",
    ask,
    golden,
    goldenOfBound: GOLDEN,
    prepare() {
      const market = marketOf([walk(N, 11, 0.0003, 0.012)]);
      const anyStrategy = strategy as AnyStrategy;
      const trials = gridOf(anyStrategy, { fast: range(2, 101), slow: range(2, 201) });
      return () => figures(sweep({ strategy: anyStrategy, market, profile, cash, from: 0, warmup: 0, trials }));
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

const GOLDEN = [319_772, -4149.980387486, 0.2376478340205499, 0.23321617175600035, 0.32287458975760974, 36];
const GOLDEN_IVY = [319_425, -4154.2766178, 0.2377072520258452, 0.23335521245971005, 0.3224128660392718, 36];
const ivyLots: Profile = { ...ivy, lots: "whole", commission: "10bps", slippage: "5bps" };

export const w2: readonly Workload[] = [
  grid("W2", byTarget, atSignal("10bps", "5bps"), 1, 3.5, GOLDEN),
  grid("W2b", byBar, atSignal("10bps", "5bps"), 1, 14, GOLDEN),
  grid("W2c", byTarget, ivyLots, 100_000, 8, GOLDEN_IVY),
];
