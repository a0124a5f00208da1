import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { FillSettings } from "#engine/fill-settings";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { Xorshift32 } from "#math/random";
import type { Context, OrderId } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { rawSeries } from "../oracle/scenario.ts";

const DAY = 86_400_000;
const BARS = 120;

/** Coarse prices, so that touches, ties and gaps through levels are frequent; a volume that no order comes near. */
function walk(seed: number, tick: number, volume = (_random: Xorshift32) => 1e12): BarSeries {
  const random = new Xorshift32(seed);
  const ofVolume = new Xorshift32(seed + 1);
  const near = (price: number) => Math.max(tick, Math.round(price / tick) * tick);
  let last = 100;
  const rows = Array.from({ length: BARS }, (_, i) => {
    const open = near(last * (1 + 0.01 * random.normal12()));
    const close = near(open * (1 + 0.02 * random.normal12()));
    const high = near(Math.max(open, close) * (1 + 0.01 * random.uniform()));
    const low = near(Math.min(open, close) * (1 - 0.01 * random.uniform()));
    last = close;
    return [i * DAY, open, Math.max(high, open, close), Math.min(low, open, close), close, volume(ofVolume)];
  });
  return rawSeries("X", rows);
}

/** Places, changes and cancels at random, brackets above all. */
function restless(seed: number, withOthers: boolean) {
  return defineStrategy({
    summary: "Does something at random",
    prepare: ({ bars }) => ({ close: bars.close }),
    state: () => ({ random: new Xorshift32(seed), last: "" as OrderId }),
    onBar(context, { close }, state) {
      const { random } = state;
      const dice = random.uniform();
      const price = close.now;
      const up = 1 + 0.03 * random.uniform();
      const down = 1 - 0.03 * random.uniform();
      const quantity = Math.max(1, Math.round((context.equity / price) * random.uniform() * 1.5));
      if (context.position === 0) {
        if (dice < 0.25) {
          state.last = context.buy({ quantity, stopLoss: { price: price * down }, takeProfit: { price: price * up } });
        } else if (dice < 0.4) {
          state.last = context.sell({ quantity, stopLoss: { fraction: 0.02 }, takeProfit: { amount: price * 0.02 } });
        } else if (dice < 0.5) context.enterLong({ quantity, stopLoss: { fraction: 0.03 } });
        else if (dice < 0.55) state.last = context.buy({ quantity, takeProfit: { price: price * up } });
      } else if (dice < 0.1) context.exit();
      else if (dice < 0.15) context.enterShort({ quantity });
      else if (dice < 0.2) context.buy({ quantity });
      if (!withOthers) return;
      if (dice > 0.97) place(context, price * down);
      if (dice > 0.93 && dice < 0.95 && state.last !== "") context.cancel(state.last);
      if (dice > 0.95 && dice < 0.97 && state.last !== "") context.replace(`${state.last}/stop`, { stop: price * 0.9 });
    },
  }) as unknown as AnyStrategy;
}

/** The same with sizes in money and shares of equity; none is a bare share, which the ledger would size alone. */
function measured(seed: number) {
  return defineStrategy({
    summary: "Does something at random",
    prepare: ({ bars }) => ({ close: bars.close }),
    state: () => ({ random: new Xorshift32(seed) }),
    onBar(context, { close }, { random }) {
      const dice = random.uniform();
      const bracket = { stopLoss: { fraction: 0.03 * random.uniform() }, takeProfit: { price: close.now * 1.02 } };
      const cash = 15_000 * random.uniform();
      if (dice < 0.1) context.exit();
      else if (dice < 0.2) context.enterLong({ cash, ...bracket });
      else if (dice < 0.3) context.buy({ fraction: 1.2 * random.uniform(), takeProfit: { fraction: 0.02 } });
      else if (dice < 0.4) context.enterShort({ fraction: random.uniform(), stopLoss: { amount: 2 } });
      else if (dice < 0.45) context.sell({ cash });
      else if (dice < 0.5) context.buy({ cash: 300 });
    },
  }) as unknown as AnyStrategy;
}

