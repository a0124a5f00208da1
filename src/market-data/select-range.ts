import { DataError } from "#base/errors";
import { type BarSeries, firstAtOrAfter, sliceSeries } from "#domain/bars";
import { formatTime } from "#time/format-time";
import type { LoadOptions } from "./source.ts";

/**
 * The bars up to `to`, included; those before `from` stay, as warm-up.
 * Throws a DataError (`no-bars-in-range`) when no bar lies in [from, to].
 */
export function selectRange(series: BarSeries, options: LoadOptions): BarSeries {
  const from = options.from ?? Number.NEGATIVE_INFINITY;
  const to = options.to ?? Number.POSITIVE_INFINITY;
  const { time } = series;
  const start = firstAtOrAfter(time, from);
  let end = firstAtOrAfter(time, to);
  if (end < time.length && time[end] === to) end++;
  if (start >= end) throw noBarsInRange(series, from, to);
  return end === time.length ? series : sliceSeries(series, 0, end);
}

function noBarsInRange(series: BarSeries, from: number, to: number): DataError {
  const say = (time: number, open: string) => (Number.isFinite(time) ? formatTime(time, series.timeframe) : open);
  const first = formatTime(series.time[0]!, series.timeframe);
  const last = formatTime(series.time[series.time.length - 1]!, series.timeframe);
  return new DataError({
    code: "no-bars-in-range",
    message: `${series.symbol} has no bars from ${say(from, "its first bar")} to ${say(to, "its last bar")}.`,
    where: {
      file: series.source,
      symbol: series.symbol,
      expected: `a range within ${first} … ${last}`,
      received: `${say(from, "")} … ${say(to, "")}`.trim(),
    },
    help: `Its bars run from ${first} to ${last}: choose --from and --to within them.`,
  });
}
