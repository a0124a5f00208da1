import { describe, expect, it } from "vitest";
import { StrategyError } from "#base/errors";
import { engleGranger } from "#math/engle-granger";
import { halfLife } from "#math/half-life";
import { Xorshift32 } from "#math/random";
import { rollingEngleGranger } from "./rolling-engle-granger.ts";

const N = 200;
const OPTIONS = { formation: 60, reestimate: 15 };

/** x a random walk, y half of it plus a spread that reverts. */
function makePair(): { y: Float64Array; x: Float64Array } {
  const random = new Xorshift32(11);
  const y = new Float64Array(N);
  const x = new Float64Array(N);
  let level = 4;
  let spread = 0;
  for (let t = 0; t < N; t++) {
    level += 0.01 * random.normal12();
    spread = 0.8 * spread + 0.01 * random.normal12();
    x[t] = level;
    y[t] = 1 + 0.5 * level + spread;
  }
  return { y, x };
}

const { y, x } = makePair();

describe("rollingEngleGranger", () => {
  it("is first defined at the bar that has `formation` bars before it", () => {
    const { alpha, hedge, mean, deviation, pValue, halfLife: half } = rollingEngleGranger(y, x, OPTIONS);
    for (const column of [alpha, hedge, mean, deviation, pValue, half]) {
      expect(column.length).toBe(N);
      expect(column.findIndex((value) => !Number.isNaN(value))).toBe(60);
    }
  });

  it("estimates on the bars before and holds that until the next estimate", () => {
    const rolling = rollingEngleGranger(y, x, OPTIONS);
    for (let t = 60; t < N; t++) {
      const at = 60 + 15 * Math.floor((t - 60) / 15);
      const windowY = y.slice(at - 60, at);
      const windowX = x.slice(at - 60, at);
      const test = engleGranger(windowY, windowX);
      expect(rolling.alpha[t]).toBe(test.alpha);
      expect(rolling.hedge[t]).toBe(test.beta);
      expect(rolling.deviation[t]).toBe(test.residualDeviation);
      expect(rolling.mean[t]).toBe(test.residualMean);
      expect(rolling.pValue[t]).toBe(test.pValue);
      const spread = windowY.map((value, i) => value - test.alpha - test.beta * windowX[i]!);
      // The spread written out is rounded in another order.
      expect(rolling.halfLife[t]).toBeCloseTo(halfLife(spread).exact, 9);
    }
  });

  it("does not change when the future is cut off or altered", () => {
    const whole = rollingEngleGranger(y, x, OPTIONS);
    for (const n of [30, 60, 61, 75, 76, 120, 199]) {
      const cut = rollingEngleGranger(y.slice(0, n), x.slice(0, n), OPTIONS);
      const altered = rollingEngleGranger(
        y.map((v, t) => (t < n ? v : 99)),
        x,
        OPTIONS,
      );
      for (const name of ["alpha", "hedge", "mean", "deviation", "pValue", "halfLife"] as const) {
        expect(cut[name]).toEqual(whole[name].slice(0, n));
        // The bar at which the alteration begins still knows nothing of it.
        expect(altered[name].slice(0, n + 1)).toEqual(whole[name].slice(0, n + 1));
      }
    }
  });

  it("passes over bars that one of the two lacks, and keeps to the clock", () => {
    const holedY = Float64Array.from(y);
    const holedX = Float64Array.from(x);
    holedY[10] = Number.NaN;
    holedX[20] = Number.NaN;
    holedX[21] = Number.NaN;
    holedY[70] = Number.NaN;
    const rolling = rollingEngleGranger(holedY, holedX, OPTIONS);
    expect(rolling.hedge.findIndex((value) => !Number.isNaN(value))).toBe(63);
    const both = Int32Array.from({ length: N }, (_, t) => t).filter(
      (t) => holedY[t]! - holedX[t]! === holedY[t]! - holedX[t]!,
    );
    // The second estimate, 15 bars of the clock later: the last sixty common bars before bar 78.
    const last = both.filter((t) => t < 78).slice(-60);
    const test = engleGranger(
      Float64Array.from(last, (t) => y[t]!),
      Float64Array.from(last, (t) => x[t]!),
    );
    expect(rolling.hedge[77]).not.toBe(test.beta);
    expect(rolling.hedge[78]).toBe(test.beta);
  });

  it("leaves the test out when asked to, and changes nothing else", () => {
    const full = rollingEngleGranger(y, x, OPTIONS);
    const bare = rollingEngleGranger(y, x, { ...OPTIONS, pValue: false });
    expect(bare.pValue.every(Number.isNaN)).toBe(true);
    for (const name of ["alpha", "hedge", "mean", "deviation", "halfLife"] as const)
      expect(bare[name]).toEqual(full[name]);
  });

  it("is not defined while x does not vary, and recovers", () => {
    const still = x.map((value, t) => (t < 80 ? 2 : value));
    const rolling = rollingEngleGranger(y, still, OPTIONS);
    expect(rolling.hedge[60]).toBeNaN();
    expect(rolling.hedge[89]).toBeNaN();
    expect(Number.isFinite(rolling.hedge[90])).toBe(true);
  });

  it("never begins with too few bars", () => {
    expect(rollingEngleGranger(y, x, { formation: 300, reestimate: 5 }).alpha.every(Number.isNaN)).toBe(true);
    expect(rollingEngleGranger(new Float64Array(0), new Float64Array(0), OPTIONS).alpha.length).toBe(0);
  });

  it("refuses what cannot be asked for", () => {
    expect(() => rollingEngleGranger(y, x, { formation: 2, reestimate: 5 })).toThrow("with formation 2");
    expect(() => rollingEngleGranger(y, x, { formation: 60, reestimate: 0 })).toThrow(StrategyError);
    expect(() => rollingEngleGranger(y, x.subarray(1), OPTIONS)).toThrow("columns of 200 and 199 bars");
  });
});
