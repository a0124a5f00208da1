import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localOf } from "../local-times.ts";
import { zoneNamed } from "../zone.ts";
import { CALENDAR_NAMES, calendarOf, nearCalendar } from "./calendar-of.ts";

const DAY = 86_400_000;
const at = (text: string) => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
const iso = (ms: number) => new Date(ms).toISOString().replace(":00.000Z", "Z");
const calendar = (name: string) => calendarOf(name)!;

interface Reference {
  readonly from: string;
  readonly to: string;
  readonly closedWeekdays: Readonly<Record<string, string>>;
  readonly shortCloses: Readonly<Record<string, string>>;
}
/** Which tool said so, its version and the call stand in the file. */
const reference = JSON.parse(
  readFileSync(new URL("../../../test/fixtures/calendars/reference.json", import.meta.url), "utf8"),
) as Record<string, Reference>;

/** Where the tools and the exchange part, with what the exchange did. */
const KNOWN_BETTER: Readonly<Record<string, readonly string[]>> = {
  // No report on these Good Fridays, and so no session: LEAN's market hours of ES have none either.
  CME: ["2024-03-29", "2025-04-18", "2027-03-26"],
};

function weekdaysWithout(name: string, from: string, to: string): string[] {
  const missing: string[] = [];
  for (let day = at(from); day <= at(to); day += DAY) {
    const weekday = new Date(day).getUTCDay();
    const isSession = calendar(name).isSession(day);
    if (weekday === 0 || weekday === 6) expect(isSession).toBe(false);
    else if (!isSession) missing.push(iso(day).slice(0, 10));
  }
  return missing;
}

/** "13:00 2024-07-03" of every half-day, by the exchange's clock. */
function halfDays(name: string): string[] {
  const { columns, zone } = calendar(name);
  const closes = localOf(columns.close, zoneNamed(zone)!);
  return [...columns.day].flatMap((day, i) =>
    columns.half[i] === 1 ? [`${iso(closes[i]!).slice(11, 16)} ${iso(day).slice(0, 10)}`] : [],
  );
}

describe.each(["NYSE", "CME", "LSE", "XETRA", "TSE"])("the sessions of %s", (name) => {
  const { from, to, closedWeekdays, shortCloses } = reference[name]!;

  test("are those that another calendar has, day by day", () => {
    const closed = Object.entries(closedWeekdays).flatMap(([year, days]) =>
      days.split(" ").map((day) => `${year}-${day}`),
    );
    expect(closed.length).toBeGreaterThan(30);
    expect(calendar(name).holds(at(from), at(to))).toBe(true);
    expect(weekdaysWithout(name, from, to)).toEqual([...closed, ...(KNOWN_BETTER[name] ?? [])].sort());
  });

  test("end early when another calendar has them end early", () => {
    const short = Object.entries(shortCloses)
      .flatMap(([close, days]) => days.split(" ").map((day) => `${close} ${day}`))
      // Up to 1 May 1970 the NYSE closed at three each day.
      .filter((line) => !(line.startsWith("15:00") && line < "15:00 1970-05-04"))
      .filter((line) => !(KNOWN_BETTER[name] ?? []).includes(line.slice(6)));
    // Tools leave out: the three weeks at half past three after the crash and the halt of 1997; the days of mourning on
    // which futures stopped at half past eight; Tokyo's mornings.
    const ours = halfDays(name).filter((line) => !/^(15:30 19[89]7|08:30|11:00 200)/.test(line));
    expect(ours.sort()).toEqual(short.sort());
  });
});

test("Nasdaq has the days and hours of the NYSE", () => {
  const { columns } = calendar("NASDAQ");
  expect(columns.day.length).toBeGreaterThan(7000);
  for (const day of columns.day)
    expect(calendar("NASDAQ").sessionHours(day)).toEqual(calendar("NYSE").sessionHours(day));
});

