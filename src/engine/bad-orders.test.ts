import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { orderEvents } from "#results/order-events";
import type { RunRecord } from "#results/run-record";
import type { AssetNow, Context, OrderOptions } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import type { Profile } from "./profile.ts";
import { profileNamed } from "./profiles.ts";
import { Runner } from "./runner.ts";

/** Flat at 100 on the given days. */
function series(symbol: string, days: readonly number[], adjusted: boolean): BarSeries {
  const flat = new Float64Array(days.length).fill(100);
  const words = { symbol, timeframe: "1d", source: "by hand", closeOnly: false, synthetic: true } as const;
  const time = Float64Array.from(days, (day) => day * 86_400_000);
  return { ...words, adjusted, time, open: flat, high: flat, low: flat, close: flat, volume: null };
}

type Script = Readonly<Record<number, (context: Context, ending: AssetNow) => void>>;

/** What the script does; the second asset ends with bar 2. */
function play(script: Script, changes: Partial<Profile> = {}, adjusted = false): RunRecord {
  const strategy = defineStrategy({
    summary: "A script",
    universe: "many",
    prepare: ({ market }) => ({ assets: market.assets }),
    onBar: (context, now) => script[context.bar]?.(context, now.assets[1]!),
  });
  const runner = new Runner({
    strategy: strategy as unknown as AnyStrategy,
    market: marketOf([series("AAA", [0, 1, 2, 3, 4], adjusted), series("END", [0, 1, 2], adjusted)]),
    profile: { ...profileNamed("ivy"), slippage: "none", ...changes },
    cash: 10_000,
    from: 0,
    warmup: 0,
    keep: "all",
  });
  runner.run({});
  return runner.record();
}

const endsOf = ({ orders }: RunRecord) => orders.map(({ id, state, reason }) => `${id} ${state}: ${reason}`);
const buying = (options: OrderOptions): Script => ({ 0: (context) => void context.buy(options) });
const selling = (options: OrderOptions): Script => ({ 0: (context) => void context.sell(options) });

describe("an order that contradicts itself ends the run", () => {
  test.each<[string, Script, RegExp]>([
    [
      "a limit with its stop loss above",
      buying({ quantity: 1, limit: 90, stopLoss: { price: 95 } }),
      /stopLoss of 95, above/,
    ],
    [
      "a stop with its target below",
      buying({ quantity: 1, stop: 110, takeProfit: { price: 105 } }),
      /takeProfit of 105, below/,
    ],
    [
      "a short with its stop loss below",
      selling({ quantity: 1, limit: 110, stopLoss: { price: 100 } }),
      /stopLoss of 100, below/,
    ],
    [
      "a short with its target above",
      selling({ quantity: 1, stop: 90, takeProfit: { price: 95 } }),
      /takeProfit of 95, above/,
    ],
    ["a stop loss at its entry", buying({ quantity: 1, limit: 90, stopLoss: { price: 90 } }), /stopLoss of 90, at it/],
    [
      "a stop loss of more money than the price",
      buying({ quantity: 1, limit: 9, stopLoss: { amount: 9 } }),
      /stopLoss of 0/,
    ],
    ["a stop loss of the whole price", buying({ quantity: 1, stopLoss: { fraction: 1 } }), /at or below a price of 0/],
    ["a trail of the whole price", selling({ quantity: 1, trail: { fraction: 1.5 } }), /trail of \{ fraction: 1.5 \}/],
    ["a target of the whole price under a short", selling({ quantity: 1, takeProfit: { fraction: 2 } }), /takeProfit/],
  ])("%s", (_, script, message) => {
    expect(() => play(script)).toThrow(message);
  });
});

describe("what is no order at all ends the run", () => {
  const text = (value: unknown) => value as never;
  test.each<[string, Script, RegExp]>([
    ["a bare number", { 0: (context) => void context.buy(text(100)) }, /given 100 in the place of its options/],
    ["a bare number for entering", { 0: (context) => context.enterLong(text(0.5)) }, /given 0.5 in the place/],
    ["a stop loss that is null", buying({ quantity: 1, stopLoss: text(null) }), /a stopLoss of null/],
    ["a trail of null", selling({ quantity: 1, trail: text(null) }), /a trail of null/],
    ["a trail in a trail", buying({ quantity: 1, stopLoss: { trail: text(null) } }), /a stopLoss of/],
    [
      "replacing by nothing",
      { 0: (context) => void context.replace(context.buy({ quantity: 1, limit: 50 }), text(null)) },
      /replaced by null/,
    ],
    [
      "an entry of another asset to close",
      { 0: (context, ending) => void ending.sell({ closes: context.buy({ quantity: 1 }) }) },
      /closes o1, which is one of AAA/,
    ],
    ["recording a column", { 0: (context) => context.record("x", text([1, 2])) }, /no number for "x"/],
    ["a group that waits", { 0: (context) => context.together(async () => {}) }, /together does not wait/],
    [
      "more units than numbers can hold",
      { 0: (context) => context.buy({ quantity: 1e308 }) && context.buy({ quantity: 1e308 }) },
      /equity is no number any more/,
    ],
  ])("%s", (_, script, message) => {
    const changes: Partial<Profile> = { cash: "overdraw", leverage: 1000 };
    expect(() => play(script, changes)).toThrow(message);
  });

  test("and a level that is less than a step of the price", () => {
    expect(() => play(buying({ quantity: 1, limit: 0.004 }), { levelTick: 0.01 })).toThrow(
      "limit price 0.004, which comes to 0 in steps of 0.01",
    );
  });
});

