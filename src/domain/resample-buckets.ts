import type { TradingCalendar } from "#time/calendars/trading-calendar";
import { isDailyOrLonger, type Timeframe } from "#time/timeframe";
import { lengthMs } from "#time/timeframe-length";
import { DAY_MS } from "#time/units";

/** The longer bar into which a bar goes. Times are epoch ms UTC. */
export interface Bucket {
  /** The time that the longer bar bears: its open, or midnight UTC of its date, its Monday, its first of the month. */
  readonly start: number;
  /** The time of the first bar that belongs into it, where none is missing. */
  readonly first: number;
  /** When it closes. */
  readonly close: number;
}

/** A session of a calendar, by its index in the calendar's columns. */
export interface Session {
  readonly calendar: TradingCalendar;
  readonly index: number;
}

/** A day, an ISO week or a month: where it begins and ends, and when the market closes for the last time in it. */
interface Period {
  readonly from: number;
  readonly to: number;
  readonly close: number;
  /** Session dates in it, in order; empty where there is no calendar for it. */
  readonly sessions: Float64Array;
}

const NO_SESSIONS = new Float64Array(0);

/** The period in which a date lies. Without a calendar that knows it, it closes when it ends by the clock of UTC. */
export function calendarPeriod(time: number, timeframe: Timeframe, calendar: TradingCalendar | null): Period {
  const day = Math.floor(time / DAY_MS) * DAY_MS;
  const [from, to] = timeframe === "1w" ? weekOf(day) : timeframe === "1mo" ? monthOf(day) : [day, day + DAY_MS];
  const isKnown = calendar?.holds(from, to - DAY_MS) ?? false;
  const sessions = isKnown ? calendar!.sessions(from, to - DAY_MS) : NO_SESSIONS;
  const last = sessions[sessions.length - 1];
  return { from, to, sessions, close: last === undefined ? to : calendar!.sessionHours(last)!.close };
}

/** 1970-01-01 was a Thursday: the Monday before is three days earlier. */
function weekOf(day: number): [number, number] {
  const monday = Math.floor((day / DAY_MS + 3) / 7) * 7 - 3;
  return [monday * DAY_MS, (monday + 7) * DAY_MS];
}

function monthOf(day: number): [number, number] {
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)];
}

/**
 * The bucket of a bar: the one in which it closes. A bar that lies across two is so never known before it has closed, and one on
 * a Saturday after the market's last session of the week goes into the next.
 * @param time the bar's open
 * @param end when it closes
 * @param session the one it belongs to, of bars within the day; null: none is looked at
 * @param calendar of days, weeks and months that are made of days
 */
export function bucketOf(
  time: number,
  end: number,
  to: Timeframe,
  session: Session | null,
  calendar: TradingCalendar | null,
): Bucket {
  if (!isDailyOrLonger(to)) return withinDay(end, lengthMs(to), session);
  if (session === null) {
    let period = calendarPeriod(time, to, calendar);
    if (end > period.close) period = calendarPeriod(period.to, to, calendar);
    return { start: period.from, first: period.sessions[0] ?? period.from, close: period.close };
  }
  // Bars within the day go where their session goes: currencies of Sunday evening are Monday's.
  const { day, open, close } = session.calendar.columns;
  const date = day[session.index]!;
  if (to === "1d") return { start: date, first: open[session.index]!, close: close[session.index]! };
  const period = calendarPeriod(date, to, session.calendar);
  const first = session.calendar.sessionHours(period.sessions[0] ?? date)!.open;
  return { start: period.from, first, close: period.close };
}

/** Steps from the open of the session, or from midnight UTC; the last one ends where they end. */
function withinDay(end: number, step: number, session: Session | null): Bucket {
  const { open: opens, close: closes } = session?.calendar.columns ?? {};
  const open = session === null ? (Math.ceil(end / DAY_MS) - 1) * DAY_MS : opens![session.index]!;
  const last = session === null ? open + DAY_MS : closes![session.index]!;
  const start = open + Math.max(0, Math.ceil((end - open) / step) - 1) * step;
  return { start, first: start, close: Math.min(start + step, last) };
}
