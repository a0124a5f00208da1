import { describe, expect, it } from "vitest";
import { normalCdf } from "./normal.ts";
import { normalInverse } from "./normal-inverse.ts";

// mpmath 1.4 with 40 digits: nstr(ncdf(z), 20)
const CDF = [
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-10, 7.619853024160525e-24],
  [-6, 9.86587645037698e-10],
  [-5.5, 1.8989562465887718e-8],
  [-3, 0.0013498980316300946],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [0.25, 0.5987063256829237],
  [1.959963984540054, 0.975],
  [4, 0.9999683287581669],
] as const;

// mpmath 1.4 with 40 digits: findroot(log(ncdf(z)) - log(p))
const INVERSE = [
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798407],
  [1e-10, -6.361340902404056],
  [0.001, -3.0902323061678136],
  [0.025, -1.9599639845400543],
  [0.3, -0.5244005127080408],
  [0.975, 1.9599639845400538],
  [0.999999, 4.753424308817087],
] as const;

/** Nine units in the last place: exp and the polynomials round a few times each. */
const ULPS = 2e-15;

describe("normalCdf", () => {
  it.each(CDF)("is right in all digits at %d", (z, expected) => {
    expect(Math.abs(normalCdf(z) / expected - 1)).toBeLessThan(ULPS);
  });

  it("is one half at 0 and goes to 0 and 1 at the ends", () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(-40)).toBe(0);
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });

  it("never falls across the borders between its approximations", () => {
    for (const border of [0.67448975, 5.656854249492381]) {
      for (const sign of [-1, 1]) {
        const below = normalCdf(sign * border - 1e-9);
        const above = normalCdf(sign * border + 1e-9);
        expect(above).toBeGreaterThanOrEqual(below);
      }
    }
  });
});

describe("normalInverse", () => {
  it.each(INVERSE)("is right in all digits at %d", (p, expected) => {
    expect(Math.abs(normalInverse(p) / expected - 1)).toBeLessThan(ULPS);
  });

  it("is 0 at one half, infinite at 0 and 1, not defined outside", () => {
    expect(normalInverse(0.5)).toBe(0);
    expect(normalInverse(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalInverse(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalInverse(-0.1)).toBeNaN();
    expect(normalInverse(1.1)).toBeNaN();
    expect(normalInverse(Number.NaN)).toBeNaN();
  });

  it("undoes the distribution function", () => {
    for (let z = -8; z <= 1; z += 0.37) expect(normalInverse(normalCdf(z))).toBeCloseTo(z, 13);
  });
});
