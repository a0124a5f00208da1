import { describe, expect, test } from "vitest";
import { nearTimeframe, parseTimeframe } from "./parse-timeframe.ts";
import type { Timeframe } from "./timeframe.ts";
import { divides, lengthMs } from "./timeframe-length.ts";

describe("a timeframe", () => {
  test.each([
    ["1s", "1s"],
    ["0.5s", "0.5s"],
    ["1m", "1m"],
    ["1M", "1mo"],
    ["1mo", "1mo"],
    ["1MO", "1mo"],
    ["M", "1mo"],
    ["month", "1mo"],
    ["monthly", "1mo"],
    ["15min", "15m"],
    ["15 mins", "15m"],
    ["5Min", "5m"],
    ["60m", "1h"],
    ["90m", "90m"],
    ["120s", "2m"],
    ["1H", "1h"],
    ["4hours", "4h"],
    ["24h", "1d"],
    ["D", "1d"],
    ["1D", "1d"],
    ["Daily", "1d"],
    ["1 day", "1d"],
    ["W", "1w"],
    ["1wk", "1w"],
    ["7d", "1w"],
    ["M15", "15m"],
    ["M1", "1m"],
    ["H4", "4h"],
    ["D1", "1d"],
    ["MN1", "1mo"],
    [" 1h ", "1h"],
  ])("%j is %s", (text, timeframe) => {
    expect(parseTimeframe(text)).toBe(timeframe);
  });

  test.each([
    ["5", "5m"],
    ["15M", "15m"],
    ["m", "1m"],
    ["2d", "1d"],
    ["3mo", "1mo"],
    ["1y", "1mo"],
    ["dayly", "1d"],
    ["weakly", "1w"],
    ["5 minuts", "5m"],
    ["1huor", "1h"],
    ["0m", "1m"],
    ["", null],
    ["tomorrow", null],
    ["-1d", "1d"],
  ])("%j is none, and may mean %j", (text, near) => {
    expect(parseTimeframe(text)).toBeNull();
    expect(nearTimeframe(text)).toBe(near);
  });
});

test.each<[Timeframe, number]>([
  ["0.25s", 250],
  ["90m", 5_400_000],
  ["4h", 14_400_000],
  ["1d", 86_400_000],
  ["1w", 604_800_000],
  ["1mo", Number.NaN],
])("%s has %d ms", (timeframe, ms) => {
  expect(lengthMs(timeframe)).toBe(ms);
});

test.each<[Timeframe, Timeframe, boolean]>([
  ["5m", "15m", true],
  ["5m", "1h", true],
  ["40m", "1h", false],
  ["1h", "90m", false],
  ["1h", "30m", false],
  ["1h", "1d", true],
  ["7m", "1d", true],
  ["1d", "1w", true],
  ["1d", "1mo", true],
  ["1w", "1mo", false],
  ["1mo", "1w", false],
  ["1mo", "1mo", true],
  ["1d", "1h", false],
])("%s divides %s: %s", (shorter, longer, fits) => {
  expect(divides(shorter, longer)).toBe(fits);
});
