import { basename } from "node:path";
import type { LoadedSeries } from "#market-data/source";
import { summarize } from "#market-data/validation/summary";
import type { Finding } from "#results/documents/finding";

/**
 * What is odd in the bars of each series from a time on (epoch ms), with the worst of each kind. Files are called by their
 * names: a document says nothing of where they lie.
 */
export function dataFindings(
  prices: readonly Pick<LoadedSeries, "series" | "warnings">[],
  from = Number.NEGATIVE_INFINITY,
): Finding[] {
  return prices.flatMap(({ series: { time }, warnings }) => {
    const seen = { from: Math.max(from, time[0]!), to: time[time.length - 1]! };
    return warnings.flatMap((warning) => {
      const summary = summarize(warning, seen);
      if (summary === null) return [];
      const { time, line, file } = summary.worst.where;
      const name = file === undefined ? undefined : basename(file);
      const place = [time, name, line === undefined ? undefined : `line ${line}`].filter((part) => part !== undefined);
      const { id, severity, symbol, help } = warning;
      const of = prices.length > 1 ? `${symbol}: ` : "";
      const message = `${of}${summary.message}; worst ${place.join(", ")}: ${summary.worst.text}`;
      return [{ id, severity, message, help, symbol, ...(time !== undefined && { time }) }];
    });
  });
}
