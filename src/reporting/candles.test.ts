import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BarColumns } from "#domain/bars";
import { candlesOf, lineWithHoles } from "./candles.ts";

const DAY = 86_400_000;

/** Bars a day apart: open i, high i + 2, low i - 2, close i + 1, volume 10. */
function rising(n: number, timeOf: (i: number) => number = (i) => i * DAY): BarColumns {
  const column = (of: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => of(i));
  return {
    time: column(timeOf),
    open: column((i) => i),
    high: column((i) => i + 2),
    low: column((i) => i - 2),
    close: column((i) => i + 1),
    volume: column(() => 10),
  };
}

describe("bars as candles", () => {
  it("are themselves where there is room", () => {
    const bars = rising(7);
    expect(candlesOf(bars, 7)).toEqual({ ...bars, barsEach: 1 });
  });

  it("join first open, highest high, lowest low, last close and all volumes, the last candle whole", () => {
    // 7 bars in at most 3 candles: 3 each, so 1 + 3 + 3.
    expect(candlesOf(rising(7), 3)).toEqual({
      barsEach: 3,
      time: Float64Array.of(0, DAY, 4 * DAY),
      open: Float64Array.of(0, 1, 4),
      high: Float64Array.of(2, 5, 8),
      low: Float64Array.of(-2, -1, 2),
      close: Float64Array.of(1, 4, 7),
      volume: Float64Array.of(10, 30, 30),
    });
  });

  it("leave a hole where there are no bars for long, and never join across it", () => {
    // Over years ten usual steps are less than a month.
    const bars = rising(400, (i) => (i < 200 ? i : i + 300) * DAY);
    const { close, time, barsEach } = candlesOf(bars, 41);
    expect(barsEach).toBe(10);
    expect(time.length).toBe(41);
    expect(close[19]).toBe(200);
    expect(close[20]).toBeNaN();
    expect(close[21]).toBe(210);
  });

  it("pass over what is missing in a bar", () => {
    const bars = rising(4);
    for (const column of [bars.open, bars.high, bars.low, bars.close, bars.volume!]) column[2] = Number.NaN;
    expect(candlesOf(bars, 2)).toMatchObject({
      open: Float64Array.of(0, 3),
      high: Float64Array.of(3, 5),
      low: Float64Array.of(-2, 1),
      close: Float64Array.of(2, 4),
      volume: Float64Array.of(20, 10),
    });
  });

  it("keep the whole range, every volume and the order of time, in no more candles than asked for", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ step: fc.integer({ min: 1, max: 40 }), price: fc.integer({ min: 1, max: 1000 }) }), {
          minLength: 1,
          maxLength: 300,
        }),
        fc.integer({ min: 1, max: 100 }),
        (rows, most) => {
          let day = 0;
          const time = Float64Array.from(rows, ({ step }) => {
            day += step;
            return day * DAY;
          });
          const price = Float64Array.from(rows, (row) => row.price);
          const volume = price.map(() => 1);
          const candles = candlesOf({ time, open: price, high: price, low: price, close: price, volume }, most);
          const drawn = (column: Float64Array) => column.filter((value) => !Number.isNaN(value));
          expect(candles.time.length).toBeLessThanOrEqual(most);
          expect(Math.max(...drawn(candles.high))).toBe(Math.max(...price));
          expect(Math.min(...drawn(candles.low))).toBe(Math.min(...price));
          expect(drawn(candles.volume!).reduce((sum, one) => sum + one, 0)).toBe(rows.length);
          expect(candles.time).toEqual(Float64Array.from(candles.time).sort());
        },
      ),
      { seed: 11, numRuns: 400 },
    );
  });
});

describe("a line over bars", () => {
  it("is the values themselves where there is no hole", () => {
    const { time, close } = rising(50);
    expect(lineWithHoles(time, close, 10)).toEqual({ time, values: close });
  });

  it("is broken for a column where there are no bars for long, and goes on after it", () => {
    const { time, close } = rising(40, (i) => (i < 10 ? i : i + 500) * DAY);
    const line = lineWithHoles(time, close, 20);
    // Forty bars on twenty columns are two on each.
    expect(line.values).toEqual(Float64Array.of(...close.slice(0, 10), Number.NaN, Number.NaN, ...close.slice(10)));
    expect(line.time).toEqual(Float64Array.of(...time.slice(0, 10), 9 * DAY, 9 * DAY, ...time.slice(10)));
    expect(lineWithHoles(time, close, 7).values).toEqual(close);
  });
});
