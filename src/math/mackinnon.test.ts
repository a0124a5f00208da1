import { describe, expect, it } from "vitest";
import { mackinnonCriticalValues, mackinnonPValue } from "./mackinnon.ts";
import type { Trend } from "./trend.ts";

const CRITICAL_250: readonly [Trend, number, number, number][] = [
  ["n", -2.574741232, -1.942126241728, -1.615799400704],
  ["c", -3.456780859712, -2.8731715065600003, -2.572968544],
  ["ct", -3.99544583392, -3.428199079936, -3.13745663232],
  ["ctt", -4.418077283008, -3.856220210176, -3.5679871557759997],
];

const P_VALUES: readonly [number, Trend, number, number][] = [
  [-5.5, "n", 1, 1.0486731415976314e-7],
  [-5.5, "c", 1, 2.0816136209632873e-6],
  [-5.5, "c", 2, 1.7920789243148393e-5],
  [-5.5, "ct", 3, 0.00041523326623456514],
  [-5.5, "ctt", 6, 0.023986684724972576],
  [-3.4, "n", 1, 0.0006908035436972276],
  [-3.4, "c", 1, 0.010958871608476979],
  [-3.4, "c", 2, 0.042350470034245406],
  [-3.4, "ct", 3, 0.23794432169779695],
  [-3.4, "ctt", 6, 0.8036529234679268],
  [-2.0, "n", 1, 0.043520623056049056],
  [-2.0, "c", 1, 0.28657309916843154],
  [-2.0, "c", 2, 0.5285780802451076],
  [-2.0, "ct", 3, 0.8838798889301969],
  [-2.0, "ctt", 6, 0.9972976158167867],
  [-0.5, "n", 1, 0.49612403751838097],
  [-0.5, "c", 1, 0.8920164965835715],
  [-0.5, "c", 2, 0.9643315724544752],
  [-0.5, "ct", 3, 0.9980224770482005],
  [-0.5, "ctt", 6, 0.9999972119437166],
  [0.4, "n", 1, 0.8009015370783199],
  [0.4, "c", 1, 0.9814949416203825],
  [0.4, "c", 2, 0.9918883094839624],
  [0.4, "ct", 3, 0.9996325916562722],
  [0.4, "ctt", 6, 0.9999999444506716],
];

describe("mackinnonCriticalValues", () => {
  it("has Stata's 1 % value for two series and 199 observations", () => {
    // Stata's egranger prints -3.952043522638; statsmodels' wrong coefficient would give -3.952321.
    expect(mackinnonCriticalValues("c", 2, 199).p01).toBeCloseTo(-3.952043522638, 11);
  });

  // By hand from the coefficients of the paper where other programs depart from it, at T = 100.
  it.each([
    ["c", 3, "p05", -3.74066 - 8.5631 / 100 - 10.852 / 1e4 + 27.982 / 1e6],
    ["c", 5, "p05", -4.41519 - 14.0406 / 100 - 12.575 / 1e4],
    ["c", 7, "p10", -4.69648 - 15.7315 / 100 - 6.922 / 1e4 + 67.721 / 1e6],
  ] as const)("follows the paper for %s with %d series at %s", (trend, count, level, expected) => {
    expect(mackinnonCriticalValues(trend, count, 100)[level]).toBeCloseTo(expected, 13);
  });

  // statsmodels 0.15.0: mackinnoncrit(N=1, regression=trend, nobs=250)
  it.each(CRITICAL_250)("equals statsmodels for trend %s, where it follows the paper", (trend, p01, p05, p10) => {
    const critical = mackinnonCriticalValues(trend, 1, 250);
    expect(critical.p01).toBeCloseTo(p01, 12);
    expect(critical.p05).toBeCloseTo(p05, 12);
    expect(critical.p10).toBeCloseTo(p10, 12);
  });

  it("is asymptotic for infinitely many observations", () => {
    expect(mackinnonCriticalValues("c", 2, Number.POSITIVE_INFINITY)).toEqual({
      p01: -3.89644,
      p05: -3.33613,
      p10: -3.04445,
    });
  });

  it("is not defined beyond its tables", () => {
    expect(mackinnonCriticalValues("c", 13, 100).p01).toBeNaN();
    expect(mackinnonCriticalValues("n", 2, 100).p01).toBeNaN();
  });

  it("rises with the level and falls with the number of series", () => {
    for (const trend of ["c", "ct", "ctt"] as const) {
      for (let count = 1; count <= 12; count++) {
        const { p01, p05, p10 } = mackinnonCriticalValues(trend, count, 500);
        expect(p01).toBeLessThan(p05);
        expect(p05).toBeLessThan(p10);
        if (count > 1) expect(p05).toBeLessThan(mackinnonCriticalValues(trend, count - 1, 500).p05);
      }
    }
  });
});

describe("mackinnonPValue", () => {
  // statsmodels 0.15.0: mackinnonp(statistic, regression=trend, N=count)
  it.each(P_VALUES)("equals statsmodels at %d for trend %s with %d series", (statistic, trend, count, expected) => {
    // One unit of the polynomial's sum, through the density.
    expect(mackinnonPValue(statistic, trend, count)).toBeCloseTo(expected, 13);
  });

  it("is 0 and 1 beyond the approximation", () => {
    expect(mackinnonPValue(-30, "c")).toBe(0);
    expect(mackinnonPValue(3, "c")).toBe(1);
    expect(mackinnonPValue(Number.NEGATIVE_INFINITY, "c", 2)).toBe(0);
  });

  it("is not defined for NaN or for more than six series", () => {
    expect(mackinnonPValue(Number.NaN, "c")).toBeNaN();
    expect(mackinnonPValue(-3, "c", 7)).toBeNaN();
    expect(mackinnonPValue(-3, "c", 0)).toBeNaN();
  });

  it("is near 1, 5 and 10 % at the asymptotic critical values", () => {
    for (const trend of ["n", "c", "ct", "ctt"] as Trend[]) {
      const critical = mackinnonCriticalValues(trend, 1, Number.POSITIVE_INFINITY);
      // The 1994 approximation against the 2010 table.
      expect(Math.abs(mackinnonPValue(critical.p01, trend) - 0.01)).toBeLessThan(0.0005);
      expect(Math.abs(mackinnonPValue(critical.p05, trend) - 0.05)).toBeLessThan(0.001);
      expect(Math.abs(mackinnonPValue(critical.p10, trend) - 0.1)).toBeLessThan(0.002);
    }
  });
});
