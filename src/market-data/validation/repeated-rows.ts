import type { Where } from "#base/errors";
import type { DataWarning } from "../source.ts";
import type { Draft } from "./draft.ts";

/** The warning about rows that say again what the row before them said; none where there are none. */
export function repeatedRows(
  { time }: Draft,
  repeats: readonly number[],
  symbol: string,
  placeOf: (bar: number) => Where,
): readonly DataWarning[] {
  if (repeats.length === 0) return [];
  return [
    {
      id: "duplicate-rows",
      severity: "warning",
      symbol,
      occurrences: repeats.map((row) => ({
        from: time[row]!,
        to: time[row]!,
        bars: 1,
        weight: 1,
        text: "the row repeats the one before it",
        where: placeOf(row),
      })),
      words: {
        one: "row repeats the one before it and was left out",
        many: "rows repeat the one before them and were left out",
      },
      help: "Take the repeated rows out, and look whether the file was put together from pieces that overlap.",
    },
  ];
}
