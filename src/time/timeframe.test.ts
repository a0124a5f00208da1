import { describe, expect, test } from "vitest";
import { inferTimeframe, isDailyOrLonger } from "./timeframe.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const every = (step: number, n: number) => Float64Array.from({ length: n }, (_, i) => Date.UTC(2013, 0, 7) + i * step);
const weekdays = (n: number) =>
  Float64Array.from({ length: n }, (_, i) => Date.UTC(2013, 0, 7) + (Math.floor(i / 5) * 7 + (i % 5)) * DAY);

describe("inferTimeframe", () => {
  test.each([
    [1000, "1s"],
    [250, "0.25s"],
    [60_000, "1m"],
    [300_000, "5m"],
    [90 * 60_000, "90m"],
    [HOUR, "1h"],
    [4 * HOUR, "4h"],
    [12 * HOUR, "12h"],
    [DAY, "1d"],
    [7 * DAY, "1w"],
    [30 * DAY, "1mo"],
  ])("calls a step of %d ms %s", (step, timeframe) => {
    expect(inferTimeframe(every(step, 50))).toBe(timeframe);
  });

  test("is not moved by weekends", () => {
    expect(inferTimeframe(weekdays(300))).toBe("1d");
  });

  test("is not moved by nights: seven hourly bars a day are hourly", () => {
    const times = Float64Array.from({ length: 70 }, (_, i) => Math.floor(i / 7) * DAY + (i % 7) * HOUR);
    expect(inferTimeframe(times)).toBe("1h");
  });

  test("calls daily bars that stand at a time of day daily, also across a change of clocks", () => {
    expect(inferTimeframe(weekdays(20).map((t, i) => t + (i < 10 ? 14.5 : 13.5) * HOUR))).toBe("1d");
  });

  test("finds the exact median where a sample of the steps does not", () => {
    // 1,021 steps: each fourth one, which is what the sample sees, is a day; the others are an hour.
    let t = 0;
    const times = Float64Array.from({ length: 1022 }, (_, i) => (t += i % 4 === 1 ? DAY : HOUR));
    expect(inferTimeframe(times)).toBe("1h");
  });

  test("calls one bar, and none, daily", () => {
    expect(inferTimeframe(every(1, 1))).toBe("1d");
    expect(inferTimeframe(new Float64Array(0))).toBe("1d");
  });

  test("knows which bars stand for a date", () => {
    expect(["1d", "1w", "1mo"].map((t) => isDailyOrLonger(t as "1d"))).toEqual([true, true, true]);
    expect(isDailyOrLonger("4h")).toBe(false);
  });
});
