import { describe, expect, it } from "vitest";
import { EngleGrangerScratch, engleGranger } from "./engle-granger.ts";
import { WALK } from "./walk.fixture.ts";

// x = np.round(np.cumsum(np.random.RandomState(7).randn(60)), 2)
// y = np.round(0.6 * x + 3 + 0.8 * np.random.RandomState(8).randn(60), 2)
const X = WALK;
const Y = Float64Array.of(
  4.09,
  4.61,
  2.2,
  2.89,
  1.69,
  5.46,
  4.91,
  4.24,
  3.72,
  4.23,
  2.13,
  4.5,
  2.37,
  2.58,
  2.66,
  1.46,
  3.12,
  2.32,
  2.61,
  1.59,
  3.82,
  2.35,
  2.46,
  4.16,
  2.48,
  2.54,
  3.1,
  2.24,
  2.06,
  1.15,
  2.4,
  1.71,
  0.92,
  1.36,
  -0.07,
  -0.85,
  -0.77,
  -1.2,
  0.39,
  0.27,
  0.35,
  1.06,
  1.45,
  0.94,
  -0.27,
  -0.79,
  0.37,
  1.16,
  -1.99,
  1.11,
  -0.15,
  0.06,
  1.65,
  0.62,
  2.86,
  1.99,
  -0.07,
  -0.44,
  1.08,
  2.52,
);

/** numpy's RandomState(seed).randn: Mersenne twister MT19937 and the polar method. */
function numpyNormal(seed: number): () => number {
  const state = new Uint32Array(624);
  state[0] = seed;
  for (let i = 1; i < 624; i++) {
    const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = Math.imul(before, 1812433253) + i;
  }
  let at = 624;
  const word = (): number => {
    if (at === 624) {
      for (let i = 0; i < 624; i++) {
        const joined = (state[i]! & 0x80000000) | (state[(i + 1) % 624]! & 0x7fffffff);
        state[i] = state[(i + 397) % 624]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
      }
      at = 0;
    }
    let w = state[at++]!;
    w ^= w >>> 11;
    w ^= (w << 7) & 0x9d2c5680;
    w ^= (w << 15) & 0xefc60000;
    return (w ^ (w >>> 18)) >>> 0;
  };
  const uniform = (): number => {
    const high = word() >>> 5;
    return (high * 67108864 + (word() >>> 6)) / 9007199254740992;
  };
  let kept = Number.NaN;
  return () => {
    if (!Number.isNaN(kept)) {
      const value = kept;
      kept = Number.NaN;
      return value;
    }
    for (;;) {
      const a = 2 * uniform() - 1;
      const b = 2 * uniform() - 1;
      const square = a * a + b * b;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      kept = factor * a;
      return factor * b;
    }
  };
}

describe("engleGranger", () => {
  // statsmodels 0.15.0: coint(y, x, trend="c", autolag=rule), or maxlag=1, autolag=None
  it.each([
    ["aic", -7.689293761448887, 1.8026939701187322e-10],
    ["bic", -7.689293761448887, 1.8026939701187322e-10],
    [0, -7.689293761448887, 1.8026939701187322e-10],
    [1, -5.216228930015903, 6.464904129961284e-5],
  ] as const)("equals statsmodels with lags by %s", (lags, statistic, p) => {
    const result = engleGranger(Y, X, { lags });
    // Rounding of regressions on sixty rows, in either program.
    expect(result.statistic).toBeCloseTo(statistic, 11);
    expect(Math.abs(result.pValue / p - 1)).toBeLessThan(1e-10);
    expect(result.observations).toBe(60);
    expect(result.reason).toBeNull();
  });

  it("has the statistic of a published test case: two series that share a random walk", () => {
    // The recipe and the statistic of statsmodels' test suite (test_coint): RandomState(123), four lags, constant.
    const normal = numpyNormal(123);
    const walk = new Float64Array(200);
    let level = 0;
    for (let t = 0; t < 200; t++) {
      level += normal();
      walk[t] = level;
    }
    const y = new Float64Array(200);
    const x = new Float64Array(200);
    for (let t = 0; t < 200; t++) {
      y[t] = Math.round((normal() + walk[t]! + 1) * 1e4) / 1e4;
      x[t] = Math.round((normal() + walk[t]!) * 1e4) / 1e4;
      normal();
      normal();
    }
    const result = engleGranger(y, x, { lags: 4 });
    expect(result.statistic).toBeCloseTo(-5.760696844656, 11);
    // Stata prints the critical values of the paper: 1 % for 199 observations.
    expect(result.critical.p01).toBeCloseTo(-3.952043522638, 11);
  });

  it("describes the residual it tests", () => {
    const { alpha, beta, residualMean, residualDeviation } = engleGranger(Y, X);
    let squares = 0;
    for (let i = 0; i < 60; i++) squares += (Y[i]! - alpha - beta * X[i]!) ** 2;
    expect(residualMean).toBeCloseTo(0, 14);
    expect(residualDeviation).toBeCloseTo(Math.sqrt(squares / 59), 13);
  });

  it("gives the same whatever its work arrays were used for before", () => {
    const scratch = new EngleGrangerScratch();
    engleGranger(Y, X, {}, scratch);
    const part = engleGranger(Y.subarray(10, 50), X.subarray(10, 50), {}, scratch);
    expect(part).toEqual(engleGranger(Y.slice(10, 50), X.slice(10, 50)));
  });

  it("is another test when y and x change places", () => {
    expect(engleGranger(X, Y, { lags: 1 }).statistic).not.toBeCloseTo(engleGranger(Y, X, { lags: 1 }).statistic, 3);
  });

  it("does not change with the scale and place of either series", () => {
    const result = engleGranger(
      Y.map((y) => 100 + 5 * y),
      X.map((x) => -3 * x),
      { lags: 2 },
    );
    expect(result.statistic).toBeCloseTo(engleGranger(Y, X, { lags: 2 }).statistic, 10);
  });

  it("has no statistic, but a reason, where y is a linear function of x", () => {
    const result = engleGranger(
      X.map((x) => 0.1 + 0.7 * x),
      X,
    );
    expect(result.beta).toBeCloseTo(0.7, 13);
    expect(result.statistic).toBeNaN();
    expect(result.pValue).toBeNaN();
    expect(result.reason).toBe("y is a linear function of x, so the spread between them is only rounding");
  });

  it("has no statistic, but a reason, where the regression is not defined or the residual too short", () => {
    expect(engleGranger(Y, new Float64Array(60).fill(1)).reason).toContain("x does not vary");
    expect(
      engleGranger(
        Y.map((y, i) => (i === 3 ? Number.NaN : y)),
        X,
      ).reason,
    ).toContain("a value is missing");
    expect(engleGranger(Y.subarray(0, 6), X.subarray(0, 6), { lags: 4 }).reason).toContain("too few");
    expect(() => engleGranger(Y, X.subarray(1))).toThrow("different lengths");
  });
});
