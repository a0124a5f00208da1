import { buy, does, noSuchOrder, noSuchTime, refused, still, type TableCase } from "./table.ts";

const DAY = 86_400_000;
const limitAt97 = { type: "limit", limit: 97 } as const;
/** Not met on bar 1; gone through on bar 2, whose close is above it. */
const metLater: TableCase["bars"] = [still, [100, 101, 98, 99], [98, 99, 96, 97.5]];
/** Bar 2 closes below it as well. */
const closesLater: TableCase["bars"] = [still, [100, 101, 98, 99], [98, 99, 96, 96.5]];

/** How long orders work, and those that are for one moment of the bar. */
export const timesInForce: readonly TableCase[] = [
  {
    name: "a limit for the day that the day does not meet",
    bars: closesLater,
    orders: { 0: [buy({ ...limitAt97, timeInForce: "day" })] },
    expect: {
      ivy: does("bar 1 ends it"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: does("its day is that of bar 0: it ends as bar 1 begins"),
      vectorbt: noSuchOrder,
      zipline: "ivy",
      "lean-like": "ivy",
    },
  },
  {
    name: "a limit for the day that the day meets",
    bars: [still, [99, 100, 96, 97]],
    orders: { 0: [buy({ type: "limit", limit: 98, timeInForce: "day" })] },
    expect: {
      ivy: does("bar 1 goes through 98", "1 10@98"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: does("its day is that of bar 0: it ends as bar 1 begins"),
      vectorbt: noSuchOrder,
      zipline: does("the close at 97", "1 10@97"),
      "lean-like": "ivy",
    },
  },
  {
    name: "a limit till the date of the bar that meets it",
    bars: metLater,
    orders: { 0: [buy({ ...limitAt97, timeInForce: "gtd", until: 2 * DAY })] },
    expect: {
      ivy: does("it still works on bar 2", "2 10@97"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: does("no close at 97 or below"),
      "lean-like": "ivy",
    },
  },
  {
    name: "a limit till the date of the bar before",
    bars: closesLater,
    orders: { 0: [buy({ ...limitAt97, timeInForce: "gtd", until: DAY })] },
    expect: {
      ivy: does("bar 1 was the last one"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: "ivy",
      "lean-like": "ivy",
    },
  },
  {
    name: "a limit till a time between two bars",
    bars: closesLater,
    orders: { 0: [buy({ ...limitAt97, timeInForce: "gtd", until: 1.5 * DAY })] },
    expect: {
      ivy: does("bar 2 comes after that time"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: "ivy",
      "lean-like": "ivy",
    },
  },
  {
    name: "a limit, immediate or cancel, that its first bar does not meet",
    bars: closesLater,
    orders: { 0: [buy({ ...limitAt97, timeInForce: "ioc" })] },
    expect: {
      ivy: does("judged on bar 1 alone"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: noSuchTime,
      vectorbt: noSuchOrder,
      zipline: "ivy",
      "lean-like": "ivy",
    },
  },
  {
    name: "fill or kill, of which all can be filled",
    bars: [still, [101, 102, 100, 101.5]],
    orders: { 0: [buy({ timeInForce: "fok" })] },
    expect: {
      ivy: does("10 at 101 are covered", "1 10@101"),
      pessimistic: "ivy",
      "backtesting-py": does("every order of its is all or nothing", "1 10@101"),
      backtrader: noSuchTime,
      vectorbt: does("10 at its own close are covered", "0 10@100"),
      zipline: noSuchTime,
      "lean-like": noSuchTime,
    },
  },
  {
    name: "fill or kill, for more than the cash covers",
    bars: [still, still],
    orders: { 0: [buy({ quantity: 101, timeInForce: "fok" })] },
    expect: {
      ivy: does("101 at 100 of 10,000: cut, and so killed"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: noSuchTime,
      vectorbt: does("no part of it is allowed"),
      zipline: noSuchTime,
      "lean-like": noSuchTime,
    },
  },
  {
    name: "an order for the close",
    bars: [still, [101, 103, 99, 102]],
    orders: { 0: [buy({ type: "marketOnClose" })] },
    expect: {
      ivy: does("at the close of bar 1", "1 10@102"),
      pessimistic: "ivy",
      "backtesting-py": refused("not-in-profile", "its orders work as the bar opens"),
      backtrader: does("the day of bar 0 is over: on bar 1, at its close", "1 10@102"),
      vectorbt: noSuchOrder,
      zipline: "ivy",
      "lean-like": "ivy",
    },
  },
  {
    name: "an order for the open",
    bars: [still, [101, 103, 99, 102]],
    orders: { 0: [buy({ type: "marketOnOpen" })] },
    expect: {
      ivy: does("at the open of bar 1", "1 10@101"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: refused("not-in-profile", "all its orders fill at the close"),
      "lean-like": "ivy",
    },
  },
  {
    name: "a limit that was cancelled on the bar before it would be met",
    bars: closesLater,
    orders: { 0: [buy(limitAt97)] },
    acts: [{ do: "cancel", at: 1, id: "0.0" }],
    expect: {
      ivy: does("cancelled after bar 1"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: "ivy",
      "lean-like": "ivy",
    },
  },
  {
    name: "a limit that was moved up to where the next bar meets it",
    bars: [still, [100, 101, 98, 99.5], [100, 101, 98, 99]],
    orders: { 0: [buy(limitAt97)] },
    acts: [{ do: "replace", at: 1, id: "0.0", changes: { limit: 99 } }],
    expect: {
      ivy: does("bar 2 goes through 99", "2 10@99"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: does("the close at 99 is at it", "2 10@99"),
      "lean-like": does("the lower of 99 and the high 101", "2 10@99"),
    },
  },
];
