import { describe, expect, it } from "vitest";
import { InternalError } from "#base/errors";
import { LeastSquares } from "./least-squares.ts";

// Longley (1967), JASA 62: employment; price deflator, product, unemployed, armed forces, population, year. Public domain.
const EMPLOYMENT = Float64Array.of(
  60323,
  61122,
  60171,
  61187,
  63221,
  63639,
  64989,
  63761,
  66019,
  67857,
  68169,
  66513,
  68655,
  69564,
  69331,
  70551,
);
const LONGLEY = [
  [83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9],
  [
    234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601,
    518173, 554894,
  ],
  [2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007],
  [1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827],
  [
    107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368,
    127852, 130081,
  ],
  [1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960, 1961, 1962],
];
// NIST Statistical Reference Datasets, Longley: certified coefficients, standard deviations, residual sum of squares, R².
const CERTIFIED = [
  -3482258.63459582, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359, -0.0511041056535807,
  1829.15146461355,
];
const CERTIFIED_ERRORS = [
  890420.383607373, 84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675, 0.22607320006937,
  455.478499142212,
];

function longleyDesign(): Float64Array {
  return Float64Array.from([...new Array<number>(16).fill(1), ...LONGLEY.flat()]);
}

describe("LeastSquares", () => {
  it("has NIST's certified values on Longley's ill-conditioned data", () => {
    const fit = new LeastSquares();
    expect(fit.fit(longleyDesign(), 7, EMPLOYMENT)).toBe(true);
    for (let k = 0; k < 7; k++) {
      // The condition of the design (5e9) leaves nine or ten digits; the reference has fifteen.
      expect(Math.abs(fit.coefficients[k]! / CERTIFIED[k]! - 1)).toBeLessThan(1e-8);
      expect(Math.abs(fit.standardErrors[k]! / CERTIFIED_ERRORS[k]! - 1)).toBeLessThan(1e-8);
    }
    expect(Math.abs(fit.residualSumOfSquares / 836424.055505915 - 1)).toBeLessThan(1e-10);
    expect(fit.rSquared).toBeCloseTo(0.995479004577296, 12);
    expect(fit.rank).toBe(7);
  });

  it("fits a line by hand", () => {
    // x = 0, 1, 2, 3 and y = 1, 2, 2, 5: slope 6/5, constant 0.7; residuals .3, .1, −1.1, .7, squares 1.8.
    const fit = new LeastSquares();
    fit.fit(Float64Array.of(1, 1, 1, 1, 0, 1, 2, 3), 2, Float64Array.of(1, 2, 2, 5));
    expect(fit.coefficients[0]).toBeCloseTo(0.7, 14);
    expect(fit.coefficients[1]).toBeCloseTo(1.2, 14);
    expect(fit.residualSumOfSquares).toBeCloseTo(1.8, 13);
    expect(fit.rSquared).toBeCloseTo(0.8, 14);
    // σ² = 1.8/2; Σ(x − 1.5)² = 5; Σx² = 14.
    expect(fit.standardErrors[1]).toBeCloseTo(Math.sqrt(0.9 / 5), 14);
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt((0.9 * 14) / (4 * 5)), 14);
  });

  it("gives the same after another fit, of another size, with the same work arrays", () => {
    const fit = new LeastSquares();
    fit.fit(longleyDesign(), 7, EMPLOYMENT);
    const first = Float64Array.from(fit.coefficients);
    fit.fit(Float64Array.of(1, 1, 1, 1, 0, 1, 2, 3), 2, Float64Array.of(1, 2, 2, 5));
    expect(fit.coefficients.length).toBe(2);
    fit.fit(longleyDesign(), 7, EMPLOYMENT);
    expect(fit.coefficients).toEqual(first);
  });

  it("reports a column that the others explain instead of guessing", () => {
    const fit = new LeastSquares();
    const design = longleyDesign();
    // The fourth column becomes twice the second less the third.
    for (let i = 0; i < 16; i++) design[48 + i] = 2 * design[16 + i]! - design[32 + i]!;
    expect(fit.fit(design, 7, EMPLOYMENT)).toBe(false);
    expect(fit.rank).toBe(3);
    expect(fit.coefficients.every(Number.isNaN)).toBe(true);
    expect(fit.residualSumOfSquares).toBeNaN();
  });

  it("is exact, without errors to report, where rows equal columns", () => {
    const fit = new LeastSquares();
    expect(fit.fit(Float64Array.of(1, 1, 2, 5), 2, Float64Array.of(3, 9))).toBe(true);
    expect(fit.coefficients[0]).toBeCloseTo(-1, 14);
    expect(fit.coefficients[1]).toBeCloseTo(2, 14);
    expect(fit.residualSumOfSquares).toBe(0);
    expect(fit.standardErrors[0]).toBeNaN();
  });

  it("is not defined with fewer rows than columns or with a missing value", () => {
    const fit = new LeastSquares();
    expect(fit.fit(Float64Array.of(1, 2), 2, Float64Array.of(3))).toBe(false);
    expect(fit.fit(Float64Array.of(1, 1, 1, 0, Number.NaN, 2), 2, Float64Array.of(1, 2, 3))).toBe(false);
    expect(fit.fit(Float64Array.of(1, 1, 1, 0, 1, 2), 2, Float64Array.of(1, Number.NaN, 3))).toBe(false);
    expect(fit.coefficients.every(Number.isNaN)).toBe(true);
  });

  it("refuses a design of the wrong size", () => {
    expect(() => new LeastSquares().fit(Float64Array.of(1, 2, 3), 2, Float64Array.of(1, 2))).toThrow(InternalError);
  });
});
