import { describe, expect, test } from "vitest";
import { type DeskResult, desk, type Row } from "./desk.ts";

const START: Row = [100, 100, 100, 100];

/** One order placed after a bar at 100, over the bars that follow. */
function play(order: Parameters<typeof desk>[0]["orders"][number][number], ...rows: Row[]): DeskResult {
  return desk({ bars: { A: [START, ...rows] }, orders: { 0: [order] } });
}

/** 10 bought at the first open with a bracket, over the bars that follow it. */
function bracketed(bracket: object, ...rows: Row[]): DeskResult {
  return play({ quantity: 10, bracket }, ...rows);
}

describe("a stop", () => {
  const sell = { side: "sell", type: "stop", stop: 95, quantity: 1 } as const;

  test("fills at its level when the bar touches it", () => {
    expect(play(sell, [98, 99, 95, 97]).fills).toEqual(["1 inside o1 -1@95"]);
    expect(play(sell, [98, 99, 95.01, 97]).fills).toEqual([]);
  });

  test("that the open has gapped through fills at the open", () => {
    expect(play(sell, [90, 99, 89, 97]).fills).toEqual(["1 open o1 -1@90"]);
    expect(play(sell, [95, 99, 94, 97]).fills).toEqual(["1 open o1 -1@95"]);
  });

  test("buys above the market in the same way", () => {
    const buy = { type: "stop", stop: 105, quantity: 1 } as const;
    expect(play(buy, [101, 105, 100, 104]).fills).toEqual(["1 inside o1 1@105"]);
    expect(play(buy, [107, 108, 100, 104]).fills).toEqual(["1 open o1 1@107"]);
  });

  test("slips, at the open and inside", () => {
    const setup = { profile: { slippage: "100bps" }, orders: { 0: [sell] } };
    expect(desk({ ...setup, bars: { A: [START, [98, 99, 94, 97]] } }).fills).toEqual(["1 inside o1 -1@94.05"]);
    expect(desk({ ...setup, bars: { A: [START, [90, 99, 89, 97]] } }).fills).toEqual(["1 open o1 -1@89.1"]);
  });
});

describe("a limit", () => {
  const buy = { type: "limit", limit: 95, quantity: 1 } as const;

  test("fills at its price when the market goes through it, not when it touches it", () => {
    expect(play(buy, [98, 99, 94.99, 97]).fills).toEqual(["1 inside o1 1@95"]);
    expect(play(buy, [98, 99, 95, 97]).fills).toEqual([]);
  });

  test("fills on a touch where the profile says so", () => {
    const touch = { bars: { A: [START, [98, 99, 95, 97] as Row] }, profile: { limitFill: "touch" as const } };
    expect(desk({ ...touch, orders: { 0: [buy] } }).fills).toEqual(["1 inside o1 1@95"]);
  });

  test("fills at the open where that is better", () => {
    expect(play(buy, [93, 99, 92, 97]).fills).toEqual(["1 open o1 1@93"]);
    expect(play({ side: "sell", type: "limit", limit: 105, quantity: 1 }, [107, 108, 100, 101]).fills).toEqual([
      "1 open o1 -1@107",
    ]);
  });

  test("does not slip", () => {
    const setup = { profile: { slippage: "100bps" }, orders: { 0: [buy] } };
    expect(desk({ ...setup, bars: { A: [START, [98, 99, 94, 97]] } }).fills).toEqual(["1 inside o1 1@95"]);
    expect(desk({ ...setup, bars: { A: [START, [93, 99, 92, 97]] } }).fills).toEqual(["1 open o1 1@93"]);
  });
});

