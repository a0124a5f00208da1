import { checkedBars } from "./arguments.ts";
import { memoized } from "./memo.ts";
import type { IndicatorStream } from "./stream.ts";

/**
 * Highest of the last `period` values of `column`, this bar's included (length n, any unit). Length n, same unit; NaN for
 * the first period − 1 bars and at every bar whose window holds a missing or infinite value. Throws StrategyError when the
 * period is not a whole number of at least 1. The result is shared and must not be written to.
 */
export function highest(column: Float64Array, period: number): Float64Array {
  return extreme("highest", column, period);
}

/** The mirror image of `highest`: the lowest of the last `period` values, this bar's included. */
export function lowest(column: Float64Array, period: number): Float64Array {
  return extreme("lowest", column, period);
}

/**
 * Highest of the `period` values before this bar, without it: the upper line of a Donchian channel, which this bar can
 * break (length n, any unit). Length n, same unit; NaN for the first `period` bars, where one of those values is missing
 * or infinite, and where this bar's own is. Throws StrategyError when the period is not a whole number of at least 1. The
 * result is shared and must not be written to.
 *
 * *Differs from* the Donchian channel of most chart programs, which counts this bar in: a close never stands above that one.
 */
export function highestBefore(column: Float64Array, period: number): Float64Array {
  return extreme("highestBefore", column, period);
}

/** The mirror image of `highestBefore`: the lower line of a Donchian channel. */
export function lowestBefore(column: Float64Array, period: number): Float64Array {
  return extreme("lowestBefore", column, period);
}

type Kind = "highest" | "lowest" | "highestBefore" | "lowestBefore";

function extreme(kind: Kind, column: Float64Array, period: number): Float64Array {
  return memoized(kind, column, period, () => {
    const stream = new ExtremeStream(kind, period);
    return column.map((value) => stream.next(value));
  });
}

/** Each of the four one value at a time, equal to the last bit. Throws StrategyError as they do. */
export class ExtremeStream implements IndicatorStream {
  readonly #period: number;
  readonly #sign: number;
  readonly #isBefore: boolean;
  /** A ring of values that can still become the extreme, each beaten by the one before it, with the bars they came on. */
  readonly #values: Float64Array;
  readonly #bars: Float64Array;
  #first = 0;
  #size = 0;
  #count = 0;

  constructor(kind: Kind, period: number) {
    this.#period = checkedBars(kind, "period", period);
    this.#sign = kind.startsWith("highest") ? 1 : -1;
    this.#isBefore = kind.endsWith("Before");
    this.#values = new Float64Array(period);
    this.#bars = new Float64Array(period);
  }

  next(value: number): number {
    if (value - value !== 0) {
      this.#size = 0;
      this.#count = 0;
      return Number.NaN;
    }
    const before = this.#now();
    this.#push(this.#sign * value);
    return this.#isBefore ? before : this.#now();
  }

  #now(): number {
    return this.#count >= this.#period ? this.#sign * this.#values[this.#first]! : Number.NaN;
  }

  #push(value: number): void {
    const period = this.#period;
    const bar = this.#count++;
    if (this.#size > 0 && this.#bars[this.#first]! <= bar - period) {
      this.#first = (this.#first + 1) % period;
      this.#size--;
    }
    while (this.#size > 0 && this.#values[(this.#first + this.#size - 1) % period]! <= value) this.#size--;
    const at = (this.#first + this.#size) % period;
    this.#values[at] = value;
    this.#bars[at] = bar;
    this.#size++;
  }
}
