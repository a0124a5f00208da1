import { describe, expect, it } from "vitest";
import { atr } from "./atr.ts";
import { highest, highestBefore, lowest, lowestBefore } from "./extremes.ts";
import { rsi } from "./rsi.ts";
import { trueRange } from "./true-range.ts";

/**
 * Made-up prices, and what TA-Lib 0.8.1 (Python package TA-Lib 0.8.2) says of them:
 *   i = np.arange(40); close = 100 + 5*np.sin(i/3) + 2*np.cos(i*1.7)
 *   high = close + 1 + 0.5*np.sin(i); low = close - 1 - 0.5*np.cos(i*2)
 *   talib.RSI(close, 5), talib.ATR(high, low, close, 5), talib.TRANGE(high, low, close), MAX(high, 7), MIN(low, 7)
 */
const close = Float64Array.from({ length: 40 }, (_, i) => 100 + 5 * Math.sin(i / 3) + 2 * Math.cos(i * 1.7));
const high = close.map((price, i) => price + 1 + 0.5 * Math.sin(i));
const low = close.map((price, i) => price - 1 - 0.5 * Math.cos(i * 2));
const bars = { high, low, close };

// Sines of two libraries, and forty steps of an average in doubles, differ by a few units of 1e-14.
const DIGITS = 11;

describe("as TA-Lib", () => {
  it.each([
    [5, 59.73387954400683],
    [6, 54.806390067832766],
    [7, 65.9116587865407],
    [12, 25.895384981769652],
    [20, 59.176373030885024],
    [39, 61.492451337176725],
  ])("rsi of 5 at bar %i", (bar, expected) => {
    expect(rsi(close, 5)[bar]).toBeCloseTo(expected, DIGITS);
  });

  it.each([
    [5, 2.975762466080525, 3.405932739588806],
    [6, 2.837053818917778, 2.28221923026679],
    [12, 3.1223576981073857, 4.426689735991346],
    [39, 3.042389729560174, 2.052996146519547],
  ])("atr of 5 and true range at bar %i", (bar, average, range) => {
    expect(atr(bars, 5)[bar]).toBeCloseTo(average, DIGITS);
    expect(trueRange(bars)[bar]).toBeCloseTo(range, DIGITS);
  });

  it.each([
    [6, 107.22008323986225, 100.48507444062157],
    [12, 106.5160633003331, 95.04459970645523],
    [20, 102.5935862333898, 93.56360526547881],
    [39, 101.68842630043129, 92.80371612822472],
  ])("highest and lowest of 7 at bar %i", (bar, top, bottom) => {
    expect(highest(high, 7)[bar]).toBeCloseTo(top, DIGITS);
    expect(lowest(low, 7)[bar]).toBeCloseTo(bottom, DIGITS);
  });
});

describe("rsi", () => {
  it("has the values that StockCharts publishes for QQQQ", () => {
    // ChartSchool, "Relative Strength Index (RSI)", the table under Calculation: closes and RSI(14).
    const closes = Float64Array.of(
      ...[44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931],
      ...[46.0328, 45.614, 46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122, 46.2521, 45.7137],
      ...[46.4515, 45.7835, 45.3548, 44.0288, 44.1783, 44.2181, 44.5672, 43.4205, 42.6628, 43.1314],
    );
    const published = [
      ...[70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99, 41.46, 41.87],
      ...[45.46, 37.3, 33.08, 37.77],
    ];
    const values = rsi(closes, 14);
    // Two digits are published, of prices with four.
    published.forEach((expected, k) => {
      expect(Math.abs(values[14 + k]! - expected), `row ${k}`).toBeLessThan(0.01);
    });
  });

  it("is 100 where prices only rise, 0 where they only fall, and not defined where they stand", () => {
    expect(rsi(Float64Array.of(1, 2, 3, 4), 2)[3]).toBe(100);
    expect(rsi(Float64Array.of(4, 3, 2, 1), 2)[3]).toBe(0);
    expect(rsi(Float64Array.of(5, 5, 5, 5), 2)[3]).toBeNaN();
  });

  it("keeps its value on bars that do not move", () => {
    // Changes +1, −1, then 0: both averages halve together.
    const values = rsi(Float64Array.of(1, 2, 1, 1, 1), 2);
    expect([...values.slice(2)]).toEqual([50, 50, 50]);
  });
});

describe("true range", () => {
  it("reaches to the close before where the bar lies apart from it, by hand", () => {
    const gap = { high: Float64Array.of(10, 15, 6), low: Float64Array.of(8, 14, 5), close: Float64Array.of(9, 14, 6) };
    // Up from 9 to 15 is 6; down from 14 to 5 is 9.
    expect([...trueRange(gap)]).toEqual([Number.NaN, 6, 9]);
    expect(atr(gap, 2)[2]).toBe(7.5);
  });

  it("is computed for each set of columns, also when they share one", () => {
    const shifted = { high, low: low.map((price) => price - 1), close };
    expect(trueRange(shifted)[5]).toBeGreaterThan(trueRange(bars)[5]!);
  });

  it("refuses columns of different bars", () => {
    expect(() => trueRange({ high, low: low.subarray(1), close })).toThrow("columns of 40 and 39 bars");
  });
});

describe("the lines of a Donchian channel", () => {
  const column = Float64Array.of(3, 1, 2, 5, 4, 4, 0);

  it("count this bar in, or leave it out, as their names say", () => {
    expect([...highest(column, 3)].slice(2)).toEqual([3, 5, 5, 5, 4]);
    expect([...highestBefore(column, 3)].slice(3)).toEqual([3, 5, 5, 5]);
    expect([...lowest(column, 3)].slice(2)).toEqual([1, 1, 2, 4, 0]);
    expect([...lowestBefore(column, 3)].slice(3)).toEqual([1, 1, 2, 4]);
  });

  it("are those of the plain definition on a long column", () => {
    const long = Float64Array.from({ length: 500 }, (_, i) => Math.round(10 * Math.sin(i * 1.3) + 5 * Math.cos(i / 7)));
    for (const period of [1, 2, 9, 55]) {
      const top = highest(long, period);
      for (let i = period - 1; i < 500; i++) expect(top[i]).toBe(Math.max(...long.subarray(i + 1 - period, i + 1)));
    }
  });
});
