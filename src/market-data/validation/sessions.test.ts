import { describe, expect, test } from "vitest";
import { calendarOf } from "#time/calendars/calendar-of";
import { asked, at, barsAt, closesAt, DAY_MS, MINUTE_MS, noContext, times, walk } from "./checked-bars.fixture.ts";
import { findCalendar } from "./find-calendar.ts";
import { checkMissingSessions } from "./missing-sessions.ts";
import { checkOutsideSessions } from "./outside-sessions.ts";
import { checkUnknownYears } from "./unknown-years.ts";

const nyse = [...calendarOf("NYSE")!.sessions(at("1999-01-04"), at("2001-12-31"))];
const without = (...days: string[]) => nyse.filter((day) => !days.map(at).includes(day));
const daily = (days: readonly number[]) => closesAt(days, walk(days.length));
const minutesOf = (days: readonly number[]) =>
  days.flatMap((day) => {
    const { open, close } = calendarOf("NYSE")!.sessionHours(day)!;
    return times(new Date(open).toISOString(), (close - open) / MINUTE_MS, MINUTE_MS);
  });

describe("the calendar of bars", () => {
  test("is recognized by its days", () => {
    expect(findCalendar(Float64Array.from(nyse), "1d", null)).toMatchObject({
      calendar: { name: "NYSE" },
      how: "recognized",
    });
  });

  test("is recognized by the hours of minutes", () => {
    const minutes = minutesOf(nyse.slice(0, 70));
    expect(findCalendar(Float64Array.from(minutes), "1m", null)?.calendar.name).toBe("NYSE");
    expect(findCalendar(Float64Array.from(times("2020-01-01", 30_000, MINUTE_MS)), "1m", null)?.calendar.name).toBe(
      "24/7",
    );
  });

  test("is the one that was asked for, or none", () => {
    expect(findCalendar(Float64Array.from(nyse), "1d", "lse")).toMatchObject({
      calendar: { name: "LSE" },
      how: "asked",
    });
    expect(findCalendar(Float64Array.from(nyse), "1d", "none")).toBeNull();
    expect(() => findCalendar(Float64Array.from(nyse), "1d", "NYES")).toThrow('There is no calendar "NYES".');
  });

  test("is nobody's where every weekday has a bar", () => {
    const weekdays = times("2000-01-03", 500).filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
    expect(findCalendar(Float64Array.from(weekdays), "1d", null)).toBeNull();
  });
});

describe("days that are nearly those of the NYSE", () => {
  const isThere = (day: number) => {
    const text = new Date(day).toISOString();
    const isColumbusDay =
      text.slice(5, 7) === "10" &&
      new Date(day).getUTCDay() === 1 &&
      text.slice(8, 10) > "07" &&
      text.slice(8, 10) < "15";
    return !isColumbusDay && text.slice(5, 10) !== "11-11";
  };

  test("are of a calendar that nobody knows where the same holidays are missing every year", () => {
    expect(findCalendar(Float64Array.from(nyse.filter(isThere)), "1d", null)).toBeNull();
  });

  test("are of the NYSE where other days are missing", () => {
    const holed = nyse.filter((_, i) => i % 50 !== 7);
    expect(findCalendar(Float64Array.from(holed), "1d", null)?.calendar.name).toBe("NYSE");
  });
});

