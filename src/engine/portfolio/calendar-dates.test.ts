import { describe, expect, test } from "vitest";
import { calendarOf } from "#time/calendars/calendar-of";
import { calendarDates } from "./calendar-dates.ts";

const nyse = calendarOf("NYSE")!;
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const sessions = (from: string, to: string) => nyse.sessions(day(from), day(to));

function dates(clock: Float64Array, every: Parameters<typeof calendarDates>[3], on: "first" | "last", start = 0) {
  const due = calendarDates(clock, "1d", nyse, every, on, start);
  return [...clock].filter((_, bar) => due[bar] === 1).map((time) => new Date(time).toISOString().slice(0, 10));
}

describe("the bars at which the calendar asks for a rebalance", () => {
  test("are the last sessions of the months, holidays and weekends apart", () => {
    // 2021: 29 January is a Friday, 26 February a Friday; 2 April was Good Friday; 30 April a Friday; 31 May Memorial Day.
    const expected = ["2021-01-04", "2021-01-29", "2021-02-26", "2021-03-31", "2021-04-30", "2021-05-28"];
    expect(dates(sessions("2021-01-04", "2021-06-15"), "monthly", "last")).toEqual(expected);
  });

  test("are the first sessions where that is asked", () => {
    const expected = ["2021-01-20", "2021-02-01", "2021-03-01", "2021-04-01", "2021-05-03", "2021-06-01"];
    expect(dates(sessions("2021-01-20", "2021-06-15"), "monthly", "first")).toEqual(expected);
  });

  test("know that Thursday ends a week whose Friday is a holiday", () => {
    const expected = ["2021-03-29", "2021-04-01", "2021-04-09"];
    expect(dates(sessions("2021-03-29", "2021-04-14"), "weekly", "last")).toEqual(expected);
  });

  test("end quarters and years on their last session", () => {
    const clock = sessions("2020-11-02", "2022-01-31");
    expect(dates(clock, "quarterly", "last")).toEqual([
      ...["2020-11-02", "2020-12-31", "2021-03-31", "2021-06-30", "2021-09-30", "2021-12-31"],
    ]);
    expect(dates(clock, "yearly", "first")).toEqual(["2020-11-02", "2021-01-04", "2022-01-03"]);
  });

  test("come a bar late where the last session is missing", () => {
    const clock = sessions("2021-01-04", "2021-02-05").filter((time) => time !== day("2021-01-29"));
    expect(dates(clock, "monthly", "last")).toEqual(["2021-01-04", "2021-02-01"]);
  });

  test("count bars from the first decision", () => {
    const due = calendarDates(sessions("2021-01-04", "2021-01-29"), "1d", nyse, 7, "last", 2);
    expect([...due.keys()].filter((bar) => due[bar] === 1)).toEqual([2, 9, 16]);
  });

  test("are the first decision alone where the calendar is not asked", () => {
    expect(dates(sessions("2021-01-04", "2021-06-15"), "never", "last", 3)).toEqual(["2021-01-07"]);
  });

  test("do not move when the future is cut off", () => {
    const clock = sessions("2020-01-02", "2021-06-15");
    for (const every of ["daily", "weekly", "monthly", "quarterly", "yearly"] as const) {
      for (const calendar of [nyse, null]) {
        const whole = calendarDates(clock, "1d", calendar, every, "last", 5);
        for (const n of [20, 63, 127, 250]) {
          expect(calendarDates(clock.slice(0, n), "1d", calendar, every, "last", 5)).toEqual(whole.slice(0, n));
        }
      }
    }
  });

  test("of bars within the day are the last ones of the session", () => {
    const open = (date: string) => nyse.sessionHours(day(date))!.open;
    const days = ["2021-01-28", "2021-01-29", "2021-02-01"];
    const clock = Float64Array.from(
      days.flatMap((date) => [0, 1, 2, 3, 4, 5, 6].map((hour) => open(date) + hour * 3_600_000)),
    );
    const due = calendarDates(clock, "1h", nyse, "monthly", "last", 0);
    expect([...due.keys()].filter((bar) => due[bar] === 1)).toEqual([0, 13]);
    const daily = calendarDates(clock, "1h", nyse, "daily", "last", 0);
    expect([...daily.keys()].filter((bar) => daily[bar] === 1)).toEqual([0, 6, 13, 20]);
  });
});
