import { describe, expect, test } from "vitest";
import { desk, type Row } from "./desk.ts";

/** Bars that do not move, so that only sizes matter. */
const still = (price: number, n = 4): Row[] => Array.from({ length: n }, () => [price, price, price, price]);

describe("the open", () => {
  test("fills a market order at the open of the bar after it was placed", () => {
    const { fills, cash } = desk({
      bars: {
        A: [
          [99, 105, 95, 100],
          [102, 110, 101, 108],
          [108, 109, 107, 108],
        ],
      },
      orders: { 0: [{ quantity: 10 }] },
    });
    expect(fills).toEqual(["1 open o1 10@102"]);
    expect(cash).toBe(10_000 - 1020);
  });

  test("closes before it opens, so that the proceeds buy: in the order of placing there would be no cash", () => {
    const { fills, cash } = desk({
      bars: { A: still(100), B: still(50) },
      cash: 1000,
      orders: {
        0: [{ quantity: 10 }],
        1: [
          { asset: 1, quantity: 20 },
          { side: "sell", quantity: 10 },
        ],
      },
    });
    expect(fills).toEqual(["1 open o1 A 10@100", "2 open o3 A -10@100", "2 open o2 B 20@50"]);
    expect(cash).toBe(0);
  });

  test("scales all that opens by one factor, floors to lots and ends it", () => {
    const { fills, ends, orders } = desk({
      bars: { A: still(100), B: still(50) },
      cash: 1000,
      orders: { 0: [{ quantity: 9 }, { asset: 1, quantity: 15 }] },
    });
    // 900 + 750 wanted of 1,000: 9 × 0.606 = 5.45 and 15 × 0.606 = 9.09.
    expect(fills).toEqual(["1 open o1 A 5@100", "1 open o2 B 9@50"]);
    expect(ends).toEqual({ o1: "filled: trimmed: cash", o2: "filled: trimmed: cash" });
    expect(orders.map((order) => order.filled)).toEqual([5, 9]);
  });

  test("counts slippage and commission as cash that must be there", () => {
    const { fills, cash } = desk({
      bars: { A: still(100) },
      cash: 1010,
      profile: { slippage: "100bps", commission: "0.1/share:1" },
      orders: { 0: [{ quantity: 10 }] },
    });
    // 10 × 101 + 1 is more than 1,010: (1010 − 1) × 10 / (10 × 101.1) = 9.98, 9 in whole lots.
    expect(fills).toEqual(["1 open o1 9@101"]);
    expect(cash).toBe(1010 - 909 - 1);
  });

  test("cancels what costs leave nothing of", () => {
    const { fills, ends } = desk({
      bars: { A: still(100) },
      cash: 99,
      orders: { 0: [{ quantity: 1 }, { quantity: 2 }] },
    });
    expect(fills).toEqual([]);
    expect(ends).toEqual({ o1: "cancelled: no cash", o2: "cancelled: no cash" });
  });

  test("sizes a share of equity at the fill, with every asset at its open", () => {
    const { fills } = desk({
      bars: {
        A: [...still(100, 2), [200, 200, 200, 200]],
        B: [...still(50, 2), [40, 40, 40, 40]],
      },
      cash: 1000,
      orders: { 0: [{ quantity: 5 }], 1: [{ asset: 1, fraction: 0.25 }] },
    });
    // 500 in cash and 5 × 200: a quarter of 1,500 is 375, 9 units at 40.
    expect(fills).toEqual(["1 open o1 A 5@100", "2 open o2 B 9@40"]);
  });

  test("values an asset without a bar at its last close", () => {
    const { fills } = desk({
      bars: { A: [...still(100, 2), null, [100, 100, 100, 100]], B: still(50) },
      cash: 1000,
      orders: { 0: [{ quantity: 5 }], 1: [{ asset: 1, fraction: 0.3 }, { quantity: 1 }] },
    });
    // Equity 500 + 5 × 100; an order for A waits for A's next bar.
    expect(fills).toEqual(["1 open o1 A 5@100", "2 open o2 B 6@50", "3 open o3 A 1@100"]);
  });

  test("turns a position around in two fills: the close first, then the share of equity", () => {
    const { fills, positions } = desk({
      bars: { A: [...still(100, 2), ...still(110, 2)] },
      cash: 1000,
      orders: { 0: [{ fraction: 1 }], 1: [{ side: "sell", fraction: 1 }] },
    });
    expect(fills).toEqual(["1 open o1 10@100", "2 open o2 -10@110", "2 open o2 -10@110"]);
    expect(positions).toEqual([-10]);
  });

  test("splits an order over what is held into a closing and an opening part", () => {
    const { fills } = desk({
      bars: { A: still(100) },
      orders: { 0: [{ quantity: 4 }], 1: [{ side: "sell", quantity: 10 }] },
    });
    expect(fills).toEqual(["1 open o1 4@100", "2 open o2 -4@100", "2 open o2 -6@100"]);
  });

  test("lets gross exposure be leverage × equity and no more, shorts like longs", () => {
    for (const side of ["buy", "sell"] as const) {
      const at = (leverage: number) =>
        desk({ bars: { A: still(100) }, cash: 1000, profile: { leverage }, orders: { 0: [{ side, quantity: 100 }] } });
      expect(Math.abs(at(1).positions[0]!)).toBe(10);
      expect(Math.abs(at(2.5).positions[0]!)).toBe(25);
    }
  });

  test("fills whole lots of any size, and any fraction where the lot is 0", () => {
    const at = (lot: number) => desk({ bars: { A: still(300) }, lot, cash: 1000, orders: { 0: [{ fraction: 1 }] } });
    expect(at(1).fills).toEqual(["1 open o1 3@300"]);
    expect(at(0.1).fills).toEqual(["1 open o1 3.3@300"]);
    expect(at(0).fills).toEqual(["1 open o1 3.333333333@300"]);
    expect(at(0).cash).toBe(0);
  });
});

