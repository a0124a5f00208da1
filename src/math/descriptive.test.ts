import { describe, expect, it } from "vitest";
import { InternalError } from "#base/errors";
import {
  correlation,
  covariance,
  excessKurtosis,
  mean,
  populationDeviation,
  populationVariance,
  quantile,
  quantileOfSorted,
  sampleDeviation,
  sampleVariance,
  skewness,
} from "./descriptive.ts";

const X = Float64Array.of(1.5, -2, 3.25, 0.5, 7, -1.25, 4);
const Y = Float64Array.of(2, 1, 5, -1, 6, 0, 9.5);

/** Rounding of sums of seven numbers. */
const ROUNDING = 14;

describe("descriptive statistics", () => {
  // numpy 2.4.6 and scipy 1.17.1: np.mean(x), np.var(x, ddof=1), np.var(x), np.cov(x, y)[0, 1], np.corrcoef(x, y)[0, 1],
  // st.skew(x), st.kurtosis(x)
  it("equal numpy and scipy on seven numbers", () => {
    expect(mean(X)).toBeCloseTo(1.8571428571428572, ROUNDING);
    expect(sampleVariance(X)).toBeCloseTo(9.913690476190476, ROUNDING);
    expect(populationVariance(X)).toBeCloseTo(8.497448979591836, ROUNDING);
    expect(sampleDeviation(X)).toBeCloseTo(Math.sqrt(9.913690476190476), ROUNDING);
    expect(populationDeviation(X)).toBeCloseTo(Math.sqrt(8.497448979591836), ROUNDING);
    expect(covariance(X, Y)).toBeCloseTo(9.160714285714285, ROUNDING);
    expect(correlation(X, Y)).toBeCloseTo(0.7733220190750248, ROUNDING);
    expect(skewness(X)).toBeCloseTo(0.3381788530137331, ROUNDING);
    expect(excessKurtosis(X)).toBeCloseTo(-0.9377565947318933, ROUNDING);
  });

  // numpy 2.4.6: np.quantile(x, q)
  it.each([
    [0, -2],
    [0.05, -1.775],
    [0.33, 0.465],
    [0.5, 1.5],
    [0.95, 6.1],
    [1, 7],
  ])("has the %d quantile of numpy", (p, expected) => {
    expect(quantile(X, p)).toBeCloseTo(expected, ROUNDING);
    expect(quantileOfSorted(Float64Array.from(X).sort(), p)).toBe(quantile(X, p));
  });

  it("leaves what it sorts as it was", () => {
    const copy = Float64Array.from(X);
    quantile(X, 0.5);
    expect(X).toEqual(copy);
  });

  it("reads a view on part of a column", () => {
    expect(mean(X.subarray(1, 4))).toBeCloseTo((-2 + 3.25 + 0.5) / 3, ROUNDING);
  });

  it("keeps a small variance at a high level", () => {
    // 1e9 + {1, 2, 3}: variance 1, which a sum of squares would lose altogether.
    expect(sampleVariance(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3))).toBe(1);
  });

  it("gives exactly 0 for equal values that no sum hits exactly", () => {
    expect(sampleVariance(new Float64Array(7).fill(0.1))).toBe(0);
  });

  it("is not defined for too few values", () => {
    const one = Float64Array.of(5);
    const none = new Float64Array(0);
    for (const statistic of [mean, populationVariance, sampleVariance, skewness, excessKurtosis]) {
      expect(statistic(none)).toBeNaN();
    }
    expect(sampleVariance(one)).toBeNaN();
    expect(populationVariance(one)).toBe(0);
    expect(covariance(one, one)).toBeNaN();
    expect(quantile(none, 0.5)).toBeNaN();
    expect(quantile(one, 0.3)).toBe(5);
  });

  it("is not defined where nothing varies, a value is missing or a probability is none", () => {
    const flat = new Float64Array(7).fill(3);
    const holed = Float64Array.from(X);
    holed[2] = Number.NaN;
    expect(correlation(X, flat)).toBeNaN();
    expect(skewness(flat)).toBeNaN();
    expect(excessKurtosis(flat)).toBeNaN();
    for (const statistic of [mean, sampleVariance, skewness]) expect(statistic(holed)).toBeNaN();
    expect(quantile(holed, 0)).toBeNaN();
    expect(quantile(X, 1.5)).toBeNaN();
  });

  it("refuses columns of different lengths", () => {
    expect(() => covariance(X, Y.subarray(1))).toThrow("different lengths: 7 and 6");
    expect(() => correlation(X, Y.subarray(1))).toThrow(InternalError);
  });

  it("does not change its shape with scale and place", () => {
    const moved = X.map((x) => -3 * x + 11);
    expect(skewness(moved)).toBeCloseTo(-skewness(X), 13);
    expect(excessKurtosis(moved)).toBeCloseTo(excessKurtosis(X), 13);
    expect(correlation(moved, Y)).toBeCloseTo(-correlation(X, Y), 13);
  });
});
