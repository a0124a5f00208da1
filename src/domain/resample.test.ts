import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarOf } from "#time/calendars/calendar-of";
import type { TradingCalendar } from "#time/calendars/trading-calendar";
import type { BarColumns, Timeframe } from "./bars.ts";
import { type ResampledBars, resampleBars } from "./resample.ts";
import { asOfClosed, barCloses } from "./resample-closes.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const at = (text: string) => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace("T00:00", "");
const nyse = calendarOf("NYSE")!;

/** The close counts up from 1; high and low are one away, the open is the close before. */
function barsAt(times: readonly number[], volume: readonly number[] | null = times.map(() => 10)): BarColumns {
  const close = Float64Array.from(times, (_, i) => i + 1);
  return {
    time: Float64Array.from(times),
    open: close.map((price) => price - 0.5),
    high: close.map((price) => price + 1),
    low: close.map((price) => price - 1),
    close,
    volume: volume === null ? null : Float64Array.from(volume),
  };
}

const every = (step: number, from: string, n: number) => Array.from({ length: n }, (_, i) => at(from) + i * step);
const within = (calendar: TradingCalendar, step: number, day: string) => {
  const { open, close } = calendar.sessionHours(at(day))!;
  return Array.from({ length: Math.ceil((close - open) / step) }, (_, i) => open + i * step);
};
const rows = (bars: ResampledBars) =>
  [...bars.time].map((time, i) => ({
    time: iso(time),
    ohlc: [bars.open[i], bars.high[i], bars.low[i], bars.close[i]],
    volume: bars.volume?.[i] ?? null,
    closed: iso(bars.visibleFrom[i]!),
    partial: bars.partial[i] === 1,
  }));

