import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { FillSettings } from "#engine/fill-settings";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { Xorshift32 } from "#math/random";
import { riskOf } from "#risk/parse-risk";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { longOnSignals, longWhileAbove, type Target } from "#strategy/target";
import { rawSeries } from "../oracle/scenario.ts";

const DAY = 86_400_000;
const BARS = 90;

/** A random walk in coarse prices, so that levels are met, with a volume that no order comes near. */
function walk(seed: number, sigma: number): BarSeries {
  const random = new Xorshift32(seed);
  const near = (price: number) => Math.max(0.5, Math.round(price * 2) / 2);
  let last = 100;
  const rows = Array.from({ length: BARS }, (_, i) => {
    const open = near(last * (1 + 0.3 * sigma * random.normal12()));
    const close = near(open * Math.max(0.05, 1 + sigma * random.normal12()));
    const high = near(Math.max(open, close) * (1 + 0.01 * random.uniform()));
    const low = near(Math.min(open, close) * (1 - 0.01 * random.uniform()));
    last = close;
    return [i * DAY, open, Math.max(high, open, close), Math.min(low, open, close), close, 1e12];
  });
  return rawSeries("X", rows);
}

/** What is wanted of the asset, as the columns that a strategy may return; decided by `seed`. */
function targetOf(seed: number, kind: "signals" | "comparison" | "sides" | "column"): Target {
  const random = new Xorshift32(seed);
  const draw = (choices: readonly number[]) =>
    Float64Array.from({ length: BARS }, () => choices[random.nextUint32() % choices.length]!);
  const flags = () => Uint8Array.from(draw([0, 0, 1]));
  switch (kind) {
    case "signals":
      return longOnSignals(flags(), flags());
    case "comparison":
      return longWhileAbove(draw([1, 2, 3]), draw([1, 2, 3]));
    case "sides":
      return { kind: "comparison", a: draw([1, 2, 3]), b: draw([1, 2, 3]), whenAbove: 1, whenBelow: -1 };
    case "column":
      return draw([1, 0, -1, Number.NaN, Number.NaN]);
  }
}

function followerOf(seed: number, kind: Parameters<typeof targetOf>[1]) {
  return defineStrategy({ summary: "Follows a target", target: () => targetOf(seed, kind) });
}

/** Enters and leaves at random, with and without sizes and brackets. */
function restless(seed: number) {
  return defineStrategy({
    summary: "Does something at random",
    prepare: ({ bars }) => ({ close: bars.close }),
    state: () => ({ random: new Xorshift32(seed) }),
    onBar(context, { close }, { random }) {
      const dice = random.uniform();
      const up = 1 + 0.03 * random.uniform();
      const down = 1 - 0.03 * random.uniform();
      const quantity = Math.max(1, Math.round((context.equity / close.now) * random.uniform() * 1.5));
      const bracket = { stopLoss: { price: close.now * down }, takeProfit: { price: close.now * up } };
      if (context.position !== 0 && dice < 0.1) context.exit();
      else if (dice < 0.15) context.enterLong();
      else if (dice < 0.2) context.enterShort();
      else if (dice < 0.25) context.buy({ quantity, ...bracket });
      else if (dice < 0.3) context.sell({ quantity, stopLoss: { fraction: 0.02 } });
      else if (dice < 0.35) context.enterLong({ fraction: random.uniform(), ...bracket });
      else if (dice < 0.4) context.buy({ cash: 6_000 * random.uniform() });
      else if (dice < 0.45) context.sell({ fraction: 0.4 });
      else if (dice < 0.47) context.enterShort({ confidence: 0.6 });
      else if (dice < 0.49) context.buy({ limit: close.now * down, takeProfit: { fraction: 0.02 } });
    },
  });
}

interface Case {
  readonly seed: number;
  readonly sigma: number;
  readonly plays: "signals" | "comparison" | "sides" | "column" | "bars";
  readonly settings: FillSettings;
  readonly commission: string;
  readonly slippage: string;
  readonly risk: readonly string[];
}

const share = (key: string, ...choices: readonly number[]) =>
  fc.constantFrom([], [], ...choices.map((choice) => [`${key}=${choice}`]));

const anyRisk = fc
  .tuple(
    share("maxPosition", 0.1, 0.5, 1, 1.5),
    share("maxName", 0.3, 1),
    share("maxGross", 0.25, 0.999, 1.5),
    share("maxNet", 0, 0.4, 1),
    fc.constantFrom(["maxPositions=1"], ["maxPositions=5"]),
    fc.constantFrom<readonly string[]>(
      [],
      [],
      ["sizing=equity", "sizing.fraction=40%"],
      ["sizing=equity", "sizing.fraction=100%"],
      ["sizing=cash", "sizing.cash=4000"],
      ["sizing=quantity", "sizing.quantity=30"],
      ["sizing=atr", "sizing.period=4"],
      ["sizing=kelly", "sizing.trades=2", "sizing.start=60%"],
    ),
    fc.constantFrom<readonly string[]>(
      [],
      [],
      ["drawdown.stop=4%", "drawdown.resume=5 bars"],
      ["drawdown.stop=4%", "drawdown.action=flatten", "drawdown.resume=3 bars"],
    ),
  )
  .map((words) => words.flat());

