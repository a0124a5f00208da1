import { buy, does, noSuchOrder, refused, sell, still, type TableCase } from "./table.ts";

const stop = sell({ type: "stop", stop: 95, oco: "out" });
const limit = sell({ type: "limit", limit: 105, oco: "out" });
const noPair = refused("profile-order", "vectorbt has no pair of orders");

/** Two orders of which one cancels the other. */
export const oco: readonly TableCase[] = [
  {
    name: "both lie in one bar, the stop placed first",
    bars: [still, still, [100, 106, 94, 101]],
    orders: { 0: [buy()], 1: [stop, limit] },
    expect: {
      ivy: does("what stops goes before what limits", "1 10@100", "2 -10@95"),
      pessimistic: does("the worse of 95 and the close 101", "1 10@100", "2 -10@95"),
      "backtesting-py": does("in the order of placing", "1 10@100", "2 -10@95"),
      backtrader: "backtesting-py",
      vectorbt: noPair,
      zipline: does("the close at 101 is at neither", "1 10@100"),
      "lean-like": does("in the order of placing: the worse of 95 and the close 101", "1 10@100", "2 -10@95"),
    },
  },
  {
    name: "both lie in one bar, the limit placed first",
    bars: [still, still, [100, 106, 94, 101]],
    orders: { 0: [buy()], 1: [limit, stop] },
    expect: {
      ivy: does("what stops goes before what limits, whenever it was placed", "1 10@100", "2 -10@95"),
      pessimistic: "ivy",
      "backtesting-py": does("in the order of placing", "1 10@100", "2 -10@105"),
      backtrader: "backtesting-py",
      vectorbt: noPair,
      zipline: does("the close at 101 is at neither", "1 10@100"),
      "lean-like": does("in the order of placing: the higher of 105 and the low 94", "1 10@100", "2 -10@105"),
    },
  },
  {
    name: "the limit is met at the open, the stop later in the bar",
    bars: [still, still, [107, 108, 94, 96]],
    orders: { 0: [buy()], 1: [stop, limit] },
    expect: {
      ivy: does("the open at 107 comes before any path", "1 10@100", "2 -10@107"),
      pessimistic: "ivy",
      "backtesting-py": does("the stop was placed first: the lower of open 107 and 95", "1 10@100", "2 -10@95"),
      backtrader: does("the stop was placed first, and the low met it", "1 10@100", "2 -10@95"),
      vectorbt: noPair,
      zipline: does("the close at 96 is at neither", "1 10@100"),
      "lean-like": does("the stop was placed first: the worse of 95 and the close 96", "1 10@100", "2 -10@95"),
    },
  },
  {
    name: "entries on both sides that one bar meets",
    bars: [still, [100, 104, 96, 101]],
    orders: { 0: [buy({ type: "stop", stop: 103, oco: "in" }), sell({ type: "stop", stop: 97, oco: "in" })] },
    expect: {
      ivy: does("in the order of placing", "1 10@103"),
      pessimistic: does("the worse of 103 and the close 101", "1 10@103"),
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: does("the close at 101 is at neither"),
      "lean-like": does("in the order of placing: the worse of 103 and the close 101", "1 10@103"),
    },
  },
  {
    name: "after one has filled the other cannot on a later bar",
    bars: [still, still, [100, 106, 99, 104], [100, 101, 93, 94]],
    orders: { 0: [buy()], 1: [stop, limit] },
    expect: {
      ivy: does("the limit on bar 2, nothing on bar 3", "1 10@100", "2 -10@105"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noPair,
      zipline: does("104 is at neither; the close at 94 is below the stop", "1 10@100", "3 -10@94"),
      "lean-like": "ivy",
    },
  },
];
