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
 * Time between two looks at the clock. Since 1950 no zone but those below has changed twice within 13 days, up to the
 * end of the database in 2087, and none of these twice within six; before, none within eight.
 * *Source*: IANA tz database 2026f, all zones, read with Python's tzdata 2026.6.
 */
const WIDE_STRIDE_MS = 13 * DAY_MS;
const CLOSE_STRIDE_MS = 6 * DAY_MS;
const CLOSE_BEFORE = 1950;
const RESTLESS: ReadonlySet<string> = new Set([
  ...["America/Boa_Vista", "America/Noronha", "America/Recife", "America/Argentina/Tucuman", "America/Fortaleza"],
  ...["America/Maceio", "Asia/Gaza", "Asia/Hebron", "Brazil/DeNoronha"],
]);

/** Nearly every change falls on a quarter of an hour; which is looked for first, and proved. */
const QUARTER_MS = 900_000;

/**
 * Builds the table of a zone by asking `offsetAt` every few days, and halving where two answers differ.
 * @param name of the zone, as the database spells it
 * @param offsetAt ms ahead of UTC at an epoch time; slow
 * @param fromYear first and @param toYear last calendar year, both whole in the table; outside the first and the last
 * offset go on
 */
export function buildOffsetTable(
  name: string,
  offsetAt: (utc: number) => number,
  fromYear: number,
  toYear: number,
): OffsetTable {
  const stride = RESTLESS.has(name) || fromYear < CLOSE_BEFORE ? CLOSE_STRIDE_MS : WIDE_STRIDE_MS;
  // A zone's year begins up to a day before and ends up to a day after the one of UTC.
  const end = Date.UTC(toYear + 1, 0, 2);
  let at = Date.UTC(fromYear, 0, 1) - DAY_MS;
  let offset = offsetAt(at);
  const starts = [Number.NEGATIVE_INFINITY];
  const offsets = [offset];
  while (at < end) {
    const next = Math.min(at + stride, end);
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
  const quarter = firstOnGrid(offsetAt, offset, low, high, QUARTER_MS);
  return offsetAt(quarter - 1000) === offset
    ? firstOnGrid(offsetAt, offset, quarter - QUARTER_MS, quarter, 1000)
    : quarter;
}

/** As `firstWith`, of the times that are whole steps; `low` and `high` are. */
function firstOnGrid(
  offsetAt: (utc: number) => number,
  offset: number,
  low: number,
  high: number,
  step: number,
): number {
  let before = low / step;
  let after = high / step;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * step) === offset) after = middle;
    else before = middle;
  }
  return after * step;
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
