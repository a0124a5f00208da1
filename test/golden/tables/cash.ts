import { buy, does, flat, sell, still, type TableCase } from "./table.ts";

/** Orders for more than 10,000 buy. */
export const cash: readonly TableCase[] = [
  {
    name: "150 units at 100",
    bars: [still, still],
    orders: { 0: [buy({ quantity: 150 })] },
    expect: {
      ivy: does("cut to 100", "1 100@100"),
      pessimistic: "ivy",
      "backtesting-py": does("not covered: cancelled"),
      backtrader: does("not covered: rejected"),
      vectorbt: does("cut to 100", "0 100@100"),
      zipline: does("nobody asks", "1 150@100"),
      "lean-like": does("twice the equity may be held", "1 150@100"),
    },
  },
  {
    name: "250 units at 100",
    bars: [still, still],
    orders: { 0: [buy({ quantity: 250 })] },
    expect: {
      ivy: does("cut to 100", "1 100@100"),
      pessimistic: "ivy",
      "backtesting-py": does("not covered: cancelled"),
      backtrader: does("not covered: rejected"),
      vectorbt: does("cut to 100", "0 100@100"),
      zipline: does("nobody asks", "1 250@100"),
      "lean-like": does("25,000 is more than twice the equity: rejected"),
    },
  },
  {
    name: "150 units short at 100",
    bars: [still, still],
    orders: { 0: [sell({ quantity: 150 })] },
    expect: {
      ivy: does("a short binds what a long does: cut to 100", "1 -100@100"),
      pessimistic: "ivy",
      "backtesting-py": does("a short binds its value: cancelled"),
      backtrader: does("a short brings cash and binds none", "1 -150@100"),
      vectorbt: does("a short binds none", "0 -150@100"),
      zipline: does("nobody asks", "1 -150@100"),
      "lean-like": does("twice the equity may be held", "1 -150@100"),
    },
  },
  {
    name: "two orders for 60 units at 100",
    bars: [still, still],
    orders: { 0: [buy({ quantity: 60 }), buy({ quantity: 60 })] },
    expect: {
      ivy: does("one factor for both: 10,000 / 12,000 of 60", "1 50@100", "1 50@100"),
      pessimistic: "ivy",
      "backtesting-py": does("the first is covered, the second not", "1 60@100"),
      backtrader: "backtesting-py",
      vectorbt: does("the first whole, the second cut to 4,000", "0 60@100", "0 40@100"),
      zipline: does("nobody asks", "1 60@100", "1 60@100"),
      "lean-like": does("12,000 of 20,000", "1 60@100", "1 60@100"),
    },
  },
  {
    name: "100 units that the close covers and the next open does not",
    bars: [still, flat(101)],
    orders: { 0: [buy({ quantity: 100 })] },
    expect: {
      ivy: does("10,000 / 101 = 99", "1 99@101"),
      pessimistic: "ivy",
      "backtesting-py": does("10,100 are not there: cancelled"),
      backtrader: does("taken at 100, rejected when it fills"),
      vectorbt: does("filled at the close", "0 100@100"),
      zipline: does("nobody asks", "1 100@101"),
      "lean-like": does("twice the equity may be held", "1 100@101"),
    },
  },
];
