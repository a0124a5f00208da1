import { describe, expect, test } from "vitest";
import { calendarOf } from "./calendars/calendar-of.ts";
import { localOf } from "./local-times.ts";
import { openStamps } from "./open-stamps.ts";
import { sessionDates } from "./session-dates.ts";
import type { Timeframe } from "./timeframe.ts";
import { zoneNamed } from "./zone.ts";

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`);
const iso = (times: Iterable<number>) =>
  Array.from(times, (time) => new Date(time).toISOString().slice(0, 16).replace("T00:00", ""));
const days = calendarOf("NYSE")!.sessions(at("2024-01-02"), at("2024-12-31"));
/** Moments of those days: so many hours after midnight by a clock in the zone. */
const stamped = (hours: number, zone: string, dates = days) => {
  const offsets = localOf(dates, zoneNamed(zone)!);
  return dates.map((day, i) => day - (offsets[i]! - day) + hours * HOUR);
};
const nothing = { calendar: null, zone: null };

describe("daily bars with a time of day", () => {
  test.each([
    ["midnight in New York", 0, "America/New_York", "same day of UTC"],
    ["the open in New York", 9.5, "America/New_York", "same day of UTC"],
    ["the close in New York", 16, "America/New_York", "same day of UTC"],
    ["midnight in Berlin", 0, "Europe/Berlin", "next day of UTC"],
    ["midnight in Tokyo", 0, "Asia/Tokyo", "next day of UTC"],
    ["midnight in Sydney", 0, "Australia/Sydney", "next day of UTC"],
  ])("at %s are known by the weekdays they make", (_, hours, zone, rule) => {
    const found = sessionDates(stamped(hours, zone), nothing);
    expect(found.rule).toBe(rule);
    expect(iso(found.dates)).toEqual(iso(days));
  });

  test("have in a zone the date that its clock shows", () => {
    for (const [hours, zone] of [
      [0, "Asia/Tokyo"],
      [16, "America/New_York"],
      [20.5, "America/Chicago"],
    ] as const) {
      const found = sessionDates(stamped(hours, zone), { calendar: null, zone: zoneNamed(zone) });
      expect([found.rule, iso(found.dates)]).toEqual(["zone", iso(days)]);
    }
  });

  test("of futures stamped on the evening before have the date of their session, and so at its close", () => {
    const calendar = calendarOf("CME")!;
    const dates = calendar.sessions(at("2024-01-02"), at("2024-12-31"));
    for (const column of ["open", "close"] as const) {
      const times = dates.map((day) => calendar.sessionHours(day)![column]);
      const found = sessionDates(times, { calendar, zone: zoneNamed(calendar.zone) });
      expect([found.rule, iso(found.dates)]).toEqual(["calendar", iso(dates)]);
    }
  });

  test("of coins, on all days, keep the date of UTC", () => {
    const times = Float64Array.from({ length: 30 }, (_, i) => at("2024-03-01T08:00") + i * 24 * HOUR);
    const found = sessionDates(times, nothing);
    expect([iso(found.dates)[1], found.rule]).toEqual(["2024-03-02", "same day of UTC, for want of a sign"]);
  });

  test("that stand for months are known by the first days they make", () => {
    const firsts = Float64Array.from({ length: 12 }, (_, i) => Date.UTC(2024, i, 1));
    for (const [hours, rule] of [
      [-1, "next day of UTC"],
      [5, "same day of UTC"],
    ] as const) {
      const found = sessionDates(
        firsts.map((date) => date + hours * HOUR),
        nothing,
      );
      expect([found.rule, iso(found.dates)]).toEqual([rule, iso(firsts)]);
    }
  });

  test("that are dates stay as they are, NaN too", () => {
    const dates = Float64Array.of(at("2024-07-05"), Number.NaN, at("2024-07-06"));
    const found = sessionDates(dates, { calendar: null, zone: zoneNamed("America/New_York") });
    expect([found.rule, [...found.dates]]).toEqual([null, [...dates]]);
  });
});

describe("bars stamped by their close", () => {
  const nyse = calendarOf("NYSE")!;
  const column = (...times: string[]) => Float64Array.from(times, at);

  test.each<[string, Timeframe, Float64Array, string[]]>([
    ["minutes", "1m", column("2024-07-05T13:31", "2024-07-05T13:32"), ["2024-07-05T13:30", "2024-07-05T13:31"]],
    [
      "minutes by their last second",
      "1m",
      column("2024-07-05T13:30:59", "2024-07-05T13:31:59"),
      ["2024-07-05T13:30", "2024-07-05T13:31"],
    ],
    [
      "minutes by their last millisecond",
      "1m",
      column("2024-07-05T13:30:59.999", "2024-07-05T13:31:59.999"),
      ["2024-07-05T13:30", "2024-07-05T13:31"],
    ],
    [
      "hours, the last one short",
      "1h",
      column("2024-07-05T18:30", "2024-07-05T19:30", "2024-07-05T20:00"),
      ["2024-07-05T17:30", "2024-07-05T18:30", "2024-07-05T19:30"],
    ],
    [
      "full hours, the first one short",
      "1h",
      column("2024-07-05T14:00", "2024-07-05T15:00"),
      ["2024-07-05T13:30", "2024-07-05T14:00"],
    ],
    ["days that are dates", "1d", column("2024-07-05", "2024-07-08"), ["2024-07-05", "2024-07-08"]],
    ["days by the midnight after", "1d", column("2024-07-06", "2024-07-09"), ["2024-07-05", "2024-07-08"]],
    ["weeks by their Friday", "1w", column("2024-07-05", "2024-07-12"), ["2024-07-01", "2024-07-08"]],
    ["weeks by the Monday after", "1w", column("2024-07-08", "2024-07-15"), ["2024-07-01", "2024-07-08"]],
    ["months by their last day", "1mo", column("2024-06-28", "2024-07-31"), ["2024-06-01", "2024-07-01"]],
    ["months by the first day after", "1mo", column("2024-07-01", "2024-08-01"), ["2024-06-01", "2024-07-01"]],
  ])("of %s are stamped by their open", (_, timeframe, closes, opens) => {
    expect(iso(openStamps(closes, timeframe, nyse))).toEqual(opens);
  });

  test("of a day's last millisecond are that day's", () => {
    const opens = openStamps(column("2024-07-05T23:59:59.999", "2024-07-06T23:59:59.999"), "1d", null);
    expect(iso(sessionDates(opens, nothing).dates)).toEqual(["2024-07-05", "2024-07-06"]);
  });

  test("come back from any bars of a session", () => {
    const { open, close } = nyse.sessionHours(at("2024-07-03"))!;
    const opens = Float64Array.from({ length: 4 }, (_, i) => open + i * HOUR);
    expect([
      ...openStamps(
        opens.map((time) => Math.min(time + HOUR, close)),
        "1h",
        nyse,
      ),
    ]).toEqual([...opens]);
  });
});
