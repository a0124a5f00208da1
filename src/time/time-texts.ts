import { formatTime } from "./format-time.ts";
import { isDailyOrLonger, type Timeframe } from "./timeframe.ts";
import { DAY_MS } from "./units.ts";

const SIXTY: readonly string[] = Array.from({ length: 60 }, (_, k) => String(k).padStart(2, "0"));
/** Below this a number of days is no calendar date; all that is beyond is left to `formatTime`. */
const MOST_DAYS = 1e8;

/**
 * `formatTime` for a column: the same text for every time (epoch ms UTC), many times faster where neighbours are of one
 * day, or go back and forth between two (the life of an order does). The function that it gives remembers the last two days, and
 * the last month, so one column uses one.
 */
export function timeTexts(timeframe: Timeframe): (ms: number) => string {
  const isDaily = isDailyOrLonger(timeframe);
  const dayText = dayTexts();
  let day = Number.NaN;
  let text = "";
  let dayBefore = Number.NaN;
  let textBefore = "";
  return (time) => {
    const ms = Math.trunc(time);
    const at = Math.floor(ms / DAY_MS);
    if (at !== day) {
      if (!(at > -MOST_DAYS && at < MOST_DAYS)) return formatTime(time, timeframe);
      const known = at === dayBefore ? textBefore : dayText(at) + (isDaily ? "" : "T");
      dayBefore = day;
      textBefore = text;
      day = at;
      text = known;
    }
    if (isDaily) return text;
    const rest = ms - at * DAY_MS;
    const seconds = Math.floor(rest / 1000);
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    const clock = `${SIXTY[hours]}:${SIXTY[minutes - hours * 60]}:${SIXTY[seconds - minutes * 60]}`;
    const part = rest - seconds * 1000;
    return part === 0 ? `${text}${clock}Z` : `${text}${clock}.${String(part).padStart(3, "0")}Z`;
  };
}

/** The dates of days since 1970: of each month the first takes a calendar, the others count on. */
function dayTexts(): (day: number) => string {
  let from = Number.NaN;
  let to = Number.NaN;
  let month = "";
  return (day) => {
    if (!(day >= from && day < to)) {
      const date = new Date(day * DAY_MS);
      month = formatTime(day * DAY_MS, "1d").slice(0, -2);
      from = day - date.getUTCDate() + 1;
      to = from + daysOfMonth(date);
    }
    return month + SIXTY[day - from + 1]!;
  };
}

function daysOfMonth(date: Date): number {
  // The last day of a month is the one before the first of the next. Years below 100 would be taken for those after 1900.
  const last = new Date(0);
  last.setUTCFullYear(date.getUTCFullYear(), date.getUTCMonth() + 1, 0);
  return last.getUTCDate();
}