function place(context: Context, level: number): void {
  context.buy({ quantity: 1, limit: level, timeInForce: "day" });
}

interface Case {
  readonly seed: number;
  readonly tick: number;
  readonly withOthers: boolean;
  readonly settings: FillSettings;
  readonly commission: string;
  readonly slippage: string;
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  seed: fc.integer({ min: 1, max: 1e9 }),
  tick: fc.constantFrom(0.01, 1),
  withOthers: fc.boolean(),
  settings: fc.record({
    limitFill: fc.constantFrom("penetrate" as const, "touch" as const),
    childrenFrom: fc.constantFrom("sameBar" as const, "nextBar" as const),
    stopBeforeTarget: fc.boolean(),
    stopFill: fc.constantFrom("levelOrOpen" as const, "worseOfLevelAndClose" as const),
    stopTrigger: fc.constantFrom("touch" as const, "beyond" as const),
    limitImprove: fc.boolean(),
    slippageOn: fc.constantFrom("all" as const, "entries" as const, "notStops" as const, "limitsToo" as const),
    fillAt: fc.constantFrom("nextOpen" as const, "nextOpen" as const, "signalClose" as const),
    lots: fc.constantFrom("whole" as const, "fractional" as const),
    leverage: fc.constantFrom(1, 2),
  }),
  commission: fc.constantFrom("none", "10bps", "0.005/share:1"),
  slippage: fc.constantFrom("none", "5bps"),
});

function run(
  { seed, tick, withOthers, settings, commission, slippage }: Case,
  keep: "all" | "trades",
  plansAll = false,
  strategy = restless(seed, withOthers),
) {
  const profile: Profile = {
    ...profileNamed("ivy"),
    ...settings,
    commission,
    slippage,
    wrongSide: "taken",
    participation: null,
  };
  const runner = new Runner({
    strategy,
    market: marketOf([walk(seed, tick)]),
    profile,
    cash: 10_000,
    from: 0,
    warmup: 0,
    keep,
    plansAll,
  });
  const statistics = runner.run({});
  const { length, bar, quantity, price, commission: paid, moment } = runner.ledger.fills.snapshot();
  const fills = Array.from({ length }, (_, i) => [bar[i], quantity[i], price[i], paid[i], moment[i]]);
  const { sumOfReturns, sumOfSquaredReturns, ...exact } = statistics;
  const equity = [...runner.ledger.equity!];
  return { exact, fills, equity, ambiguous: runner.venue.ambiguous, sums: [sumOfReturns, sumOfSquaredReturns] };
}

describe("bars that are played without planning", () => {
  test("give the fills and the equity of bars that are planned, to the last bit", () => {
    let fills = 0;
    fc.assert(
      fc.property(anyCase, (one) => {
        const { sums, ...played } = run(one, "trades");
        // Orders that are recorded are never used again for others.
        expect(run(one, "all")).toEqual({ ...played, sums });
        // Planned bars are marked one by one: sums of returns round otherwise.
        const { sums: others, ...planned } = run(one, "all", true);
        expect(played).toEqual(planned);
        for (const [i, sum] of sums.entries()) expect(Math.abs(sum - others[i]!)).toBeLessThan(1e-12);
        fills += played.fills.length;
      }),
      { seed: 4, numRuns: 1000 },
    );
    expect(fills).toBeGreaterThan(4_000);
  }, 120_000);

  test("do so for orders that are sized by money and by shares of equity", () => {
    let fills = 0;
    fc.assert(
      fc.property(anyCase, (one) => {
        const { sums: _, ...played } = run(one, "all", false, measured(one.seed));
        const { sums: __, ...planned } = run(one, "all", true, measured(one.seed));
        expect(played).toEqual(planned);
        fills += played.fills.length;
      }),
      { seed: 5, numRuns: 500 },
    );
    expect(fills).toBeGreaterThan(4_000);
  }, 120_000);
});

