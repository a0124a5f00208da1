import { describe, expect, test } from "vitest";
import { ConfigError, StrategyError } from "#base/errors";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { type DeskSetup, desk, type Row } from "./desk.ts";

/** Worked by hand after backtrader's rules; 10,000 in cash unless said. */
function play(rows: readonly Row[], orders: DeskSetup["orders"], changes: Partial<Profile> = {}, cash = 10_000) {
  return desk({ bars: { AAA: rows }, profile: { ...profileNamed("backtrader"), ...changes }, cash, orders });
}

const still: Row = [100, 100, 100, 100];

describe("cash", () => {
  test("rejects what the close at which an order was placed does not pay for", () => {
    // 101 units at 100 are 10,100; at the open of 90 they would have been 9,090.
    const { fills, ends } = play([still, [90, 90, 90, 90]], { 0: [{ quantity: 101 }] });
    expect(fills).toEqual([]);
    expect(ends.o1).toBe("rejected: no cash at the price at which it was placed");
  });

  test("what a rejected order would have spent is missing to the ones behind it", () => {
    const { fills, ends } = play([still, still], { 0: [{ quantity: 101 }, { quantity: 1 }] });
    expect(fills).toEqual([]);
    expect(ends.o2).toMatch(/^rejected/);
  });

  test("of the open decides once more, and a position is closed before its other side fails", () => {
    // Long 50 from 100, 5,000 left. Selling short always pays; buying 150 at 110 does not: 40 short come back, then nothing.
    const rows: Row[] = [still, still, still, [110, 110, 110, 110]];
    const { fills, ends, positions } = play(rows, {
      0: [{ side: "sell", quantity: 40 }],
      2: [{ quantity: 150 }],
    });
    // 14,000 − 150·100 < 0 would be rejected when placed, so that it is placed for 139: 14,000 − 13,900 at 100.
    expect(ends.o2).toMatch(/^rejected/);
    expect(fills).toEqual(["1 open o1 -40@100"]);
    expect(positions).toEqual([-40]);
    const second = play(rows, { 0: [{ side: "sell", quantity: 40 }], 2: [{ quantity: 139 }] });
    // At 110: 40·110 = 4,400 of 14,000 closes, 9,600 do not pay for 99 at 110.
    expect(second.fills).toEqual(["1 open o1 -40@100", "3 open o2 40@110"]);
    expect(second.ends.o2).toBe("cancelled: no cash");
  });

  test("is not bound by a short sale", () => {
    const { fills } = play([still, still], { 0: [{ side: "sell", quantity: 1000 }] });
    expect(fills).toEqual(["1 open o1 -1000@100"]);
  });
});

describe("orders", () => {
  test("fill in the order of placing, and stop and target wait for the bar after their entry", () => {
    const rows: Row[] = [still, [100, 120, 80, 100], [100, 106, 100, 105]];
    const { fills, ends } = play(rows, {
      0: [
        { quantity: 10, bracket: { stop: { price: 95 }, target: { price: 105 } } },
        { quantity: 5, type: "limit", limit: 90 },
      ],
    });
    expect(fills).toEqual(["1 open o1 10@100", "1 inside o2 5@90", "2 inside o1/target -10@105"]);
    expect(ends["o1/stop"]).toBe("cancelled: the other side filled or ended");
  });

  test("that guard an entry outlive the position where it was sold by its number", () => {
    const rows: Row[] = [still, still, still, [100, 100, 90, 90]];
    const { fills, positions } = play(rows, {
      0: [{ quantity: 10, bracket: { stop: { price: 95 } } }],
      1: [{ side: "sell", quantity: 10 }],
    });
    expect(fills).toEqual(["1 open o1 10@100", "2 open o2 -10@100", "3 inside o1/stop -10@95"]);
    expect(positions).toEqual([-10]);
  });

  test("for a share of equity are sized at the close, and take the stop of what they close with them", () => {
    const rows: Row[] = [still, still, still, [100, 100, 90, 90]];
    const { fills, ends } = play(rows, {
      0: [{ quantity: 10, bracket: { stop: { price: 95 } } }],
      1: [{ side: "sell", fraction: 0 }],
    });
    expect(fills).toEqual(["1 open o1 10@100", "2 open o2 -10@100"]);
    expect(ends["o1/stop"]).toBe("cancelled: the position is closed");
  });

  test("trail the close, after the bar was held against the level", () => {
    // Level 95 from the close of 100; the high of 120 moves nothing, the close of 110 moves it to 105.
    const rows: Row[] = [still, [100, 120, 96, 110], [110, 110, 104, 108]];
    const { fills } = play(rows, { 0: [{ side: "sell", type: "trailing", trail: { amount: 5 }, quantity: 10 }] });
    expect(fills).toEqual(["2 inside o1 -10@105"]);
  });

  test("for the day never work on daily bars, and those until a date do up to it", () => {
    const limit = { type: "limit", limit: 100, quantity: 1 } as const;
    const { ends } = play([still, still], {
      0: [
        { ...limit, timeInForce: "day" },
        { ...limit, timeInForce: "gtd", until: 86_400_000 },
        { ...limit, timeInForce: "gtd", until: 86_399_999 },
      ],
    });
    expect([ends.o1, ends.o2, ends.o3]).toEqual(["expired: time in force", "filled: ", "expired: time in force"]);
  });

  test("of a pair end with one of it, however it ends", () => {
    const rows: Row[] = [still, [100, 100, 90, 90], still];
    const { ends } = play(rows, {
      0: [
        { type: "limit", limit: 80, quantity: 1, oco: "x", timeInForce: "gtd", until: 86_400_000 },
        { type: "limit", limit: 70, quantity: 1, oco: "x" },
      ],
    });
    expect(ends).toEqual({ o1: "expired: time in force", o2: "cancelled: the other side filled or ended" });
  });

  test("at the signal's close are booked on the next bar, at that close", () => {
    const { fills } = play([still, [90, 90, 90, 90]], { 0: [{ quantity: 1 }] }, { fillAt: "signalClose" });
    expect(fills).toEqual(["1 open o1 1@100"]);
  });
});

