import { describe, expect, test } from "vitest";
import { ConfigError } from "#base/errors";
import type { Profile } from "#engine/profile";
import type { Action, BarRow } from "../differential/case.ts";
import { play } from "../differential/play.ts";

type Bar = readonly [open: number, high: number, low: number, close: number];
type Placed = Omit<Action & { do: "place" }, "do" | "at" | "id"> & { readonly id?: string };

const DAY = 86_400_000;

interface Table {
  readonly bars: readonly Bar[];
  /** Orders placed after the close of each bar. */
  readonly orders?: Readonly<Record<number, readonly Placed[]>>;
  readonly acts?: readonly Action[];
  readonly settings?: Partial<Profile>;
  readonly cash?: number;
  readonly profile?: string;
}

/** Plays a table under the rules of backtesting.py: "bar quantity@price" of each fill, and equity at each close. */
function table({ bars, orders = {}, acts = [], settings = {}, cash = 10_000, profile = "backtesting-py" }: Table) {
  const rows = bars.map((bar, i): BarRow => [i * DAY, ...bar, 1000]);
  const placed = Object.entries(orders).flatMap(([at, list]) =>
    list.map((order, i): Action => ({ do: "place", at: Number(at), id: `${at}.${i}`, ...order })),
  );
  const actions = [...placed, ...acts].sort((a, b) => a.at - b.at);
  const stay = { lastBar: "stayOpen", ...settings } as const;
  const expected = { fills: [], equity: [] };
  const one = { name: "by hand", cash, bars: { A: rows }, from: 0, settings: stay, actions, expect: expected };
  const { fills, equity, trades, refused } = play(one, profile);
  const said = fills.map(({ bar, quantity, price }) => `${bar} ${quantity}@${Number(price.toFixed(9))}`);
  return { fills: said, equity, trades, refused, fees: fills.map(({ commission }) => commission) };
}

const still: Bar = [100, 100, 100, 100];
const buy = (rest: Partial<Placed> = {}): Placed => ({ side: "buy", type: "market", quantity: 10, ...rest });
const sell = (rest: Partial<Placed> = {}): Placed => ({ side: "sell", type: "market", quantity: 10, ...rest });

describe("stops and targets of an entry under backtesting.py's rules", () => {
  const bracket = { stop: { price: 95 }, target: { price: 108 } };

  test("count on the bar of a market entry, the stop first where both lie in it", () => {
    const { fills } = table({ bars: [still, [100, 110, 94, 102]], orders: { 0: [buy({ bracket })] } });
    expect(fills).toEqual(["1 10@100", "1 -10@95"]);
  });

  test("fill at the open where a market entry gapped through the stop", () => {
    const { fills } = table({ bars: [still, [93, 96, 90, 94]], orders: { 0: [buy({ bracket })] } });
    expect(fills).toEqual(["1 10@93", "1 -10@93"]);
  });

  test("wait for the next bar after a stop entry, and are then gapped through", () => {
    const bars: Bar[] = [still, [100, 104, 94, 103], [90, 92, 89, 91]];
    const { fills } = table({ bars, orders: { 0: [buy({ type: "stop", stop: 103, bracket })] } });
    expect(fills).toEqual(["1 10@103", "2 -10@90"]);
  });

  test("the target beyond a stop entry fills on its bar where the stop loss was not touched", () => {
    const bars: Bar[] = [still, [100, 109, 96, 103]];
    const { fills } = table({ bars, orders: { 0: [buy({ type: "stop", stop: 103, bracket })] } });
    expect(fills).toEqual(["1 10@103", "1 -10@108"]);
  });

  test("a limit entry knows neither on its own bar", () => {
    const bars: Bar[] = [still, [100, 109, 94, 103], [103, 104, 102, 103]];
    const { fills } = table({ bars, orders: { 0: [buy({ type: "limit", limit: 98, bracket })] } });
    expect(fills).toEqual(["1 10@98"]);
  });

  test("follow what other orders leave of their entry", () => {
    const bars: Bar[] = [still, still, still, [96, 97, 94, 95]];
    const { fills } = table({ bars, orders: { 0: [buy({ bracket })], 1: [sell({ quantity: 4 })] } });
    expect(fills).toEqual(["1 10@100", "2 -4@100", "3 -6@95"]);
  });
});

