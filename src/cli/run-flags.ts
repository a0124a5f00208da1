import type { Flag, FlagGroup } from "./flag.ts";
import { TRADING_PAIRS } from "./trading-pairs.ts";

// The names stand here and in the rooms that own them: the help must not load an engine. test/known-names.test.ts holds
// them equal.
export const PROFILE_NAMES: readonly string[] = [
  "ivy",
  "pessimistic",
  "backtesting-py",
  "backtrader",
  "vectorbt",
  "zipline",
  "lean-like",
];
export const CONVENTION_NAMES: readonly string[] = ["ivy", "backtesting-py"];
export const SERIES_FORMS: readonly string[] = ["csv", "parquet"];
export const TIMEFRAMES: readonly string[] = ["1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w", "1mo"];

const READING_PAIRS: readonly string[] = [
  "delimiter=",
  "decimal=",
  "thousands=",
  "dates=dmy",
  "dates=mdy",
  "dates=ymd",
  "epoch=s",
  "epoch=ms",
  "zone=",
  "stamp=close",
  "columns.close=",
  "adjust=apart",
  "calendar=",
  "repair=",
];

export const READ_FLAG: Flag = {
  flags: "--read <KEY=VALUE>",
  description: "how a price file is meant, where it does not say; may be repeated",
  unlessGiven: "what the file says",
  example: "dates=dmy",
  completes: READING_PAIRS,
  repeats: true,
};

/** Where prices are, for every verb that reads some. */
export const DATA_FLAG: Flag = {
  flags: "--data <PATH>",
  description: "a file or folder of prices; nothing else is read",
  unlessGiven: "data/ here, your catalog, the sample",
  example: "prices/",
  completes: "files",
};

export const SQL_FLAG: Flag = {
  flags: "--sql <QUERY>",
  description: "prices are the answer of a query over files",
  example: "\"SELECT * FROM 'prices/*.parquet'\"",
};

const whatToRun: FlagGroup = {
  heading: "What to run",
  flags: [
    {
      flags: "--config <FILE>",
      description: "a run file in YAML; flags override what it says",
      example: "configs/pairs-ko-pep.yaml",
      completes: "files",
    },
    {
      flags: "--strategy <NAME|FILE>",
      description: "a built-in one, one of strategies/, or a file; several with commas between are compared",
      example: "sma-cross",
      completes: "strategies",
    },
    {
      flags: "--set <KEY=VALUE>",
      description: "a parameter of the strategy; may be repeated",
      unlessGiven: "the strategy's own",
      example: "fast=20",
      completes: "parameters",
      repeats: true,
    },
    { flags: "--seed <N>", description: "seed of the random numbers", unlessGiven: "1", example: "7" },
  ],
};

const prices: FlagGroup = {
  heading: "Prices",
  flags: [
    { flags: "--tickers <A,B>", description: "what to trade", example: "KO,PEP", completes: "tickers" },
    DATA_FLAG,
    SQL_FLAG,
    READ_FLAG,
    {
      flags: "--from <DATE>",
      description: "first day: a day, month or year",
      unlessGiven: "the first bar",
      example: "2013-01-31",
    },
    { flags: "--to <DATE>", description: "last day, included", unlessGiven: "the last bar", example: "2019" },
    {
      flags: "--timeframe <TF>",
      description: "the length of a bar: that of the prices, or a longer one made of them",
      unlessGiven: "what the prices have",
      example: "1d",
      completes: TIMEFRAMES,
    },
    {
      flags: "--finer <PATH>",
      description: "shorter bars of the same tickers, which tell what came first within a bar",
      unlessGiven: "those of which --timeframe makes longer ones",
      example: "minutes/",
      completes: "files",
    },
    { flags: "--adjusted", description: "prices carry splits and dividends: fractions may trade" },
    {
      flags: "--lock <FILE>",
      description: "hold the prices against this file of fingerprints; written where it is not there",
      example: "data.lock.json",
      completes: "files",
    },
    { flags: "--update-lock", description: "write the lock file anew" },
    {
      flags: "--actions <FILE>",
      description: "splits, dividends, delistings and symbol changes",
      unlessGiven: "what the prices say",
      example: "actions.csv",
      completes: "files",
    },
    {
      flags: "--benchmark <TICKER>",
      description: "compare with holding this; none compares with nothing",
      unlessGiven: "SPY where there is one, else the tickers",
      example: "SP500",
      completes: "tickers",
    },
    {
      flags: "--warmup <N>",
      description: "bars before the first decision: auto, none or a number",
      unlessGiven: "auto",
      example: "50",
      completes: ["auto", "none"],
    },
  ],
};

