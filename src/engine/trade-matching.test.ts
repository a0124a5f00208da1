import { describe, expect, test } from "vitest";
import { FillLog } from "./fill-log.ts";
import { matchTrades, TradeLog } from "./trade-matching.ts";

interface Row {
  readonly bar: number;
  readonly quantity: number;
  readonly price: number;
  readonly reference?: number;
  readonly commission?: number;
  readonly asset?: number;
}

/** The order of each fill is its place in the list. */
function fillsOf(rows: readonly Row[]): FillLog {
  const log = new FillLog();
  for (const { bar, quantity, price, reference = price, commission = 0, asset = 0 } of rows) {
    const i = log.next();
    log.bar[i] = bar;
    log.asset[i] = asset;
    log.quantity[i] = quantity;
    log.price[i] = price;
    log.reference[i] = reference;
    log.commission[i] = commission;
    log.order[i] = i;
    log.moment[i] = 0;
  }
  return log;
}

function rowsOf(trades: TradeLog) {
  return Array.from({ length: trades.length }, (_, i) => ({
    asset: trades.asset[i],
    quantity: trades.quantity[i],
    bars: [trades.entryBar[i], trades.exitBar[i]],
    prices: [trades.entryPrice[i], trades.exitPrice[i]],
    pnl: trades.pnl[i],
    return: trades.return[i],
    commission: trades.commission[i],
    slippage: trades.slippage[i],
    orders: [trades.entryOrder[i], trades.exitOrder[i]],
  }));
}

const flatToFlat = (rows: readonly Row[], assets = 1) => rowsOf(matchTrades(fillsOf(rows), assets, "flatToFlat"));
const fifo = (rows: readonly Row[], assets = 1) => rowsOf(matchTrades(fillsOf(rows), assets, "fifo"));

/** Bought 10 at 101 (reference 100), sold 10 at 108 (reference 109), 2 of commission each. */
const ROUND_TRIP = [
  { bar: 1, quantity: 10, price: 101, reference: 100, commission: 2 },
  { bar: 4, quantity: -10, price: 108, reference: 109, commission: 2 },
] as const;

describe.each([
  ["flat to flat", flatToFlat],
  ["first in, first out", fifo],
])("%s", (_, match) => {
  test("a purchase and its sale are one trade, net of commission and slippage", () => {
    expect(match(ROUND_TRIP)).toEqual([
      {
        asset: 0,
        quantity: 10,
        bars: [1, 4],
        prices: [101, 108],
        pnl: 10 * (108 - 101) - 4,
        return: 66 / 1010,
        commission: 4,
        slippage: 20,
        orders: [0, 1],
      },
    ]);
  });

  test("a short gains when the price falls, and has a negative quantity", () => {
    const short = [
      { bar: 0, quantity: -10, price: 99, reference: 100, commission: 1 },
      { bar: 2, quantity: 10, price: 91, reference: 90, commission: 1 },
    ];
    expect(match(short)).toEqual([
      {
        asset: 0,
        quantity: -10,
        bars: [0, 2],
        prices: [99, 91],
        pnl: 80 - 2,
        return: 78 / 990,
        commission: 2,
        slippage: 20,
        orders: [0, 1],
      },
    ]);
  });

  test("a position that stays open is no trade", () => {
    expect(match([{ bar: 0, quantity: 10, price: 100 }])).toEqual([]);
    expect(match([...ROUND_TRIP, { bar: 5, quantity: 3, price: 100 }])).toHaveLength(1);
    expect(match([])).toEqual([]);
  });

  test("turning around is the end of one trade and the start of another", () => {
    const trades = match([
      { bar: 0, quantity: 10, price: 100 },
      { bar: 3, quantity: -10, price: 110 },
      { bar: 3, quantity: -5, price: 110 },
      { bar: 6, quantity: 5, price: 100 },
    ]);
    expect(trades.map(({ quantity, pnl, bars }) => [quantity, pnl, bars])).toEqual([
      [10, 100, [0, 3]],
      [-5, 50, [3, 6]],
    ]);
  });

  test("assets are matched apart, in the order of closing", () => {
    const trades = match(
      [
        { bar: 0, quantity: 10, price: 100, asset: 0 },
        { bar: 1, quantity: -4, price: 50, asset: 1 },
        { bar: 2, quantity: 4, price: 45, asset: 1 },
        { bar: 3, quantity: -10, price: 90, asset: 0 },
      ],
      2,
    );
    expect(trades.map(({ asset, quantity, pnl }) => [asset, quantity, pnl])).toEqual([
      [1, -4, 20],
      [0, 10, -100],
    ]);
  });
});

describe("adding, then leaving in two steps", () => {
  /** 10 at 100 and 5 at 112; out 6 at 120 and 9 at 110; commission 3, 1.5, 2 and 3. */
  const rows = [
    { bar: 0, quantity: 10, price: 100, commission: 3 },
    { bar: 1, quantity: 5, price: 112, commission: 1.5 },
    { bar: 2, quantity: -6, price: 120, commission: 2 },
    { bar: 3, quantity: -9, price: 110, commission: 3 },
  ];

  test("is one trade from flat to flat, at average prices and the largest size", () => {
    const trades = flatToFlat(rows);
    // Paid 1000 + 560, got 720 + 990, commission 9.5.
    expect(trades).toHaveLength(1);
    expect(trades[0]).toMatchObject({ quantity: 15, bars: [0, 3], prices: [104, 114], commission: 9.5, pnl: 140.5 });
    expect(trades[0]!.return).toBeCloseTo(140.5 / 1560, 15);
    expect(trades[0]!.orders).toEqual([0, 3]);
  });

  test("is three pieces first in, first out, with shares of both commissions", () => {
    const trades = fifo(rows);
    expect(trades.map(({ quantity, prices, bars, orders }) => [quantity, prices, bars, orders])).toEqual([
      [6, [100, 120], [0, 2], [0, 2]],
      [4, [100, 110], [0, 3], [0, 3]],
      [5, [112, 110], [1, 3], [1, 3]],
    ]);
    // 6/10 of 3 + all of 2; 4/10 of 3 + 4/9 of 3; all of 1.5 + 5/9 of 3.
    const commissions = [3.8, 1.2 + 4 / 3, 1.5 + 5 / 3];
    const profits = [120 - commissions[0]!, 40 - commissions[1]!, -10 - commissions[2]!];
    for (const [i, trade] of trades.entries()) {
      expect(trade.commission).toBeCloseTo(commissions[i]!, 12);
      expect(trade.pnl).toBeCloseTo(profits[i]!, 12);
    }
    expect(trades.reduce((sum, trade) => sum + trade.pnl!, 0)).toBeCloseTo(140.5, 10);
  });
});

