import { describe, expect, test } from "vitest";
import { mean } from "#math/descriptive";
import { calendarSource } from "./calendar-source.ts";
import { readValues } from "./read-request.ts";
import { requestClock } from "./request-clock.ts";
import { seedStream } from "./seed-stream.ts";
import type { SyntheticRequest } from "./synthetic-request.ts";
import { syntheticVolume } from "./synthetic-volume.ts";

const request = (more: Partial<SyntheticRequest>): SyntheticRequest => ({
  model: "minutes",
  tickers: ["SYN"],
  seed: 1,
  bars: 10,
  from: Date.UTC(2024, 6, 2),
  calendar: "NYSE",
  timeframe: "1m",
  values: readValues("minutes", {}),
  ...more,
});

const clockOf = (more: Partial<SyntheticRequest>) => {
  const asked = request(more);
  return requestClock(asked, calendarSource(asked.calendar)!);
};

const shown = (time: number) => new Date(time).toISOString();

describe("the bars of a request", () => {
  test("are the sessions of the calendar: half-days are shorter, holidays left out", () => {
    // 2 July 2024 whole, 3 July until 13:00, 4 July closed, 5 July whole.
    const { time, session } = clockOf({ bars: 390 + 210 + 1 });
    expect(shown(time[0]!)).toBe("2024-07-02T13:30:00.000Z");
    expect(shown(time[389]!)).toBe("2024-07-02T19:59:00.000Z");
    expect(shown(time[599]!)).toBe("2024-07-03T16:59:00.000Z");
    expect(shown(time[600]!)).toBe("2024-07-05T13:30:00.000Z");
    expect([session[389], session[390], session[600]]).toEqual([0, 1, 2]);
  });

  test("leave out the lunch of Tokyo, and begin anew after it", () => {
    const { time } = clockOf({ calendar: "TSE", timeframe: "1h", bars: 6 });
    expect([...time.subarray(0, 6)].map((ms) => shown(ms).slice(11, 16))).toEqual([
      "00:00",
      "01:00",
      "02:00",
      "03:30",
      "04:30",
      "05:30",
    ]);
  });

  test("share a session's part of the year among them", () => {
    const { years, gapYears, session } = clockOf({
      bars: 600,
      values: { ...readValues("minutes", {}), overnight: 0.3 },
    });
    for (const s of [0, 1]) {
      const sum = years.filter((_, i) => session[i] === s).reduce((a, b) => a + b, 0);
      const gap = gapYears.filter((_, i) => session[i] === s).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(0.7 / 252, 12);
      expect(gap).toBeCloseTo(0.3 / 252, 12);
    }
  });

  test("are one a day without end on 24/7", () => {
    const { time, timeframe } = clockOf({ calendar: "24/7", timeframe: "1d", bars: 400 });
    expect(timeframe).toBe("1d");
    expect(time.subarray(1).every((ms, i) => ms - time[i]! === 86_400_000)).toBe(true);
  });

  test("stop where the calendar ends, with how many there are", () => {
    expect(() => clockOf({ timeframe: "1d", bars: 100_000 })).toThrow(/knows \d+ of the 100000 bars/);
  });
});

test("volume is a U over the session, whole, and as much a session as was asked for", () => {
  const sessions = 150;
  const clock = clockOf({ bars: 390 * sessions, from: Date.UTC(2022, 0, 3) });
  const volume = syntheticVolume(clock, 1e6, seedStream(4, 1));
  expect(volume.every((value) => Number.isInteger(value) && value >= 1)).toBe(true);
  const total = volume.reduce((a, b) => a + b, 0) / (clock.session.at(-1)! + 1);
  // Lognormal with deviation 0.3 a session: 0.307/√150 = 2.5 %; four of them.
  expect(Math.abs(total / 1e6 - 1)).toBeLessThan(0.1);
  // No half-day lies among them, so that every session has 390 minutes.
  const minutes = Float64Array.from({ length: 390 }, (_, m) => mean(volume.filter((_, i) => i % 390 === m)));
  const ends = (minutes[0]! + minutes[389]!) / 2;
  const middle = mean(minutes.subarray(185, 205));
  // Four times as much. A minute's mean over 150 days has an error of 0.61/√150 = 5 %, that of both ends 3.5 %: four of them.
  expect(Math.abs(ends / middle - 4)).toBeLessThan(0.56);
});
