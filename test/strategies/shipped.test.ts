import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { Xorshift32 } from "#math/random";
import type { RunRecord } from "#results/run-record";
import type { AnyStrategy } from "#strategy/define-strategy";
import { resolveParameters } from "#strategy/resolve-parameters";
import buyAndHold from "../../strategies/buy-and-hold.ts";
import pairs from "../../strategies/pairs.ts";
import rsiReversion from "../../strategies/rsi-reversion.ts";
import smaCross from "../../strategies/sma-cross.ts";
import trendFollowing from "../../strategies/trend-following.ts";
import turtle from "../../strategies/turtle.ts";

const DAY = 86_400_000;
const FREE = { ...profileNamed("ivy"), commission: "none", slippage: "none", lots: "fractional" as const };

/** Bars of a close each, 1 wide to either side, that open where the last one closed. */
function barsOf(closes: readonly number[], symbol = "KO"): BarSeries {
  const close = Float64Array.from(closes);
  const open = close.map((_, i) => close[Math.max(0, i - 1)]!);
  const high = close.map((price, i) => Math.max(price, open[i]!) + 1);
  const low = close.map((price, i) => Math.min(price, open[i]!) - 1);
  const time = close.map((_, i) => Date.UTC(2024, 0, 1) + i * DAY);
  const words = { symbol, timeframe: "1d", source: "by hand", adjusted: true, closeOnly: false } as const;
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

/** "bar quantity@price" of each fill. */
function fillsOf({ fills }: RunRecord): string[] {
  return Array.from({ length: fills.length }, (_, i) => {
    const quantity = Math.round(fills.quantity[i]! * 1000) / 1000;
    return `${fills.bar[i]} ${quantity}@${fills.price[i]}`;
  });
}

describe("rsi-reversion", () => {
  it("buys below the entry and sells above the exit, each at the next open", () => {
    // Period 2 by hand: after two falls of 1 the RSI is 0 (bar 2, bought at the open of bar 3, which is 8). The rise of 1
    // makes the averages 1/2 and 1/2: 50. The next makes them 3/4 and 1/4: 75, sold at the open of bar 5, which is 10.
    const record = play(rsiReversion, [barsOf([10, 9, 8, 9, 10, 11])], { period: "2", entry: "20", exit: "60" });
    expect(fillsOf(record)).toEqual(["3 1250@8", "5 -1250@10"]);
    expect([...record.records.get("rsi")!].slice(2, 5)).toEqual([0, 50, 75]);
  });

  it("wants the entry below the exit", () => {
    expect(() => play(rsiReversion, [barsOf([1, 2, 3])], { entry: "60" })).toThrow("entry must be below exit");
  });
});

describe("trend-following", () => {
  it("buys a new high, raises its stop with the price, and leaves at the close below it", () => {
    // Highs before bar 3: 11; the close of 14 breaks them. Ranges of bars 2 to 7 (high − low): 2, 6, 4, 4, 3, 6.
    // With a range of 1 bar and a distance of 1 the stop is at 14 − 6 = 8, then 16 − 4 = 12, 18 − 4 = 14, 17 − 3 = 14;
    // the close of 13 lies below 14, and the position is sold at the next open, which is that close.
    const closes = [10, 10, 10, 14, 16, 18, 17, 13, 13];
    const record = play(trendFollowing, [barsOf(closes)], { breakout: "2", range: "1", distance: "1" });
    expect(fillsOf(record).map((fill) => fill.replace(/ \S+@/, " @"))).toEqual(["4 @14", "8 @13"]);
    expect([...record.records.get("stop")!].slice(4, 8)).toEqual([12, 14, 14, 14]);
    expect(record.orders.at(-1)!.tag).toBe("trailing stop");
  });
});

describe("turtle", () => {
  const SHORT = { entry: "3", exit: "2", range: "1", risk: "0.01", stop: "2" };

  it("buys a unit of 1 % of equity per average range, adds after half a range, and stops two ranges below", () => {
    // The break at bar 3: close 12 above the highs of 11; range 13 − 9 = 4, so 1 % of 10,000 / 4 = 25 units, next at 14,
    // stop at 4. Bar 4 closes at 14: equity 10,000 + 25 · 2 = 10,050, range 4, so 25.125 units, next at 16, stop at 6.
    // Bar 5 closes at 5, below the stop; sold at the open of bar 6.
    const record = play(turtle, [barsOf([10, 10, 10, 12, 14, 5, 5])], SHORT);
    expect(fillsOf(record)).toEqual(["4 25@12", "5 25.125@14", "6 -50.125@5"]);
    expect([...record.records.get("stop")!].slice(4, 6)).toEqual([4, 6]);
    expect(record.orders.map(({ tag }) => tag)).toEqual(["unit 1", "unit 2", "stop"]);
  });

  it("leaves at the channel of the exit when the stop is far", () => {
    // Bars open at the close before: the lows of the two bars before bar 6 are 12 − 1 and 15 − 1. A close of 13 stands
    // above the lower, one of 10 below it.
    const record = play(turtle, [barsOf([10, 10, 10, 12, 15, 16, 13, 13])], { ...SHORT, stop: "9", units: "1" });
    expect(fillsOf(record).map((fill) => fill.split(" ")[0])).toEqual(["4"]);
    const broken = play(turtle, [barsOf([10, 10, 10, 12, 15, 16, 10, 10])], { ...SHORT, stop: "9", units: "1" });
    expect(broken.orders.at(-1)!.tag).toBe("channel");
  });

  it("goes short only when asked to, by the mirror image of its rules", () => {
    const falling = [barsOf([20, 20, 20, 18, 16, 16])];
    expect(fillsOf(play(turtle, falling, SHORT))).toEqual([]);
    expect(fillsOf(play(turtle, falling, { ...SHORT, direction: "both" }))[0]).toBe("4 -25@18");
  });

  it("never holds more units than it may", () => {
    const rising = Array.from({ length: 30 }, (_, i) => 100 + 3 * Math.max(0, i - 4));
    const record = play(turtle, [barsOf(rising)], { ...SHORT, units: "3", risk: "0.001" });
    expect(record.orders.map(({ tag }) => tag)).toEqual(["unit 1", "unit 2", "unit 3"]);
  });
});

describe("no strategy that ships looks ahead", () => {
  function walk(n: number, seed: number): number[] {
    const random = new Xorshift32(seed);
    let price = 100;
    return Array.from({ length: n }, () => {
      price *= 1 + 0.02 * random.normal12();
      return price;
    });
  }
  const SHIPPED: readonly [string, unknown, Record<string, string>][] = [
    ["buy-and-hold", buyAndHold, {}],
    ["sma-cross", smaCross, {}],
    ["rsi-reversion", rsiReversion, {}],
    ["trend-following", trendFollowing, { breakout: "20", distance: "2" }],
    ["turtle", turtle, { direction: "both" }],
    ["pairs", pairs, { formation: "60", pValue: "0.5", entry: "1" }],
  ];

  it.each(SHIPPED)("%s: cutting off the future does not change a fill of the past", (name, strategy, set) => {
    const assets = name === "pairs" ? [walk(400, 3), walk(400, 4)] : [walk(400, 3)];
    const symbols = ["KO", "PEP"];
    const whole = fillsOf(
      play(
        strategy,
        assets.map((one, k) => barsOf(one, symbols[k])),
        set,
      ),
    );
    expect(whole.length).toBeGreaterThan(0);
    for (const n of [150, 263, 399]) {
      const cut = fillsOf(
        play(
          strategy,
          assets.map((one, k) => barsOf(one.slice(0, n), symbols[k])),
          set,
        ),
      );
      expect(cut).toEqual(whole.filter((fill) => Number(fill.split(" ")[0]) < n));
    }
  });
});
