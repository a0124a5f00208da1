import { checkedBars } from "./arguments.ts";
import { memoized } from "./memo.ts";
import type { IndicatorStream } from "./stream.ts";

/** Smaller averages become 0: numbers near the bottom of the range make each step dozens of times slower. */
const DUST = 1e-300;

/**
 * Exponential moving average of `column` (length n, any unit) with weight 2/(period + 1) on the newest value. Length n,
 * same unit; NaN for the first period − 1 bars. Throws StrategyError when the period is not a whole number of at least 1.
 *
 * It starts at bar period − 1 from the mean of the first `period` values. A missing or infinite value gives NaN there, and
 * the average starts anew after it in the same way. The result is shared and must not be written to.
 *
 * *Differs from* pandas' `ewm(span, adjust=False)`, which starts from the first value (with `adjust=True`, from weights
 * cut off there): the same after a few periods. TA-Lib and R's TTR start as here.
 */
export function ema(column: Float64Array, period: number): Float64Array {
  return memoized("ema", column, period, () => {
    checkedBars("ema", "period", period);
    const n = column.length;
    const weight = 2 / (period + 1);
    const out = new Float64Array(n);
    let count = 0;
    let sum = 0;
    let average = Number.NaN;
    for (let i = 0; i < n; i++) {
      const value = column[i]!;
      if (value - value !== 0) {
        count = 0;
        sum = 0;
        average = Number.NaN;
      } else if (count >= period) {
        average += weight * (value - average);
        if (average < DUST && average > -DUST) average = 0;
      } else {
        count++;
        sum += value;
        if (count === period) average = sum / period;
      }
      out[i] = average;
    }
    return out;
  });
}

/** `ema` one value at a time, equal to the last bit. Throws StrategyError as `ema` does. */
export class EmaStream implements IndicatorStream {
  readonly #period: number;
  readonly #weight: number;
  #count = 0;
  #sum = 0;
  #average = Number.NaN;

  constructor(period: number) {
    this.#period = checkedBars("ema", "period", period);
    this.#weight = 2 / (period + 1);
  }

  next(value: number): number {
    if (value - value !== 0) {
      this.#count = 0;
      this.#sum = 0;
      this.#average = Number.NaN;
    } else if (this.#count >= this.#period) {
      const average = this.#average + this.#weight * (value - this.#average);
      this.#average = average < DUST && average > -DUST ? 0 : average;
    } else {
      this.#count++;
      this.#sum += value;
      if (this.#count === this.#period) this.#average = this.#sum / this.#period;
    }
    return this.#average;
  }
}
