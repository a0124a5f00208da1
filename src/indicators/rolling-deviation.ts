import { checkedBars } from "./arguments.ts";
import { memoized } from "./memo.ts";
import type { IndicatorStream } from "./stream.ts";

/** When the squares have shrunk to this share of their largest since the last full pass, their digits are spent. */
const SPENT = 1e-3;

/**
 * Standard deviation (divisor period − 1) of the last `period` values of `column` (length n, any unit). Length n, same unit;
 * NaN for the first period − 1 bars and at every bar whose window holds a missing or infinite value; exactly 0 where all
 * values of the window are equal. Throws StrategyError when the period is not a whole number of at least 2.
 *
 * Safe at any level: about an anchor inside the window, moved on by differences, and made afresh in two passes every
 * `period` bars and whenever a large value has left. The result is shared and must not be written to.
 * *Source*: Chan, Golub & LeVeque (1983), "Algorithms for computing the sample variance", on updating and shifting.
 */
export function rollingDeviation(column: Float64Array, period: number): Float64Array {
  return memoized("rolling-deviation", column, period, () => {
    const stream = new RollingDeviationStream(period);
    const n = column.length;
    const out = new Float64Array(n);
    for (let i = 0; i < n; i++) out[i] = stream.next(column[i]!);
    return out;
  });
}

/** `rollingDeviation` one value at a time, equal to the last bit. Throws StrategyError as that does. */
export class RollingDeviationStream implements IndicatorStream {
  readonly #period: number;
  readonly #ring: Float64Array;
  /** Where the oldest value stands, once the ring is full. */
  #at = 0;
  #count = 0;
  #anchor = 0;
  /** Mean of the window less the anchor. */
  #mean = Number.NaN;
  /** Sum of squared deviations from the mean. */
  #squares = Number.NaN;
  #largest = 0;
  #sinceFullPass = 0;
  #last = Number.NaN;
  /** How many values in a row were equal to the last. */
  #equal = 0;

  constructor(period: number, indicator = "rollingDeviation") {
    this.#period = checkedBars(indicator, "period", period, 2);
    this.#ring = new Float64Array(period);
  }

  next(value: number): number {
    if (value - value !== 0) {
      this.#restart();
      return Number.NaN;
    }
    const at = this.#at;
    const old = this.#ring[at]!;
    this.#ring[at] = value;
    this.#at = at + 1 === this.#period ? 0 : at + 1;
    this.#count++;
    this.#equal = value === this.#last ? this.#equal + 1 : 1;
    this.#last = value;
    if (this.#count < this.#period) return Number.NaN;
    if (this.#equal >= this.#period) this.#settle(value);
    else if (this.#count === this.#period) this.#passInFull();
    else this.#move(value, old);
    return Math.sqrt(this.#squares / (this.#period - 1));
  }

  /** The last value less the mean of its window; NaN while that is not defined. */
  distanceFromMean(): number {
    return this.#last - this.#anchor - this.#mean;
  }

  #restart(): void {
    this.#at = 0;
    this.#count = 0;
    this.#equal = 0;
    this.#last = Number.NaN;
  }

  #settle(value: number): void {
    this.#anchor = value;
    this.#mean = 0;
    this.#squares = 0;
    this.#largest = 0;
    this.#sinceFullPass = 0;
  }

  #move(value: number, old: number): void {
    const entering = value - this.#anchor;
    const leaving = old - this.#anchor;
    const step = entering - leaving;
    const before = this.#mean;
    const mean = before + step / this.#period;
    const squares = this.#squares + step * (entering - mean + (leaving - before));
    if (++this.#sinceFullPass >= this.#period || !(squares >= SPENT * this.#largest)) {
      this.#passInFull();
      return;
    }
    this.#mean = mean;
    this.#squares = squares;
    if (squares > this.#largest) this.#largest = squares;
  }

  #passInFull(): void {
    const period = this.#period;
    const ring = this.#ring;
    const first = ring[0]!;
    let sum = 0;
    for (let k = 1; k < period; k++) sum += ring[k]! - first;
    const anchor = first + sum / period;
    let squares = 0;
    let rest = 0;
    for (let k = 0; k < period; k++) {
      const d = ring[k]! - anchor;
      squares += d * d;
      rest += d;
    }
    this.#anchor = anchor;
    this.#mean = rest / period;
    this.#squares = squares - rest * (rest / period);
    this.#largest = this.#squares;
    this.#sinceFullPass = 0;
  }
}
