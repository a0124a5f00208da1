import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { FILL_MOMENTS } from "#domain/fill";
import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import type { RunRecord } from "#results/run-record";
import type { Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";

const BARS = [
  [100, 100, 100, 100],
  [100, 105, 100, 105],
  [110, 120, 90, 120],
] as const;

function play(
  onBar: (context: Context) => void,
  changes: Partial<Profile>,
  bars: readonly (readonly number[])[] = BARS,
) {
  const column = (i: number) => Float64Array.from(bars, (bar) => bar[i]!);
  const prices = { open: column(0), high: column(1), low: column(2), close: column(3), volume: null };
  const words = { symbol: "A", timeframe: "1d", source: "by hand" } as const;
  const facts = { adjusted: false, closeOnly: false, synthetic: true } as const;
  const series: BarSeries = { ...words, ...facts, ...prices, time: column(0).map((_, i) => i * 86_400_000) };
  const strategy = defineStrategy({ summary: "t", onBar }) as unknown as AnyStrategy;
  const free = { slippage: "none", borrow: 0, participation: null } as const;
  const profile = { ...profileNamed("ivy"), ...free, ...changes };
  const runner = new Runner({
    strategy,
    market: marketOf([series]),
    profile,
    cash: 1000,
    from: 0,
    warmup: 0,
    keep: "all",
  });
  runner.run({});
  return runner.record();
}

function rowsOf({ fills }: RunRecord): string[] {
  return Array.from({ length: fills.length }, (_, i) => {
    return `${fills.bar[i]} ${FILL_MOMENTS[fills.moment[i]!]} ${fills.quantity[i]}@${fills.price[i]}`;
  });
}

const enterFirst = (context: Context) => {
  if (context.bar === 0) context.enterLong();
};

describe("what is held on the last bar", () => {
  // 1000 buys 10 at the open of bar 1.
  test("stays open and is worth its close", () => {
    const record = play(enterFirst, {});
    expect(rowsOf(record)).toEqual(["1 open 10@100"]);
    expect(record.statistics.finalEquity).toBe(1200);
  });

  test("is closed at the open where the profile says so", () => {
    const record = play(enterFirst, { lastBar: "liquidateAtOpen" });
    expect(rowsOf(record)).toEqual(["1 open 10@100", "2 open -10@110"]);
    expect(record.statistics.finalEquity).toBe(1100);
  });

  test("is closed at the close where the profile says so, at the usual costs", () => {
    const record = play(enterFirst, { lastBar: "liquidateAtClose", commission: "1/order" });
    // 999 of 1000 buy 9, 1 is paid: 99 left. 9 · 120 − 1 = 1079.
    expect(rowsOf(record)).toEqual(["1 open 9@100", "2 close -9@120"]);
    expect(record.statistics.finalEquity).toBe(1178);
    // 1000 / 101 buys 9 at 101: 91 left. They go at 120 − 1 % = 118.8.
    const slipped = play(enterFirst, { lastBar: "liquidateAtClose", slippage: "100bps" });
    expect(slipped.statistics.finalEquity).toBeCloseTo(91 + 9 * 118.8, 9);
  });

  test("does not slip on its way out where exits do not", () => {
    const record = play(enterFirst, { lastBar: "liquidateAtClose", slippage: "100bps", slippageOn: "entries" });
    expect(record.statistics.finalEquity).toBeCloseTo(91 + 9 * 120, 9);
  });

  test("is not bought inside of that bar, to be sold at the open that was over by then", () => {
    const limit = (context: Context) => {
      if (context.bar === 1) context.buy({ quantity: 1, limit: 95 });
    };
    const record = play(limit, { lastBar: "liquidateAtOpen" });
    expect(rowsOf(record)).toEqual([]);
    expect(record.orders.map(({ state, reason }) => `${state}: ${reason}`)).toEqual([
      "expired: all is closed at the last open",
    ]);
  });
});

test("no position is opened at the close of a bar on which one was left, where the profile forbids it", () => {
  const bars = [
    [100, 100, 100, 100],
    [100, 100, 90, 98],
    [98, 98, 98, 98],
  ];
  const again = (context: Context) => {
    if (context.bar === 0) context.enterLong({ stopLoss: { price: 95 } });
    if (context.bar === 1) context.enterLong();
  };
  const at = { fillAt: "signalClose" } as const;
  expect(rowsOf(play(again, at, bars))).toEqual(["0 close 10@100", "1 inside -10@95", "1 close 9@98"]);
  const later = rowsOf(play(again, { ...at, reentryOnExitBar: false }, bars));
  expect(later).toEqual(["0 close 10@100", "1 inside -10@95", "2 open 9@98"]);
});
