import { expect, test } from "vitest";
import { mean, sampleDeviation } from "#math/descriptive";
import { engleGranger } from "#math/engle-granger";
import { halfLife } from "#math/half-life";
import { ols } from "#math/ols";
import { dailyClock } from "./bar-clock.ts";
import { cointegratedPrices } from "./cointegrated.ts";
import { seedStream } from "./seed-stream.ts";

const SETTINGS = { start: 50, drift: 0.05, volatility: 0.2, halfLife: 10, hedge: 0.8, spread: 0.04 };

function logs(n: number, seed: number, settings = SETTINGS, overnight = 0) {
  const days = Array.from({ length: n }, (_, i) => i * 86_400_000);
  const clock = dailyClock(days, { sessionsPerYear: 252, overnight });
  const [y, x] = cointegratedPrices(clock, settings, seedStream(seed, 0));
  return { y: y.close.map((p) => Math.log(p)), x: x.close.map((p) => Math.log(p)), bars: [y, x] };
}

test("the spread has the half-life, the hedge ratio and the deviation that were asked for", () => {
  const n = 50_000;
  const { y, x } = logs(n, 3, SETTINGS, 0.3);
  const spread = y.map((value, i) => value - 0.8 * x[i]!);
  // φ = 2^(−1/10) = 0.933; standard error of φ √((1 − φ²)/n) = 0.0016, of the half-life 0.0016 · h/(φ · |ln φ|) = 0.25.
  expect(Math.abs(halfLife(spread).exact - 10)).toBeLessThan(1);
  // The mean of s has the deviation 0.04 · √((1 + φ)/((1 − φ) n)) = 0.00096; its own one 0.04 · √(1/(2n) · (1 + φ²)/(1 − φ²)).
  expect(Math.abs(mean(spread) - Math.log(50) * 0.2)).toBeLessThan(0.004);
  expect(Math.abs(sampleDeviation(spread) / 0.04 - 1)).toBeLessThan(0.05);
  // Superconsistent: the error shrinks with 1/n; 0.01 is wide.
  expect(Math.abs(ols(y, x).beta - 0.8)).toBeLessThan(0.01);
});

test("Engle and Granger find the cointegration, and none between assets that have none", () => {
  let found = 0;
  let false_ = 0;
  for (let seed = 0; seed < 40; seed++) {
    const pair = logs(1500, seed);
    const other = logs(1500, seed + 1000);
    if (engleGranger(pair.y, pair.x).pValue < 0.01) found++;
    if (engleGranger(pair.x, other.x).pValue < 0.05) false_++;
  }
  // A half-life of 10 bars over 1,500 is seen nearly always; at 5 % two of 40 are expected by chance, 8 with p < 0.001.
  expect(found).toBeGreaterThanOrEqual(39);
  expect(false_).toBeLessThan(8);
});

test("bars hold together, and open where the one before closed", () => {
  for (const { open, high, low, close } of logs(2000, 5).bars) {
    for (let i = 0; i < open.length; i++) {
      if (high[i]! < Math.max(open[i]!, close[i]!) || low[i]! > Math.min(open[i]!, close[i]!)) expect.fail(`bar ${i}`);
      // Each is rounded to eight digits on its own, from the same logarithm.
      if (i > 0 && open[i] !== close[i - 1]) expect.fail(`open of bar ${i}`);
    }
  }
});
