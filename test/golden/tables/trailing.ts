import { buy, does, noSuchOrder, refused, sell, still, type TableCase } from "./table.ts";

const trails = { 0: [buy()], 1: [sell({ type: "trailing", trail: { amount: 5 } })] };
const noTrail = refused("not-in-profile", "zipline has no trailing stop");

/** A trailing stop starts from the close at which it was placed: 5 below 100. */
export const trailing: readonly TableCase[] = [
  {
    name: "a trailing stop is gapped through after a high of 108 and a close of 107",
    bars: [still, still, [101, 108, 100, 107], [101, 104, 99, 103]],
    orders: trails,
    expect: {
      ivy: does("it stands at 108 − 5 = 103; it opens at 101", "1 10@100", "3 -10@101"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: does("it follows the close: 102; it opens at 101", "1 10@100", "3 -10@101"),
      vectorbt: noSuchOrder,
      zipline: noTrail,
      "lean-like": does("at 103, no better than the close 103", "1 10@100", "3 -10@103"),
    },
  },
  {
    name: "a trailing stop follows the high, or the close",
    bars: [still, still, [101, 108, 100, 106], [104, 105, 102, 104.5]],
    orders: trails,
    expect: {
      ivy: does("108 − 5 = 103, which the low at 102 passes", "1 10@100", "3 -10@103"),
      pessimistic: does("the worse of 103 and the close 104.5", "1 10@100", "3 -10@103"),
      "backtesting-py": "ivy",
      backtrader: does("106 − 5 = 101, which the low at 102 does not reach", "1 10@100"),
      vectorbt: noSuchOrder,
      zipline: noTrail,
      "lean-like": "pessimistic",
    },
  },
  {
    name: "a trailing stop is checked before it follows: the high of a bar does not stop that bar",
    bars: [still, still, [100, 112, 99, 106], [108, 109, 107.5, 108]],
    orders: trails,
    expect: {
      ivy: does("95 on bar 2, whose low is 99; then 107, and the low is 107.5", "1 10@100"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: does("95, then 101", "1 10@100"),
      vectorbt: noSuchOrder,
      zipline: noTrail,
      "lean-like": "ivy",
    },
  },
  {
    name: "a trailing stop of a tenth",
    bars: [still, still, [100, 120, 100, 118], [110, 112, 107, 109]],
    orders: { 0: [buy()], 1: [sell({ type: "trailing", trail: { fraction: 0.1 } })] },
    expect: {
      ivy: does("120 · 0.9 = 108, which the low at 107 passes", "1 10@100", "3 -10@108"),
      pessimistic: does("the worse of 108 and the close 109", "1 10@100", "3 -10@108"),
      "backtesting-py": "ivy",
      backtrader: does("118 · 0.9 = 106.2, below the low at 107", "1 10@100"),
      vectorbt: noSuchOrder,
      zipline: noTrail,
      "lean-like": "pessimistic",
    },
  },
  {
    name: "a trailing stop is gapped through on its first bar",
    bars: [still, still, [93, 94, 92, 93.5]],
    orders: trails,
    expect: {
      ivy: does("it opens at 93, below 95", "1 10@100", "2 -10@93"),
      pessimistic: "ivy",
      "backtesting-py": "ivy",
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: noTrail,
      "lean-like": does("the worse of 95 and the close 93.5", "1 10@100", "2 -10@93.5"),
    },
  },
  {
    name: "the trailing stop of a short follows the low",
    bars: [still, still, [99, 100, 90, 92], [93, 96, 92, 94]],
    orders: { 0: [sell()], 1: [buy({ type: "trailing", trail: { amount: 5 } })] },
    expect: {
      ivy: does("90 + 5 = 95, which the high at 96 passes", "1 -10@100", "3 10@95"),
      pessimistic: does("the worse of 95 and the close 94", "1 -10@100", "3 10@95"),
      "backtesting-py": "ivy",
      backtrader: does("92 + 5 = 97, above the high at 96", "1 -10@100"),
      vectorbt: noSuchOrder,
      zipline: noTrail,
      "lean-like": "pessimistic",
    },
  },
  {
    name: "the trailing stop of an entry starts from its price",
    bars: [still, [100, 106, 100, 105], [103, 104, 100.5, 102]],
    orders: { 0: [buy({ bracket: { stop: { trail: { amount: 5 } } } })] },
    expect: {
      ivy: does("95 on bar 1, then 106 − 5 = 101, which the low at 100.5 passes", "1 10@100", "2 -10@101"),
      pessimistic: does("the worse of 101 and the close 102", "1 10@100", "2 -10@101"),
      "backtesting-py": "ivy",
      backtrader: does("it sleeps on bar 1 and follows nothing: 95", "1 10@100"),
      vectorbt: does("from the close 100: 95 on bar 1, then 101", "0 10@100", "2 -10@101"),
      zipline: noTrail,
      "lean-like": "pessimistic",
    },
  },
  {
    name: "a trailing stop-limit that accepts half less than its stop",
    bars: [still, still, [98, 99, 94, 96]],
    orders: { 0: [buy()], 1: [sell({ type: "trailingLimit", trail: { amount: 5 }, limitOffset: 0.5 })] },
    expect: {
      ivy: does("the stop at 95 is met, and the limit at 94.5 allows it", "1 10@100", "2 -10@95"),
      pessimistic: "ivy",
      "backtesting-py": does("the higher of stop 95 and limit 94.5", "1 10@100", "2 -10@95"),
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: noTrail,
      "lean-like": refused("not-in-profile", "its trailing stops become market orders"),
    },
  },
];