describe("a profile that cancels what cash does not cover", () => {
  test("drops an order for a quantity, in the order of placing, and cuts a share of equity", () => {
    const { fills, ends } = desk({
      bars: { A: still(100) },
      cash: 1000,
      profile: { cash: "cancel" },
      orders: { 0: [{ quantity: 6 }, { quantity: 5 }, { fraction: 0.9 }] },
    });
    expect(fills).toEqual(["1 open o1 6@100", "1 open o3 4@100"]);
    expect(ends).toEqual({ o1: "filled: ", o2: "cancelled: no cash", o3: "filled: trimmed: cash" });
  });
});

describe("a group", () => {
  const legs = (quantity: number) => [
    { quantity, group: "g" },
    { asset: 1, side: "sell" as const, quantity, group: "g" },
  ];

  test("fills whole at one open", () => {
    const { fills } = desk({ bars: { A: still(100), B: still(100) }, orders: { 0: legs(10) } });
    expect(fills).toEqual(["1 open o1 A 10@100", "1 open o2 B -10@100"]);
  });

  test("is cancelled when a leg has no bar at the next clock time", () => {
    const bars = { A: still(100), B: [...still(100, 1), null, ...still(100, 2)] };
    const { fills, ends } = desk({ bars, orders: { 0: legs(10) } });
    expect(fills).toEqual([]);
    expect(ends).toEqual({ o1: "cancelled: a leg has no bar", o2: "cancelled: a leg has no bar" });
  });

  test("is scaled as a whole by what cash covers", () => {
    const { fills } = desk({ bars: { A: still(100), B: still(100) }, cash: 1000, orders: { 0: legs(10) } });
    expect(fills).toEqual(["1 open o1 A 5@100", "1 open o2 B -5@100"]);
  });

  test("is noted where lots leave its legs in other proportions than were asked for", () => {
    const bars = { A: still(100), B: still(100) };
    const legsOff = (first: number, second: number) => {
      const orders = [
        { quantity: first, group: "g" },
        { asset: 1, side: "sell" as const, quantity: second, group: "g" },
      ];
      return desk({ bars, orders: { 0: orders } }).venue.legsOff;
    };
    // 20 of 20.3 units are 98.5 %, 19 of 19.2 are 99.0 %: half a percent apart.
    expect(legsOff(20.3, 19.2)).toEqual({ groups: 0, worst: 0, bar: -1 });
    // 20 of 20 are all, 3 of 3.75 four fifths: a quarter more.
    expect(legsOff(20, 3.75)).toEqual({ groups: 1, worst: 0.25, bar: 1 });
  });

  test("falls when cash leaves a leg with nothing", () => {
    const bars = { A: still(600), B: still(100) };
    const { fills, ends } = desk({ bars, cash: 650, orders: { 0: legs(1) } });
    expect(fills).toEqual([]);
    expect(ends).toEqual({ o1: "cancelled: the group cannot fill", o2: "cancelled: the group cannot fill" });
  });

  test("is scaled by the leg with the least volume", () => {
    const row = (volume: number): Row => [100, 100, 100, 100, volume];
    const bars = { A: Array.from({ length: 3 }, () => row(1000)), B: Array.from({ length: 3 }, () => row(40)) };
    const { fills } = desk({ bars, profile: { participation: 0.1 }, orders: { 0: legs(10) } });
    expect(fills).toEqual(["1 open o1 A 4@100", "1 open o2 B -4@100"]);
  });

  test("leaves the orders beside it what it would have used", () => {
    const bars = { A: still(100), B: [...still(100, 1), null, ...still(100, 2)] };
    const { fills } = desk({ bars, cash: 1000, orders: { 0: [...legs(10), { quantity: 10 }] } });
    expect(fills).toEqual(["1 open o3 A 10@100"]);
  });
});

