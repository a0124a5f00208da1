import type { FileMetaData } from "hyparquet";
import { epochMs } from "../typed/read-cell.ts";
import type { Wanted } from "../typed/typed-table.ts";

/** Rows of a file that lie together, [from, to). */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The row groups that may hold wanted rows, by what their statistics say of time and ticker; each of them where a group says
 * nothing. A file without rows has none.
 * @param metadata with times and dates as epoch ms
 * @param nameOf the column as the file has it
 */
export function groupsWanted(
  metadata: FileMetaData,
  { symbols, until }: Wanted,
  nameOf: (column: number) => string,
): readonly RowRange[] {
  const ranges: RowRange[] = [];
  const wanted = symbols?.names.map((name) => encoder.encode(name)) ?? null;
  let from = 0;
  for (const group of metadata.row_groups) {
    const to = from + Number(group.num_rows);
    const statistics = (column: number) =>
      group.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === nameOf(column))?.meta_data?.statistics;
    const isLater = until !== null && isAfter(statistics(until.column)?.min_value, until);
    const isOther = wanted !== null && symbols !== null && isOutside(statistics(symbols.column), wanted);
    if (to > from && !isLater && !isOther) ranges.push({ from, to });
    from = to;
  }
  return ranges;
}

const encoder = new TextEncoder();

/** Dates and timestamps come as ms; whole numbers are of the unit that the reader says. */
function isAfter(least: unknown, { form, ms }: NonNullable<Wanted["until"]>): boolean {
  if (typeof least === "number") return least > ms;
  if (typeof least === "bigint" && form.kind === "epoch") return epochMs(Number(least), form.unit) > ms;
  return false;
}

/** Texts are ordered by their bytes; long ones are cut in statistics, but never so that one falls outside. */
function isOutside(
  statistics: { min_value?: unknown; max_value?: unknown } | undefined,
  wanted: readonly Uint8Array[],
): boolean {
  const { min_value: least, max_value: most } = statistics ?? {};
  if (typeof least !== "string" || typeof most !== "string") return false;
  const [low, high] = [encoder.encode(least), encoder.encode(most)];
  return wanted.every((name) => compare(name, low) < 0 || compare(name, high) > 0);
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
