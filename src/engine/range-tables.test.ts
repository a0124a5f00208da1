import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RangeTables } from "./range-tables.ts";

/** Highest, lowest and deepest fall of [from, last] from the two entries that cover it, as the ledger reads them. */
function lookUp({ aggregates, length }: RangeTables, from: number, last: number) {
  const base = (31 - Math.clz32(from ^ last)) * length;
  const [highA, lowA, fallA] = aggregates.subarray((base + from) * 3, (base + from) * 3 + 3);
  const [highB, lowB, fallB] = aggregates.subarray((base + last) * 3, (base + last) * 3 + 3);
  return {
    high: Math.max(highA!, highB!),
    low: Math.min(lowA!, lowB!),
    fall: Math.min(fallA!, fallB!, lowB! / highA!),
  };
}

function bruteForce(prices: Float64Array, from: number, last: number) {
  const range = prices.subarray(from, last + 1);
  let peak = 0;
  let fall = 1;
  for (const price of range) {
    peak = Math.max(peak, price);
    fall = Math.min(fall, price / peak);
  }
  return { high: Math.max(...range), low: Math.min(...range), fall };
}

describe("range tables", () => {
  test("give highest, lowest and deepest fall of every range of every length", () => {
    for (let n = 2; n <= 20; n++) {
      const prices = Float64Array.from({ length: n }, (_, i) => 100 + ((i * 37) % 23) - ((i * i) % 11));
      const tables = new RangeTables(prices);
      for (let from = 0; from < n; from++) {
        for (let last = from + 1; last < n; last++) {
          expect(lookUp(tables, from, last), `[${from}, ${last}] of ${n}`).toEqual(bruteForce(prices, from, last));
        }
      }
    }
  });

  test("give the same as brute force on random prices", () => {
    const prices = fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 2, maxLength: 300 });
    fc.assert(
      fc.property(prices, fc.nat(), fc.nat(), (values, x, y) => {
        const column = Float64Array.from(values);
        const from = x % (values.length - 1);
        const last = from + 1 + (y % (values.length - 1 - from));
        expect(lookUp(new RangeTables(column), from, last)).toEqual(bruteForce(column, from, last));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test("give the sums of returns of a range by a difference", () => {
    const tables = new RangeTables(Float64Array.from([100, 110, 99, 99]));
    // 0.1, −0.1, 0 and their squares; one subtraction of numbers below 1.
    expect(tables.returns[3]! - tables.returns[0]!).toBeCloseTo(0, 15);
    expect(tables.returns[2]! - tables.returns[1]!).toBeCloseTo(-0.1, 15);
    expect(tables.squaredReturns[3]! - tables.squaredReturns[0]!).toBeCloseTo(0.02, 15);
  });

  test("of a single bar hold that bar", () => {
    const tables = new RangeTables(Float64Array.of(42));
    expect([...tables.returns]).toEqual([0]);
    expect([...tables.aggregates]).toEqual([42, 42, 1]);
  });
});