describe("slippage", () => {
  const bar: Row = [100, 100.4, 99, 100];

  test("stays in the bar, goes beyond it, or waits", () => {
    const filled = (slippageWithin: Profile["slippageWithin"]) =>
      play([still, bar], { 0: [{ quantity: 1 }] }, { slippage: "100bps", slippageWithin }).fills;
    expect(filled("bar")).toEqual(["1 open o1 1@100.4"]);
    expect(filled("anything")).toEqual(["1 open o1 1@101"]);
    expect(filled("wait")).toEqual([]);
  });

  test("of a limit stays within it, and what fills at the open need not slip", () => {
    const limit = { 0: [{ type: "limit" as const, limit: 100.2, quantity: 1 }] };
    expect(play([still, bar], limit, { slippage: "100bps" }).fills).toEqual(["1 open o1 1@100.2"]);
    expect(play([still, bar], limit, { slippage: "100bps", slippageAtOpen: false }).fills).toEqual(["1 open o1 1@100"]);
  });
});

describe("a level of exactly zero is none", () => {
  test("a target at zero stands at the close at which its entry was placed", () => {
    // Short at 100, 100 below it; 98 at the open of bar 2 is better than the close of 100.
    const target = { target: { amount: 100 } };
    const { fills } = play([still, still, [98, 98, 98, 98]], {
      0: [{ side: "sell", quantity: 10, bracket: target }],
    });
    expect(fills).toEqual(["1 open o1 -10@100", "2 open o1/target 10@98"]);
  });

  test("a trailing order whose limit starts at zero keeps no distance to its stop", () => {
    const rows: Row[] = [still, [93, 94, 92, 93], [96, 96, 96, 96]];
    const order = { side: "sell", type: "trailingLimit", trail: { amount: 5 }, quantity: 10 } as const;
    // The stop of 95 is met at the open of 93. A limit of 5 lets it fill there, one of 95 waits for the open of 96.
    expect(play(rows, { 0: [{ ...order, limitOffset: 90 }] }).fills).toEqual(["1 open o1 -10@93"]);
    expect(play(rows, { 0: [{ ...order, limitOffset: 100 }] }).fills).toEqual(["2 open o1 -10@96"]);
  });
});

test("an order of an asset that has no price yet ends, where it has no level of its own", () => {
  const bars = { AAA: [still, still, still], BBB: [null, null, [50, 51, 49, 50]] as Row[] };
  const profile = profileNamed("backtrader");
  const orders = {
    0: [
      { asset: 1, quantity: 10 },
      { asset: 1, fraction: 0.5 },
      { asset: 1, quantity: 4, type: "limit", limit: 49 },
    ],
  } as const;
  const { fills, ends } = desk({ bars, profile, orders });
  expect([ends.o1, ends.o2]).toEqual(Array(2).fill("cancelled: its asset has no price yet"));
  expect(fills).toEqual(["2 inside o3 BBB 4@49"]);
});

test("a stop that the price has passed already is taken, and fills at the open", () => {
  expect(profileNamed("backtrader").wrongSide).toBe("taken");
  const { fills } = play([still, still, still], { 0: [{ quantity: 10, bracket: { stop: { price: 105 } } }] });
  expect(fills).toEqual(["1 open o1 10@100", "2 open o1/stop -10@100"]);
});

test("interest is owed on what a short was entered at, for the days since its last bar", () => {
  // 10 short at 100, one day at 36.5 % a year: 10·100·0.365/365 = 1.
  const { cash } = play(
    [still, still, [200, 200, 200, 200]],
    { 0: [{ side: "sell", quantity: 10 }] },
    { borrow: 0.365 },
  );
  expect(cash).toBeCloseTo(10_000 + 1_000 - 1, 9);
});

test("what its rules do not know is refused", () => {
  expect(() => play([still], {}, { shortMargin: 1 })).toThrow(ConfigError);
  expect(() => play([still], {}, { limitImprove: false })).toThrow(/limitImprove/);
  expect(() => play([still, still], { 0: [{ quantity: 1, timeInForce: "fok" }] })).toThrow(StrategyError);
  expect(() => play([still, still], { 0: [{ quantity: 1, group: "g" }] })).toThrow(/A group of orders/);
});