describe("a level between the ticks", () => {
  test.each<[OrderOptions, string]>([
    [{ quantity: 1, limit: 90.005 }, "limit price 90.005"],
    [{ quantity: 1, stop: 110.001 }, "stop price 110.001"],
    [{ quantity: 1, stopLoss: { price: 80.333 } }, "stopLoss price 80.333"],
    [{ quantity: 1, takeProfit: { price: 120.5001 } }, "takeProfit price 120.5001"],
  ])("%j ends the run, with the nearest tick", (options, what) => {
    expect(() => play(buying(options), { tick: 0.01 })).toThrow(what);
    expect(() => play(buying(options), { tick: 0.01, wrongSide: "taken" })).toThrow(what);
  });

  test("passes on them, with no tick known, and on adjusted prices", () => {
    const script = buying({ quantity: 1, limit: 90.07 });
    expect(() => play(script, { tick: 0.01 })).not.toThrow();
    const between = buying({ quantity: 1, limit: 90.005 });
    expect(() => play(between)).not.toThrow();
    expect(() => play(between, { tick: 0.01 }, true)).not.toThrow();
  });
});

describe("an order that the price forbids is refused, and kept", () => {
  test.each<[string, Script, string]>([
    [
      "a stop above the price of a long",
      {
        0: (context) => void context.buy({ quantity: 5 }),
        1: (context) => void context.sell({ quantity: 5, stop: 110 }),
      },
      "o2 refused: its stop 110 lies above the price 100: it was passed already",
    ],
    [
      "a stop below the price of a short",
      {
        0: (context) => void context.sell({ quantity: 5 }),
        1: (context) => void context.buy({ quantity: 5, stop: 90 }),
      },
      "o2 refused: its stop 90 lies below the price 100: it was passed already",
    ],
    [
      "a market order with its stop loss above the price",
      buying({ quantity: 5, stopLoss: { price: 104 } }),
      "o1 refused: a stopLoss 104 lies above the price 100",
    ],
    [
      "a market order with its target below the price",
      { 0: (context) => context.enterLong({ takeProfit: { price: 90 } }) },
      "o1 refused: a takeProfit 90 lies below the price 100",
    ],
    [
      "a stop loss that leads below a price of 0",
      buying({ quantity: 5, stopLoss: { amount: 120 } }),
      "o1 refused: a stopLoss -20 lies below the price 100",
    ],
    [
      "an order of an asset that has ended",
      { 3: (_, ending) => ending.enterLong() },
      "o1 refused: its prices end here",
    ],
    [
      "an order after its last bar",
      { 2: (_, ending) => void ending.buy({ quantity: 5 }) },
      "o1 refused: its prices end here",
    ],
  ])("%s", (_, script, expected) => {
    const record = play(script);
    expect(endsOf(record)).toContain(expected);
    const refused = record.orders.findIndex(({ state }) => state === "refused");
    expect([...orderEvents(record)].filter(({ order }) => order === refused)).toMatchObject([
      { state: "created" },
      { state: "refused", reason: record.orders[refused]!.reason },
    ]);
    expect(record.orders[refused]!.filled).toBe(0);
  });

  test("and takes the other legs of its group with it", () => {
    const record = play({
      3: (context, ending) =>
        context.together(() => {
          context.buy({ quantity: 5 });
          ending.sell({ quantity: 5 });
          context.buy({ quantity: 3 });
        }),
    });
    expect(endsOf(record)).toEqual([
      "o1 cancelled: another leg of the group was refused",
      "o2 refused: its prices end here",
      "o3 refused: another leg of the group was refused",
    ]);
  });

  test("unless the profile takes it as it stands: then it fills at once", () => {
    const script: Script = {
      0: (context) => void context.buy({ quantity: 5 }),
      1: (context) => void context.sell({ quantity: 5, stop: 110 }),
    };
    expect(endsOf(play(script, { wrongSide: "taken" }))[1]).toBe("o2 filled: ");
  });

  test("a stop that opens a position may have been passed", () => {
    expect(endsOf(play(buying({ quantity: 5, stop: 90 })))).toEqual(["o1 filled: "]);
  });
});

test("an order on the last bar of all expires, and says so", () => {
  const record = play({ 4: (context) => void context.buy({ quantity: 5 }) });
  expect(endsOf(record)).toEqual(["o1 expired: the data ended"]);
});
