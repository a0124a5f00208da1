import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BarSeries } from "./bars.ts";
import { marketOf } from "./market.ts";

/** Bars at the given times; the close is ten times the time, the others about it. */
function series(symbol: string, times: readonly number[], volume: boolean = true): BarSeries {
  const column = (change: number) => Float64Array.from(times, (time) => 10 * time + change);
  return {
    symbol,
    timeframe: "1d",
    source: "test",
    adjusted: false,
    closeOnly: false,
    synthetic: true,
    time: Float64Array.from(times),
    open: column(-1),
    high: column(2),
    low: column(-2),
    close: column(0),
    volume: volume ? column(100) : null,
  };
}

describe("a market", () => {
  test("of one series is that series, not a copy", () => {
    const one = series("A", [1, 2, 3]);
    const market = marketOf([one]);
    expect(market.clock).toBe(one.time);
    expect(market.assets[0]!.close).toBe(one.close);
    expect(market.assets[0]).toMatchObject({ symbol: "A", complete: true });
    expect(market.asked).toEqual([0]);
  });

  test("has the union of all times as its clock, and NaN where an asset has no bar", () => {
    const market = marketOf([series("A", [1, 3, 4]), series("B", [2, 3]), series("C", [3, 5])]);
    expect([...market.clock]).toEqual([1, 2, 3, 4, 5]);
    const gap = Number.NaN;
    expect([...market.assets[0]!.close]).toEqual([10, gap, 30, 40, gap]);
    expect([...market.assets[1]!.open]).toEqual([gap, 19, 29, gap, gap]);
    expect([...market.assets[2]!.volume!]).toEqual([gap, gap, 130, gap, 150]);
    for (const asset of market.assets) {
      expect(asset.complete).toBe(false);
      expect(asset.time).toBe(market.clock);
    }
  });

  test("holds its assets in the order of their symbols by code, and knows in which order they were asked for", () => {
    const market = marketOf([series("b", [1]), series("B", [1]), series("a", [1]), series("A1", [1])]);
    expect(market.assets.map((asset) => asset.symbol)).toEqual(["A1", "B", "a", "b"]);
    expect(market.asked).toEqual([3, 1, 2, 0]);
  });

  test("keeps a missing volume missing", () => {
    const market = marketOf([series("A", [1, 2]), series("B", [2], false)]);
    expect(market.assets[1]!.volume).toBeNull();
  });

  test("needs a series, and not two of one symbol", () => {
    expect(() => marketOf([])).toThrow(RangeError);
    expect(() => marketOf([series("A", [1]), series("B", [1]), series("A", [2])])).toThrow("a market holds A twice");
  });

  test("aligns any series: each bar stands at its time, everything else is NaN", () => {
    const times = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 4 }), (lists) => {
        const given = lists.map((list, i) =>
          series(
            "DCBA"[i]!,
            [...list].sort((a, b) => a - b),
          ),
        );
        const market = marketOf(given);
        const union = [...new Set(lists.flat())].sort((a, b) => a - b);
        expect([...market.clock]).toEqual(union);
        for (const [i, list] of lists.entries()) {
          const asset = market.assets[market.asked[i]!]!;
          expect(asset.symbol).toBe("DCBA"[i]);
          expect([...asset.close]).toEqual(union.map((time) => (list.includes(time) ? 10 * time : Number.NaN)));
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
