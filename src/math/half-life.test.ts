import { describe, expect, it } from "vitest";
import { halfLife } from "./half-life.ts";

describe("halfLife", () => {
  it("equals the regression of statsmodels on twelve values", () => {
    // statsmodels 0.15.0: b = sm.OLS(np.diff(x), sm.add_constant(x[:-1])).fit().params[1]; -ln2/log1p(b); -ln2/b
    const half = halfLife(Float64Array.of(2.1, 1.4, 1.9, 0.8, 1.1, -0.2, 0.4, 0.9, -0.5, 0.1, 0.6, -0.9));
    expect(half.slope).toBeCloseTo(-0.5989203778677462, 13);
    expect(half.exact).toBeCloseTo(0.7587026455939668, 13);
    expect(half.euler).toBeCloseTo(1.157327762043532, 13);
  });

  it("is one bar for what halves every bar, which the shortcut calls 1.39", () => {
    const halving = Float64Array.from({ length: 20 }, (_, t) => 5 + 2 ** -t);
    expect(halfLife(halving).exact).toBeCloseTo(1, 12);
    expect(halfLife(halving).euler).toBeCloseTo(2 * Math.LN2, 12);
  });

  it("has no half-life where nothing reverts", () => {
    const growing = halfLife(Float64Array.from({ length: 20 }, (_, t) => 1.1 ** t));
    expect(growing.slope).toBeCloseTo(0.1, 12);
    expect(growing.exact).toBeNaN();
    expect(growing.euler).toBeNaN();
  });

  it("has only the shortcut where each value overshoots the mean", () => {
    const swinging = halfLife(Float64Array.from({ length: 20 }, (_, t) => (-0.5) ** t));
    expect(swinging.slope).toBeCloseTo(-1.5, 12);
    expect(swinging.exact).toBeNaN();
    expect(swinging.euler).toBeCloseTo(Math.LN2 / 1.5, 12);
  });

  it("is not defined for too few, equal or missing values", () => {
    for (const series of [[], [1], [1, 2], [3, 3, 3, 3], [1, 2, Number.NaN, 2, 1]]) {
      expect(halfLife(Float64Array.from(series)).exact).toBeNaN();
      expect(halfLife(Float64Array.from(series)).slope).toBeNaN();
    }
  });
});
