import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { Xorshift32 } from "#math/random";
import { pairSchema } from "#results/documents/pair";
import { analyzePair, gateOf } from "./analyze-pair.ts";

const text = (time: number) => String(time);

function series(symbol: string, close: Float64Array, times?: readonly number[]): BarSeries {
  const time = Float64Array.from(times ?? [...close.keys()]);
  const about = { symbol, timeframe: "1d", source: "test", adjusted: true, closeOnly: true, synthetic: true } as const;
  return { ...about, time, open: close, high: close, low: close, close, volume: null };
}

/** log x is a random walk; log y follows half of it, and a spread that forgets 20 % a day. */
function tiedPair(n: number): [Float64Array, Float64Array] {
  const random = new Xorshift32(5);
  const y = new Float64Array(n);
  const x = new Float64Array(n);
  let walk = 4;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    walk += 0.01 * random.normal12();
    spread = 0.8 * spread + 0.01 * random.normal12();
    x[i] = Math.exp(walk);
    y[i] = Math.exp(1 + 0.5 * walk + spread);
  }
  return [y, x];
}

describe("the tests of a pair", () => {
  it("have no figures for prices that never move", () => {
    const still = (symbol: string, price: number) => series(symbol, new Float64Array(300).fill(price));
    const said = analyzePair(marketOf([still("A", 10), still("B", 20)]), { from: 0, to: 300 }, text);
    expect(said.engleGranger).toMatchObject({ statistic: null, pValue: null });
    expect(said.verdict).toBe("the test could not be computed");
    expect(pairSchema.omit({ gate: true }).safeParse(said).success).toBe(true);
  });

  it("find the tie that was built in: hedge 0.5, half-life ln 2 / −ln 0.8 = 3.1 bars", () => {
    const [y, x] = tiedPair(2000);
    const said = analyzePair(marketOf([series("Y", y), series("X", x)]), { from: 0, to: 2000 }, text);
    expect(said.pair).toEqual(["Y", "X"]);
    // 2,000 bars: the slope's standard error is about 0.005, that of the half-life about 0.3.
    expect(said.hedge.beta).toBeCloseTo(0.5, 1);
    expect(Math.abs(said.halfLife.exact! - 3.1)).toBeLessThan(1);
    expect(said.engleGranger.pValue).toBeLessThan(0.001);
    expect(said.verdict).toBe("cointegrated at 1 %");
  });

  it("take the first ticker asked for as y, whatever its name", () => {
    const [y, x] = tiedPair(300);
    const said = analyzePair(marketOf([series("Z", y), series("A", x)]), { from: 0, to: 300 }, text);
    expect(said.pair).toEqual(["Z", "A"]);
  });

  it("leave out bars at which only one of them trades, and those outside the window", () => {
    const [y, x] = tiedPair(300);
    const holed = series(
      "X",
      x.filter((_, i) => i !== 100),
      [...x.keys()].filter((i) => i !== 100),
    );
    const said = analyzePair(marketOf([series("Y", y), holed]), { from: 50, to: 300 }, text);
    expect(said.sample).toEqual({ from: "50", to: "299", observations: 249 });
  });
});

describe("the gate", () => {
  const clock = Float64Array.from([0, 1, 2, 3, 4, 5, 6, 7]);

  it("is counted over the measured bars, with its first opening and its longest wait", () => {
    const recorded = Float64Array.from([1, 0, 0, 1, 1, 0, 0, 0]);
    expect(gateOf(recorded, clock, { from: 1, to: 8 }, text, null)).toEqual({
      openShare: 2 / 7,
      openBars: 2,
      bars: 7,
      firstOpen: "3",
      longestClosed: { from: "5", to: "7", bars: 3 },
    });
  });

  it("was never open, or never closed", () => {
    expect(gateOf(new Float64Array(8), clock, { from: 0, to: 8 }, text, null).firstOpen).toBeNull();
    expect(gateOf(new Float64Array(8).fill(1), clock, { from: 0, to: 8 }, text, null).longestClosed).toBeNull();
  });
});

describe("the two ways to size a pair", () => {
  it("trade spreads of their own deviations", () => {
    const [y, x] = tiedPair(2000);
    const { deviation } = analyzePair(marketOf([series("Y", y), series("X", x)]), { from: 0, to: 2000 }, text);
    // The spread forgets 20 % a day: deviation 0.01 / √(1 − 0.8²) = 0.0167. In equal dollars half of the walk stays in.
    expect(Math.abs(deviation!.hedged! - 0.0167)).toBeLessThan(0.002);
    expect(deviation!.dollar!).toBeGreaterThan(3 * deviation!.hedged!);
  });
});
