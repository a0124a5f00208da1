import { memoized } from "./memo.ts";

/**
 * Running sums of `column` (length n): P(0) = 0, P(i + 1) = P(i) + column(i), length n + 1, plain additions from the left.
 * After a value that is missing or infinite the sum starts again from 0 (and P there is 0), so that what lies between
 * two of them is summed as if it stood alone.
 *
 * The array is shared by all windows over the column and must not be written to.
 */
export function prefixSums(column: Float64Array): Float64Array {
  return memoized("prefix-sums", column, 0, () => {
    const n = column.length;
    const sums = new Float64Array(n + 1);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const value = column[i]!;
      sum = value - value === 0 ? sum + value : 0;
      sums[i + 1] = sum;
    }
    return sums;
  });
}
