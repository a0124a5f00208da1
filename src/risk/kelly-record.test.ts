import { expect, test } from "vitest";
import { KellyRecord } from "./kelly-record.ts";

function fractionOf(...returns: number[]): number {
  const record = new KellyRecord();
  for (const one of returns) record.add(one);
  return record.fraction;
}

test("is the share of winners less that of losers over the payoff", () => {
  // W = 2/4, average win 0.06, average loss 0.03: 0.5 − 0.5 / 2 = 0.25.
  expect(fractionOf(0.04, 0.08, -0.02, -0.04)).toBeCloseTo(0.25, 15);
});

test("counts a trade that made nothing among all trades only", () => {
  // W = 2/5: 0.4 − 0.6 / 2 = 0.1.
  expect(fractionOf(0.04, 0.08, -0.02, -0.04, 0)).toBeCloseTo(0.1, 15);
});

test("is 1 where nothing was lost, and not above 0 where nothing was won", () => {
  expect(fractionOf(0.01, 0.02)).toBe(1);
  expect(fractionOf(-0.01)).toBe(Number.NEGATIVE_INFINITY);
});

test("is not defined before the first trade that won or lost", () => {
  expect(fractionOf()).toBeNaN();
  expect(fractionOf(0)).toBeNaN();
});

test("forgets the trades of another run", () => {
  const record = new KellyRecord();
  record.add(-0.5);
  record.reset();
  expect(record.count).toBe(0);
  expect(record.fraction).toBeNaN();
});
