import { DAY_MS } from "./units.ts";

/**
 * The offsets of a zone over a range of years: from `starts[k]` (epoch ms UTC) to `starts[k + 1]` a clock in the zone is
 * `offsets[k]` ms ahead of UTC. `starts[0]` is −Infinity, and neighbours differ.
 */
export interface OffsetTable {
  readonly fromYear: number;
  readonly toYear: number;
  readonly starts: Float64Array;
  readonly offsets: Float64Array;
}

/**
 * Days between two looks at the clock. The shortest time between two changes in the zone database is 6.96 days (Boa Vista
 * in October 2000; Gaza in 2040), so that none hides between two looks.
 * *Source*: IANA tz database 2026f, all zones, read with Python's tzdata.
 */
const STRIDE_MS = 3 * DAY_MS;

/**
 * Builds the table of a zone by asking `offsetAt` every few days, and halving where two answers differ.
 * @param offsetAt ms ahead of UTC at an epoch time; slow
 * @param fromYear first and @param toYear last calendar year, both whole in the table; outside the first and the last
 * offset go on
 */
export function buildOffsetTable(offsetAt: (utc: number) => number, fromYear: number, toYear: number): OffsetTable {
  // A zone's year begins up to a day before and ends up to a day after the one of UTC.
  const end = Date.UTC(toYear + 1, 0, 2);
  let at = Date.UTC(fromYear, 0, 1) - DAY_MS;
  let offset = offsetAt(at);
  const starts = [Number.NEGATIVE_INFINITY];
  const offsets = [offset];
  while (at < end) {
    const next = Math.min(at + STRIDE_MS, end);
    const other = offsetAt(next);
    if (other !== offset) {
      starts.push(firstWith(offsetAt, other, at, next));
      offsets.push(other);
      offset = other;
    }
    at = next;
  }
  return { fromYear, toYear, starts: Float64Array.from(starts), offsets: Float64Array.from(offsets) };
}

/** The first second in (low, high] from which the offset is `offset`, as it is at `high` and not at `low`. */
function firstWith(offsetAt: (utc: number) => number, offset: number, low: number, high: number): number {
  let before = low / 1000;
  let after = high / 1000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * 1000) === offset) after = middle;
    else before = middle;
  }
  return after * 1000;
}

/** Index of the row of a table that holds at an epoch time. */
export function rowAt({ starts }: OffsetTable, utc: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= utc) low = middle;
    else high = middle - 1;
  }
  return low;
}