describe("a stop-limit", () => {
  const of = (limit: number) => ({ type: "stopLimit", stop: 105, limit, quantity: 1 }) as const;

  test("fills at the stop where the limit allows that price", () => {
    expect(play(of(106), [101, 107, 100, 104]).fills).toEqual(["1 inside o1 1@105"]);
    expect(play(of(105), [101, 107, 100, 104]).fills).toEqual(["1 inside o1 1@105"]);
    expect(play(of(105), [101, 107, 100, 106]).fills).toEqual(["1 inside o1 1@105"]);
  });

  test("with its limit on the other side fills only when the close proves that the price came back", () => {
    expect(play(of(103), [101, 107, 100, 102]).fills).toEqual(["1 inside o1 1@103"]);
    expect(play(of(103), [101, 107, 100, 104]).fills).toEqual([]);
  });

  test("is a limit from then on", () => {
    expect(play(of(103), [101, 107, 100, 104], [104, 104, 102, 104]).fills).toEqual(["2 inside o1 1@103"]);
    expect(play(of(103), [101, 107, 100, 104], [99, 104, 98, 104]).fills).toEqual(["2 open o1 1@99"]);
  });

  test("that is gapped through fills at the open within its limit, else rests", () => {
    expect(play(of(106), [105.5, 107, 105, 106]).fills).toEqual(["1 open o1 1@105.5"]);
    expect(play(of(106), [107, 108, 106.5, 107]).fills).toEqual([]);
    expect(play(of(106), [107, 108, 105, 107]).fills).toEqual(["1 inside o1 1@106"]);
  });
});

describe("a bracket", () => {
  const bracket = { stop: { price: 95 }, target: { price: 110 } };

  test("lives from the fill of its entry at the open, over the whole of that bar", () => {
    expect(bracketed(bracket, [100, 101, 94, 99]).fills).toEqual(["1 open o1 10@100", "1 inside o1/stop -10@95"]);
    expect(bracketed(bracket, [100, 111, 99, 105]).fills).toEqual(["1 open o1 10@100", "1 inside o1/target -10@110"]);
  });

  test("cancels the one when the other fills", () => {
    const { ends } = bracketed(bracket, [100, 101, 94, 99]);
    expect(ends).toMatchObject({ "o1/stop": "filled: ", "o1/target": "cancelled: the other side filled" });
  });

  test("takes the stop first where both lie inside one bar, and counts it", () => {
    const { fills, ambiguous } = bracketed(bracket, [100, 102, 99, 100], [100, 112, 94, 105]);
    expect(fills).toEqual(["1 open o1 10@100", "2 inside o1/stop -10@95"]);
    expect(ambiguous).toBe(1);
  });

  test("is not ambiguous where the open has decided: a stop, or a target, that is gapped through fills there", () => {
    const down = bracketed(bracket, [100, 102, 99, 100], [93, 112, 92, 105]);
    expect(down.fills[1]).toBe("2 open o1/stop -10@93");
    const up = bracketed(bracket, [100, 102, 99, 100], [113, 114, 92, 105]);
    expect(up.fills[1]).toBe("2 open o1/target -10@113");
    expect([down.ambiguous, up.ambiguous]).toEqual([0, 0]);
  });

  test("by distance counts from the price of the entry, slippage included", () => {
    const { orders } = desk({
      bars: { A: [START, [100, 100, 100, 100]] },
      profile: { slippage: "100bps" },
      orders: { 0: [{ quantity: 1, bracket: { stop: { fraction: 0.1 }, target: { amount: 9 } } }] },
    });
    expect(orders[1]!.stop).toBeCloseTo(101 * 0.9, 10);
    expect(orders[2]!.limit).toBeCloseTo(110, 10);
  });

  test("of a short has its stop above and its target below", () => {
    const short = {
      side: "sell",
      quantity: 10,
      bracket: { stop: { fraction: 0.05 }, target: { fraction: 0.1 } },
    } as const;
    expect(play(short, [100, 106, 99, 100]).fills[1]).toBe("1 inside o1/stop 10@105");
    expect(play(short, [100, 101, 89, 95]).fills[1]).toBe("1 inside o1/target 10@90");
  });

  test("whose stop lies on the wrong side of its own entry executes at once", () => {
    const { fills } = bracketed({ stop: { price: 95 } }, [94, 99, 93, 98]);
    expect(fills).toEqual(["1 open o1 10@94", "1 inside o1/stop -10@94"]);
  });

  test("ends with the position, whoever closed it", () => {
    const { fills, ends } = desk({
      bars: { A: [START, START, START, [100, 120, 80, 100]] },
      orders: { 0: [{ quantity: 10, bracket }], 1: [{ side: "sell", quantity: 10 }] },
    });
    expect(fills).toEqual(["1 open o1 10@100", "2 open o2 -10@100"]);
    expect(ends).toMatchObject({
      "o1/stop": "cancelled: nothing to reduce",
      "o1/target": "cancelled: nothing to reduce",
    });
  });

  test("follows the quantity that filled, a pair for each fill", () => {
    const row = (volume: number): Row => [100, 101, 99, 100, volume];
    const { orders } = desk({
      bars: { A: [row(0), row(60), row(1000), row(1000)] },
      profile: { participation: 0.1 },
      orders: { 0: [{ quantity: 10, bracket }] },
    });
    expect(orders.map(({ id, quantity }) => [id, quantity])).toEqual([
      ["o1", 10],
      ["o1/stop", 6],
      ["o1/target", 6],
      ["o1/stop/2", 4],
      ["o1/target/2", 4],
    ]);
  });
});

