import type { DataRequest } from "#app/open-data";
import { checkWindow, readReading } from "#config/read-settings";
import { READERS } from "#config/setting-readers";
import { givenByFlags } from "./backtest-flags.ts";
import type { Flags } from "./command.ts";

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
