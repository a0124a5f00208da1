import type { TradingCalendar } from "#time/calendars/trading-calendar";
import { DAY_MS } from "#time/units";
import { isWeekend } from "./weekend.ts";

/** Share of the bars that may stand on weekdays on which the calendar has no session, and how many at least. */
const SLIPS = { share: 0.001, count: 3 };
/** So many years in which a day of the year is missing each time may be a holiday; chance may do it once in two years. */
const YEARS = 2;
const ENOUGH = 3;

/**
 * True for days that are nearly those of a calendar, and yet follow one that is not known: they have bars on its holidays,
 * or are missing on one day of every year, as bonds are on Columbus Day on which shares are traded in New York.
 * @param times midnights UTC, increasing, at least one of them in the years that the calendar knows
 */
export function followsAnother(times: Float64Array, calendar: TradingCalendar): boolean {
  const from = Math.max(times[0]!, calendar.firstDay);
  const to = Math.min(times[times.length - 1]!, calendar.lastDay);
  const there = new Set<number>();
  let onHolidays = 0;
  for (let i = 0; i < times.length; i++) {
    const day = Math.floor(times[i]! / DAY_MS) * DAY_MS;
    there.add(day);
    if (day >= from && day <= to && !isWeekend(day) && !calendar.isSession(day)) onHolidays++;
  }
  const sessions = calendar.sessions(from, to);
  const holidays = weekdaysWithin(from, to) - sessions.filter((day) => !isWeekend(day)).length;
  if (onHolidays > Math.max(SLIPS.count, SLIPS.share * times.length)) return true;
  if (onHolidays > 0 && onHolidays * 2 >= holidays) return true;
  const missing = sessions.filter((day) => !there.has(day));
  let yearly = 0;
  for (const nameOf of DAYS_OF_YEAR) {
    const all = countBy(sessions, nameOf);
    for (const [name, count] of countBy(missing, nameOf))
      if (count >= YEARS && count === all.get(name)) yearly += count;
  }
  return yearly >= ENOUGH;
}

function weekdaysWithin(from: number, to: number): number {
  let count = 0;
  for (let day = from; day <= to; day += DAY_MS) if (!isWeekend(day)) count++;
  return count;
}

/** 11 November; the second Monday of October. */
const DAYS_OF_YEAR: readonly ((day: number) => string)[] = [
  (day) => new Date(day).toISOString().slice(5, 10),
  (day) => {
    const date = new Date(day);
    return `${date.getUTCMonth()} ${Math.ceil(date.getUTCDate() / 7)} ${date.getUTCDay()}`;
  },
];

function countBy(days: Float64Array, nameOf: (day: number) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const day of days) counts.set(nameOf(day), (counts.get(nameOf(day)) ?? 0) + 1);
  return counts;
}
