import type { Occurrence } from "../source.ts";

/** Whether a time (epoch ms) lies within one of some occurrences, which are in the order of time and do not overlap. */
export function isWithin(occurrences: readonly Occurrence[], time: number): boolean {
  let low = 0;
  let high = occurrences.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (occurrences[middle]!.from <= time) low = middle + 1;
    else high = middle;
  }
  return low > 0 && occurrences[low - 1]!.to >= time;
}
