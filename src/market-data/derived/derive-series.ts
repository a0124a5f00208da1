import type { BarSeries } from "#domain/bars";
import type { LoadedSeries } from "../source.ts";
import type { Bounds } from "./bounds.ts";
import { nothingShared, refuseMixed, refuseUndefined } from "./derived-errors.ts";
import { holesOf, notesOf } from "./derived-notes.ts";
import { evaluate } from "./evaluate.ts";
import { type Expression, isHolding, legsOf, pricesIn, warmupOf } from "./expression.ts";
import { sharedTimes } from "./shared-times.ts";

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
    warnings: [...holesOf(shared, text, timeframe), ...legs.flatMap((leg) => leg.warnings)],
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
