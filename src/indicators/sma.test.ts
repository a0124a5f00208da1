import { describe, expect, it } from "vitest";
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
