import type { DataError } from "#base/errors";
import { withCommas } from "#base/with-commas";
import type { RawColumns } from "../raw-table.ts";
import type { LoadedSeries, RepairRecord } from "../source.ts";

/** Rows of a table that could not be read and were left out because `drop` was asked for. */
export interface UnreadRows {
  readonly onFault: (fault: DataError) => void;
  /** Adds them to what was mended in a series of the table. */
  readonly record: (loaded: LoadedSeries, raw: RawColumns) => LoadedSeries;
}

/** A count of unread rows, by their lines. */
export function unreadRows(): UnreadRows {
  const lines: number[] = [];
  return {
    onFault: ({ where }) => lines.push(where.line ?? 0),
    record: (loaded, raw) => {
      if (lines.length === 0 || raw.time.length === 0) return loaded;
      const [first, last] = [timeBefore(raw, lines[0]!), timeBefore(raw, lines.at(-1)!)];
      const [others, dropped] = [false, true].map((isDrop) =>
        (loaded.repairs ?? []).filter(({ repair }) => (repair === "drop") === isDrop),
      ) as [RepairRecord[], RepairRecord[]];
      const all = [...dropped, { bars: lines.length, from: first, to: last }];
      const record: RepairRecord = {
        repair: "drop",
        bars: all.reduce((sum, { bars }) => sum + bars, 0),
        from: Math.min(...all.map(({ from }) => from)),
        to: Math.max(...all.map(({ to }) => to)),
      };
      const rows = lines.length === 1 ? "1 row" : `${withCommas(lines.length)} rows`;
      const place = lines.length === 1 ? `line ${lines[0]}` : `lines ${lines[0]} to ${lines.at(-1)}`;
      const note = `drop: ${rows} that could not be read left out, ${place}`;
      return { ...loaded, repairs: [record, ...others], notes: [...loaded.notes, note] };
    },
  };
}

/** The time of the last row above a line: a row that cannot be read has none of its own. */
function timeBefore({ time, placeOf }: RawColumns, line: number): number {
  let low = 0;
  let high = time.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((placeOf(middle).line ?? 0) < line) low = middle;
    else high = middle - 1;
  }
  return time[low]!;
}
