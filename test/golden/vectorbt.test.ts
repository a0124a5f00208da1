import { describe, expect, test } from "vitest";
import { ConfigError, StrategyError } from "#base/errors";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import type { AssetNow, Context } from "#strategy/context";
import { flat, type PlayedRisk, playRisk, type Row, seriesOf } from "./risk-run.ts";

/** What is done after the close of a bar. */
type Act = (context: Context, assets: readonly AssetNow[]) => void;

function play(
  bars: Readonly<Record<string, readonly Row[]>>,
  acts: Readonly<Record<number, Act>>,
  settings: Partial<Profile> = {},
): PlayedRisk {
  return playRisk({
    series: Object.entries(bars).map(([symbol, rows]) => seriesOf(symbol, rows)),
    risk: [],
    cash: 1_000,
    profile: { ...profileNamed("vectorbt"), ...settings },
    onBar: (bar, context, assets) => acts[bar]?.(context, assets),
  });
}

const long: Act = (context) => context.enterLong();
const exit: Act = (context) => context.exit();

describe("signals", () => {
  test("fill at their own close, with all the cash and any fraction of a unit", () => {
    const { fills, record } = play({ A: flat(30, 40, 50) }, { 0: long, 2: exit });
    expect(fills).toEqual(["0 A 33.333333333@30", "2 A -33.333333333@50"]);
    expect(record.equity[2]).toBeCloseTo((1_000 / 30) * 50, 9);
  });

  test("turn a position around in one order for one fee: all held, and as much short as all would buy then", () => {
    // 20 at 50. At 60: 20 are sold, and (1,200 − 12 − 6) / (60 · 1.01) more; the fee is 6 and 1 % of both.
    const short: Act = (context) => context.enterShort();
    const costs = { commission: "6/fill+100bps" };
    const { fills, orders } = play({ A: flat(50, 60, 60) }, { 0: (c) => c.buy({ quantity: 19 }), 1: short }, costs);
    const cash = 1_000 - (19 * 50 + 6 + 9.5);
    const most = (cash + 19 * 60 * 0.99 - 6) / (60 * 1.01);
    expect(fills).toEqual(["0 A 19@50", "1 A -19@60", `1 A ${-Number(most.toFixed(9))}@60`]);
    expect(orders).toHaveLength(2);
  });

  test("that can do nothing leave no order behind", () => {
    const { fills, orders } = play({ A: flat(50, 50, 50, 50) }, { 0: exit, 1: long, 2: long, 3: long });
    expect(fills).toEqual(["1 A 20@50"]);
    expect(orders.map(({ id, state }) => [id, state])).toEqual([["o1", "filled"]]);
  });

  test("of one bar that contradict each other come to nothing, or to what the settings say", () => {
    const both: Act = (context) => {
      context.exit();
      context.enterLong();
    };
    const bars = { A: flat(50, 50, 50) };
    expect(play(bars, { 0: both }).fills).toEqual([]);
    expect(play(bars, { 0: both }, { signalConflict: "entry" }).fills).toEqual(["0 A 20@50"]);
    expect(play(bars, { 0: long, 1: both }, { signalConflict: "opposite" }).fills).toEqual(["0 A 20@50", "1 A -20@50"]);
    expect(play(bars, { 0: long, 1: both }, { signalConflict: "adjacent" }).fills).toEqual(["0 A 20@50"]);
    const sides: Act = (context) => {
      context.enterLong();
      context.enterShort();
    };
    expect(play(bars, { 0: sides }).ends).toEqual({
      o1: "cancelled: another signal of this bar",
      o2: "cancelled: another signal of this bar",
    });
    expect(play(bars, { 0: sides }, { directionConflict: "short" }).fills).toEqual(["0 A -20@50"]);
  });

  test("against what is held turn it around, close it, or are passed over", () => {
    const short: Act = (context) => context.enterShort({ quantity: 3 });
    const bars = { A: flat(50, 50, 50) };
    const first = "0 A 20@50";
    expect(play(bars, { 0: long, 1: short }).fills).toEqual([first, "1 A -20@50", "1 A -3@50"]);
    expect(play(bars, { 0: long, 1: short }, { oppositeEntry: "close" }).fills).toEqual([first, "1 A -20@50"]);
    expect(play(bars, { 0: long, 1: short }, { oppositeEntry: "ignore" }).fills).toEqual([first]);
    expect(play(bars, { 0: long, 1: short }, { accumulate: "removeOnly" }).fills).toEqual([first, "1 A -3@50"]);
  });

  test("for a fraction cannot turn a position around: nobody says of what", () => {
    const acts = { 0: long, 1: (context: Context) => context.enterShort({ fraction: 0.5 }) };
    expect(() => play({ A: flat(50, 50) }, acts)).toThrow(StrategyError);
    expect(() => play({ A: flat(50, 50) }, acts)).toThrow(/turn a position around/);
  });

  test("fill one bar later where the profile is told so", () => {
    const rows: Row[] = [
      [50, 50, 50, 50],
      [40, 80, 40, 80],
    ];
    expect(play({ A: rows }, { 0: long }, { fillAt: "nextOpen" }).fills).toEqual(["1 A 25@40"]);
    expect(play({ A: rows }, { 0: long }, { fillAt: "nextClose" }).fills).toEqual(["1 A 12.5@80"]);
  });
});

