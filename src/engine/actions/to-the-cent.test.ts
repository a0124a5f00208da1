import { expect, test } from "vitest";
import { splitToCent, toCent, wholeUnits } from "./to-the-cent.ts";

// Python 3.11: round(x, 2) of each
test("halves that a double holds exactly go to the even cent", () => {
  const pairs = [
    [0.125, 0.12],
    [0.375, 0.38],
    [16.625, 16.62],
    [-0.125, -0.12],
    [2.675, 2.67], // the double lies below the half
    [1.005, 1],
    [33.33, 33.33],
    [1.115, 1.11],
  ] as const;
  for (const [amount, rounded] of pairs) expect(toCent(amount), String(amount)).toBe(rounded);
  expect(toCent(Number.NaN)).toBeNaN();
});

test("a split cuts units towards zero, and brings levels to the cent", () => {
  expect(wholeUnits(101, 1.5)).toBe(151);
  expect(wholeUnits(-7, 0.5)).toBe(-3);
  expect(wholeUnits(9, 0.1)).toBe(0);
  expect(splitToCent(33.25, 2)).toBe(16.62);
  expect(splitToCent(10.01, 0.5)).toBe(20.02);
});
