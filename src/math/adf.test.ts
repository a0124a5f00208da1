import { describe, expect, it } from "vitest";
import { ConfigError } from "#base/errors";
import { adf } from "./adf.ts";
import { AdfRegression, type LagChoice } from "./adf-regression.ts";
import { LeastSquares } from "./least-squares.ts";
import { Xorshift32 } from "./random.ts";
import type { Trend } from "./trend.ts";
import { WALK } from "./walk.fixture.ts";

// statsmodels 0.15.0: adfuller(walk, regression=trend, autolag=rule), or maxlag=3, autolag=None
const STATSMODELS: readonly [Trend, LagChoice, number, number, number, number][] = [
  ["n", "aic", -1.2650778659589055, 0.18956347197857426, 0, 59],
  ["n", "bic", -1.2650778659589055, 0.18956347197857426, 0, 59],
  ["n", "t-stat", -0.46977863875397013, 0.5085027331004505, 6, 53],
  ["n", 3, -1.053534760110016, 0.2631719745122479, 3, 56],
  ["c", "aic", -2.1490382866367606, 0.22525839242087342, 0, 59],
  ["c", "bic", -2.1490382866367606, 0.22525839242087342, 0, 59],
  ["c", "t-stat", -1.627151119759293, 0.4689822796293232, 6, 53],
  ["c", 3, -2.0810444719864036, 0.25220470428081315, 3, 56],
  ["ct", "aic", -2.540281564944669, 0.308124087368024, 0, 59],
  ["ct", "t-stat", -2.540281564944669, 0.308124087368024, 0, 59],
  ["ct", 3, -2.433379993105339, 0.36202894742538594, 3, 56],
  ["ctt", "aic", -3.0035880849369785, 0.2934749242715654, 0, 59],
  ["ctt", "t-stat", -3.0035880849369785, 0.2934749242715654, 0, 59],
  ["ctt", 3, -2.969099058168086, 0.31011875017486024, 3, 56],
];

/** Rounding of regressions on sixty rows, in either program. */
const DIGITS = 11;

function randomWalk(n: number, seed: number): Float64Array {
  const random = new Xorshift32(seed);
  const walk = new Float64Array(n);
  for (let i = 1; i < n; i++) walk[i] = walk[i - 1]! + random.normal12();
  return walk;
}

/** The same t by least squares on the design written out, with the raw line and parabola. */
function statisticByDesign(series: Float64Array, terms: number, lags: number): number {
  const n = series.length;
  const rows = n - 1 - lags;
  const columns: number[][] = [];
  const at = (f: (t: number) => number) => columns.push(Array.from({ length: rows }, (_, r) => f(r + lags)));
  for (let power = 0; power < terms; power++) at((t) => t ** power);
  at((t) => series[t]!);
  for (let lag = 1; lag <= lags; lag++) at((t) => series[t + 1 - lag]! - series[t - lag]!);
  const change = Float64Array.from({ length: rows }, (_, r) => series[r + lags + 1]! - series[r + lags]!);
  const fit = new LeastSquares();
  expect(fit.fit(Float64Array.from(columns.flat()), columns.length, change)).toBe(true);
  return fit.coefficients[terms]! / fit.standardErrors[terms]!;
}

describe("adf", () => {
  it.each(STATSMODELS)("equals statsmodels with trend %s and lags by %s", (trend, lags, statistic, p, used, rows) => {
    const result = adf(WALK, { trend, lags });
    expect(result.statistic).toBeCloseTo(statistic, DIGITS);
    expect(result.pValue).toBeCloseTo(p, DIGITS);
    expect(result.lags).toBe(used);
    expect(result.observations).toBe(rows);
    expect(result.reason).toBeNull();
  });

  it("takes a constant and Akaike's criterion unless told otherwise", () => {
    expect(adf(WALK)).toEqual(adf(WALK, { trend: "c", lags: "aic" }));
  });

  it("gives the same whatever its work arrays were used for before", () => {
    const regression = new AdfRegression();
    const long = randomWalk(500, 5);
    adf(long, { trend: "ctt" }, regression);
    expect(adf(WALK, { trend: "n", lags: "t-stat" }, regression)).toEqual(adf(WALK, { trend: "n", lags: "t-stat" }));
    expect(adf(long, { trend: "ct" }, regression)).toEqual(adf(long, { trend: "ct" }));
  });

  it("equals least squares on the design written out, for random walks", () => {
    for (const [trend, terms] of [
      ["n", 0],
      ["c", 1],
      ["ct", 2],
      ["ctt", 3],
    ] as const) {
      for (let seed = 1; seed <= 5; seed++) {
        const walk = randomWalk(300, seed);
        const { statistic, lags } = adf(walk, { trend, lags: "t-stat" });
        // Sums of products keep eleven digits where they are used at all (see SAFE_PIVOT).
        expect(Math.abs(statistic / statisticByDesign(walk, terms, lags) - 1)).toBeLessThan(1e-10);
      }
    }
  });

  it("equals least squares on the design written out where the lags are almost collinear", () => {
    // A smooth wave: each change is nearly a combination of the two before it.
    const noise = new Xorshift32(3);
    const wave = Float64Array.from({ length: 400 }, (_, t) => Math.sin(t / 15) + 1e-4 * noise.normal12());
    const { statistic, lags } = adf(wave, { lags: 4 });
    // The design itself has lost three digits.
    expect(Math.abs(statistic / statisticByDesign(wave, 1, lags) - 1)).toBeLessThan(1e-10);
  });

  it("does not change with the series' scale, nor with its place where there is a constant", () => {
    const moved = WALK.map((x) => 1000 - 0.01 * x);
    // Moving costs the digits that 1000 takes from 0.01.
    expect(adf(moved).statistic).toBeCloseTo(adf(WALK).statistic, 8);
  });

  it("says why there is no result", () => {
    const holed = Float64Array.from(WALK);
    holed[4] = Number.NaN;
    expect(adf(new Float64Array(30).fill(2)).reason).toBe("the series does not change");
    expect(adf(holed).reason).toBe("value 5 of the series is missing or infinite");
    expect(adf(WALK.subarray(0, 3)).reason).toBe("3 observations are too few for a regression with 0 lags");
    expect(adf(WALK, { lags: 29 }).reason).toBe("60 observations are too few for a regression with 29 lags");
    expect(adf(new Float64Array(0)).reason).toBe("0 observations are too few for a regression with 0 lags");
    const line = Float64Array.from({ length: 40 }, (_, t) => 3 * t);
    expect(adf(line, { trend: "ct" }).reason).toBe("the series is a combination of the deterministic terms");
    const { statistic, pValue, lags, observations, critical } = adf(holed);
    for (const figure of [statistic, pValue, lags, observations, critical.p05]) expect(figure).toBeNaN();
  });

  it("does not choose an order that leaves no degree of freedom", () => {
    // Ten values without constant: the largest order, 4, has five rows for five columns.
    const result = adf(WALK.subarray(0, 10), { trend: "n" });
    expect(result.lags).toBeLessThan(4);
    expect(Number.isFinite(result.statistic)).toBe(true);
  });

  it("refuses what is no number of lags", () => {
    expect(() => adf(WALK, { lags: -1 })).toThrow(ConfigError);
    expect(() => adf(WALK, { lags: 1.5 })).toThrow("lags is 1.5, which is no number of lags");
    expect(() => adf(WALK, { maxLag: Number.NaN })).toThrow("maxLag is NaN");
  });
});
