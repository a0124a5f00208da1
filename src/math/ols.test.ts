import { describe, expect, it } from "vitest";
import { ols } from "./ols.ts";

const Y = Float64Array.of(3, 5.5, 4.2, 6.1, 7.9, 8);
const X = Float64Array.of(1, 2, 2.5, 3, 4.5, 5);

describe("ols", () => {
  it("equals statsmodels on six points", () => {
    // statsmodels 0.15.0: sm.OLS(y, sm.add_constant(x)).fit()
    const residuals = new Float64Array(6);
    const fit = ols(Y, X, residuals);
    expect(fit.alpha).toBeCloseTo(2.065942028985509, 13);
    expect(fit.beta).toBeCloseTo(1.2391304347826082, 13);
    expect(fit.r2).toBeCloseTo(0.8905240999740527, 13);
    const expected = [
      -0.30507246376811725, 0.9557971014492743, -0.9637681159420293, 0.31666666666666643, 0.25797101449275495,
      -0.26159420289855007,
    ];
    for (let i = 0; i < 6; i++) expect(residuals[i]).toBeCloseTo(expected[i]!, 13);
  });

  it("loses no digits to a high level", () => {
    const high = ols(
      Y.map((y) => y + 2 ** 30),
      X.map((x) => x - 2 ** 30),
    );
    // Adding 2^30 rounds the values themselves to 1e-7.
    expect(high.beta).toBeCloseTo(ols(Y, X).beta, 6);
  });

  it("is exact on a line", () => {
    const fit = ols(
      X.map((x) => 3 - 2 * x),
      X,
    );
    expect(fit.beta).toBeCloseTo(-2, 14);
    expect(fit.alpha).toBeCloseTo(3, 14);
    expect(fit.r2).toBeCloseTo(1, 14);
  });

  it("is not defined without variation in x, with too few points or a missing one", () => {
    expect(ols(Y, new Float64Array(6).fill(0.1)).beta).toBeNaN();
    expect(ols(Y.subarray(0, 1), X.subarray(0, 1)).beta).toBeNaN();
    expect(ols(new Float64Array(0), new Float64Array(0)).alpha).toBeNaN();
    expect(
      ols(
        Y.map((y, i) => (i === 2 ? Number.NaN : y)),
        X,
      ).beta,
    ).toBeNaN();
    expect(ols(new Float64Array(6).fill(4), X)).toMatchObject({ alpha: 4, beta: 0, r2: Number.NaN });
  });

  it("refuses columns of different lengths", () => {
    expect(() => ols(Y, X.subarray(1))).toThrow("y and x have different lengths: 6 and 5");
  });
});
