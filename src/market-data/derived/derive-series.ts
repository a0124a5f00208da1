import { DataError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import { formatTime } from "#time/format-time";
import type { DataWarning, LoadedSeries } from "../source.ts";
import type { Bounds } from "./bounds.ts";
import { evaluate } from "./evaluate.ts";
import { type Expression, isHolding, legsOf, pricesIn, warmupOf } from "./expression.ts";
import { type SharedTimes, sharedTimes } from "./shared-times.ts";

/**
 * The series of an expression, on the times that all of its legs have. Open and close are exact; high and low are so where
 * a single price goes in, else bounds. It has no volume. Where a leg has closes only, so has it.
 *
 * @param legs in the order in which the expression names them
 * @param text the expression, which the series is called
 * Throws DataError for legs of different timeframes or without a time in common, and where a value is not defined.
 */
export function deriveSeries(expression: Expression, text: string, legs: readonly LoadedSeries[]): LoadedSeries {
  const series = legs.map((leg) => leg.series);
  const { timeframe } = series[0]!;
  refuseMixed(series, text);
  const shared = sharedTimes(series);
  if (shared.time.length === 0) throw nothingShared(series, text);
  const closeOnly = series.some((leg) => leg.closeOnly);
  const names = legsOf(expression);
  const bounds = new Map(series.map((leg, k) => [names[k]!, legBounds(leg, shared.at[k]!, closeOnly)]));
  const value = evaluate(expression, { time: shared.time, timeframe, bounds }, text);
  const from = warmupOf(expression);
  refuseUndefined(value, shared.time, from, timeframe, text);
  const cut = (column: Float64Array) => (from === 0 ? column : column.subarray(from));
  const boundsOnly = !closeOnly && pricesIn(expression) > 1;
  const derived: BarSeries = {
    symbol: text,
    timeframe,
    source: [...new Set(series.map((leg) => leg.source))].join(", "),
    // Of adjusted prices, or of parts of a share: fractions may be traded either way.
    adjusted: series.some((leg) => leg.adjusted),
    closeOnly,
    synthetic: series.some((leg) => leg.synthetic),
    boundsOnly,
    derived: { legs: names, isHolding: isHolding(expression) },
    time: cut(shared.time),
    open: cut(value.open),
    high: cut(value.high),
    low: cut(value.low),
    close: cut(value.close),
    volume: null,
  };
  const repairs = legs.flatMap((leg) => leg.repairs ?? []);
  return {
    series: derived,
    warnings: [...holes(shared, text, timeframe), ...legs.flatMap((leg) => leg.warnings)],
    ...(repairs.length > 0 && { repairs }),
    notes: notesOf(derived, legs, shared, from),
  };
}

/** A bar's own open and close are within its bounds, also where a file has them a little outside of low and high. */
function legBounds({ open, high, low, close }: BarSeries, at: Int32Array, closeOnly: boolean): Bounds {
  const pick = (column: Float64Array) => Float64Array.from(at, (bar) => column[bar]!);
  const last = pick(close);
  if (closeOnly) return { open: last, high: last, low: last, close: last };
  const first = pick(open);
  return {
    open: first,
    high: Float64Array.from(at, (bar, i) => Math.max(high[bar]!, first[i]!, last[i]!)),
    low: Float64Array.from(at, (bar, i) => Math.min(low[bar]!, first[i]!, last[i]!)),
    close: last,
  };
}

function notesOf(
  { boundsOnly }: BarSeries,
  legs: readonly LoadedSeries[],
  { time, at }: SharedTimes,
  from: number,
): string[] {
  const names = legs.map(({ series }) => series.symbol);
  const notes: string[] = [];
  if (boundsOnly) notes.push("opens and closes are exact, highs and lows are bounds");
  const left = legs
    .map(({ series }, k) => ({ symbol: series.symbol, bars: series.time.length - at[k]!.length }))
    .filter(({ bars }) => bars > 0);
  if (left.length > 0) {
    const others = left.map((leg) => `${leg.bars} of ${leg.symbol}`).join(", ");
    notes.push(`on the ${time.length} times that ${names.join(" and ")} share; left out ${others}`);
  }
  if (from > 0) notes.push(`the first ${from} bars serve hedge() and have no value`);
  const adjusted = legs.filter(({ series }) => series.adjusted).map(({ series }) => series.symbol);
  if (adjusted.length > 0 && adjusted.length < legs.length) {
    const raw = names.filter((name) => !adjusted.includes(name));
    notes.push(`prices of ${adjusted.join(", ")} are adjusted for splits, those of ${raw.join(", ")} are not`);
  }
  return [...notes, ...legs.flatMap(({ series, notes: own }) => own.map((note) => `${series.symbol}: ${note}`))];
}

/** Bars that some legs have and others have not, where all of them are traded. */
function holes({ holes: found }: SharedTimes, symbol: string, timeframe: BarSeries["timeframe"]): DataWarning[] {
  if (found.length === 0) return [];
  return [
    {
      id: "missing-in-leg",
      severity: "warning",
      symbol,
      occurrences: found.map(({ time, without }) => ({
        from: time,
        to: time,
        bars: 1,
        weight: without.length,
        text: `${without.join(", ")} ${without.length === 1 ? "has" : "have"} no bar`,
        where: { symbol, time: formatTime(time, timeframe) },
      })),
      words: {
        one: "bar is missing in one of its legs, and so in it",
        many: "bars are missing in one of its legs, and so in it",
      },
      help: "Look there in the files of the legs: ivy data validate",
    },
  ];
}

function refuseMixed(series: readonly BarSeries[], text: string): void {
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

function nothingShared(series: readonly BarSeries[], text: string): DataError {
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

function refuseUndefined(
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
