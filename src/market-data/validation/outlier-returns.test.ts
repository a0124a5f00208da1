import { describe, expect, test } from "vitest";
import { barsAt, closesAt, MINUTE_MS, noContext, times, walk } from "./checked-bars.fixture.ts";
import { checkOutlierReturns } from "./outlier-returns.ts";

const days = times("2020-01-06", 200);
const daysFound = (closes: number[]) =>
  checkOutlierReturns(closesAt(days, closes), noContext)?.occurrences.map(({ where }) => where.line! - 2) ?? [];
const from100 = (by: number) => walk(200).map((price, i) => (i < 100 ? price : price * by));
const changed = (change: (closes: number[]) => void) => {
  const closes = walk(200);
  change(closes);
  return closes;
};

describe("a return far out of what is usual", () => {
  test("is not found in a walk", () => {
    expect(daysFound(walk(200))).toEqual([]);
  });

  test("is found once where the next bar takes it back", () => {
    expect(daysFound(walk(200).with(100, walk(200)[100]! * 1.12))).toEqual([100]);
  });

  test("is found where it stays only when it is larger still: news move prices too", () => {
    expect(daysFound(from100(1.08))).toEqual([]);
    expect(daysFound(from100(1.6))).toEqual([100]);
  });

  test("is measured by what is usual around it: a crisis hides what calm days would show", () => {
    const crisis = changed((closes) => {
      for (let i = 60; i < 140; i++) closes[i]! *= i % 2 === 0 ? 1.03 : 0.97;
      closes[100]! *= 1.1;
    });
    expect(daysFound(crisis)).toEqual([]);
  });

  test("is not a split, which has a check of its own", () => {
    expect(daysFound(from100(0.5))).toEqual([]);
  });

  test("is not the gap of a night between bars of minutes", () => {
    const minutes = times("2020-01-06T14:30Z", 200, MINUTE_MS).map((time, i) =>
      i < 100 ? time : time + 17 * 3_600_000,
    );
    const closes = walk(200).map((price, i) => (i < 100 ? price : price * 1.6));
    expect(checkOutlierReturns(closesAt(minutes, closes, { timeframe: "1m" }), noContext)).toBeNull();
  });

  test("is also a high or a low that no open and close are near", () => {
    const bars = barsAt(days, walk(200));
    bars.low[50] = 1;
    const found = checkOutlierReturns(bars, noContext)!;
    expect(found.occurrences.map(({ text }) => text)).toEqual([expect.stringMatching(/^low 1 under open and close/)]);
  });

  test("is not the flicker of a peg, and is what leaves the peg", () => {
    const peg: number[] = Array.from({ length: 200 }, (_, i) => (i % 13 === 5 ? 7.751 : 7.75));
    expect(daysFound(peg)).toEqual([]);
    expect(daysFound(peg.with(100, 7.3))).toEqual([100]);
    const still: number[] = Array.from({ length: 200 }, () => 10);
    expect(daysFound(still.with(100, 10.01))).toEqual([]);
    expect(daysFound(still.with(100, 14))).toEqual([100]);
  });

  test("is not looked for among fewer than 10", () => {
    expect(checkOutlierReturns(closesAt(days.slice(0, 10), [...walk(9), 500]), noContext)).toBeNull();
  });

  test("names how far and how much", () => {
    const found = checkOutlierReturns(closesAt(days, walk(200).with(100, walk(200)[99]! * 1.5)), noContext)!;
    expect(found.occurrences[0]!.text).toMatch(/\(\+50\.0 %\), z \d+, taken back by the next bar$/);
  });
});
