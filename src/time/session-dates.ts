import type { TradingCalendar } from "./calendars/trading-calendar.ts";
import { localOf } from "./local-times.ts";
import { DAY_MS } from "./units.ts";
import type { TimeZone } from "./zone.ts";

/** Which day a time of a daily bar is taken for, in words for the header of a run; null where all times are midnights already. */
export type DateRule =
  | "calendar"
  | "zone"
  | "same day of UTC"
  | "next day of UTC"
  | "same day of UTC, for want of a sign";

export interface SessionDates {
  /** Midnight UTC of each bar's session date, epoch ms, length n. */
  readonly dates: Float64Array;
  readonly rule: DateRule | null;
}

/** What is known of the market of daily bars. */
export interface DateFacts {
  readonly calendar: TradingCalendar | null;
  readonly zone: TimeZone | null;
}

/**
 * The session dates of daily bars that carry a time of day: midnight in New York (04:00Z or 05:00Z), half past two, the close.
 *
 * A time within a session of the calendar (its close counted in) is that session's: futures stamped on the evening before bear
 * the next day's date. Else the date that a clock in the zone shows. Without a zone the date of UTC; or the one after it, where
 * that makes all bars weekdays, or all of them the first day of a month, and the date of UTC does not: midnight in Berlin or
 * Tokyo is the evening before in UTC. Where both have weekends, as coins do, nothing tells. A column of midnights UTC is one of dates, and stays as it is.
 * @param times epoch ms UTC, length n; NaN stays NaN
 */
export function sessionDates(times: Float64Array, { calendar, zone }: DateFacts): SessionDates {
  if (!hasTimeOfDay(times)) return { dates: times, rule: null };
  if (calendar === null && zone === null) return datesWithoutZone(times);
  const local = zone === null ? times : localOf(times, zone);
  const sessions = calendar === null ? null : calendar.indicesAt(times);
  // The close of a session is the last moment of it for a bar that stands for the whole day.
  const closing = calendar === null ? null : calendar.indicesAt(times.map((time) => time - 1));
  let byCalendar = 0;
  const dates = Float64Array.from(times, (_, i) => {
    const session = sessions === null ? -1 : sessions[i]! >= 0 ? sessions[i]! : closing![i]!;
    if (session < 0) return Math.floor(local[i]! / DAY_MS) * DAY_MS;
    byCalendar++;
    return calendar!.days[session]!;
  });
  return { dates, rule: byCalendar > 0 ? "calendar" : zone === null ? "same day of UTC" : "zone" };
}

/** True where some time is not midnight UTC. */
export function hasTimeOfDay(times: Float64Array): boolean {
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!;
    // Not by the remainder, which of doubles is a division by hand.
    const clock = time - Math.floor(time / DAY_MS) * DAY_MS;
    if (clock > 0 || clock < 0) return true;
  }
  return false;
}

function datesWithoutZone(times: Float64Array): SessionDates {
  const same = times.map((time) => Math.floor(time / DAY_MS) * DAY_MS);
  const next = times.map((time) => Math.ceil(time / DAY_MS) * DAY_MS);
  const rests = !hasWeekend(same);
  if ((!rests && !hasWeekend(next)) || (areFirsts(next) && !areFirsts(same)))
    return { dates: next, rule: "next day of UTC" };
  const isTold = rests || areFirsts(same);
  return { dates: same, rule: isTold ? "same day of UTC" : "same day of UTC, for want of a sign" };
}

function areFirsts(dates: Float64Array): boolean {
  return dates.every((date) => date !== date || new Date(date).getUTCDate() === 1);
}

/** True where a date is a Saturday or a Sunday. 1970-01-03 was a Saturday. */
export function hasWeekend(dates: Float64Array): boolean {
  for (let i = 0; i < dates.length; i++) {
    const weekday = (((dates[i]! / DAY_MS) % 7) + 7) % 7;
    if (weekday === 2 || weekday === 3) return true;
  }
  return false;
}
