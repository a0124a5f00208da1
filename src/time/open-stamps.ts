import type { TradingCalendar } from "./calendars/trading-calendar.ts";
import { hasTimeOfDay, hasWeekend } from "./session-dates.ts";
import type { Timeframe } from "./timeframe.ts";
import { lengthMs } from "./timeframe-length.ts";
import { DAY_MS } from "./units.ts";

/** Where a source writes the last moment of a bar: 15:59:59.999, or the last second, 15:59:59. */
const LAST_MOMENTS_MS = [1, 1000];

/**
 * The opens of bars whose source stamps them by their close.
 *
 * A bar within the day begins one length before its close, but not before the bar before it has ended nor, with a calendar, before
 * its session opens: the last hour of New York, from 15:30 to 16:00, begins at 15:30. A close that is the last millisecond or
 * second of a bar counts as its end. A day with a time of
 * day is taken a millisecond earlier, so that the end of a day belongs to it, for `sessionDates`. Days that are dates name their
 * sessions already and stay, unless some are Saturdays or Sundays and none of the days before them is: then they are ends. Weeks become their Monday,
 * months their first day; a Monday at midnight ends the week before.
 * @param closes epoch ms UTC, increasing, length n
 * @returns epoch ms UTC, length n
 */
export function openStamps(closes: Float64Array, timeframe: Timeframe, calendar: TradingCalendar | null): Float64Array {
  if (timeframe === "1d") return dayStamps(closes);
  if (timeframe === "1w") return closes.map((time) => mondayOf(time - 1));
  if (timeframe === "1mo") return closes.map((time) => firstOfMonth(time - 1));
  const length = lengthMs(timeframe);
  const ends = wholeEnds(closes, length);
  // A bar belongs to the session in which its last moment lies.
  const sessions = calendar?.indicesAt(ends.map((end) => end - 1)) ?? null;
  const opens = new Float64Array(ends.length);
  for (let i = 0; i < ends.length; i++) {
    let open = ends[i]! - length;
    if (i > 0 && ends[i - 1]! > open && ends[i - 1]! < ends[i]!) open = ends[i - 1]!;
    const session = sessions === null ? -1 : sessions[i]!;
    opens[i] = session < 0 ? open : Math.max(open, calendar!.columns.open[session]!);
  }
  return opens;
}

function dayStamps(closes: Float64Array): Float64Array {
  if (hasTimeOfDay(closes)) return closes.map((time) => (time % DAY_MS === 0 ? time : time - 1));
  const before = closes.map((time) => time - DAY_MS);
  return hasWeekend(closes) && !hasWeekend(before) ? before : closes;
}

/** Closes that are the last moment of a bar, as the moment after; those that end on a whole step stay. */
function wholeEnds(closes: Float64Array, length: number): Float64Array {
  const step = length % 60_000 === 0 ? 60_000 : 1000;
  const late = LAST_MOMENTS_MS.find((ms) => ms < step && closes.length > 0 && (closes[0]! + ms) % step === 0);
  if (late === undefined) return closes;
  return closes.map((time) => ((time + late) % step === 0 ? time + late : time));
}

function mondayOf(time: number): number {
  return (Math.floor((Math.floor(time / DAY_MS) + 3) / 7) * 7 - 3) * DAY_MS;
}

function firstOfMonth(time: number): number {
  if (!(Math.abs(time) <= 8.64e15)) return Number.NaN;
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}
