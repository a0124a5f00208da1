import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { PROFILES } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { longOnSignals } from "#strategy/target";
import { denseSignals, sparseSignals, walk } from "./data.ts";
import type { Workload } from "./workload.ts";

const N = 1_000_000;
const ivy = PROFILES.find((profile) => profile.name === "ivy")!;

/** Fills at the close of the signal, any fraction of a share: the definition of W1 and W2. */
export function atSignal(commission: string, slippage: string): Profile {
  return { ...ivy, fillAt: "signalClose", lots: "fractional", commission, slippage };
}

function oneSeries(name: "sparse" | "dense", profile: Profile, golden: readonly number[], ask: number): Workload {
  return {
    workload: "W1",
    case: name,
    bound: `W1 ${name}`,
    ask,
    golden,
    goldenOfBound: golden,
    prepare() {
      const { enter, exit } = name === "sparse" ? sparseSignals(N) : denseSignals(N);
      const strategy = defineStrategy({ summary: "Follows given signals", target: () => longOnSignals(enter, exit) });
      const market = marketOf([walk(N, 1, 0, 0.0005)]);
      const runner = new Runner({
        strategy: strategy as unknown as AnyStrategy,
        market,
        profile,
        cash: 1e5,
        from: 0,
        warmup: 0,
        keep: "trades",
      });
      return () => {
        const s = runner.run({});
        const trades = runner.trades();
        const mean = s.sumOfReturns / s.bars;
        const deviation = Math.sqrt((s.sumOfSquaredReturns - s.bars * mean * mean) / (s.bars - 1));
        return [trades.length, s.finalEquity / 1e5 - 1, (mean / deviation) * Math.sqrt(252), s.maxDrawdown];
      };
    },
  };
}

export const w1: readonly Workload[] = [
  oneSeries(
    "sparse",
    atSignal("10bps", "5bps"),
    [700, -0.9302002032616944, -0.115433097324924, 0.9310729698588024],
    2.6,
  ),
  oneSeries(
    "dense",
    atSignal("0.0001bps", "0.00005bps"),
    [500_000, -0.4824970384450442, -0.026761533025529, 0.5090531748110152],
    4,
  ),
];
