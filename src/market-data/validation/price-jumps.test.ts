import { describe, expect, test } from "vitest";
import { barsAt, noContext, times, walk } from "./checked-bars.fixture.ts";
import type { CheckedBars } from "./checked-bars.ts";
import { checkSplitColumn } from "./split-column.ts";
import { checkUnadjustedSplits } from "./unadjusted-splits.ts";
import { checkUnitJumps } from "./unit-jumps.ts";

const days = times("2020-01-06", 60);

/** Bars whose prices from bar 30 on are divided by a ratio. */
function jump(ratio: number, over: Partial<CheckedBars> = {}): CheckedBars {
  const bars = barsAt(days, walk(60));
  const divided = (column: Float64Array) => column.map((price, i) => (i < 30 ? price : price / ratio));
  const { open, high, low, close } = bars;
  return { ...bars, open: divided(open), high: divided(high), low: divided(low), close: divided(close), ...over };
}

describe("prices that jump by the ratio of a split", () => {
  test.each([
    [2, "2-for-1"],
    [1 / 10, "1-for-10"],
    [7, "7-for-1"],
    [2.04, "2-for-1"],
  ])("by %d are named: %s", (ratio, name) => {
    const found = checkUnadjustedSplits(jump(ratio), noContext)!;
    expect(found.id).toBe("looks-like-split");
    expect(found.occurrences.map(({ from }) => from)).toEqual([days[30]]);
    expect(found.occurrences[0]!.text).toContain(`as in a ${name} split`);
  });

  test.each([1.5, 1.8, 2.3, 1])("by %d are not", (ratio) => {
    expect(checkUnadjustedSplits(jump(ratio), noContext)).toBeNull();
  });

  test("are none in prices that are adjusted, nor in bars of a month", () => {
    expect(checkUnadjustedSplits(jump(2, { adjusted: true }), noContext)).toBeNull();
    expect(checkUnadjustedSplits(jump(2, { timeframe: "1mo" }), noContext)).toBeNull();
  });

  test("are none where the adjusted close that is carried over takes them out, and are one where it puts them in", () => {
    const raw = jump(2);
    const adjustedClose = raw.close.map((price, i) => (i < 30 ? price / 2 : price));
    expect(checkUnadjustedSplits({ ...raw, adjusted: true, adjustedClose }, noContext)).toBeNull();
    const whole = jump(1);
    const broken = whole.close.map((price, i) => (i < 30 ? price : price / 2));
    expect(
      checkUnadjustedSplits({ ...whole, adjusted: true, adjustedClose: broken }, noContext)!.occurrences,
    ).toHaveLength(1);
  });

  test("are none where the next bar is back: that is a wrong price", () => {
    const bars = jump(1);
    for (const column of [bars.open, bars.high, bars.low, bars.close]) column[30]! /= 2;
    expect(checkUnadjustedSplits(bars, noContext)).toBeNull();
  });
});

describe("prices that jump by a hundred or a thousand", () => {
  test.each([100, 1 / 100, 1000])("(%d) are another unit, there and back", (ratio) => {
    const bars = jump(1);
    for (const column of [bars.open, bars.high, bars.low, bars.close])
      for (let i = 30; i < 40; i++) column[i]! *= ratio;
    const found = checkUnitJumps(bars, noContext)!;
    expect(found.occurrences.map(({ from }) => from)).toEqual([days[30], days[40]]);
    expect(checkUnadjustedSplits(bars, noContext)).toBeNull();
  });
});

describe("a column of splits", () => {
  const column = (ratio: number) => Float64Array.from(days, (_, i) => (i === 30 ? ratio : 1));

  test("that its prices do not show contradicts them", () => {
    const found = checkSplitColumn(jump(1, { split: column(7) }), noContext)!;
    expect(found.id).toBe("split-contradicts-prices");
    expect(found.occurrences.map(({ from, text }) => [from, text])).toEqual([
      [days[30], expect.stringContaining("it is adjusted already")],
    ]);
  });

  test("that its prices show does not, nor one without splits", () => {
    expect(checkSplitColumn(jump(7, { split: column(7) }), noContext)).toBeNull();
    expect(checkSplitColumn(jump(1, { split: column(1) }), noContext)).toBeNull();
    expect(checkSplitColumn(jump(1, { split: column(0) }), noContext)).toBeNull();
    expect(checkSplitColumn(jump(1), noContext)).toBeNull();
  });
});
