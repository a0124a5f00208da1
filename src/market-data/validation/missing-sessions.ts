import { firstAtOrAfter } from "#domain/bars";
import { formatTime } from "#time/format-time";
import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { calendarWords } from "./find-calendar.ts";
import { type Hole, type Holes, holesOf } from "./holes.ts";
import { isWithin } from "./within.ts";

/** Of a calendar that was recognized, and not asked for: where more is missing than this, bars are missing because nothing was traded. */
const DENSE = 0.9;

/**
 * Bars that are missing between the first and the last: sessions of the calendar, or times at which the file has other
 * prices; of a series that follows no calendar, steps that are left out within an hour, and gaps of weeks. Nothing is held
 * against years that the calendar does not know.
 */
export function checkMissingSessions(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const all = holesOf(bars, context);
  const found = { ...all, holes: all.holes.flatMap((hole) => withoutBroken(hole, context.broken)) };
  const missing = found.holes.reduce((sum, hole) => sum + hole.bars, 0);
  if (missing === 0) return null;
  const isAsked = context.calendar?.how === "asked";
  if (found.against === "calendar" && !isAsked && missing > (1 - DENSE) * found.expected) return null;
  const isDaily = bars.timeframe === "1d";
  const shown = (time: number) => formatTime(time, bars.timeframe);
  const occurrences = found.holes.flatMap((hole): Occurrence[] => {
    if (isWithin(context.mixed, bars.time[hole.after + 1]!)) return [];
    const first = shown(hole.from);
    const what = isDaily && found.against === "calendar" ? "session" : isDaily ? "day" : "bar";
    const text =
      hole.bars === 1
        ? `no bar between ${shown(bars.time[hole.after]!)} and ${shown(bars.time[hole.after + 1]!)}`
        : `${hole.bars} ${what}s from ${first} to ${shown(hole.to)}`;
    const where = { ...context.placeOf(hole.after), time: first, expected: `a bar at ${first}` };
    return [{ from: hole.from, to: hole.to, bars: hole.bars, weight: hole.bars, text, where }];
  });
  if (occurrences.length === 0) return null;
  return {
    id: "missing-sessions",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: wordsOf(found, context, isDaily),
    help: helpOf(found),
  };
}

/** The hole without the rows of it that are there, but broken; none where nothing is left of it. */
function withoutBroken(hole: Hole, broken: Float64Array): readonly Hole[] {
  const bars = hole.bars - (firstAtOrAfter(broken, hole.to + 1) - firstAtOrAfter(broken, hole.from));
  return bars > 0 ? [{ ...hole, bars }] : [];
}

function wordsOf({ against }: Holes, { calendar }: CheckContext, isDaily: boolean): DataWarning["words"] {
  const places = "holes";
  if (against === "calendar") {
    const of = calendarWords(calendar!);
    return isDaily
      ? { one: `session is missing (${of})`, many: `sessions are missing (${of})`, places }
      : { one: `bar is missing (${of})`, many: `bars are missing (${of})`, places };
  }
  if (against === "file") {
    return {
      one: "bar is missing where the file has other prices",
      many: "bars are missing where the file has other prices",
      places,
    };
  }
  if (against === "step")
    return { one: "bar is left out between others", many: "bars are left out between others", places };
  return { one: "day has no bar, in a gap of weeks", many: "days have no bar, in gaps of weeks", places };
}

function helpOf({ against }: Holes): string {
  if (against === "step") return "Get the bars again, or say whose sessions they follow: --read calendar=NAME";
  const fill = "Get the file again, or fill them from the last close: --read repair=forward-fill";
  return against === "calendar" ? `${fill}. Another market's days: --read calendar=NAME, or none` : fill;
}
