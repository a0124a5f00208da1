import { calendarPeriod } from "#domain/resample-buckets";
import { barCloses } from "#domain/resample-closes";
import type { RebalanceEvery } from "#strategy/rebalance";
import type { TradingCalendar } from "#time/calendars/trading-calendar";
import { isDailyOrLonger, type Timeframe } from "#time/timeframe";
import { lengthMs } from "#time/timeframe-length";
import { DAY_MS } from "#time/units";

/** A stretch of the calendar, epoch ms UTC: from its first day, up to (not with) `to`; `close` is when its last session ends. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly close: number;
}

/**
 * The bars at whose close the calendar asks for a rebalance, as a column of 0 and 1 with the clock's length.
 *
 * `first`: the first bar of each period. `last`: the bar with which the period's last session closes, as the calendar says
 * it, or the first bar after it where that one is missing. Where no calendar is known, a period ends by the clock of UTC,
 * which mostly is noticed at the first bar of the next: nobody could know at Friday's close that Monday is a holiday.
 * A number of bars counts from `start`; nothing before it is marked, and the bar `start` itself always is.
 *
 * @param clock times of the bars, epoch ms UTC, increasing
 * @param start index of the first bar with a decision
 */
export function calendarDates(
  clock: Float64Array,
  timeframe: Timeframe,
  calendar: TradingCalendar | null,
  every: RebalanceEvery,
  on: "first" | "last",
  start: number,
): Uint8Array {
  const due = new Uint8Array(clock.length);
  if (start < due.length) due[start] = 1;
  if (every === "never") return due;
  if (typeof every === "number") {
    for (let bar = start; bar < clock.length; bar += every) due[bar] = 1;
    return due;
  }
  const dates = barDates(clock, timeframe, calendar);
  const closes = barCloses(clock, timeframe, calendar);
  let period = stretchOf(dates[start] ?? 0, every, calendar);
  let isDone = false;
  for (let bar = start; bar < clock.length; bar++) {
    const isNext = !(dates[bar]! < period.to);
    if (isNext) {
      const isMissed = on === "last" && !isDone;
      period = stretchOf(dates[bar]!, every, calendar);
      isDone = false;
      if (on === "first" || isMissed) due[bar] = 1;
    }
    if (on === "last" && !isDone && closes[bar]! >= period.close) {
      due[bar] = 1;
      isDone = true;
    }
  }
  return due;
}

/** The session date of each bar, midnight UTC. */
function barDates(clock: Float64Array, timeframe: Timeframe, calendar: TradingCalendar | null): Float64Array {
  if (isDailyOrLonger(timeframe)) return clock;
  const length = lengthMs(timeframe);
  const sessions = calendar?.indicesAt(clock, length) ?? null;
  return clock.map((time, bar) => {
    const session = sessions === null ? -1 : sessions[bar]!;
    return session < 0 ? Math.floor((time + length - 1) / DAY_MS) * DAY_MS : calendar!.columns.day[session]!;
  });
}

function stretchOf(date: number, every: RebalanceEvery, calendar: TradingCalendar | null): Stretch {
  if (every === "daily") return calendarPeriod(date, "1d", calendar);
  if (every === "weekly") return calendarPeriod(date, "1w", calendar);
  if (every === "monthly") return calendarPeriod(date, "1mo", calendar);
  const day = new Date(date);
  const year = day.getUTCFullYear();
  const months = every === "quarterly" ? 3 : 12;
  const month = Math.floor(day.getUTCMonth() / months) * months;
  const lastMonth = calendarPeriod(Date.UTC(year, month + months - 1, 1), "1mo", calendar);
  return { from: Date.UTC(year, month, 1), to: lastMonth.to, close: lastMonth.close };
}
