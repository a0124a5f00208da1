import { DataError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import { formatTime } from "#time/format-time";
import type { Bounds } from "./bounds.ts";

/** Throws a DataError for legs of different timeframes. */
export function refuseMixed(series: readonly BarSeries[], text: string): void {
  const [first] = series;
  const other = series.find((one) => one.timeframe !== first!.timeframe);
  if (other === undefined) return;
  throw new DataError({
    code: "mixed-timeframes",
    message: `${text} joins ${first!.timeframe} bars of ${first!.symbol} with ${other.timeframe} bars of ${other.symbol}.`,
    where: { symbol: text, expected: first!.timeframe, received: other.timeframe },
    help: "Give prices of one timeframe for all of its legs.",
  });
}

/** The error for legs without a time in common. */
export function nothingShared(series: readonly BarSeries[], text: string): DataError {
  const spans = series.map(({ symbol, time, timeframe }) => {
    return `${symbol} ${formatTime(time[0]!, timeframe)} … ${formatTime(time.at(-1)!, timeframe)}`;
  });
  return new DataError({
    code: "no-overlap",
    message: `${series.map(({ symbol }) => symbol).join(" and ")} have no bar at the same time, so ${text} has none.`,
    where: { symbol: text, received: spans.join(", ") },
    help: "Give prices of the same days, with times in the same zone.",
  });
}

/** Throws a DataError where the bars are too few for hedge(), and for the first bar from `from` on that has no value. */
export function refuseUndefined(
  { open, high, low, close }: Bounds,
  time: Float64Array,
  from: number,
  timeframe: BarSeries["timeframe"],
  text: string,
): void {
  if (from >= close.length) {
    throw new DataError({
      code: "derived-too-short",
      message: `${text} has no value: hedge() looks back over ${from} bars, and its legs share ${time.length}.`,
      where: { symbol: text, expected: `more than ${from} bars`, received: `${time.length}` },
      help: "Take fewer bars in hedge(), or an earlier --from.",
    });
  }
  for (let i = from; i < close.length; i++) {
    if (Number.isFinite(open[i]! + high[i]! + low[i]! + close[i]!)) continue;
    const day = formatTime(time[i]!, timeframe);
    throw new DataError({
      code: "derived-undefined",
      message: `${text} is not defined on ${day}.`,
      where: { symbol: text, time: day, received: String(close[i]) },
      help: Number.isNaN(close[i]!)
        ? "hedge() needs a second asset that moves within its bars: take more of them, or another asset."
        : "The value is too large for a number: take smaller factors.",
    });
  }
}
