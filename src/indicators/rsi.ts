import { checkedBars } from "./arguments.ts";
import { memoized } from "./memo.ts";
import type { IndicatorStream } from "./stream.ts";
import { WilderAverage } from "./wilder-average.ts";

/**
 * Relative strength index of `column` (length n, usually closes): the share of rises in all movement, 0 to 100, both
 * averaged by Wilder's rule. Length n; NaN for the first `period` bars, as the first change needs two values. A missing or
 * infinite value gives NaN there, and the index starts anew after it; NaN also while nothing has moved since the start
 * (0/0). Throws StrategyError when the period is not a whole number of at least 1. The result is shared and must not be
 * written to.
 *
 * *Source*: J. Welles Wilder (1978), New Concepts in Technical Trading Systems, section VI.
 * *Differs from* TA-Lib, which gives 0 where nothing has moved.
 */
export function rsi(column: Float64Array, period: number): Float64Array {
  return memoized("rsi", column, period, () => {
    const stream = new RsiStream(period);
    return column.map((value) => stream.next(value));
  });
}

/** `rsi` one value at a time, equal to the last bit. Throws StrategyError as `rsi` does. */
export class RsiStream implements IndicatorStream {
  readonly #rises: WilderAverage;
  readonly #falls: WilderAverage;
  #last = Number.NaN;

  constructor(period: number) {
    checkedBars("rsi", "period", period);
    this.#rises = new WilderAverage(period);
    this.#falls = new WilderAverage(period);
  }

  next(value: number): number {
    const change = value - this.#last;
    this.#last = value - value === 0 ? value : Number.NaN;
    // The change from or to a missing value is missing itself, and both averages start anew.
    const rise = this.#rises.next(change > 0 ? change : 0 * change);
    const fall = this.#falls.next(change < 0 ? -change : 0 * change);
    return (100 * rise) / (rise + fall);
  }
}
