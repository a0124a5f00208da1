import { describe, expect, it } from "vitest";
import { Xorshift32 } from "#math/random";
import { sma } from "./sma.ts";

describe("sma", () => {
  it("is the mean of the last three, by hand", () => {
    expect(sma(Float64Array.of(1, 2, 6, 4, 2), 3)).toEqual(Float64Array.of(Number.NaN, Number.NaN, 3, 4, 4));
  });

  it("does the arithmetic of running sums, bit for bit", () => {
    const column = Float64Array.from({ length: 50 }, (_, i) => 100 + Math.sqrt(i) / 3);
    const sums = [0];
    for (const value of column) sums.push(sums.at(-1)! + value);
    const average = sma(column, 10);
    for (let i = 9; i < 50; i++) expect(average[i]).toBe((sums[i + 1]! - sums[i - 9]!) / 10);
  });

  it("orders 14,950 pairs of averages as an independent program does, ties included", () => {
    // Golden of the sweep workload, the same from C and from numba 0.68: entries of every fast in 2..101 below slow in
    // 2..201 over a made-up market, long from the first bar at which fast is above until it is below.
    const random = new Xorshift32(11);
    const close = new Float64Array(2500);
    let price = 100;
    for (let i = 0; i < 2500; i++) {
      price *= 1 + 0.0003 + 0.012 * random.normal12();
      close[i] = price;
      random.uniform();
      random.uniform();
    }
    const averages = Array.from({ length: 202 }, (_, period) => sma(close, Math.max(1, period)));
    let entries = 0;
    for (let fast = 2; fast <= 101; fast++) {
      for (let slow = fast + 1; slow <= 201; slow++) {
        const f = averages[fast]!;
        const s = averages[slow]!;
        let isLong = false;
        for (let i = slow - 1; i < 2500; i++) {
          if (!isLong && f[i]! > s[i]!) {
            isLong = true;
            entries++;
          } else if (isLong && f[i]! < s[i]!) isLong = false;
        }
      }
    }
    expect(entries).toBe(319_772);
  });

  it("starts its sums anew after a missing value", () => {
    const column = Float64Array.of(0.1, 0.2, Number.NaN, 0.3, 0.1, 0.7);
    const average = sma(column, 2);
    expect([...average].map(Number.isNaN)).toEqual([true, false, true, true, false, false]);
    expect(average[5]).toBe((0.3 + 0.1 + 0.7 - 0.3) / 2);
  });

  it("says what is wrong with a period", () => {
    expect(() => sma(Float64Array.of(1), 0)).toThrow("sma was asked for with period 0.");
  });
});