describe("orders under backtesting.py's rules", () => {
  test("a stop-limit met from its stop to its limit in one bar is a limit from the next bar on", () => {
    const bars: Bar[] = [still, [100, 104, 98, 99], [99, 101, 97, 100]];
    const order = buy({ type: "stopLimit", stop: 103, limit: 101 });
    expect(table({ bars, orders: { 0: [order] } }).fills).toEqual(["2 10@99"]);
  });

  test("a stop-limit whose limit lies beyond its stop fills at the stop", () => {
    const order = buy({ type: "stopLimit", stop: 103, limit: 105 });
    expect(table({ bars: [still, [100, 104, 98, 99]], orders: { 0: [order] } }).fills).toEqual(["1 10@103"]);
  });

  test("units against what is held close the oldest entry first, each as a fill of its own", () => {
    const bars: Bar[] = [still, [101, 101, 101, 101], [102, 102, 102, 102]];
    const { fills, trades } = table({
      bars,
      orders: { 0: [buy(), buy({ quantity: 5 })], 1: [sell({ quantity: 17 })] },
    });
    expect(fills).toEqual(["1 10@101", "1 5@101", "2 -10@102", "2 -5@102", "2 -2@102"]);
    expect(trades).toEqual([
      [10, 1, 2, 101, 102],
      [5, 1, 2, 101, 102],
    ]);
  });

  test("a stop of the second entry closes the second entry in the list of trades", () => {
    const bars: Bar[] = [still, still, [97, 98, 95, 96]];
    const second = buy({ quantity: 5, bracket: { stop: { price: 96 } } });
    const { trades } = table({ bars, orders: { 0: [buy({ quantity: 3 }), second] } });
    expect(trades).toEqual([[5, 1, 2, 100, 96]]);
  });

  test("a share is one of what is free at the close of the bar of its fill, and buys whole units at price and fee", () => {
    // 50 short at 100. At the close of 110 the account holds 9,500, of which 5,500 are bound: half of 4,000 buys 19 at 105.
    const bars: Bar[] = [still, still, [105, 110, 105, 110]];
    const { fills } = table({
      bars,
      orders: { 0: [sell({ quantity: 50 })], 1: [sell({ quantity: undefined as never, fraction: 0.5, nets: true })] },
    });
    expect(fills).toEqual(["1 -50@100", "2 -19@105"]);
  });

  test("units that the free margin does not cover are cancelled, after what they close is closed", () => {
    const bars: Bar[] = [still, still, still];
    const { fills } = table({ bars, orders: { 0: [buy()], 1: [sell({ quantity: 200 })] } });
    expect(fills).toEqual(["1 10@100", "2 -10@100"]);
  });

  test("the spread is paid by entries, limits too, and by no exit", () => {
    const { fills } = table({
      bars: [still, still, [97, 101, 97, 100]],
      orders: { 0: [buy({ type: "limit", limit: 100 })], 1: [sell({ type: "limit", limit: 101 })] },
      settings: { slippage: "50bps" },
    });
    expect(fills).toEqual(["1 10@100.5", "2 -10@101"]);
  });

  test("10 and 1 % on 100 units from 1 to 4 come to 25", () => {
    const flat = (price: number): Bar => [price, price, price, price];
    const { fees } = table({
      bars: [flat(1), flat(1), flat(4)],
      orders: { 0: [buy({ quantity: 100 })], 1: [sell({ quantity: 100 })] },
      settings: { commission: "10/fill+100bps" },
    });
    expect(fees).toEqual([11, 14]);
  });
});

