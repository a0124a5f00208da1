import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { Xorshift32 } from "#math/random";
import type { RunRecord } from "#results/run-record";
import type { AnyStrategy } from "#strategy/define-strategy";
import { resolveParameters } from "#strategy/resolve-parameters";
import equalWeight from "../../strategies/equal-weight.ts";
import momentumRotation from "../../strategies/momentum-rotation.ts";
import riskParity from "../../strategies/risk-parity.ts";
import volatilityTarget from "../../strategies/volatility-target.ts";

const DAY = 86_400_000;
const FREE = { ...profileNamed("ivy"), commission: "none", slippage: "none", lots: "fractional" as const };

/** Bars from 29 January 2024 on, each of which opens where the one before closed; NaN: no bar. */
function barsOf(symbol: string, closes: readonly number[]): BarSeries {
  const days = [...closes.keys()].filter((i) => !Number.isNaN(closes[i]!));
  const close = Float64Array.from(days, (i) => closes[i]!);
  const open = close.map((_, i) => close[Math.max(0, i - 1)]!);
  const high = close.map((price, i) => Math.max(price, open[i]!));
  const low = close.map((price, i) => Math.min(price, open[i]!));
  const time = Float64Array.from(days, (i) => Date.UTC(2024, 0, 29) + i * DAY);
  const words = {
    symbol,
    timeframe: "1d",
    source: "by hand",
    adjusted: true,
    closeOnly: false,
    calendar: null,
  } as const;
  return { ...words, synthetic: true, time, open, high, low, close, volume: null };
}

function play(strategy: unknown, series: readonly BarSeries[], set: Record<string, string> = {}): RunRecord {
  const known = strategy as AnyStrategy;
  const params = resolveParameters(known, new Map(Object.entries(set)));
  const market = marketOf(series);
  const setup = { strategy: known, market, profile: FREE, cash: 10_000, from: 0, warmup: "auto", keep: "all" } as const;
  const runner = new Runner(setup);
  runner.run(params);
  return runner.record();
}

/** "bar symbol quantity@price" of each fill. */
function fillsOf({ fills, market }: RunRecord, digits = 3): string[] {
  return Array.from({ length: fills.length }, (_, i) => {
    const symbol = market.assets[fills.asset[i]!]!.symbol;
    return `${fills.bar[i]} ${symbol} ${Number(fills.quantity[i]!.toFixed(digits))}@${fills.price[i]}`;
  });
}

describe("equal-weight", () => {
  it("holds equal shares, and brings them back when the month is over", () => {
    // 5,000 each at the opens of bar 1. On 31 January (bar 2) A is worth 500 · 12 = 6,000, B 250 · 20 = 5,000; 5,500 each at
    // the opens of bar 3.
    const series = [barsOf("A", [10, 10, 12, 12, 12]), barsOf("B", [20, 20, 20, 20, 20])];
    expect(fillsOf(play(equalWeight, series))).toEqual(["1 A 500@10", "1 B 250@20", "3 A -41.667@12", "3 B 25@20"]);
  });

  it("takes in what comes later, and lets go of what ends", () => {
    const nan = Number.NaN;
    const late = [barsOf("A", [10, 10, 10, 10, 10]), barsOf("B", [nan, nan, 20, 20, 20])];
    expect(fillsOf(play(equalWeight, late))).toEqual(["1 A 1000@10", "3 A -500@10", "3 B 250@20"]);
    // B is closed at its last close, and on that same bar its share goes to A.
    const ending = [barsOf("A", [10, 10, 10, 10, 10]), barsOf("B", [20, 20, 20, nan, nan])];
    expect(fillsOf(play(equalWeight, ending))).toEqual(["1 A 500@10", "1 B 250@20", "2 B -250@20", "3 A 500@10"]);
  });
});

