import { buy, does, flat, noSuchOrder, sell, still, type TableCase } from "./table.ts";

/** Orders larger than the position that they close. */
export const reversals: readonly TableCase[] = [
  {
    name: "a market order for twice the position",
    bars: [still, still, [102, 104, 101, 103]],
    orders: { 0: [buy()], 1: [sell({ quantity: 20 })] },
    expect: {
      ivy: does("a part that closes and one that opens", "1 10@100", "2 -10@102", "2 -10@102"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: does("at the closes at which they are said", "0 10@100", "1 -10@100", "1 -10@100"),
      zipline: does("one fill", "1 10@100", "2 -20@103"),
      "lean-like": does("one fill at the open", "1 10@100", "2 -20@102"),
    },
  },
  {
    name: "a stop for twice the position",
    bars: [still, still, [99, 100, 96, 98]],
    orders: { 0: [buy()], 1: [sell({ type: "stop", stop: 97, quantity: 20 })] },
    expect: {
      ivy: does("both parts at 97", "1 10@100", "2 -10@97", "2 -10@97"),
      pessimistic: does("the worse of 97 and the close 98", "1 10@100", "2 -10@97", "2 -10@97"),
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: does("the close at 98 is above 97", "1 10@100"),
      "lean-like": does("one fill at the worse of 97 and the close 98", "1 10@100", "2 -20@97"),
    },
  },
  {
    name: "a limit for more than the position",
    bars: [still, still, [101, 105, 100, 103]],
    orders: { 0: [buy()], 1: [sell({ type: "limit", limit: 104, quantity: 15 })] },
    expect: {
      ivy: does("10 close, 5 open", "1 10@100", "2 -10@104", "2 -5@104"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: does("the close at 103 is below 104", "1 10@100"),
      "lean-like": does("one fill at the higher of 104 and the low 100", "1 10@100", "2 -15@104"),
    },
  },
  {
    name: "the stop of an order that turns the position around",
    bars: [still, still, still, [101, 105, 100, 102]],
    orders: { 0: [buy()], 1: [sell({ quantity: 20, bracket: { stop: { price: 104 } } })] },
    expect: {
      ivy: does("guards the 10 that it opened", "1 10@100", "2 -10@100", "2 -10@100", "3 10@104"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: does(
        "is an order for the units of its entry: 10 close, 10 open",
        "1 10@100",
        "2 -10@100",
        "2 -10@100",
        "3 10@104",
        "3 10@104",
      ),
      vectorbt: does("guards the position", "0 10@100", "1 -10@100", "1 -10@100", "3 10@104"),
      zipline: does("the close at 102 is below 104", "1 10@100", "2 -20@100"),
      "lean-like": does("guards the 10 that it opened", "1 10@100", "2 -20@100", "3 10@104"),
    },
  },
  {
    name: "a share of half of the equity against what is held",
    bars: [still, still, still, flat(100)],
    orders: { 0: [buy()], 1: [{ side: "sell", type: "market", fraction: 0.5 }] },
    expect: {
      ivy: does("closes 10, then 5,000 of 10,000 at 100", "1 10@100", "2 -10@100", "2 -50@100"),
      pessimistic: "ivy",
      "backtesting-py": does(
        "the entry is closed first, then half of what is free",
        "1 10@100",
        "2 -10@100",
        "2 -50@100",
      ),
      backtrader: does("60 at the close of bar 1: 10 close, 50 open", "1 10@100", "2 -10@100", "2 -50@100"),
      vectorbt: does(
        "half of what could be sold: 2 · 10 held and as many as the cash of 9,000 stands for, 110: 55, of which 10 close",
        "0 10@100",
        "1 -10@100",
        "1 -45@100",
      ),
      zipline: does("60 at the close of bar 1, one fill", "1 10@100", "2 -60@100"),
      "lean-like": does("60 at the close of bar 1: 99.75 % of 10,000, half of it: 49 and 10", "1 10@100", "2 -59@100"),
    },
  },
];
