import { describe, expect, test } from "vitest";
import { sessionTimes } from "./session-times.ts";

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`);
const facts = { zoned: false, file: "KO.csv", reading: {}, zoneName: null, timeframe: "1d" } as const;
const iso = (times: Float64Array) => Array.from(times, (time) => new Date(time).toISOString().slice(0, 16));
/** Two weeks of weekdays, so many hours after midnight. */
const fortnight = (hours: number) =>
  Float64Array.from(
    { length: 10 },
    (_, i) => at("2024-01-08") + (Math.floor(i / 5) * 7 + (i % 5)) * 24 * HOUR + hours * HOUR,
  );

describe("daily bars", () => {
  test.each([
    ["UTC midnights", 0, {}],
    ["midnight in New York", 5, {}],
    ["the close in New York", 21, {}],
    ["midnight in Berlin, the evening before", -1, {}],
    ["midnight in Tokyo, with its zone", -9, { zone: "Asia/Tokyo" }],
  ])("of %s are put on their dates", (_, hours, reading) => {
    const zoned = { ...facts, zoned: true, reading };
    expect(iso(sessionTimes(fortnight(hours), zoned).time)).toEqual(iso(fortnight(0)));
  });

  test("of a local clock have the date that it shows", () => {
    const reading = { zone: "America/New_York" };
    for (const hours of [0, 16, 20]) {
      expect(iso(sessionTimes(fortnight(hours), { ...facts, reading }).time)).toEqual(iso(fortnight(0)));
    }
  });

  test("moved to the day after UTC's are said to be", () => {
    expect(sessionTimes(fortnight(-1), { ...facts, zoned: true }).notes).toEqual([
      "evenings of UTC taken for the next day, a weekday or the first of a month",
    ]);
    expect(sessionTimes(fortnight(5), { ...facts, zoned: true }).notes).toEqual([]);
  });
});

test("bars stamped by their close are moved to their open, and it is said", () => {
  const closes = Float64Array.of(at("2024-07-05T09:35"), at("2024-07-05T09:40"));
  const reading = { zone: "America/New_York", stamp: "close" } as const;
  const found = sessionTimes(closes, { ...facts, reading, timeframe: "5m" });
  expect(iso(found.time)).toEqual(["2024-07-05T13:30", "2024-07-05T13:35"]);
  expect(found.notes).toEqual(["times in America/New_York", "bars stamped by their close, moved to their open"]);
  expect(found.stamps).toBe(closes);
});

test("times that a clock skipped, or showed twice without a sign of which, are said with the first of them", () => {
  const reading = { zone: "America/New_York" } as const;
  const notesOf = (...times: string[]) =>
    sessionTimes(Float64Array.from(times, at), { ...facts, reading, timeframe: "30m" }).notes.slice(1);
  expect(notesOf("2024-03-10T01:30", "2024-03-10T02:00", "2024-03-10T02:30", "2024-03-10T04:00")).toEqual([
    "2 times that no clock in America/New_York showed, the first 2024-03-10 02:00: read as later by what it skipped",
  ]);
  expect(notesOf("2024-11-03T00:30", "2024-11-03T01:30", "2024-11-03T03:00")).toEqual([
    "1 time that clocks in America/New_York showed twice, the first 2024-11-03 01:30: read as the earlier",
  ]);
  expect(notesOf("2024-11-03T01:00", "2024-11-03T01:30", "2024-11-03T01:00", "2024-11-03T01:30")).toEqual([]);
});
