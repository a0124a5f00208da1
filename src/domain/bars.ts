import type { Timeframe } from "#time/timeframe";

export type { Timeframe };

/**
 * One asset's bars as columns of length n, ordered by time, without duplicates.
 * `time` is epoch milliseconds UTC; a daily bar stands at midnight UTC of its session date. Prices are in the
 * instrument's currency. `volume` is null where the source has none (NaN in single bars that lack it).
 * Columns may be views on a SharedArrayBuffer. They are never written to after loading.
 */
export interface BarColumns {
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array | null;
}

/** What happened to a share. Columns have the length of the bars; an event stands on the bar on which it takes effect. */
export interface CorporateActions {
  /** New shares for one old: 2 in a 2-for-1 split, 1 where nothing happens; null: not known. */
  readonly split: Float64Array | null;
  /** Cash per share on the ex-date, in the currency of the prices, 0 where none; null: not known. */
  readonly dividend: Float64Array | null;
  /** Time of the last bar of a share that is traded no more; null: it still is, or nobody says. */
  readonly delisted: number | null;
  /** Earlier names, oldest first, each up to the time at which the next took its place. */
  readonly names: readonly { readonly symbol: string; readonly until: number }[];
}

/** Shorter bars that lie within the bars of a series (n of them), which tell in what order things happened there. */
export interface FinerBars {
  readonly timeframe: Timeframe;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Of each bar, length n: the index of its first finer bar, and one past its last; equal where none is known. */
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** Bars with what a reader must know about where they came from. */
export interface BarSeries extends BarColumns {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** The file (its name, not its path) or provider, as the header of a run says it. */
  readonly source: string;
  /** Prices carry later splits and dividends: then a share of them is not a share, and fractions may be traded. */
  readonly adjusted: boolean;
  /** One close per bar, open = high = low = close: no intrabar orders, fills at the next close. */
  readonly closeOnly: boolean;
  /** Made by a generator, not by a market. */
  readonly synthetic: boolean;
  /** Made of several assets: high and low are bounds that the price cannot have left, not prices that were seen. */
  readonly boundsOnly?: boolean;
  /** What it is made of, where it is no asset of a market itself. */
  readonly derived?: {
    readonly legs: readonly string[];
    /** A sum of its legs in fixed amounts: one who buys those has it. A ratio, a logarithm, a changing hedge is none. */
    readonly isHolding: boolean;
  };
  readonly actions?: CorporateActions | null;
  readonly finer?: FinerBars;
  /** The market whose sessions the bars have, as it was named or recognized: NYSE; null: none; absent: nobody has looked. */
  readonly calendar?: string | null;
  /** Bars after the last are hidden: it does not end there, even where it has none on the last day of the others. */
  readonly goesOn?: boolean;
}

/** The bars in [from, to), by index, as views on the same memory. */
export function sliceSeries(series: BarSeries, from: number, to: number): BarSeries {
  const { actions, finer } = series;
  return {
    ...series,
    time: series.time.subarray(from, to),
    open: series.open.subarray(from, to),
    high: series.high.subarray(from, to),
    low: series.low.subarray(from, to),
    close: series.close.subarray(from, to),
    volume: series.volume === null ? null : series.volume.subarray(from, to),
    ...(actions && { actions: sliceActions(actions, from, to) }),
    ...(finer && { finer: { ...finer, start: finer.start.subarray(from, to), end: finer.end.subarray(from, to) } }),
  };
}

function sliceActions(actions: CorporateActions, from: number, to: number): CorporateActions {
  return {
    ...actions,
    split: actions.split === null ? null : actions.split.subarray(from, to),
    dividend: actions.dividend === null ? null : actions.dividend.subarray(from, to),
  };
}

/** Index of the first bar at or after `time` (epoch ms); n when there is none. */
export function firstAtOrAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
