import { expect, test } from "vitest";
import type { BarSeries, Timeframe } from "#domain/bars";
import { marketOf } from "#domain/market";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { profileNamed } from "./profiles.ts";
import { Runner } from "./runner.ts";

const HOUR = 3_600_000;

function series(timeframe: Timeframe, times: readonly number[], calendar: string | null): BarSeries {
  const flat = new Float64Array(times.length).fill(100);
  const words = { symbol: "AAA", timeframe, source: "by hand", adjusted: true, closeOnly: false, synthetic: true };
  return {
    ...words,
    calendar,
    time: Float64Array.from(times),
    open: flat,
    high: flat,
    low: flat,
    close: flat,
    volume: null,
  };
}

/** The bars after whose onBar the session was said to be over. */
function closesOf(bars: BarSeries): number[] {
  const seen: string[] = [];
  const strategy = defineStrategy({
    summary: "Notes what is called",
    onBar: (context) => void seen.push(`${context.bar}`),
    onSessionEnd: (context) => void seen.push(`${context.bar} end`),
  });
  const market = marketOf([bars]);
  const setup = { strategy: strategy as unknown as AnyStrategy, market, profile: profileNamed("ivy") };
  new Runner({ ...setup, cash: 1000, from: 0, warmup: 0, keep: "all" }).run({});
  const ends = seen.filter((text) => text.endsWith("end"));
  for (const end of ends) expect(seen[seen.indexOf(end) - 1]).toBe(end.split(" ")[0]);
  return ends.map((text) => Number.parseInt(text, 10));
}

test("a session ends with the last bar of a date, and the last bar of all ends none", () => {
  const hours = [20, 21, 22, 25, 26, 50];
  expect(
    closesOf(
      series(
        "1h",
        hours.map((hour) => hour * HOUR),
        null,
      ),
    ),
  ).toEqual([2, 4]);
});

test("a session of a market that trades past midnight ends by its calendar", () => {
  // CME, summer: a session opens at 22:00 UTC of the day before. 2024-06-04 is a Tuesday.
  const start = Date.UTC(2024, 5, 4, 18);
  const times = Array.from({ length: 10 }, (_, i) => start + i * HOUR).filter(
    (time) => new Date(time).getUTCHours() !== 21,
  );
  const ends = closesOf(series("1h", times, "CME")).map((bar) => new Date(times[bar]!).getUTCHours());
  expect(ends).toEqual([20]);
});

test("each daily bar is a session", () => {
  expect(
    closesOf(
      series(
        "1d",
        [0, 1, 2].map((day) => day * 24 * HOUR),
        null,
      ),
    ),
  ).toEqual([0, 1, 2]);
});

test("it comes besides onBar", () => {
  expect(() => defineStrategy({ summary: "x", onSessionEnd: () => {}, target: () => new Float64Array(1) })).toThrow(
    /besides onBar/,
  );
});
