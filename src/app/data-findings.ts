import type { LoadedSeries } from "#market-data/source";
import { summarize } from "#market-data/validation/summary";
import type { Finding } from "#results/documents/finding";

/** What is odd in the bars of each series, with the worst of each kind. */
export function dataFindings(prices: readonly Pick<LoadedSeries, "series" | "warnings">[]): Finding[] {
  return prices.flatMap(({ series, warnings }) => {
    const seen = { from: series.time[0]!, to: series.time[series.time.length - 1]! };
    return warnings.flatMap((warning) => {
      const summary = summarize(warning, seen);
      if (summary === null) return [];
      const { time, line, file } = summary.worst.where;
      const place = [time, file, line === undefined ? undefined : `line ${line}`].filter((part) => part !== undefined);
      const { id, severity, symbol, help } = warning;
      const message = `${summary.message}; worst ${place.join(", ")}: ${summary.worst.text}`;
      return [{ id, severity, message, help, symbol, ...(time !== undefined && { time }) }];
    });
  });
}