describe("momentum-rotation", () => {
  const SHORT = { top: "1", lookback: "1", skip: "0" };

  it("holds what rose most, and changes when the month is over", () => {
    // Bar 1: A rose by 10 %, B by 5 %: 10,000 / 11 of A. Bar 2 (31 January): A by nothing, B by 13/10.5: all in B, at 13.
    const series = [barsOf("A", [10, 11, 11, 11, 11]), barsOf("B", [10, 10.5, 13, 13, 13])];
    const expected = ["2 A 909.091@11", "3 A -909.091@11", "3 B 769.231@13"];
    expect(fillsOf(play(momentumRotation, series, SHORT))).toEqual(expected);
  });

  it("keeps in cash the share of what fell", () => {
    const series = [barsOf("A", [10, 9, 8, 8, 8]), barsOf("B", [10, 11, 10, 10, 10])];
    const expected = ["2 B 454.545@11", "3 B -454.545@10"];
    expect(fillsOf(play(momentumRotation, series, { ...SHORT, top: "2" }))).toEqual(expected);
  });

  it("keeps what it holds where that has no bar on the day of the rebalance", () => {
    // 29 February is bar 31.
    const rising = Array.from({ length: 36 }, (_, i) => (i === 31 ? Number.NaN : 10 + i));
    const series = [
      barsOf("A", rising),
      barsOf(
        "B",
        rising.map(() => 10),
      ),
    ];
    const record = play(momentumRotation, series, { ...SHORT, lookback: "5" });
    expect(fillsOf(record).map((fill) => fill.slice(0, 4))).toEqual(["6 A "]);
    expect(record.portfolio!.rebalances.bar).toEqual(Int32Array.of(5, 31));
  });
});

describe("risk-parity", () => {
  it("holds the calm asset in more than the wild one, by the inverse of their deviations", () => {
    // Returns of A: 10 %, −10 %; of B half of that: a third and two thirds of 10,000 at 99 and at 99.75.
    const series = [barsOf("A", [100, 110, 99, 99]), barsOf("B", [100, 105, 99.75, 99.75])];
    expect(fillsOf(play(riskParity, series, { lookback: "2" }))).toEqual(["3 A 33.67@99", "3 B 66.834@99.75"]);
  });
});

describe("volatility-target", () => {
  it("holds as much of equal shares as moves by the target", () => {
    // Returns of the whole: 7.5 %, −7.5 %: a deviation of 0.106066, and 0.05 / 0.106066 = 0.471405 of 10,000 in halves.
    const series = [barsOf("A", [100, 110, 99, 99]), barsOf("B", [100, 105, 99.75, 99.75])];
    const record = play(volatilityTarget, series, { target: "0.05", lookback: "2", periods: "1" });
    expect(fillsOf(record)).toEqual(["3 A 23.808@99", "3 B 23.629@99.75"]);
    expect(record.records.get("invested")![2]).toBeCloseTo(Math.SQRT2 / 3, 12);
  });

  it("never holds more than is allowed", () => {
    const series = [barsOf("A", [100, 100.1, 100, 100])];
    const record = play(volatilityTarget, series, { target: "0.5", lookback: "2", most: "0.6" });
    expect(fillsOf(record)).toEqual(["3 A 60@100"]);
  });
});

describe("every portfolio that ships", () => {
  function walk(n: number, seed: number, holes: boolean): number[] {
    const random = new Xorshift32(seed);
    let price = 100;
    return Array.from({ length: n }, (_, i) => {
      price *= 1 + 0.02 * random.normal12();
      return holes && i > 0 && i % 37 === seed ? Number.NaN : price;
    });
  }
  const SHIPPED: readonly [string, unknown, Record<string, string>][] = [
    ["equal-weight", equalWeight, {}],
    ["momentum-rotation", momentumRotation, { top: "2", lookback: "40", skip: "5" }],
    ["risk-parity", riskParity, { lookback: "20" }],
    ["volatility-target", volatilityTarget, { lookback: "20", target: "0.15" }],
  ];
  const SYMBOLS = ["KO", "MSFT", "PEP", "XOM"];
  const series = (n: number) => SYMBOLS.map((symbol, k) => barsOf(symbol, walk(400, 3 + k, k > 0).slice(0, n)));

  it.each(SHIPPED)("%s: cutting off the future does not change a fill of the past", (_, strategy, set) => {
    const whole = fillsOf(play(strategy, series(400), set), 9);
    expect(whole.length).toBeGreaterThan(20);
    for (const n of [150, 263, 399]) {
      const cut = fillsOf(play(strategy, series(n), set), 9);
      expect(cut).toEqual(whole.filter((fill) => Number(fill.split(" ")[0]) < n));
    }
  });

  it.each(SHIPPED)("%s: naming the assets in another order changes nothing", (_, strategy, set) => {
    const whole = play(strategy, series(400), set);
    const turned = play(strategy, series(400).reverse(), set);
    expect(fillsOf(turned, 9)).toEqual(fillsOf(whole, 9));
    // Sums over assets that the strategy itself makes may differ in their last digits.
    expect(turned.statistics.finalEquity).toBeCloseTo(whole.statistics.finalEquity, 6);
  });
});
