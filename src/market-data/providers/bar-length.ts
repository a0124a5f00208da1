import type { Timeframe } from "#time/timeframe";
import { DAY_MS } from "#time/units";

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS };

/** The end of a bar that begins at `time`, epoch ms UTC; months by the calendar. */
export function barEnd(time: number, timeframe: Timeframe): number {
  if (timeframe === "1mo") {
    const date = new Date(time);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  }
  const match = /^(\d+)([smhdw])$/.exec(timeframe)!;
  return time + Number(match[1]) * UNITS[match[2]!]!;
}
