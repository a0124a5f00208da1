import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseClock } from "./parse-time-clock.ts";

const zoned = new Int32Array(1);
const parse = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  return parseClock(bytes, 0, bytes.length, zoned);
};
const at = (hour: number, minute = 0, second = 0, ms = 0) => Date.UTC(1970, 0, 1, hour, minute, second, ms);

describe("a time of day", () => {
  test.each([
    ["15:30", at(15, 30)],
    ["9:30", at(9, 30)],
    ["9:30:05", at(9, 30, 5)],
    ["15:30:00.2", at(15, 30, 0, 200)],
    ["15:30:00.25", at(15, 30, 0, 250)],
    ["15:30:00,123", at(15, 30, 0, 123)],
    ["15:30:00.123999999", at(15, 30, 0, 123)],
    ["1530", at(15, 30)],
    ["153045", at(15, 30, 45)],
    ["153045250", at(15, 30, 45, 250)],
    ["93000", at(9, 30)],
    ["930", at(9, 30)],
    ["0", 0],
    ["3:30 PM", at(15, 30)],
    ["3:30pm", at(15, 30)],
    ["12:00 AM", 0],
    ["12:05 p.m.", at(12, 5)],
    ["3 pm", at(15)],
    ["11:59:59 am", at(11, 59, 59)],
    ["15:30Z", at(15, 30)],
    ["15:30 UTC", at(15, 30)],
    ["15:30 gmt", at(15, 30)],
    ["15:30+01:00", at(14, 30)],
    ["15:30 -0530", at(21)],
    ["00:30+02", at(-1, -30)],
  ])("is read: %s", (text, ms) => {
    expect(parse(text)).toBe(ms);
  });

  test.each([
    "",
    "9",
    "15",
    "24:00",
    "15:60",
    "15:3",
    "15:30:",
    "15:30:60",
    "15:30:00.",
    "0:30 PM",
    "13:00 PM",
    "15:30 XM",
    "99",
    "960",
    "96060",
    "2530",
    "1530459",
    "15:30+19:00",
    "15:30+2",
    "15:30 EST",
    "x",
  ])("is not %j", (text) => {
    expect(parse(text)).toBeNaN();
  });

  test("counts the zones that are read", () => {
    zoned[0] = 0;
    for (const text of ["15:30", "15:30Z", "15:30 UTC", "15:30+01", "3:30 PM"]) parse(text);
    expect(zoned[0]).toBe(3);
  });

  test("is the one that the runtime writes, on both halves of the day", () => {
    const clock = new Intl.DateTimeFormat("en-US", { timeStyle: "medium", timeZone: "UTC" });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), (second) => {
        // Newer runtimes write a narrow no-break space before AM.
        expect(parse(clock.format(second * 1000).replace("\u202f", " "))).toBe(second * 1000);
      }),
    );
  });
});
