import { describe, expect, it } from "vitest";
import { Xorshift32 } from "#math/random";
import { runFixture } from "#results/run-record.fixture";
import { circularBlockLength } from "./block-length.ts";
import { computeMetrics } from "./compute.ts";
import { runSharpeInterval, sharpeInterval } from "./sharpe-interval.ts";

/** Returns that follow the one before by `phi`, from the project's generator, so that other tools can make the same. */
function series(n: number, phi: number, seed: number): Float64Array {
  const random = new Xorshift32(seed);
  let before = 0;
  return Float64Array.from({ length: n }, () => {
    before = phi * before + random.normal12() * 0.01 + (phi === 0 ? 0.0005 : 0);
    return before;
  });
}

const DAILY = { periodsPerYear: 252, riskFreeRate: 0, seed: 42, convention: "ivy" } as const;

describe("the block length", () => {
  // arch 8.0.0, optimal_block_length(x), column "circular". It estimates autocorrelations over the overlapping part,
  // which moves the cut-off by a lag or nothing: within 2 % on these. (No correlation: below 1, so blocks of 1.)
  it.each([
    [1000, 0.3, 7, 12.63926073],
    [2500, 0.6, 5, 22.32691131],
    [2500, 0, 11, 1],
  ])("agrees with arch on %i returns, phi %d", (n, phi, seed, expected) => {
    expect(Math.abs(circularBlockLength(series(n, phi, seed)) / expected - 1)).toBeLessThan(0.02);
  });

  // numpy 2.4.6, from the equations of the papers; 1e-9 for sums in another order.
  it.each([
    [1000, 0.3, 7, 12.536505113124383],
    [2500, 0.6, 5, 21.989266544898626],
    [400, -0.4, 3, 16.580794686624017],
  ])("is that of the papers on %i returns, phi %d", (n, phi, seed, expected) => {
    expect(circularBlockLength(series(n, phi, seed))).toBeCloseTo(expected, 9);
  });

  it("is undefined for few values and for equal ones", () => {
    expect(circularBlockLength(Float64Array.of(1, 2, 3))).toBeNaN();
    expect(circularBlockLength(new Float64Array(50).fill(0.01))).toBeNaN();
  });
});

describe("the interval of the Sharpe ratio", () => {
  // arch 8.0.0, CircularBlockBootstrap(block, x, seed=1).conf_int(sharpe, reps=20000, method="percentile"). The ends of
  // an interval of 1,000 resamples have a standard error near 0.05 (tail 2.5 %, deviation of the ratio near 0.6).
  it.each([
    [0, 11, 1, -0.2096, 1.0393],
    [0.6, 5, 22, -1.5004, 0.7864],
  ])("agrees with arch, phi %d", (phi, seed, block, low, high) => {
    const interval = sharpeInterval({ ...DAILY, returns: series(2500, phi, seed) })!;
    expect(interval).toMatchObject({ level: 0.95, resamples: 1000, block });
    expect(Math.abs(interval.low - low)).toBeLessThan(0.15);
    expect(Math.abs(interval.high - high)).toBeLessThan(0.15);
  });

  it("is the same for the same seed and another for another", () => {
    const returns = series(500, 0.1, 3);
    expect(sharpeInterval({ ...DAILY, returns })).toEqual(sharpeInterval({ ...DAILY, returns }));
    expect(sharpeInterval({ ...DAILY, returns, seed: 43 })).not.toEqual(sharpeInterval({ ...DAILY, returns }));
  });

  it("draws fewer resamples of very long runs, and is not given where they would be too few", () => {
    expect(sharpeInterval({ ...DAILY, returns: series(10_000, 0, 3) })!.resamples).toBe(500);
    expect(sharpeInterval({ ...DAILY, returns: series(60_000, 0, 3) })).toBeNull();
  });

  it("is not given below 20 returns or for returns that do not vary", () => {
    expect(sharpeInterval({ ...DAILY, returns: series(19, 0, 3) })).toBeNull();
    expect(sharpeInterval({ ...DAILY, returns: new Float64Array(100).fill(0.01) })).toBeNull();
    expect(sharpeInterval({ ...DAILY, returns: new Float64Array(100) })).toBeNull();
  });

  it("lies around the ratio of the run, under either convention", () => {
    const equity = [100];
    for (const r of series(300, 0, 9)) equity.push(equity.at(-1)! * (1 + r));
    const record = runFixture({ equity });
    for (const convention of ["ivy", "backtesting-py"] as const) {
      const { sharpe } = computeMetrics({
        record,
        periodsPerYear: 252,
        riskFreeRate: 0,
        benchmark: null,
        convention,
      }).metrics;
      const interval = runSharpeInterval(record, { ...DAILY, convention })!;
      expect(interval.low).toBeLessThan(sharpe!);
      expect(interval.high).toBeGreaterThan(sharpe!);
    }
  });
});
