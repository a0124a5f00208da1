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
  const sessions = calendar.sessions(from, to);
  let onHolidays = 0;
  for (let i = 0; i < times.length; i++) {
    const day = times[i]!;
    if (day >= from && day <= to && !calendar.isSession(day) && !isWeekend(day)) onHolidays++;
  }
  if (onHolidays > Math.max(SLIPS.count, SLIPS.share * times.length)) return true;
  if (onHolidays > 0 && onHolidays * 2 >= weekdaysWithin(from, to) - weekdaysAmong(sessions)) return true;
  const missing = missingFrom(sessions, times);
  return DAYS_OF_YEAR.reduce((sum, keyOf) => sum + missingEachYear(missing, sessions, keyOf), 0) >= ENOUGH;
}

/** Sessions without a bar. Both columns increase. */
function missingFrom(sessions: Float64Array, times: Float64Array): number[] {
  const missing: number[] = [];
  let bar = 0;
  for (const session of sessions) {
    while (bar < times.length && times[bar]! < session) bar++;
    if (times[bar] !== session) missing.push(session);
  }
  return missing;
}

/** How many sessions are missing on days of the year on which one is missing in each of several years. */
function missingEachYear(missing: readonly number[], sessions: Float64Array, keyOf: (day: number) => number): number {
  const counts = new Map<number, number>();
  for (const day of missing) counts.set(keyOf(day), (counts.get(keyOf(day)) ?? 0) + 1);
  let sum = 0;
  for (const [key, count] of counts) {
    if (count >= YEARS && count === sessions.filter((day) => keyOf(day) === key).length) sum += count;
  }
  return sum;
}

/** As numbers: 11 November; the second Monday of October. */
const DAYS_OF_YEAR: readonly ((day: number) => number)[] = [
  (day) => {
    const date = new Date(day);
    return date.getUTCMonth() * 100 + date.getUTCDate();
  },
  (day) => {
    const date = new Date(day);
    return date.getUTCMonth() * 100 + Math.ceil(date.getUTCDate() / 7) * 10 + date.getUTCDay();
  },
];

function weekdaysWithin(from: number, to: number): number {
  let count = 0;
  for (let day = from; day <= to; day += DAY_MS) if (!isWeekend(day)) count++;
  return count;
}

function weekdaysAmong(days: Float64Array): number {
  return days.reduce((count, day) => (isWeekend(day) ? count : count + 1), 0);
}