const moneyAndFills: FlagGroup = {
  heading: "Money and fills",
  flags: [
    { flags: "--cash <AMOUNT>", description: "starting cash", unlessGiven: "100,000", example: "25000" },
    {
      flags: "--profile <NAME>",
      description: `how orders fill: ${PROFILE_NAMES.join(", ")}`,
      unlessGiven: "ivy",
      example: "backtesting-py",
      completes: PROFILE_NAMES,
    },
    {
      flags: "--commission <MODEL>",
      description: "what the broker takes: none, 5bps, 0.005/share:1",
      unlessGiven: "the profile's",
      example: "5bps",
      completes: ["none", "5bps", "0.005/share:1"],
    },
    {
      flags: "--slippage <MODEL>",
      description: "what a fill loses on its price: none, 5bps",
      unlessGiven: "the profile's",
      example: "2bps",
      completes: ["none", "5bps"],
    },
    {
      flags: "--fills <KEY=VALUE>",
      description: "a setting of the profile that this run has otherwise; may be repeated",
      unlessGiven: "the profile's",
      example: "leverage=2",
      completes: TRADING_PAIRS.fills!,
      repeats: true,
    },
    {
      flags: "--costs <KEY=VALUE>",
      description: "another cost: impact, borrow of a symbol, interest, or a model by its keys; may be repeated",
      unlessGiven: "the profile's",
      example: "interest=6%",
      completes: TRADING_PAIRS.costs!,
      repeats: true,
    },
    {
      flags: "--risk <KEY=VALUE>",
      description: "how large orders are, and what may be held at most; may be repeated",
      unlessGiven: "as the strategy says",
      example: "maxPosition=20%",
      completes: TRADING_PAIRS.risk!,
      repeats: true,
    },
    {
      flags: "--rebalance <KEY=VALUE>",
      description: "when weights are asked for, and which trades are worth making; may be repeated",
      unlessGiven: "as the strategy says",
      example: "every=weekly",
      completes: TRADING_PAIRS.rebalance!,
      repeats: true,
    },
  ],
};

const whatComesOut: FlagGroup = {
  heading: "What comes out",
  flags: [
    {
      flags: "--convention <NAME>",
      description: `how figures are computed: ${CONVENTION_NAMES.join(" or ")}`,
      unlessGiven: "ivy",
      example: "backtesting-py",
      completes: CONVENTION_NAMES,
    },
    {
      flags: "--risk-free <RATE>",
      description: "what money earns in a year without risk, or a file of rates",
      unlessGiven: "0",
      example: "2%",
    },
    {
      flags: "--out <DIR>",
      description: "the folder of this run",
      unlessGiven: "reports/backtest/RUN",
      example: "runs/first",
      completes: "folders",
    },
    {
      flags: "--series <FORM>",
      description: `the files of the long columns: ${SERIES_FORMS.join(" or ")}`,
      unlessGiven: "csv",
      example: "parquet",
      completes: SERIES_FORMS,
    },
    {
      flags: "--require <EXPR>",
      description: "exit 1 when a figure misses its bound; may be repeated",
      example: "'sharpe>=0.5'",
      completes: "metrics",
      repeats: true,
    },
    { flags: "--strict", description: "exit 1 when a finding warns" },
    {
      flags: "--check",
      description: "play it again with the future hidden and from other starts, and say what differs",
    },
  ],
};

/** The flags that every verb which runs a strategy shares. */
export const RUN_FLAGS: readonly FlagGroup[] = [whatToRun, prices, moneyAndFills, whatComesOut];
