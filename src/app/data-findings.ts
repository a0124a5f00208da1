import { basename } from "node:path";
import { type BarSeries, firstAtOrAfter } from "#domain/bars";
import type { DataWarning, LoadedSeries, Occurrence } from "#market-data/source";
import { summarize } from "#market-data/validation/summary";
import type { Finding } from "#results/documents/finding";

/** What of the prices a run looks at. */
interface Seen {
  /** Epoch ms. */
  readonly from?: number;
  /** It books the splits that the prices or a list of them say: these are no sign of trouble. */
  readonly booksSplits?: boolean;
}

/**
 * What is odd in the bars of each series from a time on (epoch ms), with the worst of each kind. Files are called by their
 * names: a document says nothing of where they lie.
 */
export function dataFindings(
  prices: readonly Pick<LoadedSeries, "series" | "warnings">[],
  { from = Number.NEGATIVE_INFINITY, booksSplits = false }: Seen = {},
): Finding[] {
  return prices.flatMap(({ series, warnings: all }) => {
    const { time } = series;
    const warnings = booksSplits ? withoutBooked(all, series) : all;
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

/** A jump by the ratio of a split where the run books one. */
function withoutBooked(warnings: readonly DataWarning[], { time, adjusted, actions }: BarSeries): DataWarning[] {
  const split = adjusted ? null : (actions?.split ?? null);
  if (split === null) return [...warnings];
  const isBooked = ({ from }: Occurrence) => split[firstAtOrAfter(time, from)] !== 1;
  return warnings.flatMap((warning) => {
    if (warning.id !== "looks-like-split") return [warning];
    const occurrences = warning.occurrences.filter((one) => !isBooked(one));
    return occurrences.length === 0 ? [] : [{ ...warning, occurrences }];
  });
}