describe("one book of several assets", () => {
  test("fills in the order of the tickers, each as far as the cash goes when its turn comes", () => {
    const bars = { B: flat(50, 50), A: flat(10, 10) };
    const acts: Record<number, Act> = {
      0(_, [b, a]) {
        a!.buy({ quantity: 60 });
        b!.buy({ quantity: 12 });
      },
    };
    // 1,000: B takes 600, and 400 are left for 40 of A; the other way round A takes 600 and B gets 8.
    expect(play(bars, acts).fills).toEqual(["0 B 12@50", "0 A 40@10"]);
    expect(play(bars, acts).ends).toMatchObject({ o1: "filled: trimmed: cash", o2: "filled: " });
    expect(play(bars, acts, { signalOrder: "placed" }).fills).toEqual(["0 A 60@10", "0 B 8@50"]);
    expect(play(bars, acts, { signalOrder: "reversed" }).fills).toEqual(["0 A 60@10", "0 B 8@50"]);
  });

  test("drops what is left without cash, and by value sells first", () => {
    const bars = { A: flat(10, 10, 10), B: flat(50, 50, 50) };
    const swap: Act = (_, [a, b]) => {
      a!.enterLong();
      b!.exit();
    };
    const acts: Record<number, Act> = { 0: (_, [, b]) => b!.enterLong(), 1: swap };
    const plain = play(bars, acts);
    expect(plain.fills).toEqual(["0 B 20@50", "1 B -20@50"]);
    expect(plain.ends.o2).toBe("rejected: no cash");
    expect(play(bars, acts, { signalOrder: "byValue" }).fills).toEqual(["0 B 20@50", "1 B -20@50", "1 A 100@10"]);
  });

  test("fills nothing of an asset without a bar, and keeps it at its last close", () => {
    const bars = { A: flat(10, 10, 10), B: [...flat(50), null, null] };
    const acts: Record<number, Act> = { 0: (_, [, b]) => b!.enterLong(), 1: (_, [, b]) => b!.exit() };
    const { fills, ends, record } = play(bars, acts);
    expect(fills).toEqual(["0 B 20@50"]);
    expect(ends.o2).toBe("expired: the asset had no bar");
    expect([...record.equity]).toEqual([1_000, 1_000, 1_000]);
  });
});

