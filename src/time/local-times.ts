import type { TimeZone } from "./zone.ts";
import { type OffsetTable, rowAt } from "./zone-table.ts";

/** A column of local times in UTC, and the rows whose time the zone's clock did not show, or showed twice. */
export interface TimesInUtc {
  /** Epoch ms UTC, length n. */
  readonly utc: Float64Array;
  /** Rows in the hour that a clock skips in spring: read with the offset from before, so that 02:30 is the 03:30 that a clock shows which nobody set. */
  readonly skipped: Int32Array;
  /** Rows in the hour that comes twice in autumn and whose order does not tell which of the two: read as the first. */
  readonly unsure: Int32Array;
}

/**
 * Local times in UTC.
 *
 * A time that comes twice (the clock goes back) is told by the order of the rows: where a run of such times steps back,
 * or the same time stands twice, what comes before is the first pass and what comes after the second; in a column with
 * the latest row first, the other way around. A run without such a step is read as the first pass and listed as
 * `unsure`.
 * @param local ms of the local date and time, as though it were UTC; length n; NaN stays NaN
 * @param groupOf for each row which series it belongs to, where several are mixed; each has an order of its own
 */
export function utcOf(local: Float64Array, zone: TimeZone, groupOf: Int32Array | null = null): TimesInUtc {
  const n = local.length;
  const utc = new Float64Array(n);
  const table = tableOver(local, zone);
  const { starts, offsets } = table;
  const rows = starts.length;
  const skipped: number[] = [];
  const twice: number[] = [];
  // Local times in [low, high) are in row k and in no other.
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let offset = 0;
  for (let i = 0; i < n; i++) {
    const time = local[i]!;
    if (time >= low && time < high) {
      utc[i] = time - offset;
      continue;
    }
    if (!(Math.abs(time) < Number.POSITIVE_INFINITY)) {
      utc[i] = Number.NaN;
      continue;
    }
    const k = rowShowing(table, time);
    const change = k + 1 < rows ? starts[k + 1]! : Number.POSITIVE_INFINITY;
    const after = k + 1 < rows ? offsets[k + 1]! : offsets[k]!;
    offset = offsets[k]!;
    utc[i] = time - offset;
    if (time >= change + Math.min(offset, after)) {
      (after > offset ? skipped : twice).push(i);
      high = Number.NEGATIVE_INFINITY;
      continue;
    }
    low = clearFrom(table, k);
    high = change + Math.min(offset, after);
  }
  const unsure = resolveRepeats(local, utc, twice, table, groupOf);
  return { utc, skipped: Int32Array.from(skipped), unsure: Int32Array.from(unsure) };
}

/** Where the times begin that only row k of a table can show: after the hour that the change before it skips or repeats. */
function clearFrom({ starts, offsets }: OffsetTable, k: number): number {
  return k === 0 ? Number.NEGATIVE_INFINITY : starts[k]! + Math.max(offsets[k]!, offsets[k - 1]!);
}

/** The row of a table in which a local time lies; around a change, where none or two show it, the row before. */
function rowShowing(table: OffsetTable, local: number): number {
  let low = 0;
  let high = table.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (clearFrom(table, middle) <= local) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Moves the second pass of each repeated hour to where it belongs; returns the rows of which nobody can tell. */
function resolveRepeats(
  local: Float64Array,
  utc: Float64Array,
  rows: readonly number[],
  table: OffsetTable,
  groupOf: Int32Array | null,
): number[] {
  const runs = new Map<string, number[]>();
  const done: number[][] = [];
  for (const row of rows) {
    const group = groupOf?.[row] ?? 0;
    const key = `${rowAt(table, utc[row]!)} ${group}`;
    const run = runs.get(key);
    // Rows between two of a run belong to other groups; without groups a run has no rows between.
    if (run !== undefined && (groupOf !== null || run[run.length - 1] === row - 1)) run.push(row);
    else {
      const fresh = [row];
      runs.set(key, fresh);
      done.push(fresh);
    }
  }
  const isBackward = latestFirst(local, groupOf);
  const unsure: number[] = [];
  for (const run of done) {
    const step = stepBack(isBackward ? run.toReversed() : run, local);
    const order = isBackward ? run.toReversed() : run;
    if (step < 0) unsure.push(...run);
    for (const row of step < 0 ? [] : order.slice(step)) {
      const k = rowAt(table, utc[row]!);
      utc[row] = local[row]! - table.offsets[k + 1]!;
    }
  }
  return unsure.sort((a, b) => a - b);
}

/** Where in a run, told in the order of time, the second pass begins: at the first step back, else at the first repeat; −1 at none. */
function stepBack(run: readonly number[], local: Float64Array): number {
  for (let i = 1; i < run.length; i++) if (local[run[i]!]! < local[run[i - 1]!]!) return i;
  for (let i = 1; i < run.length; i++) if (local[run[i]!]! === local[run[i - 1]!]!) return i;
  return -1;
}

/** True when the column has its latest row first, by its first group. */
function latestFirst(local: Float64Array, groupOf: Int32Array | null): boolean {
  if (groupOf === null) return local[0]! > local[local.length - 1]!;
  const last = groupOf.lastIndexOf(groupOf[0]!);
  return local[0]! > local[last]!;
}

/**
 * What a clock in the zone shows.
 * @param utc epoch ms, length n; NaN stays NaN
 * @returns ms of the local date and time, as though it were UTC
 */
export function localOf(utc: Float64Array, zone: TimeZone): Float64Array {
  const n = utc.length;
  const out = new Float64Array(n);
  const table = tableOver(utc, zone);
  const { starts, offsets } = table;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let offset = 0;
  for (let i = 0; i < n; i++) {
    const time = utc[i]!;
    if (!(time >= low && time < high)) {
      const k = rowAt(table, time);
      low = starts[k]!;
      high = k + 1 < starts.length ? starts[k + 1]! : Number.POSITIVE_INFINITY;
      offset = offsets[k]!;
    }
    out[i] = time + offset;
  }
  return out;
}

/** The zone's offsets over the years of a column. */
function tableOver(times: Float64Array, zone: TimeZone): OffsetTable {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!;
    if (time < first) first = time;
    if (time > last) last = time;
  }
  if (!(first <= last)) return zone.table(1970, 1970);
  // Years of mean length: a day too many at an edge costs nothing, one too few would.
  const year = (time: number, days: number) => 1970 + Math.floor((time / 86_400_000 + days) / 365.2425);
  return zone.table(year(first, -3), year(last, 3));
}
