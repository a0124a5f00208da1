import { describe, expect, test } from "vitest";
import { DAY_MS } from "../units.ts";
import { CALENDAR_NAMES, calendarOf } from "./calendar-of.ts";
import { inferCalendar } from "./infer-calendar.ts";

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const daysOf = (name: string, from: string, to: string) => calendarOf(name)!.sessions(day(from), day(to));
/** Bars of a step within the sessions of some days. */
const barsOf = (name: string, from: string, to: string, step: number) => {
  const calendar = calendarOf(name)!;
  const all: number[] = [];
  for (const session of daysOf(name, from, to)) {
    const { open, close } = calendar.sessionHours(session)!;
    for (let time = open; time < close; time += step) if (calendar.sessionOf(time) === session) all.push(time);
  }
  return Float64Array.from(all);
};

describe("a daily column", () => {
  test.each(["NYSE", "CME", "LSE", "XETRA", "TSE", "FX", "24/7"])("of two years of %s is known as such", (name) => {
    const fit = inferCalendar(daysOf(name, "2021-01-01", "2022-12-31"), "1d");
    expect([fit?.calendar.name, fit?.inSessions, fit?.present]).toEqual([name, 1, 1]);
  });

  test("with holes and a slip is known, with the share of each", () => {
    const sessions = daysOf("NYSE", "2010-01-01", "2019-12-31");
    const times = [...sessions.filter((_, i) => i % 20 !== 7), day("2012-07-04")].sort((a, b) => a - b);
    const fit = inferCalendar(Float64Array.from(times), "1d")!;
    expect(fit.calendar.name).toBe("NYSE");
    expect(fit.inSessions).toBeCloseTo(1 - 1 / times.length, 12);
    expect(fit.present).toBeCloseTo((times.length - 1) / sessions.length, 12);
  });

  test("of weekdays without holidays is none of a stock exchange", () => {
    const weekdays = daysOf("24/7", "2015-01-01", "2019-12-31").filter(
      (time) => ![0, 6].includes(new Date(time).getUTCDay()),
    );
    expect(inferCalendar(weekdays, "1d")?.calendar.name ?? "FX").toBe("FX");
  });

  test("that is too short to tell, or too full of holes, is none", () => {
    expect(inferCalendar(daysOf("NYSE", "2023-03-01", "2023-03-31"), "1d")).toBeNull();
    expect(
      inferCalendar(
        daysOf("NYSE", "2015-01-01", "2016-12-31").filter((_, i) => i % 3 !== 0),
        "1d",
      ),
    ).toBeNull();
    expect(inferCalendar(new Float64Array(0), "1d")).toBeNull();
  });

  test("from years that no calendar knows is none", () => {
    const old = Float64Array.from({ length: 2000 }, (_, i) => day("1950-01-02") + i * 86_400_000);
    expect(inferCalendar(old, "1d")).toBeNull();
  });
});

test("no other calendar has nearly the days of the NYSE for a year", () => {
  const nyse = calendarOf("NYSE")!;
  for (const name of CALENDAR_NAMES) {
    if (name === "NYSE" || name === "NASDAQ") continue;
    const other = calendarOf(name)!;
    const from = Math.max(nyse.firstDay, other.firstDay);
    const to = Math.min(nyse.lastDay, other.lastDay);
    const sessions = nyse.sessions(from, to);
    const apart = [0];
    for (let day = from; day <= to; day += DAY_MS)
      apart.push(apart.at(-1)! + (nyse.isSession(day) === other.isSession(day) ? 0 : 1));
    const before = (day: number) => apart[(day - from) / DAY_MS]!;
    for (let i = 0; i + 249 < sessions.length; i++) {
      const days = before(sessions[i + 249]! + DAY_MS) - before(sessions[i]!);
      if (days <= 3) expect.fail(`${name} differs on ${days} days only, from ${new Date(sessions[i]!).toISOString()}`);
    }
  }
});

describe("a column of bars within the day", () => {
  test.each([
    ["NYSE", 300_000],
    ["CME", 300_000],
    ["TSE", 300_000],
    ["FX", 3_600_000],
    ["24/7", 3_600_000],
  ])("of %s is known by how much of a session it fills", (name, step) => {
    const times = barsOf(name, "2022-01-10", "2022-03-31", step);
    expect(inferCalendar(times, step === 300_000 ? "5m" : "1h")?.calendar.name).toBe(name);
  });

  test("with hours before and after the session is none", () => {
    const times = Float64Array.from(
      [...daysOf("NYSE", "2022-01-10", "2022-03-31")].flatMap((date) =>
        Array.from({ length: 32 }, (_, i) => date + 9 * 3_600_000 + i * 1_800_000),
      ),
    );
    expect(inferCalendar(times, "30m")).toBeNull();
  });
});

test("weeks and months tell nothing", () => {
  const weeks = Float64Array.from({ length: 500 }, (_, i) => day("2010-01-04") + i * 7 * 86_400_000);
  expect(inferCalendar(weeks, "1w")).toBeNull();
});