describe("stops and targets", () => {
  const enter =
    (options: Parameters<Context["enterLong"]>[0]): Act =>
    (context) =>
      context.enterLong(options);

  test("lie at a share of the close even after slippage, are looked at from the next bar, and do not slip", () => {
    // Bought at 100 + 1 %; the stop at 5 % lies at 95, not at 95.95. The low of its own bar does not count.
    const rows: Row[] = [
      [100, 100, 80, 100],
      [100, 101, 95, 99],
    ];
    const { fills } = play(
      { A: rows },
      { 0: enter({ quantity: 5, stopLoss: { fraction: 0.05 } }) },
      { slippage: "100bps" },
    );
    expect(fills).toEqual(["0 A 5@101", "1 A -5@95"]);
    const slipping = { slippage: "100bps", slippageOn: "all" } as const;
    const all = play({ A: rows }, { 0: enter({ quantity: 5, stopLoss: { fraction: 0.05 } }) }, slipping);
    expect(all.fills[1]).toBe("1 A -5@94.05");
  });

  test("fill at the open where it lies beyond, the stop before the target", () => {
    const both = enter({ stopLoss: { fraction: 0.1 }, takeProfit: { fraction: 0.1 } });
    const gap: Row[] = [...flat(100), [85, 120, 80, 100]];
    expect(play({ A: gap }, { 0: both }).fills[1]).toBe("1 A -10@85");
    const up: Row[] = [...flat(100), [115, 120, 100, 100]];
    expect(play({ A: up }, { 0: both }).fills[1]).toBe("1 A -10@115");
    const wide: Row[] = [...flat(100), [100, 120, 80, 100]];
    const { fills, record } = play({ A: wide }, { 0: both });
    expect(fills[1]).toBe("1 A -10@90");
    expect(record.ambiguous).toBe(1);
  });

  test("of a trailing stop: yesterday's level is checked first, then it follows the high", () => {
    // From 100: at 90, then at 108 after the high of 120, which the low of 100 of that bar does not meet.
    const rows: Row[] = [...flat(100), [100, 120, 100, 110], [110, 112, 107, 112]];
    const { fills } = play({ A: rows }, { 0: enter({ stopLoss: { trail: { fraction: 0.1 } } }) });
    expect(fills[1]).toBe("2 A -10@108");
  });

  test("leave no room for a signal of their bar", () => {
    const rows: Row[] = [...flat(100), [100, 100, 85, 100], ...flat(100)];
    const { fills, ends } = play({ A: rows }, { 0: enter({ stopLoss: { fraction: 0.1 } }), 1: (c) => c.enterShort() });
    expect(fills).toEqual(["0 A 10@100", "1 A -10@90"]);
    expect(ends).toEqual({
      o1: "filled: ",
      "o1/stop": "filled: ",
      o2: "cancelled: its stop or target was met on this bar",
    });
  });

  test("of an addition take the place of the old ones, or leave them", () => {
    const rows: Row[] = [...flat(100, 100), [100, 100, 92, 100]];
    const acts = {
      0: enter({ quantity: 1, stopLoss: { fraction: 0.2 } }),
      1: enter({ quantity: 1, stopLoss: { fraction: 0.05 } }),
    };
    expect(play({ A: rows }, acts, { accumulate: "both" }).fills[2]).toBe("2 A -2@95");
    expect(play({ A: rows }, acts, { accumulate: "both", stopUpdate: "keep" }).fills).toHaveLength(2);
  });

  test("can turn the position around, under the terms of its entry", () => {
    const rows: Row[] = [...flat(100), [100, 100, 85, 90], [90, 106, 90, 100]];
    const acts = { 0: enter({ quantity: 4, stopLoss: { fraction: 0.1 } }) };
    // Out at 90 and 4 short; that stop lies 10 % above the close of 90, at 99: out again, and 4 long.
    const { fills } = play({ A: rows }, acts, { stopExit: "reverse" });
    expect(fills).toEqual(["0 A 4@100", "1 A -4@90", "1 A -4@90", "2 A 4@99", "2 A 4@99"]);
  });
});

describe("shorts", () => {
  test("bind no cash, and the run goes on past ruin", () => {
    const { fills, record } = play({ A: flat(10, 40, 5) }, { 0: (c) => c.sell({ quantity: 1_000 }) });
    expect(fills).toEqual(["0 A -1000@10"]);
    expect([...record.equity]).toEqual([1_000, -29_000, 6_000]);
  });

  test("bind their value where shortMargin is 1", () => {
    const { fills } = play({ A: flat(10, 10) }, { 0: (c) => c.sell({ quantity: 1_000 }) }, { shortMargin: 1 });
    expect(fills).toEqual(["0 A -100@10"]);
  });
});

describe("what vectorbt does not know is refused", () => {
  test.each([
    ["a limit", (c: Context) => c.buy({ quantity: 1, limit: 40 }), /no such thing as a limit order/],
    ["a stop", (c: Context) => c.buy({ quantity: 1, stop: 60 }), /no such thing as a stop order/],
    ["a trailing stop", (c: Context) => c.sell({ quantity: 1, trail: { fraction: 0.1 } }), /a trailing stop order/],
    ["an order for the close", (c: Context) => c.buy({ quantity: 1, atClose: true }), /a market-on-close order/],
    ["a pair", (c: Context) => c.buy({ quantity: 1, oco: "x" }), /one cancels the other/],
    ["a group", (c: Context) => c.together(() => c.buy({ quantity: 1 })), /a group of orders/],
  ])("%s", (_, act, message) => {
    expect(() => play({ A: flat(50, 50) }, { 0: act })).toThrow(StrategyError);
    expect(() => play({ A: flat(50, 50) }, { 0: act })).toThrow(message);
  });

  test.each<[string, Partial<Profile>]>([
    ["leverage", { leverage: 2 }],
    ["participation", { participation: 0.1 }],
    ["cash", { cash: "overdraw" }],
    ["slippage", { slippage: "volume-share:0.1" }],
    ["childrenFrom", { childrenFrom: "sameBar" }],
  ])("the setting %s", (name, settings) => {
    const rows: Row[] = flat(50, 50);
    const volume = Float64Array.of(1_000, 1_000);
    const profile = { ...profileNamed("vectorbt"), ...settings };
    const run = () => playRisk({ series: [seriesOf("A", rows, { volume })], risk: [], profile, onBar() {} });
    expect(run).toThrow(ConfigError);
    expect(run).toThrow(name);
  });

  test("and its own settings under other profiles", () => {
    const run = () =>
      playRisk({ series: [seriesOf("A", flat(50, 50))], risk: [], profile: { maxQuantity: 3 }, onBar() {} });
    expect(run).toThrow(ConfigError);
    expect(run).toThrow(/The profile ivy cannot have maxQuantity 3/);
  });
});
