import { describe, expect, it } from "vitest";
import { sampleDeviation } from "#math/descriptive";
import { Xorshift32 } from "#math/random";
import { rollingDeviation } from "./rolling-deviation.ts";
import { rollingZscore } from "./rolling-zscore.ts";

/** Largest relative difference from a deviation computed for each window by itself. */
function worst(column: Float64Array, period: number): number {
  const rolling = rollingDeviation(column, period);
  let largest = 0;
  for (let i = period - 1; i < column.length; i++) {
    const alone = sampleDeviation(column.subarray(i - period + 1, i + 1));
    largest = Math.max(largest, Math.abs(rolling[i]! / alone - 1));
  }
  return largest;
}

function noise(n: number, seed: number): Float64Array {
  const random = new Xorshift32(seed);
  return Float64Array.from({ length: n }, () => random.normal12());
}

describe("rollingDeviation", () => {
  it("divides by one less than the period, by hand", () => {
    // 1, 2, 6: mean 3, squares 4 + 1 + 9; 2, 6, 4: mean 4, squares 4 + 4 + 0.
    const deviation = rollingDeviation(Float64Array.of(1, 2, 6, 4), 3);
    expect(deviation[2]).toBeCloseTo(Math.sqrt(7), 15);
    expect(deviation[3]).toBeCloseTo(2, 15);
  });

  it("equals the deviation of each window by itself over 20,000 bars", () => {
    // At most `period` updates since a full pass, each a rounding of the squares, which never shrink below a thousandth.
    expect(worst(noise(20_000, 1), 20)).toBeLessThan(1e-11);
    expect(worst(noise(20_000, 2), 252)).toBeLessThan(1e-11);
  });

  it("keeps its digits at a level of a hundred million deviations", () => {
    // The values themselves are rounded to 1e-8 of a deviation; both ways see the same ones.
    expect(
      worst(
        noise(5_000, 3).map((z) => 1e8 + z),
        50,
      ),
    ).toBeLessThan(1e-8);
  });

  it("recovers when a value ten million times larger leaves the window", () => {
    const column = noise(3_000, 4);
    column[1_000] = 1e7;
    expect(worst(column, 30)).toBeLessThan(1e-10);
  });

  it("follows deviations that shrink and grow by orders of magnitude", () => {
    expect(
      worst(
        noise(3_000, 5).map((z, i) => 5 + z * 10 ** (6 * Math.sin(i / 90) - 3)),
        25,
      ),
    ).toBeLessThan(1e-7);
  });

  it("is exactly 0 where all values of the window are equal, whatever came before", () => {
    const column = Float64Array.of(1e9, -3, 0.1, 0.1, 0.1, 0.1, 0.2);
    expect(rollingDeviation(column, 3)[4]).toBe(0);
    expect(rollingDeviation(column, 3)[5]).toBe(0);
    expect(rollingDeviation(column, 3)[6]).toBeCloseTo(0.1 / Math.sqrt(3), 15);
  });

  it("says what is wrong with a period", () => {
    expect(() => rollingDeviation(Float64Array.of(1), 1)).toThrow("rollingDeviation was asked for with period 1.");
  });
});

describe("rollingZscore", () => {
  it("is the distance from the window's mean in deviations, by hand", () => {
    const z = rollingZscore(Float64Array.of(1, 2, 6, 4), 3);
    expect(z[2]).toBeCloseTo(3 / Math.sqrt(7), 15);
    expect(z[3]).toBeCloseTo(0, 15);
  });

  it("is not defined where nothing varies", () => {
    expect(rollingZscore(new Float64Array(5).fill(0.3), 3).every(Number.isNaN)).toBe(true);
  });

  it("names itself when a period is wrong", () => {
    expect(() => rollingZscore(Float64Array.of(1), 1)).toThrow("rollingZscore was asked for with period 1.");
  });
});