describe("hours", () => {
  test.each([
    ["NYSE", "1970-02-02", "1970-02-02T15:00Z", "1970-02-02T20:00Z"],
    ["NYSE", "1974-09-30", "1974-09-30T14:00Z", "1974-09-30T19:30Z"],
    ["NYSE", "1974-10-01", "1974-10-01T14:00Z", "1974-10-01T20:00Z"],
    ["NYSE", "1985-09-30", "1985-09-30T13:30Z", "1985-09-30T20:00Z"],
    ["NYSE", "1996-01-08", "1996-01-08T16:00Z", "1996-01-08T19:00Z"],
    ["NYSE", "2024-03-08", "2024-03-08T14:30Z", "2024-03-08T21:00Z"],
    ["NYSE", "2024-03-11", "2024-03-11T13:30Z", "2024-03-11T20:00Z"],
    ["NYSE", "2024-07-03", "2024-07-03T13:30Z", "2024-07-03T17:00Z"],
    ["CME", "2024-03-11", "2024-03-10T22:00Z", "2024-03-11T21:00Z"],
    ["CME", "2024-07-04", "2024-07-03T22:00Z", "2024-07-04T17:00Z"],
    ["LSE", "2024-07-01", "2024-07-01T07:00Z", "2024-07-01T15:30Z"],
    ["LSE", "2024-12-24", "2024-12-24T08:00Z", "2024-12-24T12:30Z"],
    ["XETRA", "2024-12-30", "2024-12-30T08:00Z", "2024-12-30T13:00Z"],
    ["TSE", "2024-11-01", "2024-11-01T00:00Z", "2024-11-01T06:00Z"],
    ["TSE", "2024-11-05", "2024-11-05T00:00Z", "2024-11-05T06:30Z"],
    ["FX", "2024-03-11", "2024-03-10T21:00Z", "2024-03-11T21:00Z"],
    ["24/7", "2024-03-10", "2024-03-10T00:00Z", "2024-03-11T00:00Z"],
  ])("of %s on %s are from %s to %s", (name, day, open, close) => {
    const hours = calendar(name).sessionHours(at(day))!;
    expect([iso(hours.open), iso(hours.close)]).toEqual([open, close]);
  });

  test("have Tokyo's lunch, half an hour shorter since 21 November 2011", () => {
    const lunch = (day: string) =>
      calendar("TSE")
        .sessionHours(at(day))!
        .breaks.map(({ from, to }) => [iso(from), iso(to)]);
    expect(lunch("2011-11-18")).toEqual([["2011-11-18T02:00Z", "2011-11-18T03:30Z"]]);
    expect(lunch("2011-11-21")).toEqual([["2011-11-21T02:30Z", "2011-11-21T03:30Z"]]);
    expect(lunch("2008-12-30")).toEqual([]);
  });

  test("have the quarter of an hour at which futures rested until June 2021", () => {
    const rest = (day: string) => calendar("CME").sessionHours(at(day))!.breaks.length;
    expect([rest("2021-06-25"), rest("2021-06-28"), rest("2020-11-27")]).toEqual([1, 0, 0]);
  });

  test("are none on a day without a session, and none outside of the years that are known", () => {
    expect(calendar("NYSE").sessionHours(at("2024-07-04"))).toBeNull();
    expect(calendar("NYSE").sessionHours(at("2024-07-06"))).toBeNull();
    expect(calendar("NYSE").sessionHours(at("1969-12-31"))).toBeNull();
    expect(calendar("NYSE").sessionHours(at("2029-01-02"))).toBeNull();
    expect(calendar("NYSE").holds(at("1969-12-31"), at("2000-01-01"))).toBe(false);
    expect(calendar("CME").holds(at("2020-01-02"), at("2027-12-31T20:00Z"))).toBe(true);
    expect(calendar("CME").holds(at("2020-01-02"), at("2028-01-01"))).toBe(false);
  });
});

