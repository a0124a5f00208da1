import type { IvyError } from "#base/errors";
import { withCommas } from "#base/with-commas";
import type { BarSeries } from "#domain/bars";
import type { DataWarning, LoadedSeries } from "#market-data/source";
import type { PlacedFinding, ValidatedSeries } from "#results/documents/validation";
import { formatTime } from "#time/format-time";
import { repairEntries } from "./repair-entries.ts";

/** What a series is, and what was mended in it. */
export function validatedSeries(
  { series, notes, repairs }: LoadedSeries,
  fingerprint: (series: BarSeries) => string,
): ValidatedSeries {
  const { symbol, source, timeframe, time, synthetic, adjusted } = series;
  const text = (ms: number) => formatTime(ms, timeframe);
  return {
    symbol,
    source,
    timeframe,
    from: text(time[0]!),
    to: text(time[time.length - 1]!),
    bars: time.length,
    fingerprint: fingerprint(series),
    synthetic,
    adjusted,
    notes: [...notes],
    repairs: repairEntries({ series, ...(repairs !== undefined && { repairs }) }),
  };
}

/** Each place that shows a warning, as a finding of its own, within a range (epoch ms, both ends included). */
export function placedWarnings(
  { series, warnings }: LoadedSeries,
  range: { readonly from: number; readonly to: number },
): readonly PlacedFinding[] {
  const text = (ms: number) => formatTime(ms, series.timeframe);
  return warnings.flatMap((warning) =>
    warning.occurrences
      .filter(({ from, to }) => to >= range.from && from <= range.to)
      .map((one) => placedOf(warning, one, text)),
  );
}

function placedOf(
  { id, severity, symbol, help, words }: DataWarning,
  { from, to, bars, weight, text, where }: DataWarning["occurrences"][number],
  timeText: (ms: number) => string,
): PlacedFinding {
  const { file, line, expected, received } = where;
  const until = timeText(to);
  const time = timeText(from);
  return {
    id,
    severity,
    message: `${withCommas(bars)} ${bars === 1 ? words.one : words.many}: ${text}`,
    help,
    symbol,
    time,
    ...(until !== time && { until }),
    bars,
    weight,
    stops: false,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
  };
}

/** An error that a run on these prices would end with, as a finding. */
export function placedFault(error: IvyError, symbol: string | null): PlacedFinding {
  const { code, message, help, where } = error;
  const { file, line, time, expected, received } = where;
  const of = where.symbol ?? symbol;
  return {
    id: code,
    severity: "error",
    message,
    help,
    ...(of !== null && { symbol: of }),
    ...(time !== undefined && { time }),
    bars: line === undefined ? 0 : 1,
    weight: 1,
    stops: true,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
  };
}
