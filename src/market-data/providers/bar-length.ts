import type { Timeframe } from "#time/timeframe";
import { lengthMs } from "#time/timeframe-length";

/** The end of a bar that begins at `time`, epoch ms UTC; months by the calendar. */
export function barEnd(time: number, timeframe: Timeframe): number {
  if (timeframe !== "1mo") return time + lengthMs(timeframe);
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}
