import { expect, test } from "vitest";
import { formatTime } from "./format-time.ts";

test.each([
  [Date.UTC(2013, 0, 2), "1d", "2013-01-02"],
  [Date.UTC(2013, 0, 2, 21), "1d", "2013-01-02"],
  [Date.UTC(2013, 0, 1), "1mo", "2013-01-01"],
  [Date.UTC(2013, 0, 4), "1w", "2013-01-04"],
  [Date.UTC(2013, 0, 2), "1h", "2013-01-02T00:00:00Z"],
  [Date.UTC(2013, 0, 2, 15, 30), "5m", "2013-01-02T15:30:00Z"],
  [Date.UTC(2013, 0, 2, 15, 30, 0, 250), "1s", "2013-01-02T15:30:00.250Z"],
  [Number.NaN, "1d", "n/a"],
  [Number.POSITIVE_INFINITY, "1d", "n/a"],
] as const)("writes %d of %s bars as %s", (ms, timeframe, text) => {
  expect(formatTime(ms, timeframe)).toBe(text);
});
