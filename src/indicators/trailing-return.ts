import { checkedBars } from "./arguments.ts";
import { memoized } from "./memo.ts";
import type { IndicatorStream } from "./stream.ts";

/**
 * Simple return of `column` (length n, usually closes) over `period` bars, up to `skip` bars ago: x[t − skip] over
 * x[t − skip − period], less 1. Length n, a fraction; NaN for the first period + skip bars, and where either end is missing,
 * infinite or not above 0. The result is shared and must not be written to.
 * Throws StrategyError when the period is not a whole number of at least 1, or skip not one of at least 0.
 */
export function trailingReturn(column: Float64Array, period: number, skip = 0): Float64Array {
  return memoized(`trailing-return ${skip}`, column, period, () => {
    const stream = new TrailingReturnStream(period, skip);
    const out = new Float64Array(column.length);
    for (let i = 0; i < column.length; i++) out[i] = stream.next(column[i]!);
    return out;
  });
}

/** `trailingReturn` one value at a time, equal to the last bit. Throws StrategyError as that does. */
export class TrailingReturnStream implements IndicatorStream {
  readonly #skip: number;
  /** The last period + skip + 1 values. */
  readonly #ring: Float64Array;
  #at = 0;

  constructor(period: number, skip = 0) {
    const back = checkedBars("trailingReturn", "period", period);
    this.#skip = checkedBars("trailingReturn", "skip", skip, 0);
    this.#ring = new Float64Array(back + skip + 1).fill(Number.NaN);
  }

  next(value: number): number {
    const ring = this.#ring;
    const at = this.#at;
    ring[at] = value;
    this.#at = at + 1 === ring.length ? 0 : at + 1;
    const before = ring[this.#at]!;
    const end = ring[at >= this.#skip ? at - this.#skip : at - this.#skip + ring.length]!;
    const isDefined = before > 0 && end > 0 && before < Number.POSITIVE_INFINITY && end < Number.POSITIVE_INFINITY;
    return isDefined ? end / before - 1 : Number.NaN;
  }
}
