import { isDailyOrLonger } from "#time/timeframe";
import { DAY_MS } from "#time/units";
import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { calendarWords } from "./find-calendar.ts";
import { occurrenceOf } from "./occurrence.ts";
import { isWeekend } from "./weekend.ts";
import { isWithin } from "./within.ts";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
/** Where more bars than this lie outside of the hours, the file has them on purpose: trading before and after the session. */
const ON_PURPOSE = 0.05;
/** Where more bars than this are of weekends, the market is open on them: currencies begin on Sunday evening. */
const WEEKENDS = 0.1;
/** Fewer weekdays say nothing about weekends. */
const FEWEST_WEEKDAYS = 10;

/** Bars at times at which there is no session: of the calendar, or, of days that follow none, on a weekend. */
export function checkOutsideSessions(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const { time, timeframe } = bars;
  if (timeframe === "1w" || timeframe === "1mo") return null;
  const isOutside = outsideOf(bars, context);
  if (isOutside === null) return null;
  const occurrences: Occurrence[] = [];
  let count = 0;
  for (let i = 0; i < time.length; i++) {
    if (isOutside[i] === 0 || isWithin(context.mixed, time[i]!)) continue;
    const first = i;
    while (i + 1 < time.length && isOutside[i + 1] === 1) i++;
    count += i - first + 1;
    const weekday = WEEKDAYS[new Date(time[first]!).getUTCDay()]!;
    const text = i === first ? `a bar on a ${weekday}` : `${i - first + 1} bars from a ${weekday} on`;
    occurrences.push(occurrenceOf(bars, context, first, i, { weight: i - first + 1, text }));
  }
  if (occurrences.length === 0) return null;
  const of = context.calendar === null ? "weekends" : calendarWords(context.calendar);
  const outside = context.calendar === null ? "on a weekend" : `outside of the sessions (${of})`;
  return {
    id: "outside-sessions",
    severity: !isDailyOrLonger(timeframe) && count > ON_PURPOSE * time.length ? "info" : "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: `bar lies ${outside}`, many: `bars lie ${outside}` },
    help: "Nothing was traded then: take the bars out, or say whose sessions they follow: --read calendar=NAME, or none",
  };
}

/** 1 for each bar outside; null: nobody can say. */
function outsideOf({ time, timeframe }: CheckedBars, { calendar }: CheckContext): Uint8Array | null {
  const isDaily = isDailyOrLonger(timeframe);
  if (calendar !== null) {
    const { firstDay, lastDay } = calendar.calendar;
    const at = isDaily ? null : calendar.calendar.indicesAt(time);
    const out = new Uint8Array(time.length);
    for (let i = 0; i < time.length; i++) {
      const day = Math.floor(time[i]! / DAY_MS) * DAY_MS;
      if (day < firstDay || day > lastDay) continue;
      out[i] = at === null ? (calendar.calendar.isSession(day) ? 0 : 1) : at[i]! < 0 ? 1 : 0;
    }
    return out;
  }
  if (timeframe !== "1d") return null;
  const out = new Uint8Array(time.length);
  let weekends = 0;
  for (let i = 0; i < time.length; i++) {
    if (!isWeekend(time[i]!)) continue;
    out[i] = 1;
    weekends++;
  }
  return weekends <= WEEKENDS * time.length && time.length - weekends >= FEWEST_WEEKDAYS ? out : null;
}
