import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner, type RunnerSetup } from "#engine/runner";
import { ema } from "#indicators/ema";
import { sma } from "#indicators/sma";
import { Xorshift32 } from "#math/random";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { checkLookAhead } from "./check-look-ahead.ts";
import { checkWarmup } from "./check-warmup.ts";

const DAY = 86_400_000;

/** A random walk of `n` days. */
function series(n: number, symbol = "X"): BarSeries {
  const random = new Xorshift32(5);
  const close = new Float64Array(n);
  let price = 100;
  for (let i = 0; i < n; i++) close[i] = price *= 1 + 0.01 * random.normal12();
  const time = Float64Array.from({ length: n }, (_, i) => i * DAY);
  const words = {
    symbol,
    timeframe: "1d",
    source: "by hand",
    adjusted: true,
    closeOnly: false,
    synthetic: true,
  } as const;
  return { ...words, time, open: close, high: close, low: close, close, volume: null };
}

function setupOf(strategy: unknown, n = 300): RunnerSetup {
  const market = marketOf([series(n)]);
  const known = strategy as AnyStrategy;
  return { strategy: known, market, profile: profileNamed("ivy"), cash: 1e5, from: 0, warmup: "auto", keep: "all" };
}

function lookAhead(strategy: unknown, n?: number, changes: Partial<Profile> = {}) {
  const asked = setupOf(strategy, n);
  const setup = { ...asked, profile: { ...asked.profile, ...changes } };
  const runner = new Runner(setup);
  runner.run({});
  const { from, orders } = runner.record();
  return checkLookAhead(setup, {}, from, orders);
}

const honest = defineStrategy({
  summary: "Crosses",
  prepare: ({ bars }) => ({ fast: sma(bars.close, 5), slow: sma(bars.close, 20) }),
  onBar(context, { fast, slow }) {
    if (fast.crossesAbove(slow)) context.enterLong({ stopLoss: { fraction: 0.03 } });
    else if (fast.crossesBelow(slow)) context.exit();
  },
});

describe("hiding the future", () => {
  test("finds nothing in a strategy that looks back", () => {
    const { cuts, signals, found } = lookAhead(honest);
    expect(cuts).toBeGreaterThan(20);
    expect(signals).toEqual(["fast", "slow", "orders"]);
    expect(found).toEqual([]);
  });

  test("takes what is closed because the bars end for no knowledge of it", () => {
    const turn = defineStrategy({
      summary: "In and out",
      onBar: (context) => (context.position === 0 ? context.enterLong() : context.exit()),
    });
    expect(lookAhead(turn, 60, { lastBar: "liquidateAtClose" }).found).toEqual([]);
    expect(lookAhead(turn, 60, { lastBar: "liquidateAtOpen" }).found).toEqual([]);
  });

  test("finds a column that is shifted by minus one, and the orders that follow from it", () => {
    const cheat = defineStrategy({
      summary: "Knows tomorrow",
      prepare: ({ bars }) => ({
        tomorrow: bars.close.map((_, i) => bars.close[i + 1] ?? Number.NaN),
        close: bars.close,
      }),
      onBar(context, { tomorrow, close }) {
        if (tomorrow.now > close.now) context.enterLong();
        else context.exit();
      },
    });
    const { found } = lookAhead(cheat);
    const column = found.find(({ signal }) => signal === "tomorrow")!;
    expect(column).toMatchObject({ hidden: "NaN", symbol: "X" });
    expect(column.bar).toBe(column.cut);
    expect(found.map(({ signal }) => signal)).toContain("orders");
    expect(found.map(({ signal }) => signal)).not.toContain("close");
  });

  test("finds a column that is measured against all bars there are", () => {
    const cheat = defineStrategy({
      summary: "Knows the highest price of all",
      prepare: ({ bars }) => ({ share: { ofHighest: bars.close.map((price) => price / Math.max(...bars.close)) } }),
      onBar(context, { share }) {
        if (share.ofHighest.now > 0.9) context.enterLong();
      },
    });
    expect(lookAhead(cheat).found.map(({ signal }) => signal)).toContain("share.ofHighest");
  });

  test("finds what onBar reads past its views, in the orders", () => {
    const cheat = defineStrategy({
      summary: "Keeps the bars to look at them",
      prepare: ({ bars }) => ({ peek: (bar: number) => bars.close[bar + 3] ?? 0, close: bars.close }),
      onBar(context, { peek, close }) {
        if (peek(context.bar) > close.now * 1.02) context.buy({ quantity: 1 });
      },
    });
    const { found } = lookAhead(cheat);
    expect(found.map(({ signal }) => signal)).toEqual(["orders"]);
  });

  test("looks at targets as well", () => {
    const cheat = defineStrategy({
      summary: "A target that knows tomorrow",
      prepare: ({ bars }) => ({ close: bars.close }),
      target: ({ close }) => close.map((price, i) => ((close[i + 1] ?? price) > price ? 1 : 0)),
    });
    expect(lookAhead(cheat).found.map(({ signal }) => signal)).toContain("target");
  });

  test("has nothing to hide on one bar", () => {
    const idle = defineStrategy({ summary: "Idle", onBar() {} });
    expect(lookAhead(idle, 1)).toMatchObject({ cuts: 0, found: [] });
  });
});

describe("other first bars", () => {
  test("change nothing in averages over a window", () => {
    const { starts, unsettled } = checkWarmup(setupOf(honest), {}, 19);
    expect([starts, unsettled]).toEqual([4, []]);
  });

  test("leave an exponential average unsettled for a while, and a cumulative sum for good", () => {
    const remembers = defineStrategy({
      summary: "Remembers",
      prepare: ({ bars }) => {
        let sum = 0;
        return { slow: ema(bars.close, 60), total: bars.close.map((price) => (sum += price)) };
      },
      onBar() {},
    });
    const { unsettled } = checkWarmup(setupOf(remembers, 2000), {}, 59);
    const slow = unsettled.find(({ signal }) => signal === "slow")!;
    expect(slow.settles).toBeGreaterThan(0);
    // What an exponential average of 60 still remembers of its start after n bars is (59/61)^n: below a thousandth after 207.
    expect(slow.settles!).toBeLessThan(207);
    expect(unsettled.find(({ signal }) => signal === "total")).toMatchObject({ settles: null });
  });
});
