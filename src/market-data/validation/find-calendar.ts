import type { Timeframe } from "#time/timeframe";

/** The sessions of an exchange, as far as checks ask for them. */
export interface SessionCalendar {
  readonly name: string;
}

/** A calendar that bars are held against, and how it was come by. */
export interface CalendarFound {
  readonly calendar: SessionCalendar;
  readonly how: "asked" | "recognized";
}

/**
 * The calendar that bars should follow: the one that was asked for, or one that they clearly follow; null where there is
 * none of the two, and for "none".
 */
export function findCalendar(_times: Float64Array, _timeframe: Timeframe, _asked: string | null): CalendarFound | null {
  return null;
}