describe("an entry inside the bar", () => {
  const limit = { type: "limit", limit: 97, quantity: 10 } as const;
  const stop = { type: "stop", stop: 103, quantity: 10 } as const;

  test("by a limit has certainly met the stop below it that the low passed", () => {
    const { fills } = play({ ...limit, bracket: { stop: { price: 95 } } }, [100, 101, 94, 99]);
    expect(fills).toEqual(["1 inside o1 10@97", "1 inside o1/stop -10@95"]);
  });

  test("by a limit has not certainly met a target above it: the high may have come before", () => {
    const { fills } = play({ ...limit, bracket: { target: { price: 102 } } }, [100, 103, 96, 99]);
    expect(fills).toEqual(["1 inside o1 10@97"]);
  });

  test("by a limit has met the target that the close lies beyond", () => {
    const { fills } = play({ ...limit, bracket: { target: { price: 102 } } }, [100, 104, 96, 103]);
    expect(fills).toEqual(["1 inside o1 10@97", "1 inside o1/target -10@102"]);
  });

  test("by a stop has certainly met the target beyond it that the high passed", () => {
    const { fills } = play({ ...stop, bracket: { target: { price: 105 } } }, [100, 106, 99, 104]);
    expect(fills).toEqual(["1 inside o1 10@103", "1 inside o1/target -10@105"]);
  });

  test("by a stop has met its stop loss only where the close lies beyond it", () => {
    const bracket = { stop: { price: 101 } };
    expect(play({ ...stop, bracket }, [102, 104, 100, 102]).fills).toEqual(["1 inside o1 10@103"]);
    expect(play({ ...stop, bracket }, [102, 104, 100, 100.5]).fills).toEqual([
      "1 inside o1 10@103",
      "1 inside o1/stop -10@101",
    ]);
  });

  test("with both certain takes the stop, and counts it", () => {
    const bracket = { stop: { price: 95 }, target: { price: 98 } };
    const { fills, ambiguous } = play({ ...limit, bracket }, [100, 101, 94, 99]);
    expect(fills).toEqual(["1 inside o1 10@97", "1 inside o1/stop -10@95"]);
    expect(ambiguous).toBe(1);
  });
});

