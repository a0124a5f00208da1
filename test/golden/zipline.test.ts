import { describe, expect, test } from "vitest";
import { ConfigError, StrategyError } from "#base/errors";
import type { OrderRequest } from "#domain/order";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import type { BarRow } from "../differential/case.ts";
import { play as playCase } from "../differential/play.ts";
import { type DeskResult, desk, type Row } from "./desk.ts";

const ZIPLINE: Partial<Profile> = {
  ...profileNamed("zipline"),
  commission: "none",
  slippage: "none",
  participation: null,
};

/** Bars that stand still at a price, with their volume. */
function flat(price: number, volume: number, bars = 3): Row[] {
  return Array.from({ length: bars }, () => [price, price, price, price, volume]);
}

function play(
  rows: readonly Row[],
  orders: Readonly<Record<number, readonly Partial<OrderRequest>[]>>,
  profile: Partial<Profile> = {},
): DeskResult {
  return desk({ bars: { A: rows }, orders, profile: { ...ZIPLINE, ...profile } });
}

const buy = (quantity: number, more: Partial<OrderRequest> = {}): Partial<OrderRequest> => ({ quantity, ...more });
const sell = (quantity: number, more: Partial<OrderRequest> = {}): Partial<OrderRequest> => {
  return { side: "sell", quantity, ...more };
};

// zipline-reloaded 3.2.1, tests/finance/test_slippage.py: its own figures.
describe("zipline's published figures", () => {
  const share = { slippage: "volume-share:0.1", participation: 0.025, slippageWithin: "limit" } as const;

  test("50 of 100 fill at 3.50021875 by volume share, and sell at 3.49978125", () => {
    const rows = flat(3.5, 2000, 2);
    expect(play(rows, { 0: [buy(100)] }, share).fills).toEqual(["1 close o1 50@3.50021875"]);
    expect(play(rows, { 0: [sell(100)] }, share).fills).toEqual(["1 close o1 -50@3.49978125"]);
  });

  test("5 of 200 fill at 3.0001875, and the next order of the bar finds nothing left", () => {
    const run = play(flat(3, 200, 2), { 0: [buy(100), buy(100)] }, share);
    expect(run.fills).toEqual(["1 close o1 5@3.0001875"]);
  });

  test("40 of 200 fill at 3.0015 by 5 bps and a cap of a fifth", () => {
    const run = play(flat(3, 200, 2), { 0: [buy(100)] }, { slippage: "5bps", participation: 0.2 });
    expect(run.fills).toEqual(["1 close o1 40@3.0015"]);
  });

  test("a stop at 3.60 that the close of 4.00 is beyond fills at 4.00025", () => {
    // 50 of a volume of 2,000: 4 · (1 + 0.1 · 0.025²) = 4.00025
    const rows: Row[] = [
      [3.5, 3.5, 3.5, 3.5, 2000],
      [4, 4, 4, 4, 2000],
    ];
    expect(play(rows, { 0: [buy(50, { type: "stop", stop: 3.6 })] }, share).fills).toEqual(["1 close o1 50@4.00025"]);
  });
});

