/**
 * Marks the fewest times that have to go for the others never to decrease: what is left is a longest non-decreasing
 * subsequence. A single date of the year 2099 in the middle of a file is named alone, not all that comes after it.
 *
 * *Source*: Fredman (1975), "On computing the length of longest increasing subsequences", Discrete Mathematics 11.
 * @param time length n
 * @returns length n, 1 where a time is out of order
 */
export function outOfOrder(time: Float64Array): Uint8Array {
  const n = time.length;
  /** Where the subsequence of each length ends: the one that ends earliest in time. */
  const ends = new Int32Array(n);
  const previous = new Int32Array(n);
  let length = 0;
  for (let i = 0; i < n; i++) {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (time[ends[middle]!]! <= time[i]!) low = middle + 1;
      else high = middle;
    }
    previous[i] = low === 0 ? -1 : ends[low - 1]!;
    ends[low] = i;
    if (low === length) length++;
  }
  const misplaced = new Uint8Array(n).fill(1);
  for (let i = length === 0 ? -1 : ends[length - 1]!; i !== -1; i = previous[i]!) misplaced[i] = 0;
  return misplaced;
}
