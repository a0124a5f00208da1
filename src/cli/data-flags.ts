import type { DataRequest } from "#app/open-data";
import { checkWindow, readReading } from "#config/read-settings";
import { READERS } from "#config/setting-readers";
import { givenByFlags } from "./backtest-flags.ts";
import type { Flags } from "./command.ts";
import type { Flag, FlagGroup } from "./flag.ts";
import { READ_FLAG, SQL_FLAG, TIMEFRAMES } from "./run-flags.ts";

const FLAGS: readonly Flag[] = [
  {
    flags: "--data <PATH>",
    description: "a file or folder of prices; nothing else is read",
    unlessGiven: "data/ here, your catalog, the sample",
    example: "prices/",
    completes: "files",
  },
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

/** The flags of `ivy data` as a request; the tickers are words of the line. Throws UsageError for values that cannot be. */
export function dataRequest(flags: Flags, tickers: readonly string[] = []): DataRequest {
  const given = givenByFlags(flags);
  const text = (key: "data" | "sql" | "timeframe" | "actions") => {
    const found = given.settings.get(key);
    return found === undefined ? null : READERS[key](found.value);
  };
  return {
    data: text("data"),
    sql: text("sql"),
    tickers,
    ...checkWindow(given),
    timeframe: text("timeframe"),
    adjusted: flags.adjusted === true,
    reading: readReading(given),
    actions: text("actions"),
  };
}
