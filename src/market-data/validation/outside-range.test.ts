import { describe, expect, test } from "vitest";
import { checkedFacts, noContext } from "./checked-bars.fixture.ts";
import { checkOutsideRange } from "./outside-range.ts";

function check(...rows: [number, number, number, number, number][]) {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]!);
  const bars = { time: column(0), open: column(1), high: column(2), low: column(3), close: column(4), volume: null };
  const placeOf = (bar: number) => ({ file: "X.csv", line: bar + 2 });
  return checkOutsideRange({ ...checkedFacts, ...bars }, { ...noContext, placeOf });
}

describe("an open or close outside of low and high", () => {
  test("is found on each bar that shows it, the farther the worse", () => {
    const found = check([1, 10, 11, 9, 10], [2, 12, 11, 9, 10], [3, 10, 11, 9, 8.9])!;
    expect(found.occurrences.map(({ from, where }) => [from, where.line])).toEqual([
      [2, 3],
      [3, 4],
    ]);
    expect(found.occurrences[0]!.weight).toBeGreaterThan(found.occurrences[1]!.weight);
  });

  test("is not what rounding to 32 bits makes of an equal price", () => {
    expect(check([1, 10, 10.1, 9, Math.fround(10.1)])).toBeNull();
  });
});
