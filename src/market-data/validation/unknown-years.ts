import { formatMoment } from "#time/format-time";
import { DAY_MS } from "#time/units";
import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf } from "./occurrence.ts";

/** Bars in years that the calendar which was asked for does not know: they are held against nothing, and that is said. */
export function checkUnknownYears(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const { calendar: found } = context;
  if (found === null || found.how !== "asked" || bars.timeframe === "1w" || bars.timeframe === "1mo") return null;
  const { name, firstDay, lastDay } = found.calendar;
  const { time } = bars;
  const known = `${formatMoment(firstDay)} to ${formatMoment(lastDay)}`;
  const occurrences: Occurrence[] = [];
  const add = (first: number, last: number) => {
    if (last < first) return;
    const count = last - first + 1;
    const text = `${count} ${count === 1 ? "bar" : "bars"} ${first === 0 ? "before" : "after"} what is known`;
    occurrences.push(occurrenceOf(bars, context, first, last, { weight: count, text }));
  };
  let first = 0;
  while (first < time.length && time[first]! < firstDay) first++;
  let last = time.length - 1;
  while (last >= first && time[last]! >= lastDay + DAY_MS) last--;
  add(0, first - 1);
  add(last + 1, time.length - 1);
  if (occurrences.length === 0) return null;
  return {
    id: "sessions-not-known",
    severity: "info",
    symbol: bars.symbol,
    occurrences,
    words: {
      one: `bar is held against no sessions: those of ${name} are known from ${known}`,
      many: `bars are held against no sessions: those of ${name} are known from ${known}`,
    },
    help: "What is missing there was not looked for.",
  };
}
