import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTime, parseTimeBytes } from "./parse-time.ts";

describe("parseTime", () => {
  test.each([
    ["1970-01-01", 0],
    ["2013-01-02", Date.UTC(2013, 0, 2)],
    ["20130102", Date.UTC(2013, 0, 2)],
    ["2013/01/02", Date.UTC(2013, 0, 2)],
    [" 2013-01-02 ", Date.UTC(2013, 0, 2)],
    ["2013-01-02 15:30", Date.UTC(2013, 0, 2, 15, 30)],
    ["20130102 15:30", Date.UTC(2013, 0, 2, 15, 30)],
    ["20130102 153045", Date.UTC(2013, 0, 2, 15, 30, 45)],
    ["20130102T1530Z", Date.UTC(2013, 0, 2, 15, 30)],
    ["2013-01-02T15:30:00Z", Date.UTC(2013, 0, 2, 15, 30)],
    ["2013-01-02t15:30:00z", Date.UTC(2013, 0, 2, 15, 30)],
    ["2013-01-02T15:30:00.250Z", Date.UTC(2013, 0, 2, 15, 30, 0, 250)],
    ["2013-01-02T15:30:00.2", Date.UTC(2013, 0, 2, 15, 30, 0, 200)],
    ["2013-01-02 15:30:00.123999999", Date.UTC(2013, 0, 2, 15, 30, 0, 123)],
    ["2013-01-02T15:30:00+02:00", Date.UTC(2013, 0, 2, 13, 30)],
    ["2013-01-02 15:30:00 -0530", Date.UTC(2013, 0, 2, 21, 0)],
    ["2013-01-02 15:30-05", Date.UTC(2013, 0, 2, 20, 30)],
    ["1993-02-01 00:00:00+00:00", Date.UTC(1993, 1, 1)],
    ["2012-02-29", Date.UTC(2012, 1, 29)],
    ["2000-02-29", Date.UTC(2000, 1, 29)],
    ["1357140600", Date.UTC(2013, 0, 2, 15, 30)],
    ["1357140600250", Date.UTC(2013, 0, 2, 15, 30, 0, 250)],
    ["999999999", 999_999_999_000],
  ])("reads %s", (text, ms) => {
    expect(parseTime(text)).toBe(ms);
  });

  test.each([
    "",
    "   ",
    "2013-02-30",
    "2013-02-29",
    "1900-02-29",
    "2013-13-01",
    "2013-00-10",
    "2013-01-00",
    "20130431",
    "0000-01-01",
    "1/2/2013",
    "01-02-2013",
    "2013-1-2",
    "2013-01/02",
    "2013-01-02T",
    "2013-01-02 24:00",
    "2013-01-02 15:60",
    "2013-01-02 15:30:60",
    "2013-01-02 15:3",
    "2013-01-02 15",
    "2013-01-02T15:30:00.",
    "2013-01-02T15:30:00X",
    "2013-01-02T15:30:00ZZ",
    "2013-01-02T15:30:00+2",
    "2013-01-02T15:30:00+19:00",
    "2013-01-02x",
    "13570848000",
    "1357",
    "-1357084800",
    "12.5",
    "Jan 2 2013",
    "２０１３-01-02",
  ])("does not take %j for a time", (text) => {
    expect(parseTime(text)).toBeNaN();
  });

  test("agrees with the runtime's own calendar on every day from 0001 to 9999 that it is asked", () => {
    const first = Date.parse("0001-01-01T00:00:00Z");
    const last = Date.parse("9999-12-31T23:59:59Z");
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (ms) => {
        expect(parseTime(new Date(ms).toISOString())).toBe(ms);
      }),
    );
  });

  test("reads bytes in the middle of a line", () => {
    const bytes = new TextEncoder().encode("x,2013-01-02,1");
    expect(parseTimeBytes(bytes, 2, 12)).toBe(Date.UTC(2013, 0, 2));
  });
});