describe("under the profile zipline", () => {
  const rows: Row[] = [
    [10, 10, 10, 10, 1000],
    [12, 15, 8, 11, 1000],
    [11, 11, 9, 9, 1000],
    [9, 12, 9, 12, 1000],
  ];

  test("every order fills at the close of the next bar, and is judged by it alone", () => {
    const run = play(rows, {
      0: [
        buy(1),
        buy(2, { type: "limit", limit: 10 }), // low 8 on bar 1, but the closes are 11, 9
        buy(3, { type: "stop", stop: 11.5 }), // high 15 on bar 1, but it closes above only on bar 3
        sell(4, { type: "stopLimit", stop: 9.5, limit: 11 }), // stop met by 9 on bar 2, limit by 12 on bar 3
      ],
    });
    expect(run.fills).toEqual(["1 close o1 1@11", "2 close o2 2@9", "3 close o3 3@12", "3 close o4 -4@12"]);
  });

  test("sizes are those of the signal's close, whatever the fill costs", () => {
    // 10,000 at a close of 10 are 1,000 shares; they cost 11,000 at the next close, and nobody minds.
    const run = play(rows, { 0: [{ fraction: 1 }] });
    expect(run.fills).toEqual(["1 close o1 1000@11"]);
    expect(run.cash).toBe(-1000);
  });

  test("a share of equity against what is held closes that first, in one fill", () => {
    // short 100 from bar 1; at the close of bar 1, equity is 10,000 and a half of it at 11 are 454 shares
    const run = play(rows, { 0: [sell(100)], 1: [{ fraction: 0.5 }] });
    expect(run.fills).toEqual(["1 close o1 -100@11", "2 close o2 554@9"]);
  });

  test("a bar without volume fills nothing, and the order waits", () => {
    const still: Row[] = [
      [10, 10, 10, 10, 100],
      [10, 10, 10, 10, 0],
      [11, 11, 11, 11, 100],
    ];
    expect(play(still, { 0: [buy(5)] }).fills).toEqual(["2 close o1 5@11"]);
  });

  test("what volume leaves of a limit that was met fills at any price later", () => {
    // a tenth of 100 a bar; 9 meets the limit on bar 1, and 20 fills on bar 2 all the same
    const thin: Row[] = [
      [10, 10, 10, 10, 100],
      [9, 9, 9, 9, 100],
      [20, 20, 20, 20, 100],
    ];
    const run = play(thin, { 0: [buy(15, { type: "limit", limit: 9.5 })] }, { participation: 0.1 });
    expect(run.fills).toEqual(["1 close o1 10@9", "2 close o1 5@20"]);
    const held = { participation: 0.1, slippageWithin: "limit" } as const;
    expect(play(thin, { 0: [buy(15, { type: "limit", limit: 9.5 })] }, held).fills).toEqual(["1 close o1 10@9"]);
  });

  test("levels are brought to the cent, to the better side unless within a twentieth of the next", () => {
    // a purchase at most at 9.999 is one at 9.99, below the close of 10; 9.9996 counts as 10.00
    const at = (limit: number) => play(flat(10, 100, 2), { 0: [buy(1, { type: "limit", limit })] }).fills;
    expect(at(9.999)).toEqual([]);
    expect(at(9.9996)).toEqual(["1 close o1 1@10"]);
    // and a stop to sell below 10.001 is one at 10.00
    const stop = (level: number) => play(flat(10, 100, 2), { 0: [sell(1, { type: "stop", stop: level })] }).fills;
    expect(stop(10.001)).toEqual(["1 close o1 -1@10"]);
    expect(stop(9.9994)).toEqual([]);
  });

  test("the minimum of a commission holds for an order over all its fills", () => {
    // 0.02 a share, at least 1: 10 shares pay the minimum, the next 10 nothing, the next 40 what is owed beyond it
    const run = play(
      [[10, 10, 10, 10, 10], ...flat(10, 100, 2), ...flat(10, 400, 1)],
      { 0: [buy(60)] },
      { participation: 0.1, commission: "0.02/share:1/order" },
    );
    const { fills } = run.venue.setup.ledger;
    expect([...fills.quantity.slice(0, 3)]).toEqual([10, 10, 40]);
    expect([...fills.commission.slice(0, 3)].map((fee) => Number(fee.toFixed(12)))).toEqual([1, 0, 0.2]);
  });

  test("a bracket comes to life at the fill and is judged from the next close on", () => {
    const down: Row[] = [
      [10, 10, 10, 10, 100],
      [10, 10, 1, 10, 100],
      [10, 10, 9, 9, 100],
      [9, 9, 9, 9, 100],
    ];
    const run = play(down, { 0: [buy(10, { bracket: { stop: { fraction: 0.05 }, target: { fraction: 0.1 } } })] });
    expect(run.fills).toEqual(["1 close o1 10@10", "2 close o1/stop -10@9"]);
    expect(run.ends["o1/target"]).toBe("cancelled: the other side filled");
  });

  test("a split leaves whole shares and pays the rest at what they cost; a dividend is paid by a short", () => {
    const bars = (closes: readonly number[]): BarRow[] =>
      closes.map((close, i) => [i * 86_400_000, close, close, close, close, 1000]);
    const { equity, fills } = playCase(
      {
        name: "by hand",
        cash: 10_000,
        bars: { A: bars([30, 30, 20, 20]), B: bars([10, 10, 10, 10]) },
        // 3 for 2: 101 shares become 151.5, and 30 a share 20
        corporate: [
          { symbol: "A", at: 2, split: 1.5 },
          { symbol: "A", at: 3, dividend: 0.5 },
          { symbol: "B", at: 3, dividend: 0.2 },
        ],
        from: 0,
        settings: { commission: "none", slippage: "none", participation: null },
        actions: [
          { do: "place", at: 0, id: "a", symbol: "A", side: "buy", type: "market", quantity: 101 },
          { do: "place", at: 0, id: "b", symbol: "B", side: "sell", type: "market", quantity: 50 },
          // 7 to be bought at 29.99 at most: 10 at 19.99 after the split
          { do: "place", at: 1, id: "c", symbol: "A", side: "buy", type: "limit", quantity: 7, limit: 29.99 },
        ],
        expect: { fills: [], equity: [] },
      },
      "zipline",
    );
    expect(fills.map(({ bar, symbol, quantity, price }) => [bar, symbol, quantity, price])).toEqual([
      [1, "A", 101, 30],
      [1, "B", -50, 10],
    ]);
    // 10,000 throughout: 151 shares at 20 are 3,020, and half a share at 20 is 10. Then 75.50 is received and 10 paid.
    expect(equity).toEqual([10_000, 10_000, 10_000, 10_065.5]);
  });

  test("cash may be asked for: what it does not cover is cut, rejected or cancelled", () => {
    // 1,000 at a close of 11 need 11,000; 10,000 buy 909
    const outcome = (cash: Profile["cash"]) => {
      const { fills, ends } = play(rows, { 0: [buy(1000)] }, { cash });
      return [...fills, ends.o1];
    };
    expect(outcome("overdraw")).toEqual(["1 close o1 1000@11", "filled: "]);
    expect(outcome("trim")).toEqual(["1 close o1 909@11", "filled: trimmed: cash"]);
    expect(outcome("reject")).toEqual(["rejected: no cash"]);
    expect(outcome("cancel")).toEqual(["cancelled: no cash"]);
  });

  test("of two orders that cancel each other one fills, and orders end with their time", () => {
    const run = play(rows, {
      0: [
        buy(5, { type: "limit", limit: 9, oco: "pair" }), // met by 9 on bar 2
        buy(6, { type: "stop", stop: 12, oco: "pair" }), // would be by 12 on bar 3
        buy(7, { type: "limit", limit: 10, timeInForce: "day" }), // 11 on bar 1
        buy(8, { type: "limit", limit: 9, timeInForce: "gtd", until: 86_400_000 }),
      ],
    });
    expect(run.fills).toEqual(["2 close o1 5@9"]);
    expect(run.ends).toMatchObject({
      o2: "cancelled: the other side filled",
      o3: "expired: time in force",
      o4: "expired: time in force",
    });
  });

  test("the run goes on past ruin", () => {
    const up: Row[] = [
      [10, 10, 10, 10, 1e6],
      [10, 10, 10, 10, 1e6],
      [50, 50, 50, 50, 1e6],
      [5, 5, 5, 5, 1e6],
    ];
    const run = play(up, { 0: [sell(1000)] });
    // 10,000 and 10,000 from the sale, less 1,000 at 50, at 5
    expect([...run.venue.setup.ledger.equity!]).toEqual([10_000, 10_000, -30_000, 15_000]);
  });

  test.each<[string, Partial<OrderRequest>]>([
    ["a trailing stop", { side: "sell", type: "trailing", quantity: 1, trail: { fraction: 0.1 } }],
    ["an order for the open", { type: "marketOnOpen", quantity: 1 }],
    ["a group", { quantity: 1, group: "g1" }],
    ["fill or kill", { quantity: 1, timeInForce: "fok" }],
    ["a stop loss that trails", { quantity: 1, bracket: { stop: { trail: { amount: 1 } } } }],
  ])("refuses %s, which the close alone cannot judge", (_, order) => {
    expect(() => play(rows, { 0: [order] })).toThrow(StrategyError);
    try {
      play(rows, { 0: [order] });
    } catch (error) {
      const { code, where, help } = error as StrategyError;
      expect([code, where]).toEqual(["not-in-profile", { symbol: "A" }]);
      expect(help).toContain("--profile ivy");
    }
  });

  test.each<Partial<Profile>>([
    { fillAt: "nextOpen" },
    { triggerOn: "range" },
    { slippageOn: "all" },
    { slippageWithin: "bar" },
    { volumeBase: "order" },
  ])("refuses %o, which its rules would pass over", (setting) => {
    expect(() => play(rows, {}, setting)).toThrow(ConfigError);
  });
});
