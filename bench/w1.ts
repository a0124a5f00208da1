import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { PROFILES } from "#engine/profiles";
import { Runner } from "#engine/runner";
import type { RiskSettings } from "#risk/settings";
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

type Case = "sparse" | "dense";
type Described = Pick<Workload, "workload" | "bound" | "against" | "ask" | "golden" | "goldenOfBound">;

/** A strategy, the parameters it is played with, and what its orders may risk. */
export interface Played {
  readonly strategy: AnyStrategy;
  readonly params: Record<string, boolean>;
  readonly risk: RiskSettings | null;
}

function given(name: Case): Played {
  const { enter, exit } = name === "sparse" ? sparseSignals(N) : denseSignals(N);
  const strategy = defineStrategy({ summary: "Follows given signals", target: () => longOnSignals(enter, exit) });
  return { strategy: strategy as unknown as AnyStrategy, params: {}, risk: null };
}

/** W1 in one of its cases, however its strategy comes about. */
export function oneSeries(
  name: Case,
  profile: Profile,
  described: Described,
  play: () => Played | Promise<Played>,
): Workload {
  return {
    ...described,
    case: name,
    async prepare() {
      const { strategy, params, risk } = await play();
      const market = marketOf([walk(N, 1, 0, 0.0005)]);
      const runner = new Runner({ strategy, market, profile, cash: 1e5, from: 0, warmup: 0, keep: "trades", risk });
      return () => {
        const s = runner.run(params);
        const trades = runner.trades();
        const mean = s.sumOfReturns / s.bars;
        const deviation = Math.sqrt((s.sumOfSquaredReturns - s.bars * mean * mean) / (s.bars - 1));
        return [trades.length, s.finalEquity / 1e5 - 1, (mean / deviation) * Math.sqrt(252), s.maxDrawdown];
      };
    },
  };
}

/** Return, Sharpe ratio and drawdown stand behind the number of trades that were closed. */
export const W1_GOLDEN: Readonly<Record<Case, readonly number[]>> = {
  sparse: [700, -0.9302002032616944, -0.115433097324924, 0.9310729698588024],
  dense: [500_000, -0.4824970384450442, -0.026761533025529, 0.5090531748110152],
};

/** Reached by the kernels of bench/c/bound.c and, independently of them, by bench/peers/w1.py. */
const GOLDEN_IVY: Readonly<Record<Case, readonly number[]>> = {
  sparse: [700, -0.92989673135476, -0.115441758655931, 0.930772680318748],
  dense: [499_999, -0.482305841392037, -0.02676300250498, 0.508874122450581],
};

export const W1_PROFILES: Readonly<Record<Case, Profile>> = {
  sparse: atSignal("10bps", "5bps"),
  dense: atSignal("0.0001bps", "0.00005bps"),
};

function asDefined(name: Case, ask: number): Workload {
  const golden = W1_GOLDEN[name];
  const described = { workload: "W1", bound: `W1 ${name}`, against: "C", ask, golden, goldenOfBound: golden } as const;
  return oneSeries(name, W1_PROFILES[name], described, () => given(name));
}

/** As a user runs it: at the next open, in whole shares, with the costs of the workload. */
function asIvy(name: Case): Workload {
  const { commission, slippage } = W1_PROFILES[name];
  const golden = GOLDEN_IVY[name];
  const bound = `W1-ivy ${name}`;
  const described = { workload: "W1-ivy", bound, against: "C", ask: null, golden, goldenOfBound: golden } as const;
  return oneSeries(name, { ...ivy, lots: "whole", commission, slippage }, described, () => given(name));
}

export const w1: readonly Workload[] = [
  asDefined("sparse", 2.6),
  asDefined("dense", 4),
  asIvy("sparse"),
  asIvy("dense"),
];