describe("the options of backtesting.py", () => {
  test("trade_on_close: a market order fills at the close before, once the bar is there", () => {
    const { fills, equity } = table({
      bars: [still, [104, 106, 103, 105]],
      orders: { 0: [buy()] },
      settings: { fillAt: "lastClose" },
    });
    expect(fills).toEqual(["1 10@100"]);
    expect(equity).toEqual([10_000, 10_050]);
  });

  test("hedging: an order against what is held opens an entry of its own", () => {
    const orders = { 0: [buy()], 1: [sell({ quantity: 4, bracket: { stop: { price: 103 } } })] };
    const bars: Bar[] = [still, still, still, [102, 104, 101, 103]];
    const { fills, trades } = table({ bars, orders, settings: { hedging: true } });
    expect(fills).toEqual(["1 10@100", "2 -4@100", "3 4@103"]);
    expect(trades).toEqual([[-4, 2, 3, 100, 103]]);
  });

  test("exclusive_orders: an order sweeps away what waits, but for every other one, and closes what is held", () => {
    const waits = (limit: number) => buy({ type: "limit", limit, quantity: 1 });
    const { fills } = table({
      bars: [still, [90, 91, 85, 90]],
      orders: { 0: [waits(89), waits(88), waits(87)] },
      settings: { exclusive: true },
    });
    // The second sweeps away the first; the third the second.
    expect(fills).toEqual(["1 1@87"]);
  });

  test("exclusive_orders: one that is taken back after the same bar has swept all the same", () => {
    const bars: Bar[] = [still, still, still, [104, 104, 104, 104], still];
    const settings = { exclusive: true };
    const orders = { 0: [buy()], 2: [buy({ id: "back", type: "limit", limit: 50 })] };
    const acts: Action[] = [{ do: "cancel", at: 2, id: "back" }];
    expect(table({ bars, orders, acts, settings }).fills).toEqual(["1 10@100", "3 -10@104"]);
  });

  test("a bracket on the wrong side of the entry ends the run, held against the close with its spread for a market order", () => {
    const refusedOf = (order: Placed, settings: Partial<Profile> = {}) =>
      table({ bars: [still, still], orders: { 0: [order] }, settings }).refused;
    expect(refusedOf(buy({ bracket: { stop: { price: 100 } } }))).toBe("bracket-side");
    expect(refusedOf(buy({ bracket: { stop: { price: 100 } } }), { slippage: "10bps" })).toBeUndefined();
    expect(refusedOf(buy({ bracket: { target: { price: 100.1 } } }), { slippage: "20bps" })).toBe("bracket-side");
    expect(refusedOf(sell({ type: "limit", limit: 103, bracket: { stop: { price: 102 } } }))).toBe("bracket-side");
    expect(refusedOf(sell({ type: "limit", limit: 103, bracket: { stop: { price: 104 } } }))).toBeUndefined();
    expect(refusedOf(sell({ type: "stop", stop: 97, bracket: { target: { price: 98 } } }))).toBe("bracket-side");
  });

  test("finalize_trades: what was placed at the last close fills at the last open, after all was closed there", () => {
    const { fills, equity } = table({
      bars: [still, still, [101, 103, 100, 103]],
      orders: { 0: [buy()], 2: [buy({ quantity: 2 })] },
      settings: { lastBar: "liquidateAtOpen" },
    });
    expect(fills).toEqual(["1 10@100", "2 -10@101", "2 2@101"]);
    // 10 gained, and 2 that stand at 103.
    expect(equity[2]).toBe(10_014);
  });

  test("margin 0.1: ten times the equity may be held, and equity below zero ends the run at zero", () => {
    const { fills, equity } = table({
      bars: [still, still, [88, 88, 88, 88], still],
      orders: { 0: [buy({ quantity: 900 })] },
      settings: { leverage: 10 },
    });
    expect(fills).toEqual(["1 900@100", "2 -900@88"]);
    expect(equity).toEqual([10_000, 10_000, 0, null]);
  });
});

describe("an order for one entry", () => {
  const entries = { 0: [buy({ id: "a" }), buy({ id: "b", quantity: 6 })] };

  test("closes a part of it at the open, and nothing of another", () => {
    const part = sell({ quantity: 4, closes: "b" });
    const { trades } = table({ bars: [still, still, [102, 102, 102, 102]], orders: { ...entries, 1: [part] } });
    expect(trades).toEqual([[4, 1, 2, 100, 102]]);
  });

  test("is its stop, which a later one replaces", () => {
    const stopAt = (stop: number) => sell({ type: "stop", stop, quantity: 6, closes: "b" });
    const bars: Bar[] = [still, still, [99, 100, 97, 99], [98, 98, 94, 95]];
    const { fills, trades } = table({ bars, orders: { ...entries, 1: [stopAt(98), stopAt(96)] } });
    expect(fills.slice(2)).toEqual(["3 -6@96"]);
    expect(trades).toEqual([[6, 1, 3, 100, 96]]);
  });

  test("ends where its entry was left, and is refused by a profile that does not keep entries apart", () => {
    const part = sell({ quantity: 4, closes: "b" });
    const gone: Action = { do: "close", at: 1 };
    const left = table({ bars: [still, still, still, still], orders: { ...entries, 2: [part] }, acts: [gone] });
    expect(left.fills.slice(2)).toEqual(["2 -6@100", "2 -10@100"]);
    const elsewhere = table({ bars: [still, still], orders: { ...entries, 1: [part] }, profile: "ivy" });
    expect(elsewhere.refused).toBe("not-in-profile");
  });
});

describe("what backtesting.py's rules do not know is refused", () => {
  test.each([
    ["participation", { participation: 0.1 }],
    ["fillAt", { fillAt: "signalClose" }],
    ["cash", { cash: "trim" }],
    ["slippageOn", { slippageOn: "notStops" }],
  ] as const)("%s", (key, settings) => {
    expect(() => table({ bars: [still], settings })).toThrow(ConfigError);
    expect(() => table({ bars: [still], settings })).toThrow(`cannot have ${key}`);
  });

  test.each([
    ["a group", buy({ group: "g1" })],
    ["an order at the close", buy({ type: "marketOnClose" })],
    ["a stop-limit for one entry", sell({ type: "stopLimit", stop: 99, limit: 98, closes: "0.0" })],
  ])("%s", (_, order) => {
    expect(table({ bars: [still, still], orders: { 0: [buy(), order] } }).refused).toBe("not-in-profile");
  });

  test("hedging and exclusive orders by the rules of other profiles", () => {
    expect(() => table({ bars: [still], settings: { hedging: true }, profile: "ivy" })).toThrow("cannot have hedging");
    expect(() => table({ bars: [still], settings: { exclusive: true }, profile: "zipline" })).toThrow(ConfigError);
  });
});
