import { DataError } from "#base/errors";
import type { LoadedSeries } from "#market-data/source";

/** Throws DataError where a list of corporate actions stands beside prices that carry them: booked, they would count twice. */
export function refuseDoubleCounting(loaded: readonly LoadedSeries[]): void {
  for (const { series, warnings } of loaded) {
    const found = warnings.find(({ id }) => id === "action-on-adjusted")?.occurrences[0];
    if (found === undefined) continue;
    const { symbol, source } = series;
    throw new DataError({
      code: "action-on-adjusted",
      message: `The prices of ${symbol} carry splits and dividends already, and a list names them again: ${found.text}.`,
      where: { ...found.where, symbol, expected: "raw prices", received: `adjusted prices of ${source}` },
      help: "Give raw prices (--read adjust=apart where an adjusted close lies beside them), or run without the list.",
    });
  }
}
