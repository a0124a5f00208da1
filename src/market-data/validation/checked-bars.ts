import type { Where } from "#base/errors";
import type { BarColumns } from "#domain/bars";
import type { Timeframe } from "#time/timeframe";
import type { Occurrence } from "../source.ts";
import type { CalendarFound } from "./find-calendar.ts";

/** Bars as their file has them: before a split or dividend is carried over. */
export interface CheckedBars extends BarColumns {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly closeOnly: boolean;
  /** The source says that prices carry later splits and dividends. */
  readonly adjusted: boolean;
  /** What the close will be carried over to; null: the prices stay as they are. */
  readonly adjustedClose: Float64Array | null;
  /** New shares for an old one at each bar, as the file has it (0, 1 or NaN where nothing happens); null: it has none. */
  readonly split: Float64Array | null;
  /** Times as they stand in the file, before a daily bar is put on its session; null: these are they. */
  readonly stamps: Float64Array | null;
  /** 1 where a bar, or a price of it, was filled in; null: nowhere. */
  readonly filled: Uint8Array | null;
}

/** What a check knows beside the bars. */
export interface CheckContext {
  /** Where a bar stands in its file. */
  readonly placeOf: (bar: number) => Where;
  /** The sessions that the bars should have, and how that is known; null: nobody knows. */
  readonly calendar: CalendarFound | null;
  /** Times at which the file has a bar of any ticker, increasing; null: it has one ticker. */
  readonly fileTimes: Float64Array | null;
  /** Times of rows that made no bar and were left out: they are broken, not missing. Increasing, none twice. */
  readonly broken: Float64Array;
  /** Parts of another granularity than the rest: nobody can say what is missing in them. */
  readonly mixed: readonly Occurrence[];
}
