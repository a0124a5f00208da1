import type { DataWarning } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf } from "./occurrence.ts";

/** How many times of a file carry their zone, of how many. */
export interface ZonedTimes {
  readonly zoned: number;
  readonly rows: number;
}

/** The warning about a file of which some times carry a zone and others none: nobody can say what the others are in. */
export function checkPartlyZoned(
  bars: CheckedBars,
  context: CheckContext,
  { zoned, rows }: ZonedTimes,
): DataWarning | null {
  if (zoned === 0 || zoned >= rows || bars.time.length === 0) return null;
  const text = `${rows - zoned} of ${rows} times carry no zone, and were read as UTC like those that do`;
  const last = bars.time.length - 1;
  return {
    id: "mixed-zones",
    severity: "warning",
    symbol: bars.symbol,
    occurrences: [occurrenceOf(bars, context, 0, last, { weight: rows - zoned, text })],
    words: {
      one: "bar is of a file whose times are written in two ways",
      many: "bars are of a file whose times are written in two ways",
    },
    help: "Write the zone behind every time, or behind none and say it with --read zone=NAME.",
  };
}
