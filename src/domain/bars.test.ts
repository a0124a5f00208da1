import { describe, expect, test } from "vitest";
import { type BarSeries, firstAtOrAfter, sliceSeries } from "./bars.ts";

const column = Float64Array.of(10, 20, 30, 40);
const series: BarSeries = {
  symbol: "A",
  timeframe: "1d",
  source: "test",
  adjusted: true,
  closeOnly: false,
  synthetic: true,
  time: column,
  open: column,
  high: column,
  low: column,
  close: column,
  volume: null,
};

describe("the first bar at or after a time", () => {
  test.each([
    [5, 0],
    [10, 0],
    [11, 1],
    [20, 1],
    [40, 3],
    [41, 4],
  ])("%i is at index %i", (time, index) => {
    expect(firstAtOrAfter(column, time)).toBe(index);
  });

  test("of no bars is 0", () => {
    expect(firstAtOrAfter(new Float64Array(0), 1)).toBe(0);
  });
});

describe("a slice of a series", () => {
  test("is a view on the same memory, with the same words", () => {
    const slice = sliceSeries(series, 1, 3);
    expect([...slice.close]).toEqual([20, 30]);
    expect(slice.close.buffer).toBe(column.buffer);
    expect(slice).toMatchObject({ symbol: "A", adjusted: true, volume: null });
    expect([...sliceSeries({ ...series, volume: column }, 3, 4).volume!]).toEqual([40]);
  });
});
