import { DataError } from "#base/errors";
import { calendarOf } from "#time/calendars/calendar-of";
import { type TimesInUtc, utcOf } from "#time/local-times";
import { openStamps } from "#time/open-stamps";
import { type DateRule, hasTimeOfDay, sessionDates } from "#time/session-dates";
import { isDailyOrLonger, type Timeframe } from "#time/timeframe";
import { DAY_MS } from "#time/units";
import { nearZone, type TimeZone, zoneNamed } from "#time/zone";
import { zoneOfHours } from "./hours-of-exchange.ts";
import type { Reading } from "./reading.ts";

/** Different times of day that the daily bars of one market may have. */
const MOST_CLOCKS = 16;
/** Share of the bars that the two usual times of day have to have. */
const USUAL_SHARE = 0.9;
/** What clocks change by, nearly everywhere. */
const HOUR_MS = 3_600_000;

export interface SessionTimes {
  /** Epoch ms UTC; daily bars at midnight of their session date. */
  readonly time: Float64Array;
  /** Times as they stand in the file, where they were moved to session dates; null: they were not. */
  readonly stamps: Float64Array | null;
  readonly notes: readonly string[];
}

export interface TimeFacts {
  /** Times of the file carry their zone, and are UTC already. */
  readonly zoned: boolean;
  readonly file: string;
  readonly reading: Reading;
  /** Name of a zone that stands after the times of the file. */
  readonly zoneName: string | null;
  readonly timeframe: Timeframe;
}

/**
 * Times of a file as the engine has them: moments in UTC at which bars open, and dates for bars of a day and longer. Stamps of
 * the close are moved to the open where the reading says that they are such.
 */
export function sessionTimes(local: Float64Array, facts: TimeFacts): SessionTimes {
  const { zoned, file, reading, zoneName, timeframe } = facts;
  const name = reading.zone ?? zoneName;
  const zone = name === null || name === undefined ? null : zoneOf(name, file);
  const calendar = reading.calendar === undefined ? null : calendarOf(reading.calendar);
  const byClose = reading.stamp === "close";
  const moved = (time: Float64Array) => (byClose ? openStamps(time, timeframe, calendar) : time);
  const stampNote = byClose ? ["bars stamped by their close, moved to their open"] : [];
  if (isDailyOrLonger(timeframe)) {
    if (!areSessions(local)) return { time: moved(local), stamps: byClose ? local : null, notes: stampNote };
    const areDates = !hasTimeOfDay(local);
    const utc = zone === null || zoned || areDates ? local : utcOf(local, zone).utc;
    const { dates, rule } = sessionDates(moved(utc), { calendar, zone });
    const note = rule === null ? [] : (DATE_NOTES[rule] ?? []);
    return { time: dates, stamps: dates === local ? null : local, notes: [...stampNote, ...note] };
  }
  if (zone === null || zoned) {
    const notes = [...(zoned ? [] : hoursNote(local)), ...stampNote];
    return { time: moved(local), stamps: byClose ? local : null, notes };
  }
  const inUtc = utcOf(local, zone);
  const notes = [`times in ${zone.name}`, ...changeNotes(inUtc, local, zone.name), ...stampNote];
  return { time: moved(inUtc.utc), stamps: byClose ? local : null, notes };
}

/** What is worth a word of how daily bars with a time of day got their dates. */
const DATE_NOTES: Readonly<Partial<Record<DateRule, readonly string[]>>> = {
  "next day of UTC": ["evenings of UTC taken for the next day, a weekday or the first of a month"],
  "same day of UTC, for want of a sign": ["bars with a time of day dated by UTC: --read zone=… says another day"],
};

/** Where times without a zone, read as UTC, keep the hours of an exchange on its own clock. */
function hoursNote(local: Float64Array): readonly string[] {
  const zone = zoneOfHours(local);
  return zone === null ? [] : [`times without a zone read as UTC; by their hours: --read zone=${zone}`];
}

/** What was read of the hours that a clock skips and repeats, where the file leaves it open. */
function changeNotes({ skipped, unsure }: TimesInUtc, local: Float64Array, zone: string): readonly string[] {
  const counted = (rows: Int32Array) => `${rows.length} ${rows.length === 1 ? "time" : "times"}`;
  const first = (rows: Int32Array) => new Date(local[rows[0]!]!).toISOString().slice(0, 16).replace("T", " ");
  return [
    ...(skipped.length === 0
      ? []
      : [
          `${counted(skipped)} that no clock in ${zone} showed, the first ${first(skipped)}: read as later by what it skipped`,
        ]),
    ...(unsure.length === 0
      ? []
      : [`${counted(unsure)} that clocks in ${zone} showed twice, the first ${first(unsure)}: read as the earlier`]),
  ];
}

function zoneOf(name: string, file: string): TimeZone {
  const zone = zoneNamed(name);
  if (zone !== null) return zone;
  const near = nearZone(name) ?? "America/New_York";
  throw new DataError({
    code: "unknown-zone",
    message: `${name} after the times is no zone by its IANA name.`,
    where: { file, received: name, expected: "a zone such as America/New_York" },
    help: `Say which zone the times are in: --read zone=${near}`,
  });
}

/**
 * Whether the times of daily bars are those of sessions, to be read as dates: dates already, or with one time of day, or two as
 * clocks change. Times of day that go up and down say something else, and stay.
 */
function areSessions(local: Float64Array): boolean {
  if (!hasTimeOfDay(local)) return true;
  if (local.length < 2) return false;
  const counts = new Map<number, number>();
  let day = Number.NaN;
  for (const time of local) {
    const today = Math.floor(time / DAY_MS);
    if (today === day) return false;
    day = today;
    const clock = ((time % DAY_MS) + DAY_MS) % DAY_MS;
    counts.set(clock, (counts.get(clock) ?? 0) + 1);
    if (counts.size > MOST_CLOCKS) return false;
  }
  const [usual, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  const shifted = Math.max(counts.get(usual + HOUR_MS) ?? 0, counts.get(usual - HOUR_MS) ?? 0);
  return count + shifted >= USUAL_SHARE * local.length;
}
