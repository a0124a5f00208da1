import { describe, expect, test } from "vitest";
import { periodsPerYear, sessionEnds } from "./annualization.ts";
import { calendarOf } from "./calendars/calendar-of.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const monday = Date.UTC(2013, 0, 7);
const days = (kept: readonly number[], n: number) =>
  Float64Array.from({ length: n }, (_, i) => monday + (Math.floor(i / kept.length) * 7 + kept[i % kept.length]!) * DAY);

describe("sessionEnds", () => {
  test("is every bar for daily bars", () => {
    expect([...sessionEnds(days([0, 1, 2, 3, 4], 4))]).toEqual([0, 1, 2, 3]);
  });

  test("is the last bar of each UTC date for intraday bars", () => {
    const times = Float64Array.of(monday, monday + 23 * HOUR, monday + DAY, monday + 3 * DAY, monday + 3 * DAY + HOUR);
    expect([...sessionEnds(times)]).toEqual([1, 2, 4]);
  });

  test("is empty for no bars", () => {
    expect(sessionEnds(new Float64Array(0))).toHaveLength(0);
  });
});

describe("periodsPerYear", () => {
  test("is 252 for bars on weekdays", () => {
    expect(periodsPerYear(days([0, 1, 2, 3, 4], 500))).toBe(252);
  });

  test("is 365 for bars on every day, also with holes", () => {
    expect(periodsPerYear(days([0, 1, 2, 3, 4, 5, 6], 700))).toBe(365);
    expect(periodsPerYear(days([0, 1, 2, 3, 4, 5, 6], 700).filter((_, i) => i % 3 !== 0))).toBe(365);
  });

  test("is 365 for intraday bars around the clock: it counts sessions, not bars", () => {
    expect(periodsPerYear(Float64Array.from({ length: 24 * 30 }, (_, i) => monday + i * HOUR))).toBe(365);
  });

  test("is 252 for currencies that open on Sunday evening, and for one odd Saturday", () => {
    expect(periodsPerYear(days([0, 1, 2, 3, 4, 6], 600))).toBe(252);
    const once = [...days([0, 1, 2, 3, 4], 100), monday + 20 * 7 * DAY - 2 * DAY].sort((a, b) => a - b);
    expect(periodsPerYear(Float64Array.from(once))).toBe(252);
  });

  test("is 52 for weekly and 12 for monthly bars", () => {
    expect(periodsPerYear(days([4], 100))).toBe(52);
    expect(periodsPerYear(Float64Array.from({ length: 48 }, (_, i) => Date.UTC(2013, i, 1)))).toBe(12);
  });

  test("is 252 for no bars", () => {
    expect(periodsPerYear(new Float64Array(0))).toBe(252);
  });
});

describe("with a calendar", () => {
  test("a session of futures ends at its close, not at midnight UTC", () => {
    const times = Float64Array.from({ length: 60 }, (_, i) => Date.UTC(2024, 2, 11) + i * HOUR);
    // Chicago closes at 21:00Z, and opens again at 22:00Z.
    const ends = [...sessionEnds(times, calendarOf("CME"))].map((i) => new Date(times[i]!).toISOString().slice(5, 13));
    expect(ends).toEqual(["03-11T21", "03-12T21", "03-13T11"]);
    expect(sessionEnds(times)).toHaveLength(3);
  });

  test("in years that it does not know, sessions are dates of UTC", () => {
    const times = Float64Array.from({ length: 48 }, (_, i) => Date.UTC(1990, 2, 12) + i * HOUR);
    expect([...sessionEnds(times, calendarOf("CME"))]).toEqual([23, 47]);
  });

  test("a year has the sessions of its market", () => {
    expect(periodsPerYear(days([0, 1, 2, 3, 4], 500), calendarOf("TSE"))).toBe(245);
    expect(periodsPerYear(days([0, 1, 2, 3, 4], 500), calendarOf("NYSE"))).toBe(252);
    expect(periodsPerYear(days([0], 500), calendarOf("NYSE"))).toBe(52);
    const hours = Float64Array.from({ length: 500 }, (_, i) => monday + i * HOUR);
    expect(periodsPerYear(hours, calendarOf("24/7"))).toBe(365);
  });
});