describe("a trailing stop", () => {
  const trail = { side: "sell", type: "trailing", quantity: 10, trail: { amount: 5 } } as const;

  test("checks the level of yesterday first, then follows the high", () => {
    // Level 95; the high of 110 lifts it to 105 only after the bar, whose low of 96 did not touch 95.
    const { fills } = play(trail, [100, 110, 96, 108], [107, 108, 104, 106]);
    expect(fills).toEqual(["2 inside o1 -10@105"]);
  });

  test("never goes back", () => {
    const { fills } = play(trail, [100, 110, 106, 107], [107, 108, 106, 107], [106, 107, 105, 106]);
    expect(fills).toEqual(["3 inside o1 -10@105"]);
  });

  test("by a fraction, gapped through, fills at the open", () => {
    const { fills } = play({ ...trail, trail: { fraction: 0.1 } }, [100, 120, 99, 118], [100, 101, 99, 100]);
    expect(fills).toEqual(["2 open o1 -10@100"]);
  });

  test("as a child follows from the price of its entry", () => {
    const { fills } = bracketed({ stop: { trail: { amount: 5 } } }, [102, 104, 98, 103], [103, 104, 99, 100]);
    // From 102: level 97, then the high of 104 makes it 99.
    expect(fills).toEqual(["1 open o1 10@102", "2 inside o1/stop -10@99"]);
  });

  test("as a child of an entry inside the bar follows that bar's close: its high may have come before", () => {
    const entry = { type: "limit", limit: 97, quantity: 10, bracket: { stop: { trail: { amount: 5 } } } } as const;
    const { fills } = play(entry, [100, 110, 96, 99], [99, 99, 95, 96], [96, 96, 93, 95]);
    expect(fills).toEqual(["1 inside o1 10@97", "3 inside o1/stop -10@94"]);
  });

  test("of a short follows the low", () => {
    const { fills } = play({ ...trail, side: "buy" }, [100, 101, 90, 92], [92, 96, 91, 93]);
    expect(fills).toEqual(["2 inside o1 10@95"]);
  });
});

describe("one cancels the other", () => {
  const pair = (quantity: number) => [
    { side: "sell" as const, type: "limit" as const, limit: 110, quantity, oco: "way out" },
    { side: "sell" as const, type: "stop" as const, stop: 90, quantity, oco: "way out" },
  ];

  test("when one fills the other is cancelled", () => {
    const { fills, ends } = desk({
      bars: { A: [START, START, [100, 111, 99, 105], [100, 101, 80, 90]] },
      orders: { 0: [{ quantity: 10 }], 1: pair(10) },
    });
    expect(fills).toEqual(["1 open o1 10@100", "2 inside o2 -10@110"]);
    expect(ends.o3).toBe("cancelled: the other side filled");
  });

  test("both inside one bar: the stop, and counted", () => {
    const { fills, ambiguous } = desk({
      bars: { A: [START, START, [100, 111, 89, 105]] },
      orders: { 0: [{ quantity: 10 }], 1: pair(10) },
    });
    expect(fills[1]).toBe("2 inside o3 -10@90");
    expect(ambiguous).toBe(1);
  });
});

describe("cash inside the bar", () => {
  test("the proceeds of a fill inside a bar can be spent from the next bar", () => {
    const { fills, ends } = desk({
      bars: { A: [START, START, [100, 100, 94, 96]], B: [START, START, [100, 100, 94, 96]] },
      cash: 1000,
      orders: {
        0: [{ quantity: 10 }],
        1: [
          { side: "sell", type: "stop", stop: 95, quantity: 10 },
          { asset: 1, type: "limit", limit: 95, quantity: 5 },
        ],
      },
    });
    expect(fills).toEqual(["1 open o1 A 10@100", "2 inside o2 A -10@95"]);
    expect(ends.o3).toBe("cancelled: no cash");
  });

  test("opening orders are filled in the order of placing, each within what is left", () => {
    const { fills, ends } = desk({
      bars: { A: [START, [100, 100, 80, 96]] },
      cash: 1000,
      orders: {
        0: [
          { type: "limit", limit: 90, quantity: 8 },
          { type: "limit", limit: 95, quantity: 8 },
        ],
      },
    });
    // 8 × 90 leaves 280: 2 at 95.
    expect(fills).toEqual(["1 inside o1 8@90", "1 inside o2 2@95"]);
    expect(ends.o2).toBe("filled: trimmed: cash");
  });
});