const anyCase: fc.Arbitrary<Case> = fc.record({
  seed: fc.integer({ min: 1, max: 1e9 }),
  sigma: fc.constantFrom(0.02, 0.02, 0.3),
  plays: fc.constantFrom("signals", "comparison", "sides", "column", "bars", "bars", "bars"),
  settings: fc.record({
    fillAt: fc.constantFrom("nextOpen" as const, "nextOpen" as const, "signalClose" as const),
    childrenFrom: fc.constantFrom("sameBar" as const, "nextBar" as const),
    slippageOn: fc.constantFrom("all" as const, "entries" as const, "limitsToo" as const),
    lots: fc.constantFrom("whole" as const, "fractional" as const),
    leverage: fc.constantFrom(0.5, 1, 1, 2),
    allEquity: fc.constantFrom(1, 0.95),
    freeEquity: fc.constantFrom(0, 0.02),
    ruin: fc.constantFrom("close" as const, "zero" as const, "goOn" as const),
    lastBar: fc.constantFrom("stayOpen" as const, "stayOpen" as const, "liquidateAtClose" as const),
    tradeMatching: fc.constantFrom("flatToFlat" as const, "fifo" as const),
  }),
  commission: fc.constantFrom("none", "10bps", "0.005/share:1", "5/fill", "6000/fill", "400bps"),
  slippage: fc.constantFrom("none", "5bps", "300bps"),
  risk: anyRisk,
});

interface Way {
  readonly keep: "all" | "trades" | "statistics";
  /** Every order is planned. */
  readonly isPlanned?: boolean;
}

function play({ seed, sigma, plays, settings, commission, slippage, risk }: Case, { keep, isPlanned = false }: Way) {
  const profile: Profile = {
    ...profileNamed("ivy"),
    ...settings,
    commission,
    slippage,
    wrongSide: "taken",
    participation: null,
  };
  const strategy = plays === "bars" ? restless(seed) : followerOf(seed, plays);
  const runner = new Runner({
    strategy: strategy as unknown as AnyStrategy,
    market: marketOf([walk(seed, sigma)]),
    profile,
    cash: 10_000,
    from: 0,
    warmup: "auto",
    keep,
    plansAll: isPlanned,
    risk: riskOf(new Map(risk.map((pair) => pair.split("=") as [string, string]))),
  });
  // A second run of the same runner has forgotten the first.
  runner.run({});
  const { sumOfReturns, sumOfSquaredReturns, ...exact } = runner.run({});
  const { ledger, venue } = runner;
  const { length, bar, quantity, price, commission: paid, moment, order } = ledger.fills.snapshot();
  return {
    told: { exact, costs: ledger.costs(), counts: venue.risk?.summary() ?? [], ambiguous: venue.ambiguous },
    sums: [sumOfReturns, sumOfSquaredReturns],
    equity: ledger.equity === null ? [] : [...ledger.equity],
    fills: Array.from({ length }, (_, i) => [bar[i], quantity[i], price[i], paid[i], moment[i], order[i]]),
    orders: venue.records.map((record) => ({ ...record })),
    trades: keep === "trades" ? Array.from({ length: runner.trades().length }, (_, i) => runner.trades().pnl[i]) : [],
  };
}

describe("orders that are held against limits without planning", () => {
  test("fill, end and are counted as the planned way has it, to the last bit", () => {
    let fills = 0;
    let cut = 0;
    let uncut = 0;
    fc.assert(
      fc.property(anyCase, (one) => {
        const all = play(one, { keep: "all" });
        const planned = play(one, { keep: "all", isPlanned: true });
        expect(all.told).toEqual(planned.told);
        expect(all.orders).toEqual(planned.orders);
        expect(all.fills).toEqual(planned.fills);
        expect(all.equity).toEqual(planned.equity);
        // Bars that are planned are marked one by one: sums of returns round otherwise.
        for (const [i, sum] of planned.sums.entries()) expect(Math.abs(sum - all.sums[i]!)).toBeLessThan(1e-11);
        // Neither what is kept nor whether a target is scanned changes anything.
        const trades = play(one, { keep: "trades" });
        const bare = play(one, { keep: "statistics" });
        for (const other of [trades, bare]) expect([other.told, other.sums]).toEqual([all.told, all.sums]);
        expect(trades.equity).toEqual(all.equity);
        expect(trades.trades).toEqual(play(one, { keep: "trades", isPlanned: true }).trades);
        fills += all.fills.length;
        for (const { reason } of all.orders) {
          if (reason.startsWith("risk: max")) cut++;
          else uncut++;
        }
      }),
      { seed: 77, numRuns: 600 },
    );
    expect(fills).toBeGreaterThan(5_000);
    expect(cut).toBeGreaterThan(1_500);
    expect(uncut).toBeGreaterThan(2_000);
  }, 240_000);
});
