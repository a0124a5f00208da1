import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { calendarOf } from "#time/calendars/calendar-of";
import { inferCalendar } from "#time/calendars/infer-calendar";
import { localOf } from "#time/local-times";
import { parseTime } from "#time/parse-time";
import { zoneNamed } from "#time/zone";

const FOLDER = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const HOURS = `${FOLDER}lean-reference/market-hours-extract.json`;
const exists = existsSync(HOURS);
const DAY = 86_400_000;

interface MarketHours {
  readonly holidays: readonly string[];
  readonly bankHolidays?: readonly string[];
  readonly earlyCloses: Readonly<Record<string, string>>;
}

/** "1/9/2025" */
const dayOf = (date: string) => {
  const [month, day, year] = date.split("/").map(Number);
  return Date.UTC(year!, month! - 1, day);
};
const iso = (day: number) => new Date(day).toISOString().slice(0, 10);
const hoursOf = (market: string) =>
  (JSON.parse(readFileSync(HOURS, "utf8")) as { entries: Record<string, MarketHours> }).entries[market]!;
const earlyClosesOf = (market: string) =>
  Object.entries(hoursOf(market).earlyCloses).map(([date, close]) => `${iso(dayOf(date))} ${close.slice(0, 5)}`);

/** "2024-07-03 13:00" of each half-day, by a clock in New York. */
function halfDays(name: string): string[] {
  const { columns } = calendarOf(name)!;
  const closes = localOf(columns.close, zoneNamed("America/New_York")!);
  return [...columns.day].flatMap((day, i) =>
    columns.half[i] === 1 ? [`${iso(day)} ${new Date(closes[i]!).toISOString().slice(11, 16)}`] : [],
  );
}

describe.skipIf(!exists)("calendars against LEAN's market hours (skipped where ../shared/data is not there)", () => {
  const nyse = calendarOf("NYSE")!;

  it("has the sessions of the NYSE on each of the 11,323 days of 1998 to 2028", () => {
    const holidays = new Set(hoursOf("Equity-usa-[*]").holidays.map(dayOf));
    expect(holidays.size).toBe(293);
    let days = 0;
    const differing: string[] = [];
    for (let day = Date.UTC(1998, 0, 1); day <= Date.UTC(2028, 11, 31); day += DAY) {
      const weekday = new Date(day).getUTCDay();
      const theirs = weekday !== 0 && weekday !== 6 && !holidays.has(day);
      if (nyse.isSession(day) !== theirs) differing.push(iso(day));
      days++;
    }
    expect([days, differing]).toEqual([11_323, []]);
  });

  it("has the NYSE close early when LEAN does, and on the two days of 1998 and the halt of 2005 that LEAN leaves out", () => {
    const theirs = new Set(earlyClosesOf("Equity-usa-[*]"));
    const ours = new Set(halfDays("NYSE").filter((line) => line >= "1998"));
    const onlyOurs = [...ours].filter((line) => !theirs.has(line));
    // In the list of the exchange: the day after Thanksgiving and Christmas Eve of 1998; a failure four minutes before the close.
    expect(onlyOurs).toEqual(["1998-11-27 13:00", "1998-12-24 13:00", "2005-06-01 15:56"]);
    // A Sunday: no session that could close.
    expect([...theirs].filter((line) => !ours.has(line))).toEqual(["2017-12-24 13:00"]);
  });

  it("has futures in Chicago stop early when LEAN does", () => {
    const { firstDay, lastDay } = calendarOf("CME")!;
    const within = (line: string) => line >= iso(firstDay) && line <= iso(lastDay);
    const theirs = new Set(earlyClosesOf("Future-cme-ES").filter((line) => within(line) && !line.endsWith("17:00")));
    const ours = new Set(halfDays("CME"));
    expect(theirs.size).toBeGreaterThan(100);
    expect([...theirs].filter((line) => !ours.has(line))).toEqual([]);
    // LEAN's list leaves out the days of mourning, three half-days that the exchange's calendar has, and nearly all of 2027.
    expect([...ours].filter((line) => !theirs.has(line) && line < "2027")).toEqual([
      ...["2018-12-05 09:30", "2023-07-03 13:15", "2024-07-03 13:15", "2024-11-29 13:15", "2025-01-09 09:30"],
    ]);
  });
});

describe.skipIf(!exists)("calendars against prices (skipped where ../shared/data is not there)", () => {
  const times = (file: string) =>
    Float64Array.from(
      readFileSync(FOLDER + file, "utf8")
        .trim()
        .split(/\r?\n/)
        .slice(1),
      (line) => parseTime(line.split(",")[0]!),
    );

  it.each([
    ["kaggle-huge-us/KO.csv", ["1970-11-16", "1999-11-16"]],
    ["kaggle-huge-us/PEP.csv", ["1999-11-16"]],
    ["kaggle-huge-us/SPY.csv", ["2011-02-17"]],
    ["skfolio/sp500_index.csv", []],
  ])("%s has a bar on every session of the NYSE but %j, and none elsewhere", (file, missing) => {
    const column = times(file);
    const fit = inferCalendar(column, "1d")!;
    expect([fit.calendar.name, fit.inSessions]).toEqual(["NYSE", 1]);
    const have = new Set(column);
    const sessions = fit.calendar.sessions(column[0]!, column.at(-1)!);
    expect([...sessions].filter((day) => !have.has(day)).map(iso)).toEqual(missing);
  });

  it.each([
    ["lean-forex-crypto/coinbase_BTCUSD_daily_trade.csv", "1d", "24/7"],
    ["lean-forex-crypto/oanda_EURUSD_daily_quote.csv", "1d", undefined],
    ["nautilus-LGPL/gbpusd-m1-ask-2012.csv", "1m", "FX"],
  ] as const)("%s of %s bars is of the calendar %s", (file, timeframe, name) => {
    expect(inferCalendar(times(file), timeframe)?.calendar.name).toBe(name);
  });
});
