import type { IndicatorStream } from "./stream.ts";

/** Smaller averages become 0: numbers near the bottom of the range make each step dozens of times slower. */
const DUST = 1e-300;

/**
 * Wilder's average of values ≥ 0: the mean of the first `period`, then 1/period of each new value on top of
 * (period − 1)/period of what was. NaN until the first `period` values are in; a missing or infinite value gives NaN, and
 * the average starts anew after it.
 *
 * *Source*: J. Welles Wilder (1978), New Concepts in Technical Trading Systems, sections III and VI.
 */
export class WilderAverage implements IndicatorStream {
  readonly #period: number;
  #count = 0;
  #sum = 0;
  #average = Number.NaN;

  constructor(period: number) {
    this.#period = period;
  }

  next(value: number): number {
    const period = this.#period;
    if (value - value !== 0) {
      this.#count = 0;
      this.#sum = 0;
      this.#average = Number.NaN;
    } else if (this.#count >= period) {
      const average = (this.#average * (period - 1) + value) / period;
      this.#average = average < DUST ? 0 : average;
    } else {
      this.#count++;
      this.#sum += value;
      if (this.#count === period) this.#average = this.#sum / period;
    }
    return this.#average;
  }
}
