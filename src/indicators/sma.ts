import { checkedBars } from "./arguments.ts";
import { memoized } from "./memo.ts";
import { prefixSums } from "./prefix-sums.ts";
import type { IndicatorStream } from "./stream.ts";

/**
 * Simple moving average: the mean of the last `period` values of `column` (length n, any unit). Length n, same unit; NaN
 * for the first period − 1 bars and at every bar whose window holds a missing or infinite value. Throws StrategyError when
 * the period is not a whole number of at least 1.
 *
 * Always (P(i + 1) − P(i + 1 − period)) / period with P the running sums of the column: two averages of the same values
 * compare equal or not in the same way wherever they are used, which a rolling sum does not give. The price is an error of
 * about 1e-16 of the running sum, not of the value. The result is shared and must not be written to.
 */
export function sma(column: Float64Array, period: number): Float64Array {
  return memoized("sma", column, period, () => {
    checkedBars("sma", "period", period);
    const n = column.length;
    const sums = prefixSums(column);
    const average = new Float64Array(n).fill(Number.NaN);
    let start = 0;
    for (let i = 0; i < n; i++) {
      const value = column[i]!;
      if (value - value !== 0) start = i + 1;
      else if (i + 1 - start >= period) average[i] = (sums[i + 1]! - sums[i + 1 - period]!) / period;
    }
    return average;
  });
}

/** `sma` one value at a time, equal to the last bit. Throws StrategyError as `sma` does. */
export class SmaStream implements IndicatorStream {
  readonly #period: number;
  /** The running sums at the last `period` bars and before them. */
  readonly #sums: Float64Array;
  #at = 0;
  #count = 0;
  #sum = 0;

  constructor(period: number) {
    this.#period = checkedBars("sma", "period", period);
    this.#sums = new Float64Array(period);
  }

  next(value: number): number {
    if (value - value !== 0) {
      this.#count = 0;
      this.#sum = 0;
      this.#at = 0;
      this.#sums[0] = 0;
      return Number.NaN;
    }
    // Where the ring writes next stands the sum before the window that ends here.
    const ring = this.#sums;
    const sum = this.#sum + value;
    const at = this.#at;
    this.#sum = sum;
    const next = at + 1 === this.#period ? 0 : at + 1;
    const before = this.#count + 1 >= this.#period ? ring[next]! : Number.NaN;
    this.#at = next;
    ring[next] = sum;
    this.#count++;
    return (sum - before) / this.#period;
  }
}
