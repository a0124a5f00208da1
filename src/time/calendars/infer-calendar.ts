import type { Timeframe } from "../timeframe.ts";
import { lengthMs } from "../timeframe-length.ts";
import { DAY_MS } from "../units.ts";
import { CALENDAR_NAMES, calendarOf } from "./calendar-of.ts";
import { weekdayOf } from "./holiday-rules.ts";
import type { TradingCalendar } from "./trading-calendar.ts";

/** How well a column follows a calendar, over the days that both know. */
export interface CalendarFit {
  readonly calendar: TradingCalendar;
  /** Share of the bars that lie in sessions. */
  readonly inSessions: number;
  /** Share of the sessions that have a bar. */
  readonly present: number;
}

/** Fewer bars than these leave no calendar clear: two months have few holidays that tell one market from another. */
const FEWEST_DAYS = 60;
/** Of all bars; a file may have a slip or two, however short it is. */
const LEAST_IN_SESSIONS = 0.995;
const SLIPS = 2;
/** Of all sessions; a file may have holes, which are to be found and not to hide the calendar. */
const LEAST_PRESENT = 0.9;
/** By how many days the next calendar must fit worse, extra and missing days counted together. */
const CLEAR_BY_DAYS = 3;
/**
 * Days of the NYSE without one too many or too few: in half of them, a year, any other calendar has more than `CLEAR_BY_DAYS`
 * others (a test holds it), so none need be made.
 */
const UNMISTAKABLE_DAYS = 500;
/** As before, of bars within a day: an hour too many on each of them is no chance. */
const CLEAR_BY_SESSIONS_OF_BARS = 1;

/**
 * The calendar that a column of bars follows clearly, or null: nearly all bars in its sessions, nearly all sessions with a bar,
 * and every other calendar clearly worse. NASDAQ, which has the days of the NYSE, is never the answer.
 *
 * Days are compared; of bars within a day also how much of a session they fill, so that hours of New York are not taken for
 * those of Chicago. Weeks and months tell nothing.
 * @param times epoch ms UTC, increasing, length n; daily bars at midnight UTC of their session date
 * @param among names of the calendars to compare; each zone that is looked at takes some 20 ms the first time
 */
export function inferCalendar(
  times: Float64Array,
  timeframe: Timeframe,
  among: readonly string[] = CALENDAR_NAMES,
): CalendarFit | null {
  if (timeframe === "1w" || timeframe === "1mo" || times.length < FEWEST_DAYS) return null;
  let best: (CalendarFit & { wrong: number }) | null = null;
  let next = Number.POSITIVE_INFINITY;
  const rests = timeframe !== "1d" && restsOnSaturday(times);
  for (const name of among) {
    if (name === "NASDAQ") continue;
    // Of bars within the day this tells the one from the others without working out their hours.
    if (timeframe !== "1d" && (name === "24/7") === rests) continue;
    const fit =
      timeframe === "1d" ? fitOfDays(times, calendarOf(name)!) : fitOfMoments(times, timeframe, calendarOf(name)!);
    if (fit === null) continue;
    if (name === "NYSE" && timeframe === "1d" && isUnmistakable(times, fit)) {
      return { calendar: fit.calendar, inSessions: 1, present: 1 };
    }
    if (best === null || fit.wrong < best.wrong) {
      next = best?.wrong ?? next;
      best = fit;
    } else next = Math.min(next, fit.wrong);
  }
  if (best === null || best.present < LEAST_PRESENT) return null;
  const slips = Math.round(times.length * (1 - best.inSessions));
  if (best.inSessions < LEAST_IN_SESSIONS && slips > SLIPS) return null;
  const { calendar, inSessions, present } = best;
  const clear = timeframe === "1d" ? CLEAR_BY_DAYS : CLEAR_BY_SESSIONS_OF_BARS;
  return next - best.wrong >= clear ? { calendar, inSessions, present } : null;
}

function isUnmistakable(times: Float64Array, { calendar, wrong }: CalendarFit & { wrong: number }): boolean {
  return wrong === 0 && times.length >= UNMISTAKABLE_DAYS && calendar.holds(times[0]!, times[times.length - 1]!);
}

function restsOnSaturday(times: Float64Array): boolean {
  let saturdays = 0;
  for (let i = 0; i < times.length; i++) if (weekdayOf(Math.floor(times[i]! / DAY_MS)) === 6) saturdays++;
  return saturdays * 100 < times.length;
}

/** Null where the calendar knows less than half of the column, or too little of it. */
function fitOfDays(times: Float64Array, calendar: TradingCalendar): (CalendarFit & { wrong: number }) | null {
  const from = Math.max(times[0]!, calendar.firstDay);
  const to = Math.min(times[times.length - 1]!, calendar.lastDay);
  const sessions = calendar.sessions(from, to);
  let bars = 0;
  let on = 0;
  let next = 0;
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!;
    if (time < from || time > to) continue;
    bars++;
    // Both columns increase: no calendar need make its index of days for it.
    if (i > 0 && time < times[i - 1]!) next = 0;
    while (next < sessions.length && sessions[next]! < time) next++;
    if (sessions[next] === time) on++;
  }
  if (bars < FEWEST_DAYS || bars * 2 < times.length) return null;
  const wrong = bars - on + (sessions.length - on);
  return { calendar, inSessions: on / bars, present: on / sessions.length, wrong };
}

/** As `fitOfDays`, of bars within a day; `present` is the share of all open time that bars fill. */
function fitOfMoments(
  times: Float64Array,
  timeframe: Timeframe,
  calendar: TradingCalendar,
): (CalendarFit & { wrong: number }) | null {
  const { open, close, restFrom, restTo } = calendar.columns;
  const at = calendar.indicesAt(times);
  let first = -1;
  let last = -1;
  let on = 0;
  for (let i = 0; i < at.length; i++) {
    if (at[i]! < 0) continue;
    on++;
    if (first < 0) first = at[i]!;
    last = at[i]!;
  }
  if (on === 0 || on * 2 < times.length) return null;
  const step = lengthMs(timeframe);
  let possible = 0;
  let sessions = 0;
  for (let i = first; i <= last; i++) {
    const rest = restFrom[i]! === restFrom[i]! ? restTo[i]! - restFrom[i]! : 0;
    // A column may begin and end within a session.
    const from = i === first ? Math.max(open[i]!, times[0]!) : open[i]!;
    const to = i === last ? Math.min(close[i]!, times[times.length - 1]! + step) : close[i]!;
    const isWhole = from === open[i] && to === close[i];
    possible += Math.ceil((to - from - (isWhole ? rest : 0)) / step);
    sessions++;
  }
  const perDay = possible / sessions;
  // In days, so that one measure of what is clear does for both.
  return {
    calendar,
    inSessions: on / times.length,
    present: on / possible,
    wrong: (times.length - on + possible - on) / perDay,
  };
}
