import { describe, expect, test } from "vitest";
import { mean, populationVariance, sampleDeviation } from "#math/descriptive";
import { normalCdf } from "#math/normal";
import { dailyClock } from "./bar-clock.ts";
import { diffusionPrices, type Jumps } from "./diffusion.ts";
import { seedStream } from "./seed-stream.ts";

const days = (n: number) => Array.from({ length: n }, (_, i) => i * 86_400_000);
const PER_YEAR = 252;

function simulate(n: number, jumps: Jumps | null = null, overnight = 0, drift = 0.3, seed = 11) {
  const clock = dailyClock(days(n), { sessionsPerYear: PER_YEAR, overnight });
  const prices = diffusionPrices(clock, { start: 100, drift, volatility: 0.2, jumps }, seedStream(seed, 0));
  return { ...prices, returns: logReturns(prices.close) };
}

function logReturns(close: Float64Array): Float64Array {
  return close.subarray(1).map((price, i) => Math.log(price / close[i]!));
}

function autocorrelation(values: Float64Array, lag: number): number {
  const centre = mean(values);
  let products = 0;
  for (let i = lag; i < values.length; i++) products += (values[i]! - centre) * (values[i - lag]! - centre);
  return products / (populationVariance(values) * values.length);
}

describe("a geometric Brownian motion", () => {
  const N = 20_000;
  const { open, high, low, close, returns } = simulate(N, null, 0, 0.02);

  test("has the drift and the volatility that were asked for", () => {
    // Four standard errors: σ√Δ/√n of the mean, σ/√(2n) of the deviation.
    const step = 0.2 / Math.sqrt(PER_YEAR);
    expect(Math.abs(mean(returns) - (0.02 - 0.02) / PER_YEAR)).toBeLessThan((4 * step) / Math.sqrt(N));
    expect(Math.abs(sampleDeviation(returns) / step - 1)).toBeLessThan(4 / Math.sqrt(2 * N));
  });

  test("has returns, and squares of returns, that do not know of the ones before", () => {
    // Four standard errors of an autocorrelation of independent values, 1/√n.
    for (const lag of [1, 2, 5, 21]) {
      expect(Math.abs(autocorrelation(returns, lag))).toBeLessThan(4 / Math.sqrt(N));
      const squares = returns.map((r) => r * r);
      expect(Math.abs(autocorrelation(squares, lag))).toBeLessThan(4 / Math.sqrt(N));
    }
  });

  test("has bars that hold together, each opening where the one before closed", () => {
    for (let i = 0; i < N; i++) {
      if (high[i]! < Math.max(open[i]!, close[i]!) || low[i]! > Math.min(open[i]!, close[i]!)) expect.fail(`bar ${i}`);
      if (i > 0 && open[i] !== close[i - 1]) expect.fail(`open of bar ${i}`);
    }
    expect(open[0]).toBe(100);
  });

  test("has ranges as Parkinson and Garman and Klass derive them", () => {
    // E[(ln H/L)²] = 4 ln 2 · σ² (Parkinson 1980); its relative deviation is √(9ζ(3)/(16 ln²2) − 1) = 0.638 a bar. Four
    // standard errors are 0.018; another 0.01 is left for extremes drawn apart within a piece, and for the drift.
    const variance = 0.04 / PER_YEAR;
    const ranges = high.map((h, i) => Math.log(h / low[i]!) ** 2);
    expect(Math.abs(mean(ranges) / (4 * Math.LN2 * variance) - 1)).toBeLessThan(0.028);
    // E[(ln H/O)²] = σ² for a motion without drift: the maximum is distributed as |W|. Relative deviation √2.
    const rises = high.map((h, i) => Math.log(h / open[i]!) ** 2);
    const falls = low.map((l, i) => Math.log(l / open[i]!) ** 2);
    expect(Math.abs(mean(rises) / variance - 1)).toBeLessThan((4 * Math.SQRT2) / Math.sqrt(N));
    expect(Math.abs(mean(falls) / variance - 1)).toBeLessThan((4 * Math.SQRT2) / Math.sqrt(N));
    // The term that holds the law of high and low together: E[ln H/O · ln L/O] = (1 − 2 ln 2) · σ² (Garman & Klass 1980,
    // eq. 11). Its relative deviation is below 2.
    const products = high.map((h, i) => Math.log(h / open[i]!) * Math.log(low[i]! / open[i]!));
    expect(Math.abs(mean(products) / ((1 - 2 * Math.LN2) * variance) - 1)).toBeLessThan(8 / Math.sqrt(N) + 0.01);
  });

  test("leaves the share asked for to the time between two sessions", () => {
    const gapped = simulate(N, null, 0.25, 0.02);
    const gaps = gapped.open.subarray(1).map((price, i) => Math.log(price / gapped.close[i]!));
    const share = populationVariance(gaps) / (0.04 / PER_YEAR);
    expect(Math.abs(share / 0.25 - 1)).toBeLessThan(4 * Math.sqrt(2 / N));
    expect(Math.abs(sampleDeviation(gapped.returns) / (0.2 / Math.sqrt(PER_YEAR)) - 1)).toBeLessThan(
      4 / Math.sqrt(2 * N),
    );
  });

  test("grows by exp(drift · years) in the mean over seeds", () => {
    const growth = Float64Array.from({ length: 2000 }, (_, seed) => simulate(64, null, 0, 0.3, seed).close[63]! / 100);
    // Deviation of a lognormal over 64/252 years at 20 %: 0.102 of its mean; four standard errors.
    const years = 64 / PER_YEAR;
    expect(Math.abs(mean(growth) / Math.exp(0.3 * years) - 1)).toBeLessThan((4 * 0.102) / Math.sqrt(2000));
  });
});

