import { DataError, UsageError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import { fitFinerBars } from "#domain/finer-bars";
import { resampleBars } from "#domain/resample";
import { resampleActions } from "#domain/resample-actions";
import { findCalendar } from "#market-data/validation/find-calendar";
import { counted } from "#reporting/format";
import { COMMON_TIMEFRAMES, nearTimeframe, parseTimeframe } from "#time/parse-timeframe";
import type { Timeframe } from "#time/timeframe";
import { divides } from "#time/timeframe-length";

/** A series of longer bars, and what is to be said of how they were made. */
export interface LongerSeries {
  readonly series: BarSeries;
  readonly notes: readonly string[];
  /** 1 where a bar is not whole, of the series' length; null: no bar was made. */
  readonly partial: Uint8Array | null;
}

/**
 * The series in bars of the timeframe that was asked for: as it is, or longer bars made of its own. Throws UsageError for
 * what is no timeframe, and DataError for bars that cannot be made of these.
 *
 * @param calendar as `--read calendar=` names it; null: the one that the bars clearly follow
 */
export function longerSeries(series: BarSeries, asked: string, calendar: string | null): LongerSeries {
  const to = parseTimeframe(asked);
  if (to === null) throw noTimeframe(asked);
  if (to === series.timeframe) return { series, notes: [], partial: null };
  if (!divides(series.timeframe, to)) throw cannotBeMade(series, to);
  const { time, timeframe, actions } = series;
  const found = findCalendar(time, timeframe, calendar)?.calendar ?? null;
  const bars = resampleBars(series, timeframe, to, found);
  const notes = [
    `${to} bars made of ${timeframe} bars${found === null ? "" : `, sessions of ${found.name}`}`,
    ...(bars.outside === 0 ? [] : [`${counted(bars.outside, "bar")} outside of sessions left out`]),
  ];
  if (bars.time.length === 0) throw nothingLeft(series, to, notes.at(-1)!);
  const { open, high, low, close, volume } = bars;
  // Of closes alone the highest is no high.
  const prices = series.closeOnly ? { open: close, high: close, low: close } : { open, high, low };
  const longer = actions == null ? {} : { actions: resampleActions(actions, time, bars.visibleFrom) };
  // What the shorter bars saw within a longer one decides what its own four prices leave open.
  const isSeen = !series.closeOnly && series.boundsOnly !== true;
  const finer = isSeen ? { finer: fitFinerBars(bars, series, timeframe, bars).finer } : {};
  return {
    series: { ...series, timeframe: to, time: bars.time, ...prices, close, volume, ...longer, ...finer },
    notes,
    partial: bars.partial,
  };
}

/** Says which of the bars from `start` on are not whole: only the first and the last of all may be. */
export function partialNotes({ partial, series }: LongerSeries, start: number): readonly string[] {
  if (partial === null) return [];
  const last = partial.length - 1;
  const [isFirst, isLast] = [partial[start] === 1, last > start && partial[last] === 1];
  if (!isFirst && !isLast) return [];
  const which = isFirst && isLast ? "the first and the last bar are" : isFirst ? "the first bar is" : "the last bar is";
  return [`${which} not a whole ${series.timeframe}`];
}

function noTimeframe(asked: string): UsageError {
  const near = nearTimeframe(asked);
  return new UsageError({
    code: "unknown-timeframe",
    message: `--timeframe ${asked} is not the length of a bar.`,
    where: { flag: "--timeframe", received: asked, expected: COMMON_TIMEFRAMES.join(", ") },
    help: near === null ? "A day is 1d, an hour 1h, five minutes 5m." : `Did you mean: --timeframe ${near}`,
  });
}

function cannotBeMade({ symbol, timeframe, source }: BarSeries, to: Timeframe): DataError {
  const possible = COMMON_TIMEFRAMES.filter((one) => one !== timeframe && divides(timeframe, one));
  return new DataError({
    code: "wrong-timeframe",
    message: `${symbol} has ${timeframe} bars, and bars of ${to} cannot be made of them.`,
    where: { file: source, symbol, flag: "--timeframe", expected: [timeframe, ...possible].join(", "), received: to },
    help:
      possible.length === 0
        ? "Leave --timeframe out, or give prices of shorter bars."
        : `Longer bars can be made: --timeframe ${possible[0]}. For ${to} give prices of shorter bars.`,
  });
}

function nothingLeft({ symbol, source }: BarSeries, to: Timeframe, why: string): DataError {
  return new DataError({
    code: "no-bars-left",
    message: `No bar of ${to} can be made of the bars of ${symbol}: ${why}.`,
    where: { file: source, symbol, flag: "--timeframe", received: to },
    help: "Hold them against no sessions, or against others: --read calendar=none",
  });
}
