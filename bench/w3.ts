import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { walk } from "./data.ts";
import type { Workload } from "./workload.ts";

const N = 1_000_000;

/** Average over a window by adding what comes and taking off what goes: the definition of the workload. */
function rolling(column: Float64Array, window: number): Float64Array {
  const out = new Float64Array(column.length).fill(Number.NaN);
  let sum = 0;
  for (let i = 0; i < column.length; i++) {
    sum += column[i]!;
    if (i >= window) sum -= column[i - window]!;
    if (i >= window - 1) out[i] = sum / window;
  }
  return out;
}

/** Brackets on crosses of two averages, as a person writes them; `average` is how those are computed. */
function brackets(average: (column: Float64Array, window: number) => Float64Array) {
  return defineStrategy({
    summary: "Buys crosses between a stop and a target",
    prepare: ({ bars }) => ({ close: bars.close, fast: average(bars.close, 10), slow: average(bars.close, 30) }),
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
}

/** The rules of the workload: fractions, costs on every fill, stop and target from the bar after the entry, limits at a touch. */
const rules: Profile = {
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

function bracketRun(
  workload: string,
  strategy: unknown,
  profile: Profile,
  ask: number,
  golden: readonly number[],
): Workload {
  return {
    workload,
    case: "",
    bound: "W3",
    ask,
    golden,
    goldenOfBound: GOLDEN,
    prepare() {
      const market = marketOf([walk(N, 1, 0, 0.0005)]);
      const runner = new Runner({
        strategy: strategy as AnyStrategy,
        market,
        profile,
        cash: 1e5,
        from: 0,
        warmup: 29,
        keep: "trades",
      });
      return () => {
        const { finalEquity, maxDrawdown } = runner.run({});
        return [runner.trades().length, finalEquity, maxDrawdown];
      };
    },
  };
}

const GOLDEN = [19_535, 42542.172451880826, 0.5796675445402969];

export const w3: readonly Workload[] = [bracketRun("W3", brackets(rolling), rules, 2.5, GOLDEN)];