describe("jumps", () => {
  const N = 40_000;
  const jumps = { perYear: 25.2, mean: -0.05, deviation: 0.02 };
  const { returns } = simulate(N, jumps, 0, 0.02);
  const step = 0.2 / Math.sqrt(PER_YEAR);

  test("come as often as they were asked for", () => {
    // The share of days below −2.6 %, which nearly every day with a jump reaches: a Poisson mixture of normal laws, whose
    // mean outside of jumps makes up for them.
    const lambda = jumps.perYear / PER_YEAR;
    const kappa = Math.exp(jumps.mean + jumps.deviation ** 2 / 2) - 1;
    const usual = (0.02 - 0.02) / PER_YEAR - lambda * kappa;
    let expected = 0;
    let weight = Math.exp(-lambda);
    for (let k = 0; k < 8; k++) {
      const deviation = Math.sqrt(step * step + k * jumps.deviation ** 2);
      expected += weight * normalCdf((-0.026 - usual - k * jumps.mean) / deviation);
      weight *= lambda / (k + 1);
    }
    const seen = returns.filter((r) => r < -0.026).length / returns.length;
    expect(expected).toBeGreaterThan(0.08);
    // Four standard errors of a share.
    expect(Math.abs(seen - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / N));
  });

  test("add the variance and the skew of a compound Poisson process", () => {
    // Per bar: variance σ²Δ + λΔ(m² + d²), third cumulant λΔ(m³ + 3md²). Standard errors from the fourth and sixth moments,
    // below 4 % and 12 % at this length.
    const lambda = jumps.perYear / PER_YEAR;
    const { mean: m, deviation: d } = jumps;
    const variance = step * step + lambda * (m * m + d * d);
    expect(Math.abs(populationVariance(returns) / variance - 1)).toBeLessThan(0.06);
    const centre = mean(returns);
    const third = mean(returns.map((r) => (r - centre) ** 3));
    expect(Math.abs(third / (lambda * (m ** 3 + 3 * m * d * d)) - 1)).toBeLessThan(0.15);
  });

  test("leave the expected growth as it is", () => {
    const growth = Float64Array.from(
      { length: 3000 },
      (_, seed) => simulate(64, { perYear: 10, mean: -0.1, deviation: 0.1 }, 0.2, 0.3, seed).close[63]! / 100,
    );
    const deviation = sampleDeviation(growth);
    expect(Math.abs(mean(growth) - Math.exp((0.3 * 64) / PER_YEAR))).toBeLessThan(
      (4 * deviation) / Math.sqrt(3000) + 0.002,
    );
  });
});

test("the same seed gives the same bars, another one others", () => {
  const first = simulate(50);
  expect(simulate(50).close).toEqual(first.close);
  expect(simulate(50, null, 0, 0.3, 12).close).not.toEqual(first.close);
});