/** All in, out, or the other way round, at random: orders that come alone. */
function lonely(seed: number) {
  return defineStrategy({
    summary: "Enters and leaves at random",
    prepare: ({ bars }) => ({ close: bars.close }),
    state: () => ({ random: new Xorshift32(seed) }),
    onBar(context, { close }, { random }) {
      const dice = random.uniform();
      if (dice < 0.2) context.enterLong();
      else if (dice < 0.3) context.enterShort();
      else if (dice < 0.6) context.exit();
      else if (dice < 0.65) context.buy({ quantity: Math.max(1, Math.round(1000 / close.now)) });
    },
  }) as unknown as AnyStrategy;
}

describe("orders that come alone or with brackets, of which volume cuts some", () => {
  /** From nothing to some three times what all of equity needs under a cap of a tenth. */
  const volume = (random: Xorshift32) => (random.uniform() < 0.1 ? 0 : 3_000 * random.uniform());

  function capped(one: Case, keep: "all" | "trades", plansAll: boolean, strategy = lonely(one.seed)) {
    const { seed, tick, settings, commission, slippage } = one;
    const costs = { commission, slippage };
    const profile: Profile = { ...profileNamed("ivy"), ...settings, ...costs, wrongSide: "taken", participation: 0.1 };
    const market = marketOf([walk(seed, tick, volume)]);
    const runner = new Runner({
      strategy,
      market,
      profile,
      cash: 10_000,
      from: 0,
      warmup: 0,
      keep,
      plansAll,
    });
    const { sumOfReturns: _, sumOfSquaredReturns: __, ...exact } = runner.run({});
    const { length, bar, quantity, price, commission: paid, moment } = runner.ledger.fills.snapshot();
    const fills = Array.from({ length }, (_, i) => [bar[i], quantity[i], price[i], paid[i], moment[i]]);
    const orders = runner.venue.records.map((record) => ({ ...record }));
    return { exact, fills, orders, equity: [...runner.ledger.equity!] };
  }

  test("fill as if all of them were planned, and are recorded so", () => {
    let partly = 0;
    let whole = 0;
    fc.assert(
      fc.property(anyCase, (one) => {
        const inLots = { ...one, settings: { ...one.settings, lots: "whole" as const } };
        const played = capped(inLots, "all", false);
        expect(played).toEqual(capped(inLots, "all", true));
        expect(capped(inLots, "trades", false)).toEqual({ ...played, orders: [] });
        for (const { state, quantity, filled, reason } of played.orders) {
          if (filled > 0 && (reason.includes("volume") || (quantity !== null && filled < quantity))) partly++;
          else if (state === "filled") whole++;
        }
      }),
      { seed: 6, numRuns: 1000 },
    );
    expect(partly).toBeGreaterThan(1_000);
    expect(whole).toBeGreaterThan(10_000);
  }, 120_000);

  test("do so with brackets, to the last bit", () => {
    let fills = 0;
    fc.assert(
      fc.property(anyCase, (one) => {
        const inLots = { ...one, settings: { ...one.settings, lots: "whole" as const } };
        const strategy = () => restless(one.seed, one.withOthers);
        const played = capped(inLots, "all", false, strategy());
        expect(played).toEqual(capped(inLots, "all", true, strategy()));
        expect(capped(inLots, "trades", false, strategy())).toEqual({ ...played, orders: [] });
        fills += played.fills.length;
      }),
      { seed: 8, numRuns: 1500 },
    );
    expect(fills).toBeGreaterThan(20_000);
  }, 120_000);

  test("do so in fractions too, but for the last digits of what cash has cut, which the ledger works out in another order", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const inFractions = { ...one, settings: { ...one.settings, lots: "fractional" as const } };
        const played = capped(inFractions, "all", false);
        const planned = capped(inFractions, "all", true);
        expect(played.fills.length).toBe(planned.fills.length);
        for (const [i, value] of played.equity.entries()) {
          expect(Math.abs(value - planned.equity[i]!)).toBeLessThan(1e-9 * 10_000);
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  }, 120_000);
});
