import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { FILL_MOMENTS } from "#domain/fill";
import { marketOf } from "#domain/market";
import type { RunRecord } from "#results/run-record";
import type { AssetNow, Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import type { Profile } from "./profile.ts";
import { profileNamed } from "./profiles.ts";
import { Runner } from "./runner.ts";

const DAY = 86_400_000;
const FREE = { commission: "none", slippage: "none", borrow: 0, participation: null } as const;

/** Bars by day; open = close of the day before where only a close is given. */
function series(symbol: string, closes: Readonly<Record<number, number>>): BarSeries {
  const days = Object.keys(closes).map(Number);
  const close = Float64Array.from(days, (day) => closes[day]!);
  const open = close.map((_, i) => (i === 0 ? close[0]! : close[i - 1]!));
  const high = close.map((price, i) => Math.max(price, open[i]!));
  const low = close.map((price, i) => Math.min(price, open[i]!));
  const words = { symbol, timeframe: "1d", source: "by hand", adjusted: false } as const;
  const time = Float64Array.from(days, (day) => day * DAY);
  return { ...words, closeOnly: false, synthetic: true, time, open, high, low, close, volume: null };
}

type OnBar = (context: Context, assets: readonly AssetNow[]) => void;

function play(all: readonly BarSeries[], onBar: OnBar, changes: Partial<Profile> = {}, base = "ivy"): RunRecord {
  const strategy = defineStrategy({
    summary: "for a test",
    universe: "many",
    prepare: ({ market }) => ({ assets: market.assets }),
    onBar: (context, now) => onBar(context, now.assets),
  });
  const runner = new Runner({
    strategy: strategy as unknown as AnyStrategy,
    market: marketOf(all),
    profile: { ...profileNamed(base), ...changes },
    cash: 1000,
    from: 0,
    warmup: 0,
    keep: "all",
  });
  runner.run({});
  return runner.record();
}

function fillsOf({ fills, orders, market }: RunRecord): string[] {
  return Array.from({ length: fills.length }, (_, i) => {
    const order = orders[fills.order[i]!]?.id ?? "engine";
    const { symbol } = market.assets[fills.asset[i]!]!;
    const moment = FILL_MOMENTS[fills.moment[i]!]!;
    return `${fills.bar[i]} ${moment} ${order} ${symbol} ${fills.quantity[i]}@${fills.price[i]}`;
  });
}

describe("the last bar", () => {
  const bars = [series("AAA", { 0: 100, 1: 100, 2: 110, 3: 120 })];

  test("leaves a position open and marked at its close, and open orders expire", () => {
    const record = play(
      bars,
      (context) => {
        if (context.bar === 0) context.enterLong();
        if (context.bar === 3) context.exit();
      },
      FREE,
    );
    expect(fillsOf(record)).toEqual(["1 open o1 AAA 10@100"]);
    expect(record.orders[1]).toMatchObject({ state: "expired", reason: "the data ended" });
    expect(record.statistics.finalEquity).toBe(1200);
    expect(record.trades.length).toBe(0);
  });

  test("is left at its open by the profile backtesting-py", () => {
    const record = play(
      bars,
      (context) => {
        if (context.bar === 0) context.enterLong();
      },
      {},
      "backtesting-py",
    );
    // 1000 × (1 − 2^-52) over 100 is below 10 shares, and this profile does not forgive it.
    expect(fillsOf(record)).toEqual(["1 open o1 AAA 9@100", "3 open engine AAA -9@110"]);
    expect(record.statistics.finalEquity).toBe(1090);
    expect(record.trades.length).toBe(1);
  });
});

describe("an asset whose data end before the others'", () => {
  const all = [series("AAA", { 0: 100, 1: 100, 2: 90, 4: 95, 5: 95 }), series("BBB", { 0: 50, 1: 50, 2: 40 })];

  test("is closed at its last close with the usual costs, and its orders expire", () => {
    const record = play(
      all,
      (context, assets) => {
        if (context.bar === 0) assets[1]!.enterLong({ quantity: 10 });
        if (context.bar === 1) assets[1]!.buy({ quantity: 1, limit: 10 });
      },
      { ...FREE, slippage: "100bps" },
    );
    expect(fillsOf(record)).toEqual(["1 open o1 BBB 10@50.5", "2 close engine BBB -10@39.6"]);
    expect(record.orders[1]).toMatchObject({ state: "expired", reason: "the asset's data ended" });
    expect(record.statistics.finalEquity).toBeCloseTo(1000 - 505 + 396, 10);
  });

  test("the one whose data last to the end stays open", () => {
    const record = play(
      all,
      (context, assets) => {
        if (context.bar === 0) assets[0]!.enterLong({ quantity: 5 });
      },
      FREE,
    );
    expect(fillsOf(record)).toEqual(["1 open o1 AAA 5@100"]);
  });
});

describe("an asset without a bar", () => {
  test("fills at its next bar and is valued at its last close until then", () => {
    const all = [series("AAA", { 0: 100, 1: 100, 4: 130 }), series("BBB", { 0: 50, 1: 50, 2: 50, 3: 50, 4: 50 })];
    const record = play(
      all,
      (context) => {
        if (context.bar === 0) context.enterLong({ quantity: 5 });
        if (context.bar === 2) context.exit();
      },
      FREE,
    );
    expect(fillsOf(record)).toEqual(["1 open o1 AAA 5@100", "4 open o2 AAA -5@100"]);
    expect([...record.equity]).toEqual([1000, 1000, 1000, 1000, 1000]);
  });
});

describe("ruin", () => {
  test("ends the run at its close: positions closed there, orders cancelled, later bars not played", () => {
    const seen: number[] = [];
    const record = play(
      [series("AAA", { 0: 100, 1: 100, 2: 250, 3: 100, 4: 100 })],
      (context) => {
        seen.push(context.bar);
        if (context.bar === 0) context.enterShort();
        if (context.bar === 1) context.buy({ quantity: 1, limit: 10 });
      },
      FREE,
    );
    expect(seen).toEqual([0, 1]);
    expect(fillsOf(record)).toEqual(["1 open o1 AAA -10@100", "2 close engine AAA 10@250"]);
    expect(record.orders[1]).toMatchObject({ state: "cancelled", reason: "ruin" });
    expect([record.ruined, record.to]).toEqual([true, 3]);
    expect(record.statistics.finalEquity).toBe(-500);
    const gap = Number.NaN;
    expect([...record.equity]).toEqual([1000, 1000, -500, gap, gap]);
  });

  test("of a long is found though marking lagged behind the strategy", () => {
    const record = play(
      [series("AAA", { 0: 100, 1: 100, 2: 1e-8, 3: 100, 4: 100 })],
      (context) => {
        if (context.bar === 0) context.enterLong();
        if (context.bar === 3) context.exit();
      },
      FREE,
    );
    expect(record.ruined).toBe(true);
    expect(fillsOf(record)).toEqual(["1 open o1 AAA 10@100", "2 close engine AAA -10@1e-8"]);
    expect(record.orders).toHaveLength(1);
  });
});

describe("a profile that fills at the close of the signal", () => {
  test("fills there, and marks afterwards", () => {
    const record = play(
      [series("AAA", { 0: 100, 1: 110, 2: 120 })],
      (context) => {
        if (context.bar === 0) context.enterLong();
        if (context.bar === 2) context.exit();
      },
      { ...FREE, fillAt: "signalClose" },
    );
    expect(fillsOf(record)).toEqual(["0 close o1 AAA 10@100", "2 close o2 AAA -10@120"]);
    expect([...record.equity]).toEqual([1000, 1100, 1200]);
  });
});

describe("cash and exposure of a record", () => {
  test("are those after each close", () => {
    const record = play(
      [series("AAA", { 0: 100, 1: 100, 2: 110, 3: 120 })],
      (context) => {
        if (context.bar === 0) context.enterShort({ quantity: 4 });
        if (context.bar === 2) context.exit();
      },
      { ...FREE, commission: "1/share" },
    );
    expect([...record.cash]).toEqual([1000, 1396, 1396, 952]);
    expect([...record.grossExposure]).toEqual([0, 400, 440, 0]);
    expect([...record.equity]).toEqual([1000, 996, 956, 952]);
    expect(record.costs).toEqual({ commission: 8, slippage: 0, borrow: 0, interest: 0, dividends: 0 });
  });
});

describe("the warm-up", () => {
  const bars = [series("AAA", { 0: 100, 1: 100, 2: 100, 3: 100 })];

  function firstBars(warmup: "auto" | number, undefinedBars: number, from = 0, extraWarmup = 0): [number, RunRecord] {
    let first = -1;
    const strategy = defineStrategy({
      summary: "for a test",
      prepare: () => ({ a: Float64Array.from({ length: 4 }, (_, i) => (i < undefinedBars ? Number.NaN : 1)) }),
      onBar(context) {
        if (first < 0) first = context.bar;
      },
    }) as unknown as AnyStrategy;
    const profile = { ...profileNamed("ivy"), extraWarmup };
    const runner = new Runner({ strategy, market: marketOf(bars), profile, cash: 1000, from, warmup, keep: "all" });
    runner.run({});
    return [first, runner.record()];
  }

  test.each([
    ["as long as a column is not defined", "auto", 2, 0, 0, 2],
    ["none where every column is", "auto", 0, 0, 0, 0],
    ["one bar more where the profile says so", "auto", 2, 0, 1, 3],
    ["a number that was given, whatever is defined", 1, 2, 0, 1, 1],
    ["within the bars before the window where they suffice", "auto", 1, 3, 0, 3],
    ["beyond the start of the window where they do not", "auto", 2, 1, 0, 2],
  ] as const)("is %s", (_, warmup, undefinedBars, from, extra, expected) => {
    const [first, record] = firstBars(warmup, undefinedBars, from, extra);
    expect(first).toBe(expected);
    expect(record.from).toBe(expected);
    expect(record.statistics.bars).toBe(4 - expected);
  });
});
