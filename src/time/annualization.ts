import { inferTimeframe } from "./timeframe.ts";
import { DAY_MS } from "./units.ts";

/** 1970-01-01 was a Thursday, so day 2 of the epoch is its first Saturday. */
const FIRST_SATURDAY = 2;

/**
 * The last bar of each UTC calendar date: for daily bars every bar.
 * @param times epoch ms UTC, increasing, length n
 * @returns bar indices, increasing; empty for no bars
 */
export function sessionEnds(times: Float64Array): Int32Array {
  const ends = new Int32Array(times.length);
  let n = 0;
  for (let i = 0; i < times.length; i++) {
    const isLast = i + 1 === times.length || Math.floor(times[i + 1]! / DAY_MS) !== Math.floor(times[i]! / DAY_MS);
    if (isLast) ends[n++] = i;
  }
  return ends.slice(0, n);
}

/**
 * How many returns a year has, by the data's own calendar: 12 for monthly bars, 52 for weekly ones, else one per
 * session (`sessionEnds`): 365 where Saturdays are usual, 252 where they are not.
 *
 * Saturdays count as usual from half of what an unbroken calendar has (one session in fourteen). Sundays say nothing:
 * currencies open on Sunday evening and still rest on Saturday.
 * @param times epoch ms UTC, increasing, length n; 252 for an empty column
 */
export function periodsPerYear(times: Float64Array): number {
  const timeframe = inferTimeframe(times);
  if (timeframe === "1mo") return 12;
  if (timeframe === "1w") return 52;
  const ends = sessionEnds(times);
  let saturdays = 0;
  for (let i = 0; i < ends.length; i++) {
    const day = Math.floor(times[ends[i]!]! / DAY_MS);
    if ((day - FIRST_SATURDAY) % 7 === 0) saturdays++;
  }
  return saturdays > 0 && saturdays * 14 >= ends.length ? 365 : 252;
}
