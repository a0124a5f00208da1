import type { TradingCalendar } from "./calendars/trading-calendar.ts";
import { inferTimeframe, isDailyOrLonger } from "./timeframe.ts";
import { DAY_MS } from "./units.ts";

/** 1970-01-01 was a Thursday, so day 2 of the epoch is its first Saturday. */
const FIRST_SATURDAY = 2;

/**
 * The last bar of each session: for daily bars every bar. Without a calendar that knows all of the times a session is a calendar
 * date of UTC; with one, bars before the open of a session belong to the one before.
 * @param times epoch ms UTC, increasing, length n
 * @returns bar indices, increasing; empty for no bars
 */
export function sessionEnds(times: Float64Array, calendar: TradingCalendar | null = null): Int32Array {
  const n = times.length;
  if (n > 0 && calendar?.holds(times[0]!, times[n - 1]!) && !isDailyOrLonger(inferTimeframe(times))) {
    return endsBySession(times, calendar);
  }
  return endsByDate(times);
}

function endsBySession(times: Float64Array, calendar: TradingCalendar): Int32Array {
  const sessions = calendar.indicesAt(times);
  const ends: number[] = [];
  let now = -1;
  for (let i = 0; i < sessions.length; i++) {
    const next = sessions[i]!;
    if (next < 0 || next === now) continue;
    // A bar before the first session of all is the end of one that is not there.
    if (i > 0) ends.push(i - 1);
    now = next;
  }
  ends.push(sessions.length - 1);
  return Int32Array.from(ends);
}

function endsByDate(times: Float64Array): Int32Array {
  const ends = new Int32Array(times.length);
  let n = 0;
  for (let i = 0; i < times.length; i++) {
    const isLast = i + 1 === times.length || Math.floor(times[i + 1]! / DAY_MS) !== Math.floor(times[i]! / DAY_MS);
    if (isLast) ends[n++] = i;
  }
  return ends.slice(0, n);
}

/**
 * How many returns a year has, by the data's own calendar: 12 for monthly bars, 52 for weekly ones, else one per
 * session (`sessionEnds`): 365 where Saturdays are usual, 252 where they are not.
 *
 * A calendar, where the market is known, says it better: 245 for Tokyo, 252 for New York.
 *
 * Saturdays count as usual from half of what an unbroken calendar has (one session in fourteen). Sundays say nothing:
 * currencies open on Sunday evening and still rest on Saturday.
 * @param times epoch ms UTC, increasing, length n; 252 for an empty column
 */
export function periodsPerYear(times: Float64Array, calendar: TradingCalendar | null = null): number {
  const timeframe = inferTimeframe(times);
  if (calendar !== null) return calendar.periodsPerYear(isDailyOrLonger(timeframe) ? timeframe : "1d");
  if (timeframe === "1mo") return 12;
  if (timeframe === "1w") return 52;
  const ends = sessionEnds(times);
  let saturdays = 0;
  for (let i = 0; i < ends.length; i++) {
    const day = Math.floor(times[ends[i]!]! / DAY_MS);
    if ((day - FIRST_SATURDAY) % 7 === 0) saturdays++;
  }
  return saturdays > 0 && saturdays * 14 >= ends.length ? 365 : 252;
}