describe("the volume cap", () => {
  const row = (volume: number): Row => [100, 100, 100, 100, volume];

  test("lets a tenth of the volume fill, over all orders in the order of placing; the rest waits", () => {
    const { fills, ends } = desk({
      bars: { A: [row(0), row(100), row(50), row(1000)] },
      profile: { participation: 0.1 },
      orders: { 0: [{ quantity: 8 }, { quantity: 8 }] },
    });
    expect(fills).toEqual(["1 open o1 8@100", "1 open o2 2@100", "2 open o2 5@100", "3 open o2 1@100"]);
    expect(ends).toEqual({ o1: "filled: ", o2: "filled: " });
  });

  test("ends an order for a share of equity after one fill", () => {
    const { fills, ends } = desk({
      bars: { A: [row(0), row(100), row(1000)] },
      profile: { participation: 0.1 },
      orders: { 0: [{ fraction: 1 }] },
    });
    expect(fills).toEqual(["1 open o1 10@100"]);
    expect(ends.o1).toMatch(/^filled/);
  });

  test("gives nothing where the bar has no volume", () => {
    const { fills, ends } = desk({
      bars: { A: [row(100), [100, 100, 100, 100], row(0)] },
      profile: { participation: 0.1 },
      orders: { 0: [{ quantity: 1 }] },
    });
    expect(fills).toEqual([]);
    expect(ends.o1).toBe("expired: the data ended");
  });

  test("20 % of 200 at 5 bps over 3.00 fills 40 at 3.0015", () => {
    const bar: Row = [3, 3, 3, 3, 200];
    const profile = { participation: 0.2, slippage: "5bps" };
    const { fills } = desk({ bars: { A: [bar, bar] }, profile, orders: { 0: [{ quantity: 100 }] } });
    expect(fills).toEqual(["1 open o1 40@3.0015"]);
  });
});

describe("fill or kill and the rest of the times in force", () => {
  test("fill or kill is judged on the whole quantity before anything is booked", () => {
    const { fills, ends } = desk({
      bars: { A: still(100) },
      cash: 1000,
      orders: {
        0: [
          { quantity: 11, timeInForce: "fok" },
          { quantity: 10, timeInForce: "fok" },
        ],
      },
    });
    // Together they would be scaled; neither stands cut, and both fall in the same look.
    expect(fills).toEqual([]);
    expect(ends).toEqual({ o1: "cancelled: cannot fill whole", o2: "cancelled: cannot fill whole" });
  });

  test("a day order ends after the first bar that it met, a GTD order after its time", () => {
    const bars: Row[] = [[100, 100, 100, 100], null, [100, 101, 99, 100], [100, 101, 99, 100], [100, 101, 89, 90]];
    const { fills, ends } = desk({
      bars: { A: bars, B: still(1, 5) },
      orders: {
        0: [
          { type: "limit", limit: 90, quantity: 1, timeInForce: "day" },
          { type: "limit", limit: 90, quantity: 1, timeInForce: "gtd", until: 3 * 86_400_000 },
          { type: "limit", limit: 90, quantity: 1 },
        ],
      },
    });
    expect(fills).toEqual(["4 inside o3 A 1@90"]);
    expect(ends).toEqual({ o1: "expired: time in force", o2: "expired: time in force", o3: "filled: " });
  });
});

describe("market-on-close", () => {
  test("fills at the close of the next bar, with slippage, and expires where cash cuts it", () => {
    const { fills, ends } = desk({
      bars: {
        A: [
          [100, 100, 100, 100],
          [100, 120, 90, 110],
          [110, 110, 110, 110],
        ],
      },
      cash: 500,
      profile: { slippage: "100bps" },
      orders: {
        0: [
          { type: "marketOnClose", quantity: 3 },
          { type: "marketOnClose", quantity: 3 },
        ],
      },
    });
    expect(fills).toEqual(["1 close o1 3@111.1", "1 close o2 1@111.1"]);
    expect(ends).toEqual({ o1: "filled: ", o2: "expired: cut at the close: cash" });
  });
});

describe("at the end of the data", () => {
  test("open orders expire and positions stay open", () => {
    const { ends, positions } = desk({
      bars: { A: still(100) },
      orders: { 0: [{ quantity: 5 }, { type: "limit", limit: 50, quantity: 5 }], 3: [{ quantity: 1 }] },
    });
    expect(ends).toEqual({ o1: "filled: ", o2: "expired: the data ended", o3: "expired: the data ended" });
    expect(positions).toEqual([5]);
  });
});
