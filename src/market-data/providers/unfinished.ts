import type { Row } from "./bar-rows.ts";

/** The rows without a last bar that is still being made, and the time of that bar. */
export function finishedRows(
  rows: readonly Row[],
  isFinished: (row: Row, before: Row | undefined) => boolean,
): { readonly finished: readonly Row[]; readonly unfinished: number | null } {
  const last = rows.at(-1);
  if (last === undefined || isFinished(last, rows.at(-2))) return { finished: rows, unfinished: null };
  return { finished: rows.slice(0, -1), unfinished: last.time };
}
