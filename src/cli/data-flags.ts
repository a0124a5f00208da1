import type { Flag, FlagGroup } from "./flag.ts";
import { DATA_FLAG, READ_FLAG, SQL_FLAG, TIMEFRAMES } from "./run-flags.ts";

const FLAGS: readonly Flag[] = [
  DATA_FLAG,
  SQL_FLAG,
  {
    flags: "--from <DATE>",
    description: "first day: a day, month or year",
    unlessGiven: "the first bar",
    example: "2013",
  },
  { flags: "--to <DATE>", description: "last day, included", unlessGiven: "the last bar", example: "2019" },
  {
    flags: "--timeframe <TF>",
    description: "the length of a bar",
    unlessGiven: "what the prices have",
    example: "1d",
    completes: TIMEFRAMES,
  },
  { flags: "--adjusted", description: "prices carry splits and dividends" },
  READ_FLAG,
  {
    flags: "--actions <FILE>",
    description: "splits, dividends, delistings and symbol changes",
    unlessGiven: "what the prices say",
    example: "actions.csv",
    completes: "files",
  },
];

/** The flags that the verbs of `ivy data` share: which prices, and how they are read. */
export const DATA_FLAGS: FlagGroup = { heading: "Prices", flags: FLAGS };