describe("the session of a moment", () => {
  test.each([
    ["NYSE", "2024-07-03T13:29:59Z", null],
    ["NYSE", "2024-07-03T13:30:00Z", "2024-07-03"],
    ["NYSE", "2024-07-03T16:59:59Z", "2024-07-03"],
    ["NYSE", "2024-07-03T17:00:00Z", null],
    ["CME", "2024-03-10T21:59:00Z", null],
    ["CME", "2024-03-10T22:00:00Z", "2024-03-11"],
    ["FX", "2024-03-08T21:59:00Z", "2024-03-08"],
    ["FX", "2024-03-08T22:00:00Z", null],
    ["FX", "2024-03-12T21:00:00Z", "2024-03-13"],
    ["TSE", "2024-11-05T02:29:00Z", "2024-11-05"],
    ["TSE", "2024-11-05T02:30:00Z", null],
    ["TSE", "2024-11-05T03:30:00Z", "2024-11-05"],
    ["24/7", "2024-03-10T23:59:59Z", "2024-03-10"],
  ])("of %s at %s is %s", (name, time, day) => {
    expect(calendar(name).sessionOf(at(time))).toEqual(day === null ? Number.NaN : at(day));
  });

  test("is the same for a column in any order as for each time alone", () => {
    const times = fc.array(fc.integer({ min: at("2019-12-20"), max: at("2021-07-10") }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...CALENDAR_NAMES), times, (name, list) => {
        const { columns, ...one } = calendar(name);
        const found = calendar(name).indicesAt(Float64Array.from([...list, Number.NaN]));
        expect(one.name).toBe(name);
        expect(found[list.length]).toBe(-1);
        list.forEach((time, i) => {
          const open = columns.day.findIndex((_, k) => time >= columns.open[k]! && time < columns.close[k]!);
          const rests = open >= 0 && time >= columns.restFrom[open]! && time < columns.restTo[open]!;
          expect(found[i]).toBe(rests ? -1 : open);
        });
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

test("sessions of a calendar do not overlap, and rests lie within", () => {
  for (const name of CALENDAR_NAMES) {
    const { day, open, close, restFrom, restTo } = calendar(name).columns;
    for (let i = 0; i < day.length; i++) {
      if (!(open[i]! < close[i]!) || (i > 0 && open[i]! < close[i - 1]!)) expect.fail(`${name} ${iso(day[i]!)}`);
      if (restFrom[i]! <= open[i]! || restTo[i]! >= close[i]!) expect.fail(`${name} rests ${iso(day[i]!)}`);
    }
  }
});

test("sessions between two days count both in", () => {
  const days = [...calendar("NYSE").sessions(at("2001-09-10"), at("2001-09-18"))].map((day) => iso(day).slice(0, 10));
  expect(days).toEqual(["2001-09-10", "2001-09-17", "2001-09-18"]);
  expect(calendar("NYSE").isHalfDay(at("2024-11-29"))).toBe(true);
  expect(calendar("NYSE").isHalfDay(at("2024-11-27"))).toBe(false);
});

describe("returns of a year", () => {
  test.each([
    ["NYSE", "1d", 252],
    ["NYSE", "1w", 52],
    ["NYSE", "1mo", 12],
    ["NYSE", "1m", 252 * 390],
    ["NYSE", "1h", 252 * 7],
    ["TSE", "1m", 245 * 330],
    ["24/7", "1d", 365],
    ["24/7", "1h", 365 * 24],
    ["FX", "1d", 260],
  ] as const)("are for %s of %s bars %d", (name, timeframe, periods) => {
    expect(calendar(name).periodsPerYear(timeframe)).toBe(periods);
  });

  test("are within three days of the sessions that a year has in the mean", () => {
    for (const name of CALENDAR_NAMES) {
      const { days, firstDay, lastDay } = calendar(name);
      const mean = (days.length / ((lastDay - firstDay) / DAY + 1)) * 365.2425;
      expect(Math.abs(calendar(name).periodsPerYear("1d") - mean)).toBeLessThan(1);
    }
  });
});

test.each([
  ["nyse", "NYSE"],
  ["XNYS", "NYSE"],
  [" xetr ", "XETRA"],
  ["Tokyo", "TSE"],
  ["forex", "FX"],
  ["crypto", "24/7"],
])("%j is the calendar %s", (asked, name) => {
  expect(calendarOf(asked)?.name).toBe(name);
});

test.each([
  ["NYES", "NYSE"],
  ["Nasdak", "NASDAQ"],
  ["Londn", "LSE"],
  ["qqqqqq", null],
])("%j is none, and may mean %s", (asked, near) => {
  expect(calendarOf(asked)).toBeNull();
  expect(nearCalendar(asked)).toBe(near);
});

test("docs/time.md says of each calendar what it is and for which years", () => {
  const page = readFileSync(new URL("../../../docs/time.md", import.meta.url), "utf8");
  for (const name of CALENDAR_NAMES) {
    const { title, zone, firstDay, lastDay } = calendar(name);
    const years = `${iso(firstDay).slice(0, 10)} to ${iso(lastDay).slice(0, 10)}`;
    expect(page).toContain(`| \`${name}\` | ${title} | ${zone} | ${years} | ${calendar(name).periodsPerYear("1d")} |`);
  }
});