describe("hours of New York", () => {
  test("begin at half past nine, and the last ends with the session", () => {
    const hours = resampleBars(barsAt(within(nyse, 30 * MINUTE, "2024-03-08")), "30m", "1h", nyse);
    expect(rows(hours).map(({ time, closed, volume }) => [time, closed, volume])).toEqual([
      ["2024-03-08T14:30", "2024-03-08T15:30", 20],
      ["2024-03-08T15:30", "2024-03-08T16:30", 20],
      ["2024-03-08T16:30", "2024-03-08T17:30", 20],
      ["2024-03-08T17:30", "2024-03-08T18:30", 20],
      ["2024-03-08T18:30", "2024-03-08T19:30", 20],
      ["2024-03-08T19:30", "2024-03-08T20:30", 20],
      ["2024-03-08T20:30", "2024-03-08T21:00", 10],
    ]);
    expect([...hours.partial]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(rows(hours)[0]!.ohlc).toEqual([0.5, 3, 0, 2]);
  });

  test("without a calendar are counted from midnight UTC", () => {
    const hours = resampleBars(barsAt(within(nyse, 30 * MINUTE, "2024-03-08")), "30m", "1h", null);
    expect(rows(hours)[0]).toMatchObject({ time: "2024-03-08T14:00", volume: 10, partial: true });
    expect(rows(hours)[1]).toMatchObject({ time: "2024-03-08T15:00", volume: 20, partial: false });
  });

  test("of a source that counts from full hours go where they close", () => {
    // 9:00 to 16:00 New York: the bar of nine reaches into the session, that of four does not.
    const twoHours = resampleBars(barsAt(every(60 * MINUTE, "2024-03-08T14:00", 8)), "1h", "2h", nyse);
    expect(rows(twoHours).map(({ time, volume }) => [time, volume])).toEqual([
      ["2024-03-08T14:30", 20],
      ["2024-03-08T16:30", 20],
      ["2024-03-08T18:30", 20],
      ["2024-03-08T20:30", 10],
    ]);
    expect(twoHours.outside).toBe(1);
  });
});

describe("days", () => {
  test("are sessions: a half-day is whole, what lies outside is left out and counted", () => {
    const times = [
      ...every(30 * MINUTE, "2024-07-03T11:00", 4),
      ...within(nyse, 30 * MINUTE, "2024-07-03"),
      ...within(nyse, 30 * MINUTE, "2024-07-05"),
    ];
    const days = resampleBars(barsAt(times), "30m", "1d", nyse);
    // The bar of one o'clock London, 13:00Z, ends at the open and is outside as well.
    expect(days.outside).toBe(4);
    expect(rows(days).map(({ time, closed, volume, partial }) => [time, closed, volume, partial])).toEqual([
      ["2024-07-03", "2024-07-03T17:00", 70, false],
      ["2024-07-05", "2024-07-05T20:00", 130, false],
    ]);
  });

  test("of futures and currencies begin on the evening before", () => {
    for (const name of ["CME", "FX"]) {
      const calendar = calendarOf(name)!;
      const times = ["2024-03-11", "2024-03-12"].flatMap((day) => within(calendar, 60 * MINUTE, day));
      const days = resampleBars(barsAt(times), "1h", "1d", calendar);
      expect([...days.time].map(iso)).toEqual(["2024-03-11", "2024-03-12"]);
      const weeks = resampleBars(barsAt(times), "1h", "1w", calendar);
      expect(rows(weeks)).toMatchObject([{ time: "2024-03-11", partial: true }]);
    }
  });

  test("without a calendar are those of UTC", () => {
    const days = resampleBars(barsAt(every(60 * MINUTE, "2024-03-09T00:00", 48)), "1h", "1d", null);
    expect(rows(days)).toMatchObject([
      { time: "2024-03-09", closed: "2024-03-10", volume: 240, partial: false },
      { time: "2024-03-10", closed: "2024-03-11", volume: 240, partial: false },
    ]);
  });

  test("that begin or end within a session are partial", () => {
    const all = within(nyse, 30 * MINUTE, "2024-03-08");
    expect([...resampleBars(barsAt(all.slice(1)), "30m", "1d", nyse).partial]).toEqual([1]);
    expect([...resampleBars(barsAt(all.slice(0, -1)), "30m", "1d", nyse).partial]).toEqual([1]);
    expect([...resampleBars(barsAt(all), "30m", "1d", nyse).partial]).toEqual([0]);
  });

  test("take no bar for outside in years that the calendar does not know", () => {
    const days = resampleBars(barsAt(every(60 * MINUTE, "1960-01-04T15:00", 5)), "1h", "1d", nyse);
    expect([days.time.length, days.outside]).toEqual([1, 0]);
  });
});

describe("weeks and months", () => {
  const days = [...nyse.sessions(at("2024-06-24"), at("2024-07-12"))];

  test("bear the date of their Monday and close with their last session", () => {
    expect(rows(resampleBars(barsAt(days), "1d", "1w", nyse))).toEqual([
      { time: "2024-06-24", ohlc: [0.5, 6, 0, 5], volume: 50, closed: "2024-06-28T20:00", partial: false },
      { time: "2024-07-01", ohlc: [5.5, 10, 5, 9], volume: 40, closed: "2024-07-05T20:00", partial: false },
      { time: "2024-07-08", ohlc: [9.5, 15, 9, 14], volume: 50, closed: "2024-07-12T20:00", partial: false },
    ]);
  });

  test("are partial where the days begin or end within", () => {
    expect([...resampleBars(barsAt(days), "1d", "1mo", nyse).partial]).toEqual([1, 1]);
    expect([...resampleBars(barsAt(days.slice(1, -1)), "1d", "1w", nyse).partial]).toEqual([1, 0, 1]);
    const july = [...nyse.sessions(at("2024-07-01"), at("2024-07-31"))];
    expect(rows(resampleBars(barsAt(july), "1d", "1mo", nyse))).toMatchObject([
      { time: "2024-07-01", closed: "2024-07-31T20:00", partial: false, volume: 220 },
    ]);
  });

  test("close on the Thursday when Friday is a holiday", () => {
    const easter = [...nyse.sessions(at("2024-03-25"), at("2024-03-29"))];
    expect(rows(resampleBars(barsAt(easter), "1d", "1w", nyse))).toMatchObject([
      { closed: "2024-03-28T20:00", partial: false },
    ]);
  });

  test("without a calendar end with the week of UTC, and the last is partial before", () => {
    expect(rows(resampleBars(barsAt(days), "1d", "1w", null)).map(({ closed, partial }) => [closed, partial])).toEqual([
      ["2024-07-01", false],
      ["2024-07-08", false],
      ["2024-07-15", true],
    ]);
  });

  test("take a bar of a Saturday after the last session into the next", () => {
    const withSaturday = [...days.slice(0, 5), at("2024-06-29"), ...days.slice(5)];
    expect([...resampleBars(barsAt(withSaturday), "1d", "1w", nyse).volume!]).toEqual([50, 50, 50]);
  });
});

describe("volume", () => {
  const days = [...nyse.sessions(at("2024-07-08"), at("2024-07-12"))];

  test("is NaN where a part of it is", () => {
    expect([...resampleBars(barsAt(days, [1, 2, Number.NaN, 4, 5]), "1d", "1w", nyse).volume!]).toEqual([Number.NaN]);
  });

  test("is none where there is none", () => {
    expect(resampleBars(barsAt(days, null), "1d", "1w", nyse).volume).toBeNull();
  });
});

test("rows without a price are no bars", () => {
  const bars = barsAt([...nyse.sessions(at("2024-07-08"), at("2024-07-12"))]);
  for (const column of [bars.open, bars.high, bars.low, bars.close]) column[2] = Number.NaN;
  expect(rows(resampleBars(bars, "1d", "1w", nyse))).toMatchObject([{ ohlc: [0.5, 6, 0, 5], volume: 40 }]);
});

test("no bars make none", () => {
  expect(resampleBars(barsAt([]), "1d", "1w", nyse).time).toHaveLength(0);
});

test.each<[Timeframe, Timeframe]>([
  ["1d", "1h"],
  ["1h", "5m"],
  ["40m", "1h"],
  ["1w", "1mo"],
])("bars of %s make none of %s", (from, to) => {
  expect(() => resampleBars(barsAt([0]), from, to, null)).toThrow(`bars of ${to} cannot be made of bars of ${from}`);
});

describe("what has closed by a bar", () => {
  test("is the week on its Friday, not before", () => {
    const days = [...nyse.sessions(at("2024-06-24"), at("2024-07-09"))];
    const weeks = resampleBars(barsAt(days), "1d", "1w", nyse);
    const index = asOfClosed(weeks.visibleFrom, barCloses(Float64Array.from(days), "1d", nyse));
    expect(days.map((day, i) => `${iso(day)} ${index[i]}`)).toEqual([
      ...["2024-06-24 -1", "2024-06-25 -1", "2024-06-26 -1", "2024-06-27 -1", "2024-06-28 0"],
      ...["2024-07-01 0", "2024-07-02 0", "2024-07-03 0", "2024-07-05 1", "2024-07-08 1", "2024-07-09 1"],
    ]);
  });

  test("is without a calendar the week on the Monday after, when UTC has ended it", () => {
    const days = [...nyse.sessions(at("2024-06-24"), at("2024-07-02"))];
    const weeks = resampleBars(barsAt(days), "1d", "1w", null);
    const index = asOfClosed(weeks.visibleFrom, barCloses(Float64Array.from(days), "1d", null));
    expect([...index]).toEqual([-1, -1, -1, -1, -1, 0, 0]);
  });
});

const pairs: readonly (readonly [Timeframe, Timeframe, number])[] = [
  ["30m", "1h", 30 * MINUTE],
  ["30m", "2h", 30 * MINUTE],
  ["1h", "4h", 60 * MINUTE],
  ["1h", "1d", 60 * MINUTE],
  ["1h", "1w", 60 * MINUTE],
  ["1d", "1w", DAY],
  ["1d", "1mo", DAY],
];
const cases = fc.record({
  pair: fc.constantFrom(...pairs),
  calendar: fc.constantFrom(null, nyse, calendarOf("CME")!, calendarOf("TSE")!, calendarOf("24/7")!),
  start: fc.integer({ min: 0, max: 600 }),
  kept: fc.array(fc.boolean(), { minLength: 20, maxLength: 150 }),
  cut: fc.nat(149),
});

test("cutting off the future never changes what a bar knew, and nothing is known before it closed", () => {
  let known = 0;
  fc.assert(
    fc.property(cases, ({ pair: [from, to, step], calendar, start, kept, cut }) => {
      const times = kept.flatMap((isKept, i) => (isKept ? [at("2023-02-27") + (start + i) * step] : []));
      const bars = barsAt(times);
      const seen = (n: number) => {
        const some = Object.fromEntries(Object.entries(bars).map(([name, column]) => [name, column?.subarray(0, n)]));
        const longer = resampleBars(some as unknown as BarColumns, from, to, calendar);
        const closes = barCloses(bars.time.subarray(0, n), from, calendar);
        return [...asOfClosed(longer.visibleFrom, closes)].map((index, i) => {
          if (index < 0) return null;
          known++;
          expect(longer.visibleFrom[index]).toBeLessThanOrEqual(closes[i]!);
          // The close counts the bars: none after this one is in what it knows.
          expect(longer.close[index]).toBeLessThanOrEqual(i + 1);
          const columns = [longer.time, longer.open, longer.high, longer.low, longer.close, longer.volume!];
          return columns.map((column) => column[index]);
        });
      };
      const n = Math.min(cut, times.length);
      expect(seen(n)).toEqual(seen(times.length).slice(0, n));
    }),
    { numRuns: 400, seed: 3 },
  );
  expect(known).toBeGreaterThan(1000);
});

test("every bar goes into exactly one longer bar, or is counted as outside", () => {
  fc.assert(
    fc.property(cases, ({ pair: [from, to, step], calendar, start, kept }) => {
      const times = kept.flatMap((isKept, i) => (isKept ? [at("2023-02-27") + (start + i) * step] : []));
      const longer = resampleBars(
        barsAt(
          times,
          times.map(() => 1),
        ),
        from,
        to,
        calendar,
      );
      const traded = longer.volume!.reduce((sum, volume) => sum + volume, 0);
      expect(traded + longer.outside).toBe(times.length);
      for (let i = 1; i < longer.time.length; i++) expect(longer.time[i]!).toBeGreaterThan(longer.time[i - 1]!);
    }),
    { numRuns: 200, seed: 4 },
  );
});
