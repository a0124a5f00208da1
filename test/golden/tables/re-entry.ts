import { buy, does, noSuchOrder, still, type TableCase } from "./table.ts";

/** Entries that rest while the position is left. */
export const reEntry: readonly TableCase[] = [
  {
    name: "a stop entry and the stop loss lie in one bar",
    bars: [still, still, [100, 104, 94, 102]],
    orders: { 0: [buy({ bracket: { stop: { price: 95 } } })], 1: [buy({ type: "stop", stop: 103 })] },
    expect: {
      ivy: does("what closes goes first", "1 10@100", "2 -10@95", "2 10@103"),
      pessimistic: does("the worse of 95 and 102, of 103 and 102", "1 10@100", "2 -10@95", "2 10@103"),
      "backtesting-py": does("the stop loss stands in front", "1 10@100", "2 -10@95", "2 10@103"),
      backtrader: does("the stop loss came with the first order", "1 10@100", "2 -10@95", "2 10@103"),
      vectorbt: noSuchOrder,
      zipline: does("the close at 102 is at neither", "1 10@100"),
      "lean-like": does("the stop loss came before", "1 10@100", "2 -10@95", "2 10@103"),
    },
  },
  {
    name: "a limit entry rests while the position is closed at the market",
    bars: [still, still, [101, 102, 96, 98]],
    orders: { 0: [buy()], 1: [buy({ type: "limit", limit: 97 })] },
    acts: [{ do: "close", at: 1, symbol: "A" }],
    expect: {
      ivy: does("out at the open, in again at 97", "1 10@100", "2 -10@101", "2 10@97"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: does("in the order of placing: the limit first", "1 10@100", "2 10@97", "2 -10@101"),
      vectorbt: noSuchOrder,
      zipline: does("the close at 98 is above 97", "1 10@100", "2 -10@98"),
      "lean-like": does(
        "in the order of placing: the lower of 97 and the high first",
        "1 10@100",
        "2 10@97",
        "2 -10@101",
      ),
    },
  },
  {
    name: "a limit entry and the target lie in one bar",
    bars: [still, still, [101, 106, 97, 99]],
    orders: { 0: [buy({ bracket: { target: { price: 105 } } })], 1: [buy({ type: "limit", limit: 98 })] },
    expect: {
      ivy: does("what closes goes first", "1 10@100", "2 -10@105", "2 10@98"),
      pessimistic: "ivy",
      "backtesting-py": does("the target was placed before", "1 10@100", "2 -10@105", "2 10@98"),
      backtrader: "backtesting-py",
      vectorbt: noSuchOrder,
      zipline: does("the close at 99 is at neither", "1 10@100"),
      "lean-like": "backtesting-py",
    },
  },
  {
    name: "a market entry on the bar of the stop loss",
    bars: [still, still, [100, 101, 94, 96], [97, 98, 96, 97]],
    orders: { 0: [buy({ bracket: { stop: { price: 95 } } })], 2: [buy()] },
    expect: {
      ivy: does("out on bar 2; in again at the open of bar 3", "1 10@100", "2 -10@95", "3 10@97"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: does("on the bar of a stop no signal of its asset counts", "0 10@100", "2 -10@95"),
      zipline: does("96 is above the stop; in again at the close of bar 3", "1 10@100", "3 10@97"),
      "lean-like": "ivy",
    },
  },
];
