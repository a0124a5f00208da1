import type { Timeframe } from "#time/timeframe";
import type { CalendarFound } from "./find-calendar.ts";

/**
 * The times between the first bar and the last at which there should be one, increasing: the sessions of the calendar, or
 * else the times at which the file has a bar of any ticker; null where neither is known.
 */
export function expectedTimes(
  _times: Float64Array,
  _timeframe: Timeframe,
  _found: CalendarFound | null,
  fileTimes: Float64Array | null,
): Float64Array | null {
  return fileTimes;
}
