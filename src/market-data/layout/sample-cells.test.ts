import { expect, test } from "vitest";
import { areClocks, areTimes } from "./sample-cells.ts";

test("times of day are known without the zeros that a table lost in front", () => {
  expect(areClocks(["0", "100", "93000", "153000"])).toBe(true);
  expect(areClocks(["15:30", "9:30:05.250", "3:30 PM"])).toBe(true);
});

test("numbers that no clock shows are no times of day", () => {
  expect(areClocks(["1075", "1080"])).toBe(false);
  expect(areClocks(["100.5"])).toBe(false);
  expect(areClocks([])).toBe(false);
});

test("a date in words is a time, also as Spanish writes it", () => {
  expect(areTimes(["2 de enero de 2013", "2. Januar 2013", "2-Jan-13", "Jan-02-2013", "Jan 2, 2013"], false)).toBe(
    true,
  );
});
