import { UsageError } from "#base/errors";
import { CALENDAR_NAMES, calendarOf, nearCalendar } from "#time/calendars/calendar-of";
import { inferCalendar } from "#time/calendars/infer-calendar";
import type { TradingCalendar } from "#time/calendars/trading-calendar";
import { isDailyOrLonger, type Timeframe } from "#time/timeframe";
import { likelyCalendars } from "./likely-calendars.ts";
import { followsAnother } from "./other-calendar.ts";

/** A calendar that bars are held against, and how it was come by. */
export interface CalendarFound {
  readonly calendar: TradingCalendar;
  readonly how: "asked" | "recognized";
}

/** The word for holding bars against none. */
export const NO_CALENDAR = "none";

/** Of bars within a day so many tell which calendar they follow; looking at all of a million costs more than all checks. */
const ENOUGH = 40_000;

/** The last column that was looked at: the files of a folder, and the columns of a wide file, mostly have the same times. */
let last: { readonly times: Float64Array; readonly timeframe: Timeframe; readonly found: CalendarFound | null } | null =
  null;

/**
 * The calendar that bars should follow: the one that was asked for, or one that they clearly follow; null where there is
 * none of the two, and for "none". Throws UsageError where the one that was asked for does not exist.
 * @param times epoch ms UTC, increasing; daily bars at midnight UTC of their session date
 */
export function findCalendar(times: Float64Array, timeframe: Timeframe, asked: string | null): CalendarFound | null {
  if (asked !== null) {
    if (asked.trim().toLowerCase() === NO_CALENDAR) return null;
    const calendar = calendarOf(asked);
    if (calendar === null) throw unknownCalendar(asked);
    return { calendar, how: "asked" };
  }
  if (last !== null && last.timeframe === timeframe && isSameColumn(last.times, times)) return last.found;
  // The newest bars: a calendar knows the present better than the past.
  const some = isDailyOrLonger(timeframe) ? times : times.subarray(Math.max(0, times.length - ENOUGH));
  const fit = inferCalendar(some, timeframe, likelyCalendars(some, timeframe));
  const isClear = fit !== null && !(timeframe === "1d" && followsAnother(times, fit.calendar));
  const found = isClear ? ({ calendar: fit.calendar, how: "recognized" } as const) : null;
  last = { times, timeframe, found };
  return found;
}

/** How a calendar was come by, in the words of a warning. */
export function calendarWords({ calendar, how }: CalendarFound): string {
  return how === "asked" ? `${calendar.name}, as asked` : `${calendar.name}, whose days the file follows`;
}

function isSameColumn(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function unknownCalendar(asked: string): UsageError {
  const near = nearCalendar(asked);
  return new UsageError({
    code: "unknown-calendar",
    message: `There is no calendar "${asked}".`,
    where: { flag: "--read", key: "calendar", received: asked, expected: [...CALENDAR_NAMES, NO_CALENDAR].join(", ") },
    help:
      near === null
        ? `The calendars are ${CALENDAR_NAMES.join(", ")}; ${NO_CALENDAR} holds the bars against none.`
        : `Did you mean: --read calendar=${near}`,
  });
}
