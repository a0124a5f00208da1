import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { buy, does, noSuchOrder, sell, still, type TableCase } from "./table.ts";

/** What each profile does of itself; only backtesting-py leaves nothing open. */
export function ownEnd(profile: string): Partial<Profile> {
  return { lastBar: profileNamed(profile).lastBar };
}

/** The end of the data, as each profile has it (the other tables leave open what is open). */
export const lastBar: readonly TableCase[] = [
  {
    name: "a position on the last bar",
    bars: [still, still, [101, 103, 100, 102]],
    orders: { 0: [buy()] },
    expect: {
      ivy: does("it stays open", "1 10@100"),
      pessimistic: "ivy",
      "backtesting-py": does("the last bar is played twice: out at its open", "1 10@100", "2 -10@101"),
      backtrader: "ivy",
      vectorbt: does("it stays open", "0 10@100"),
      zipline: "ivy",
      "lean-like": "ivy",
    },
  },
  {
    name: "an order after the last close",
    bars: [still, still, [101, 103, 100, 102]],
    orders: { 0: [buy()], 2: [buy({ quantity: 2 })] },
    expect: {
      ivy: does("no bar comes after it", "1 10@100"),
      pessimistic: "ivy",
      "backtesting-py": does("out at the last open, and 2 in", "1 10@100", "2 -10@101", "2 2@101"),
      backtrader: "ivy",
      vectorbt: does("it fills at that close", "0 10@100", "2 2@102"),
      zipline: "ivy",
      "lean-like": "ivy",
    },
  },
  {
    name: "an entry on the last bar, which passes its stop",
    bars: [still, still, [101, 103, 98, 102]],
    orders: { 1: [buy({ bracket: { stop: { price: 99 } } })] },
    expect: {
      ivy: does("in at the open, out at 99", "2 10@101", "2 -10@99"),
      pessimistic: does("the worse of 99 and the close 102", "2 10@101", "2 -10@99"),
      "backtesting-py": "ivy",
      backtrader: does("its stop would wake on the next bar", "2 10@101"),
      vectorbt: does("in at the close of bar 1, out at 99", "1 10@100", "2 -10@99"),
      zipline: does("in at the last close", "2 10@102"),
      "lean-like": "backtrader",
    },
  },
  {
    name: "an entry on the last bar that nothing closes",
    bars: [still, still, [101, 103, 100, 102]],
    orders: { 1: [buy()] },
    expect: {
      ivy: does("in at the open", "2 10@101"),
      pessimistic: "ivy",
      "backtesting-py": does("in and out at the open", "2 10@101", "2 -10@101"),
      backtrader: "ivy",
      vectorbt: does("in at the close of bar 1", "1 10@100"),
      zipline: does("in at the last close", "2 10@102"),
      "lean-like": "ivy",
    },
  },
  {
    name: "a limit that the last bar gaps through",
    bars: [still, still, [107, 108, 106, 107.5]],
    orders: { 0: [buy()], 1: [sell({ type: "limit", limit: 105 })] },
    expect: {
      ivy: does("out at the better open", "1 10@100", "2 -10@107"),
      pessimistic: "ivy",
      "backtesting-py": does("nothing is left to close when the bar is played again", "1 10@100", "2 -10@107"),
      backtrader: "ivy",
      vectorbt: noSuchOrder,
      zipline: does("the close at 107.5", "1 10@100", "2 -10@107.5"),
      "lean-like": does("the higher of 105 and the low 106", "1 10@100", "2 -10@106"),
    },
  },
];
