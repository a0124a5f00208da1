import type { Timeframe } from "#time/timeframe";
import type { BarColumns, FinerBars } from "./bars.ts";
import type { ResampledBars } from "./resample.ts";

/** A finer bar may leave its bar's range by this share of the price: rounding of adjusted prices. */
const TOLERANCE = 1e-3;

/** Shorter bars brought to the bars of a series, and how many of those are of other prices than they are. */
export interface FittedBars {
  readonly finer: FinerBars;
  /** Bars that have finer ones. */
  readonly covered: number;
  /** Bars whose finer ones have another high or low: these are left out. */
  readonly disagreeing: number;
}

/**
 * Brings shorter bars to the longer ones in which they lie.
 *
 * @param bars the longer ones, length n
 * @param shorter columns of length m
 * @param timeframe of the shorter ones
 * @param resampled the same shorter ones made into bars of the length of `bars`
 */
export function fitFinerBars(
  bars: BarColumns,
  shorter: BarColumns,
  timeframe: Timeframe,
  resampled: ResampledBars,
): FittedBars {
  const n = bars.time.length;
  const { columns, first } = partsInOrder(shorter, resampled);
  const start = new Int32Array(n);
  const end = new Int32Array(n);
  let covered = 0;
  let disagreeing = 0;
  let at = 0;
  for (let i = 0; i < n; i++) {
    while (at < resampled.time.length && resampled.time[at]! < bars.time[i]!) at++;
    if (at >= resampled.time.length || resampled.time[at]! !== bars.time[i]!) continue;
    covered++;
    if (!isNear(resampled.high[at]!, bars.high[i]!) || !isNear(resampled.low[at]!, bars.low[i]!)) {
      disagreeing++;
      continue;
    }
    start[i] = first[at]!;
    end[i] = first[at + 1]!;
  }
  return { finer: { timeframe, ...columns, start, end }, covered, disagreeing };
}

/** The shorter bars that went into some longer one, and the index of the first of each; one more at the end. */
function partsInOrder({ open, high, low, close }: BarColumns, { bucket, time }: ResampledBars) {
  let kept = 0;
  for (let i = 0; i < bucket.length; i++) if (bucket[i]! >= 0) kept++;
  const isWhole = kept === bucket.length;
  const take = (column: Float64Array) => (isWhole ? column : column.filter((_, i) => bucket[i]! >= 0));
  const first = new Int32Array(time.length + 1).fill(kept);
  let index = 0;
  let last = -1;
  for (let i = 0; i < bucket.length; i++) {
    const at = bucket[i]!;
    if (at < 0) continue;
    while (last < at) first[++last] = index;
    index++;
  }
  return { columns: { open: take(open), high: take(high), low: take(low), close: take(close) }, first };
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.abs(b);
}
