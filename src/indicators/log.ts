import { memoized } from "./memo.ts";

/**
 * Natural logarithm of each value of `column` (length n, usually prices). Length n; NaN where the value is missing,
 * infinite, zero or negative. The result is shared and must not be written to.
 *
 * The last digit may differ between machines: `Math.log` is not fixed to the bit.
 */
export function log(column: Float64Array): Float64Array {
  return memoized("log", column, 0, () => {
    const n = column.length;
    const out = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const value = column[i]!;
      out[i] = value > 0 && value < Number.POSITIVE_INFINITY ? Math.log(value) : Number.NaN;
    }
    return out;
  });
}
