import { memoized } from "./memo.ts";
import { RollingDeviationStream } from "./rolling-deviation.ts";
import type { IndicatorStream } from "./stream.ts";

/**
 * How many standard deviations (divisor period − 1) each value of `column` (length n) lies above the mean of the last
 * `period` values, itself among them; so never beyond (period − 1)/√period. Length n, without unit; NaN for the first
 * period − 1 bars, at every bar whose window holds a missing or infinite value, and where all its values are equal. Throws
 * StrategyError when the period is not a whole number of at least 2. The result is shared and must not be written to.
 */
export function rollingZscore(column: Float64Array, period: number): Float64Array {
  return memoized("rolling-zscore", column, period, () => {
    const stream = new RollingZscoreStream(period);
    const n = column.length;
    const out = new Float64Array(n);
    for (let i = 0; i < n; i++) out[i] = stream.next(column[i]!);
    return out;
  });
}

/** `rollingZscore` one value at a time, equal to the last bit. Throws StrategyError as that does. */
export class RollingZscoreStream implements IndicatorStream {
  readonly #window: RollingDeviationStream;

  constructor(period: number) {
    this.#window = new RollingDeviationStream(period, "rollingZscore");
  }

  next(value: number): number {
    const deviation = this.#window.next(value);
    return deviation > 0 ? this.#window.distanceFromMean() / deviation : Number.NaN;
  }
}
