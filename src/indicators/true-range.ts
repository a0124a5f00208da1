import { requireSameBars } from "./arguments.ts";
import { memoized } from "./memo.ts";
import type { BarIndicatorStream, HighLowClose } from "./stream.ts";

/**
 * True range of each bar: the distance between high and low, where the close before lies outside them, to that close
 * (columns of length n, same unit). Length n, same unit, ≥ 0; NaN at the first bar, which has no close before it, at a bar
 * with a missing or infinite price, and at the bar after one. Throws StrategyError when the lengths differ. The result is
 * shared and must not be written to.
 *
 * *Source*: J. Welles Wilder (1978), New Concepts in Technical Trading Systems, section III.
 * *Differs from* Wilder's worksheet, which takes high − low for the first bar; TA-Lib does as here.
 */
export function trueRange({ high, low, close }: HighLowClose): Float64Array {
  requireSameBars("trueRange", high, low);
  requireSameBars("trueRange", high, close);
  const known = memoized("true-range", high, 0, () => [] as { low: unknown; close: unknown; range: Float64Array }[]);
  const found = known.find((one) => one.low === low && one.close === close);
  if (found !== undefined) return found.range;
  const stream = new TrueRangeStream();
  const range = high.map((value, i) => stream.next(value, low[i]!, close[i]!));
  known.push({ low, close, range });
  return range;
}

/** `trueRange` one bar at a time, equal to the last bit. */
export class TrueRangeStream implements BarIndicatorStream {
  #close = Number.NaN;

  next(high: number, low: number, close: number): number {
    const before = this.#close;
    const isWhole = high - high === 0 && low - low === 0 && close - close === 0;
    this.#close = isWhole ? close : Number.NaN;
    if (!isWhole || before !== before) return Number.NaN;
    return Math.max(high, before) - Math.min(low, before);
  }
}
