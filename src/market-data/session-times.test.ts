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
      "evenings of UTC taken for the next day, a weekday",
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
