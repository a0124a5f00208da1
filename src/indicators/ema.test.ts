import { describe, expect, it } from "vitest";
import { ema } from "./ema.ts";

describe("ema", () => {
  it("starts from the mean of the first three, by hand", () => {
    // Weight 1/2: (1+2+6)/3 = 3; 3 + (4−3)/2 = 3.5; 3.5 + (2−3.5)/2 = 2.75.
    expect(ema(Float64Array.of(1, 2, 6, 4, 2), 3)).toEqual(Float64Array.of(Number.NaN, Number.NaN, 3, 3.5, 2.75));
  });

  it("is the value itself with period 1", () => {
    expect(ema(Float64Array.of(4, 7, 5), 1)).toEqual(Float64Array.of(4, 7, 5));
  });

  it("falls to 0 instead of creeping through the smallest numbers", () => {
    const column = new Float64Array(2000);
    column[0] = 1;
    const average = ema(column, 3);
    expect(average[1999]).toBe(0);
    // From 1/3, halved 994 times, it is 1.01e-300 for the last time above the limit.
    expect(average[2 + 994]).toBeGreaterThan(1e-300);
    expect(average[2 + 995]).toBe(0);
  });
});
