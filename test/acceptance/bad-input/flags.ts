import { type BadCase, backtest } from "./bad-case.ts";

function flag(name: string, more: readonly string[], exit: number, code: string, words: readonly string[]): BadCase {
  return { name, line: backtest("sma-cross", ...more), exit, code, words };
}

function line(name: string, words: readonly string[], exit: number, code: string, said: readonly string[]): BadCase {
  return { name, line: words, exit, code, words: said };
}

export const FLAG_CASES: readonly BadCase[] = [
  line("a verb misspelt", ["backtset", "--strategy", "pairs"], 2, "unknown-command", ["Did you mean: ivy backtest"]),
  line("a verb that is none", ["frobnicate"], 2, "unknown-command", ["ivy --help"]),
  line("a flag before the verb", ["--strategy", "pairs", "backtest"], 2, "unknown-flag", ["The command comes first"]),
  line("a verb that every object has", ["constructor"], 2, "unknown-command", ["ivy --help"]),
  line("the end of flags", ["backtest", "--"], 2, "unknown-flag", ["no flag --", "See: ivy backtest --help"]),
  line("a run file to write in the place of a folder", ["config", "init", "prices"], 2, "not-a-file", ["is a folder"]),
  line("a run file to write without a name", ["config", "init", ""], 2, "not-a-file", ["is empty"]),
  line("a name that no file can have", ["config", "init", "x".repeat(300)], 74, "io-enametoolong", ["name too long"]),
  line("no strategy", ["backtest", "--tickers", "KO"], 2, "missing-flag", ["needs --strategy"]),
  line("no tickers", ["backtest", "--strategy", "pairs"], 2, "missing-flag", ["needs --tickers"]),
  flag("a flag misspelt", ["--commision", "5bps"], 2, "unknown-flag", ["--commision", "--commission"]),
  flag("a flag without its value", ["--from"], 2, "flag-needs-value", ["--from needs a value"]),
  flag("a value for a flag that takes none", ["--strict=yes"], 2, "flag-takes-no-value", ["--strict"]),
  flag("a month that no year has", ["--from", "2020-13-01"], 2, "bad-date", ["2020-13-01", "year, month, day"]),
  flag("a date in words", ["--to", "yesterday"], 2, "bad-date", ["yesterday"]),
  flag("dates the wrong way round", ["--from", "2021", "--to", "2020"], 2, "from-after-to", ["--from 2020 --to 2021"]),
  flag("dates after the prices", ["--from", "2030-01-01"], 4, "no-bars-in-range", ["2020-03-24"]),
  flag("dates before the prices", ["--to", "2010-01-01"], 4, "no-bars-in-range", ["2020-01-01"]),
  flag("cash below zero", ["--cash", "-5"], 2, "bad-number", ["--cash", "above 0"]),
  flag("cash in words", ["--cash", "lots"], 2, "bad-number", ["lots"]),
  flag("a warm-up that is none", ["--warmup", "some"], 2, "bad-number", ["auto, none"]),
  flag("a profile misspelt", ["--profile", "backtestng-py"], 2, "unknown-profile", ["--profile backtesting-py"]),
  flag("a convention misspelt", ["--convention", "ivi"], 2, "unknown-convention", ["--convention ivy"]),
  flag("a commission misspelt", ["--commission", "5bp"], 3, "commission", ["5bp", "10bps"]),
  flag("a slippage in words", ["--slippage", "lots"], 3, "slippage", ["5bps"]),
  flag("another timeframe than the prices have", ["--timeframe", "1h"], 4, "wrong-timeframe", [
    "1d bars, and bars of 1h cannot be made",
  ]),
  flag("a parameter misspelt", ["--set", "fats=5"], 3, "unknown-parameter", ["fats", "fast"]),
  flag("a parameter in words", ["--set", "fast=abc"], 3, "parameter-value", ["whole number of at least 1"]),
  flag("a parameter out of its range", ["--set", "fast=0"], 3, "parameter-value", ["fast", "at least 1"]),
  flag("a fraction for a whole parameter", ["--set", "fast=2.5"], 3, "parameter-value", ["2.5", "whole number"]),
  flag("a choice that is none", ["--set", "direction=up"], 3, "parameter-value", ["long, both"]),
  flag("parameters that do not fit together", ["--set", "fast=50"], 3, "parameter-constraint", [
    "fast must be below slow",
  ]),
  flag("a setting without its value", ["--set", "fast"], 2, "bad-set", ["key=value"]),
  flag("a seed below zero", ["--seed", "-1"], 2, "bad-number", ["--seed"]),
  flag("a benchmark that is nowhere", ["--benchmark", "SPX"], 4, "no-such-ticker", ["SPX", "--benchmark"]),
  flag("columns in a form that is none", ["--series", "parqet"], 2, "bad-series", ["--series parquet"]),
  flag("a folder that holds other files", ["--out", "prices"], 2, "not-a-run-folder", ["holds other files"]),
  flag("a file on the way to the folder", ["--out", "prices/GOOD.csv/run"], 74, "run-not-written", ["is a file"]),
  flag("an empty value", ["--cash", ""], 2, "missing-flag", ["--cash is empty", "leave it out"]),
  flag("a value of a hundred kilobytes", [`--benchmark=${"x".repeat(100_000)}`], 4, "no-such-ticker", ["xxx…"]),
  flag("a value that a terminal would obey", ["--profile", "\u001b[31mred"], 2, "unknown-profile", ["\\x1b[31mred"]),
  flag("an unknown metric in a gate", ["--require", "sharp>=1"], 2, "unknown-metric", ["sharp", "sharpe"]),
  flag("a gate without a number", ["--require", "sharpe"], 2, "bad-gate", ["sharpe>=1"]),
  line("a ticker misspelt", ["backtest", "--strategy", "sma-cross", "--tickers", "KOO"], 4, "no-such-ticker", ["KO"]),
  line(
    "a ticker misspelt in a folder",
    ["backtest", "--strategy", "sma-cross", "--data", "prices", "--tickers", "GODO"],
    4,
    "no-such-ticker",
    ["Did you mean", "GOOD"],
  ),
  line("one ticker for a pair", ["backtest", "--strategy", "pairs", "--tickers", "KO"], 2, "pair-needs-two", [
    "two tickers",
  ]),
  line(
    "a pair that shares no day",
    ["backtest", "--strategy", "pairs", "--data", "prices", "--tickers", "GOOD,LATE"],
    4,
    "no-overlap",
    ["share no day", "2020-03-24", "2021-01-01"],
  ),
  line(
    "too few bars",
    ["backtest", "--strategy", "sma-cross", "--data", "prices", "--tickers", "SHORT"],
    4,
    "too-few-bars",
    ["There is 1 bar", "history"],
  ),
];