describe("missing sessions", () => {
  test("are named with their day, the line before them, and whose sessions they are", () => {
    const days = without("1999-11-16", "2001-03-05", "2001-03-06");
    const found = checkMissingSessions(daily(days), asked("NYSE"))!;
    expect(found.words.many).toBe("sessions are missing (NYSE, as asked)");
    expect(found.occurrences.map(({ from, to, bars, where }) => [from, to, bars, where.time])).toEqual([
      [at("1999-11-16"), at("1999-11-16"), 1, "1999-11-16"],
      [at("2001-03-05"), at("2001-03-06"), 2, "2001-03-05"],
    ]);
    expect(found.occurrences[0]!.where.line).toBe(days.indexOf(at("1999-11-15")) + 2);
  });

  test("are none on holidays, on the days after 11 September 2001, and beyond the file's own first and last day", () => {
    expect(checkMissingSessions(daily(nyse), asked("NYSE"))).toBeNull();
    expect(nyse).not.toContain(at("2001-09-12"));
  });

  test("are not looked for in years that the calendar does not know", () => {
    const weekly = { ...daily(times("1950-01-02", 50, 7 * DAY_MS)), timeframe: "1d" } as const;
    expect(checkMissingSessions(weekly, asked("NYSE"))).toBeNull();
  });

  test("within a day are counted while the market is open: not over night, not on a half-day's afternoon", () => {
    const days = nyse.filter((day) => day >= at("1999-11-22") && day <= at("1999-12-03"));
    expect(days).toContain(at("1999-11-26"));
    const minutes = minutesOf(days);
    const bars = (kept: number[]) => closesAt(kept, walk(kept.length), { timeframe: "1m" });
    expect(checkMissingSessions(bars(minutes), asked("NYSE"))).toBeNull();
    const holed = minutes.filter((_, i) => i !== 100 && !(i >= 200 && i < 210));
    expect(checkMissingSessions(bars(holed), asked("NYSE"))!.occurrences.map(({ from, bars }) => [from, bars])).toEqual(
      [
        [minutes[100], 1],
        [minutes[200], 10],
      ],
    );
    const dayMissing = minutes.filter((time) => time < at("1999-11-30") || time > at("1999-12-01"));
    expect(checkMissingSessions(bars(dayMissing), asked("NYSE"))!.occurrences.map(({ bars }) => bars)).toEqual([390]);
  });

  test("of a market without rest are every step that is left out", () => {
    const minutes = times("2020-01-03", 3 * 1440, MINUTE_MS).filter((_, i) => i % 97 !== 5 && !(i >= 2000 && i < 2003));
    const found = checkMissingSessions(closesAt(minutes, walk(minutes.length), { timeframe: "1m" }), asked("24/7"))!;
    const holes = Math.ceil((3 * 1440 - 5) / 97) + 1;
    expect(found.occurrences).toHaveLength(holes);
    expect(found.occurrences.reduce((sum, { bars }) => sum + bars, 0)).toBe(holes - 1 + 3);
  });

  test("of a ticker in a wide file are the times at which the file has others", () => {
    const fileTimes = Float64Array.from(times("2020-01-06", 30));
    const own = [...fileTimes].filter((_, i) => i > 3 && i !== 10);
    const found = checkMissingSessions(daily(own), { ...noContext, fileTimes })!;
    expect(found.occurrences.map(({ from }) => from)).toEqual([fileTimes[10]]);
  });

  test("without a calendar are gaps of weeks between days, and steps within an hour between minutes", () => {
    const days = times("2020-01-06", 40).filter((_, i) => i < 10 || i >= 30);
    expect(checkMissingSessions(daily(days), noContext)!.occurrences.map(({ bars }) => bars)).toEqual([20]);
    expect(checkMissingSessions(daily(days.filter((_, i) => i !== 5)), noContext)!.occurrences).toHaveLength(1);
    const minutes = times("2020-01-06T14:30Z", 300, MINUTE_MS).filter((_, i) => i !== 77);
    const bars = closesAt(minutes, walk(minutes.length), { timeframe: "1m" });
    expect(checkMissingSessions(bars, noContext)!.occurrences.map(({ bars }) => bars)).toEqual([1]);
  });
});

describe("years that a calendar does not know", () => {
  test("are said of one that was asked for, and of no other", () => {
    const days = [...times("1969-12-29", 3), ...nyse.slice(0, 5)];
    const found = checkUnknownYears(daily(days), asked("NYSE"))!;
    expect(found).toMatchObject({
      id: "sessions-not-known",
      severity: "info",
      occurrences: [{ bars: 3, from: days[0] }],
    });
    expect(found.words.many).toContain("those of NYSE are known from 1970-01-01 to");
    expect(checkUnknownYears(daily(nyse), asked("NYSE"))).toBeNull();
    expect(checkUnknownYears(daily(days), noContext)).toBeNull();
  });
});

describe("bars outside of sessions", () => {
  test("are named by their weekday, whether a holiday or a weekend", () => {
    const days = [...nyse, at("1999-12-25"), at("2000-07-04")].sort((a, b) => a - b);
    const found = checkOutsideSessions(daily(days), asked("NYSE"))!;
    expect(found.occurrences.map(({ from, text }) => [from, text])).toEqual([
      [at("1999-12-25"), "a bar on a Saturday"],
      [at("2000-07-04"), "a bar on a Tuesday"],
    ]);
  });

  test("are weekends where most bars are on weekdays, and none where a seventh is on Sundays", () => {
    const weekdays = times("2020-01-06", 60).filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
    const found = checkOutsideSessions(daily([...weekdays, at("2020-02-01")].sort((a, b) => a - b)), noContext)!;
    expect(found.occurrences.map(({ from }) => from)).toEqual([at("2020-02-01")]);
    expect(checkOutsideSessions(daily(times("2020-01-06", 60)), noContext)).toBeNull();
    expect(
      checkOutsideSessions(daily(times("2020-01-06", 60).filter((day) => new Date(day).getUTCDay() !== 6)), noContext),
    ).toBeNull();
  });

  test("before and after the session are a note where they are many", () => {
    const minutes = minutesOf(nyse.slice(0, 3));
    const early = (count: number) => [
      ...times(new Date(minutes[0]! - count * MINUTE_MS).toISOString(), count, MINUTE_MS),
      ...minutes,
    ];
    const severity = (count: number) =>
      checkOutsideSessions(barsAt(early(count), walk(minutes.length + count), { timeframe: "1m" }), asked("NYSE"))
        ?.severity;
    expect(severity(0)).toBeUndefined();
    expect(severity(5)).toBe("warning");
    expect(severity(200)).toBe("info");
  });
});