describe("the size of a trade that grows again after a part was sold", () => {
  test("is the largest that was held, not what was bought in all", () => {
    const trades = flatToFlat([
      { bar: 0, quantity: 10, price: 100 },
      { bar: 1, quantity: -5, price: 110 },
      { bar: 2, quantity: 3, price: 105 },
      { bar: 3, quantity: -8, price: 120 },
    ]);
    // Bought 13 for 1,315, sold 13 for 1,510.
    expect(trades[0]).toMatchObject({ quantity: 10, pnl: 195 });
    expect(trades[0]!.prices[0]).toBeCloseTo(1315 / 13, 12);
    expect(trades[0]!.prices[1]).toBeCloseTo(1510 / 13, 12);
  });
});

describe("a log of trades", () => {
  test("is added to, and begins anew when it is cleared", () => {
    const log = new TradeLog();
    matchTrades(fillsOf([...ROUND_TRIP, ...ROUND_TRIP]), 1, "flatToFlat", log);
    matchTrades(fillsOf(ROUND_TRIP), 1, "fifo", log);
    expect(rowsOf(log)).toEqual(
      [1, 2, 3]
        .flatMap(() => fifo(ROUND_TRIP))
        .map((row, i) => ({ ...row, orders: [i === 1 ? 2 : 0, i === 1 ? 3 : 1] })),
    );
    log.clear();
    matchTrades(fillsOf(ROUND_TRIP), 1, "flatToFlat", log);
    expect(rowsOf(log)).toEqual(fifo(ROUND_TRIP));
  });
});

describe("at the average entry", () => {
  const average = (rows: readonly Row[], assets = 1) => rowsOf(matchTrades(fillsOf(rows), assets, "average"));

  test("each exit is a trade against the average of the entries that are open", () => {
    // vectorbt 1.2.0: Portfolio.from_orders([10, 12, 11, 15, 14, 9], size=[4, 2, -3, 1, -6, 2], init_cash=1000, fees=0.01,
    // fixed_fees=0.5).exit_trades; its order of 6 at 14 turns the position around, and is two fills here.
    const trades = average([
      { bar: 0, quantity: 4, price: 10, commission: 0.9 },
      { bar: 1, quantity: 2, price: 12, commission: 0.74 },
      { bar: 2, quantity: -3, price: 11, commission: 0.83 },
      { bar: 3, quantity: 1, price: 15, commission: 0.65 },
      { bar: 4, quantity: -4, price: 14, commission: (1.34 * 4) / 6 },
      { bar: 4, quantity: -2, price: 14, commission: (1.34 * 2) / 6 },
      { bar: 5, quantity: 2, price: 9, commission: 0.68 },
    ]);
    expect(trades.map(({ quantity, bars }) => [quantity, ...bars])).toEqual([
      [3, 0, 2],
      [4, 0, 4],
      [-2, 4, 5],
    ]);
    const expected = [
      [10.666666666666666, 11, -0.6500000000000001, -0.020312500000000004],
      [11.75, 14, 6.636666666666666, 0.14120567375886522],
      [14, 9, 8.873333333333333, 0.3169047619047619],
    ];
    for (const [i, trade] of trades.entries()) {
      const figures = [...trade.prices, trade.pnl, trade.return];
      // Other sums, other last digits.
      for (const [k, figure] of figures.entries()) expect(figure).toBeCloseTo(expected[i]![k]!, 12);
    }
  });

  test("a fill of nothing makes no trade, under no rule", () => {
    const rows = [{ bar: 0, quantity: 0, price: 10, commission: 1 }, ...ROUND_TRIP];
    for (const match of [average, flatToFlat]) expect(match(rows)).toHaveLength(1);
  });

  test("assets are matched by themselves", () => {
    const rows = [
      { bar: 0, quantity: 1, price: 10 },
      { bar: 0, quantity: -2, price: 50, asset: 1 },
      { bar: 1, quantity: -1, price: 12 },
      { bar: 1, quantity: 2, price: 40, asset: 1 },
    ];
    expect(average(rows, 2).map(({ asset, pnl }) => [asset, pnl])).toEqual([
      [0, 2],
      [1, 20],
    ]);
  });
});

test("an exit of an entry that rounding has closed makes no trade", () => {
  // 2^60 and what is added to it below 2^7 are the same number: the position of the first row is lost in the second.
  const log = fillsOf([
    { bar: 0, quantity: 60, price: 1 },
    { bar: 1, quantity: -60, price: 2 },
    { bar: 2, quantity: -1, price: 2 },
  ]);
  log.closes = Int32Array.of(-1, 0, 0);
  expect(rowsOf(matchTrades(log, 1, "fifo"))).toHaveLength(1);
});
