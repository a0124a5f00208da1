import type { BadCase } from "./bad-case.ts";

const show = (...rest: readonly string[]) => ["data", "show", "GOOD", "--data", "prices", ...rest];
const indicators = (name: string, list: string, code: string, ...words: readonly string[]): BadCase => {
  return { name, line: show("--indicators", list), exit: 2, code, words };
};

/** What a person may mistype when looking at prices. */
export const SHOW_CASES: readonly BadCase[] = [
  { name: "nothing to show", line: ["data", "show"], exit: 2, code: "missing-word", words: ["needs SYMBOL"] },
  {
    name: "a ticker that is not there",
    line: ["data", "show", "GOD", "--data", "prices"],
    exit: 4,
    code: "no-such-ticker",
    words: ["No prices for GOD.", "ivy data show GOOD"],
  },
  {
    name: "a file that is not there",
    line: ["data", "show", "prices/GOD.csv"],
    exit: 4,
    code: "no-such-file",
    words: ["prices/GOD.csv"],
  },
  {
    name: "a folder in the place of a ticker",
    line: ["data", "show", "./prices"],
    exit: 2,
    code: "missing-tickers",
    words: ["3 tickers", "ivy data show GOOD --data ./prices"],
  },
  indicators("an indicator that is none", "smaa:20,rsi", "unknown-indicator", '"smaa"', "--indicators sma:20,rsi"),
  indicators("too many parameters", "sma:20:30", "indicator-argument", "gives 2", "as in sma:20"),
  indicators("a parameter that is no number", "sma:x0", "indicator-argument", "gives x0 for period"),
  indicators("a period of nothing", "rsi:0", "indicator-argument", "at least 1"),
  indicators("a column that is none", "sma:20:clse", "unknown-column", "sma:20:close"),
  indicators("a column for whole bars", "atr:14:close", "indicator-of-bars", "atr:14"),
  indicators("an indicator of two columns", "crossesAbove", "indicator-of-two-columns", "ivy indicators show"),
  indicators("an indicator twice", "sma:20,sma:20", "indicator-twice", "asked for twice"),
  { name: "no bars at all", line: show("--last", "0"), exit: 2, code: "not-a-count", words: ["--last 100"] },
  { name: "two documents at once", line: show("--csv"), exit: 2, code: "two-forms", words: ["one of the two"] },
  {
    name: "a length that is none",
    line: show("--timeframe", "1x"),
    exit: 2,
    code: "unknown-timeframe",
    words: ["is not the length of a bar"],
  },
  {
    name: "shorter bars than there are",
    line: show("--timeframe", "1h"),
    exit: 4,
    code: "wrong-timeframe",
    words: ["1h cannot be made", "--timeframe 1w"],
  },
  {
    name: "a range without bars",
    line: show("--from", "2030"),
    exit: 4,
    code: "no-bars-in-range",
    words: ["GOOD", "2020-01-01"],
  },
];
