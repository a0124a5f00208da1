import { describe, expect, test } from "vitest";
import { calendarOf } from "#time/calendars/calendar-of";
import { at, closesAt, DAY_MS, MINUTE_MS, noContext, times, walk } from "./checked-bars.fixture.ts";
import { checkMixedGranularity } from "./mixed-granularity.ts";
import { checkShiftedSessions } from "./shifted-sessions.ts";
import { checkTimesOfDay } from "./times-of-day.ts";

const HOUR_MS = 60 * MINUTE_MS;
const bars = (time: readonly number[], timeframe: "1d" | "1m" | "1mo" | "1h") =>
  closesAt(time, walk(time.length), { timeframe });

describe("parts with another step", () => {
  test("are days and then months", () => {
    const days = times("2020-01-06", 100);
    const months = Array.from({ length: 12 }, (_, i) => Date.UTC(2020, 5 + i, 1));
    const found = checkMixedGranularity(bars([...days, ...months], "1d"), noContext)!;
    expect(found.occurrences.map(({ from, to }) => [from, to])).toEqual([[months[0], months.at(-1)]]);
  });

  test("are minutes and then hours, with the nights between", () => {
    const minutes = times("2020-01-06T14:30Z", 390, MINUTE_MS);
    const hours = [7, 8, 9].flatMap((day) => times(`2020-01-0${day}T14:30Z`, 7, HOUR_MS));
    const found = checkMixedGranularity(bars([...minutes, ...hours], "1m"), noContext)!;
    expect(found.occurrences.map(({ from, to }) => [from, to])).toEqual([[hours[1], hours.at(-1)]]);
  });

  test("are the month that is not over yet", () => {
    const months = Array.from({ length: 24 }, (_, i) => Date.UTC(2020, i, 1));
    const found = checkMixedGranularity(bars([...months, at("2021-12-09")], "1mo"), noContext)!;
    expect(found.occurrences.map(({ from }) => from)).toEqual([at("2021-12-09")]);
  });

  test("are none for weekends, holidays, single holes, ticks, and rates that change when they change", () => {
    const weekdays = times("2020-01-06", 300).filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
    expect(checkMixedGranularity(bars(weekdays, "1d"), noContext)).toBeNull();
    expect(
      checkMixedGranularity(
        bars(
          weekdays.filter((_, i) => i < 50 || i > 70),
          "1d",
        ),
        noContext,
      ),
    ).toBeNull();
    const minutes = times("2020-01-06T14:30Z", 390, MINUTE_MS).filter((_, i) => i % 7 !== 3);
    expect(checkMixedGranularity(bars(minutes, "1m"), noContext)).toBeNull();
    const ticks = times("2020-01-06", 200, 1000).map((time, i) => time + ((i * 7919) % 900));
    expect(checkMixedGranularity(closesAt(ticks, walk(200), { timeframe: "1s" }), noContext)).toBeNull();
    const changes = [0, 40, 45, 130, 200, 290, 400].map((day) => at("2020-01-01") + day * DAY_MS);
    expect(checkMixedGranularity(bars(changes, "1mo"), noContext)).toBeNull();
  });
});

describe("times of day of daily bars", () => {
  const found = (time: readonly number[]) =>
    checkTimesOfDay(bars(time, "1d"), noContext)?.occurrences.map(({ from, text }) => [from, text]);

  test("may differ by an hour in summer", () => {
    const newYork = times("2020-01-01", 700).map((day) => {
      const month = new Date(day).getUTCMonth();
      return day + (month >= 3 && month < 10 ? 4 : 5) * HOUR_MS;
    });
    expect(found(newYork)).toBeUndefined();
    expect(found(times("2020-01-01", 10))).toBeUndefined();
  });

  test("are named where they change to and fro, or by hours", () => {
    const mixed = times("2020-01-01", 60).map((day, i) => day + (i % 2 === 0 ? 0 : HOUR_MS));
    expect(found(mixed)).toHaveLength(30);
    const moved = times("2020-01-01", 60).map((day, i) => day + (i >= 40 ? 5 * HOUR_MS : 0));
    expect(found(moved)).toEqual([[moved[40], "05:00 where other bars stand at 00:00"]]);
  });

  test("are named on a last bar that is not over yet, by the times that the file has", () => {
    const time = times("2015-01-05", 8);
    const stamps = Float64Array.from(time, (day, i) => (i === 7 ? day + 13 * HOUR_MS + 2 * MINUTE_MS + 41_000 : day));
    const warning = checkTimesOfDay({ ...bars(time, "1d"), stamps }, noContext)!;
    expect(warning.occurrences.map(({ text }) => text)).toEqual([
      "13:02:41 where other bars stand at 00:00: the last bar may not be over yet",
    ]);
  });
});

describe("sessions of minutes", () => {
  const sessions = calendarOf("NYSE")!.sessions(at("2020-01-06"), at("2020-12-31"));
  const minutes = (shiftFrom: number, hours: number) =>
    [...sessions].flatMap((day, k) => {
      const { open, close } = calendarOf("NYSE")!.sessionHours(day)!;
      const from = open + (k >= shiftFrom ? hours * HOUR_MS : 0);
      return times(new Date(from).toISOString(), (close - open) / (5 * MINUTE_MS), 5 * MINUTE_MS);
    });
  const found = (time: readonly number[]) =>
    checkShiftedSessions(closesAt(time, walk(time.length), { timeframe: "5m" }), noContext)?.occurrences;

  test("of New York over both changes of the clock are one zone", () => {
    expect(found(minutes(999, 0))).toBeUndefined();
  });

  test("that begin hours earlier from one day on are another", () => {
    const occurrences = found(minutes(100, -4))!;
    expect(occurrences).toHaveLength(1);
    expect(occurrences[0]!.text).toBe("sessions begin and end 4 h earlier from 2020-05-29T09:30:00Z on");
  });

  test("that move by an hour in midsummer are another too", () => {
    const july = [...sessions].findIndex((day) => day >= at("2020-07-06"));
    expect(found(minutes(july, 1))).toHaveLength(1);
  });
});
