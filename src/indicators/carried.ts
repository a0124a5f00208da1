import { memoized } from "./memo.ts";
import type { IndicatorStream } from "./stream.ts";

/**
 * `column` (length n, usually closes) with each missing value replaced by the last one before it: what an asset is worth on
 * a day on which it does not trade. Length n, same unit; NaN before the first value. Infinite values count as missing. The
 * result is shared and must not be written to.
 */
export function carried(column: Float64Array): Float64Array {
  return memoized("carried", column, 0, () => {
    const stream = new CarriedStream();
    return column.map((value) => stream.next(value));
  });
}

/** `carried` one value at a time. */
export class CarriedStream implements IndicatorStream {
  #last = Number.NaN;

  next(value: number): number {
    if (value - value === 0) this.#last = value;
    return this.#last;
  }
}
