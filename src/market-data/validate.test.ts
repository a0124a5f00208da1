import { describe, expect, test } from "vitest";
import { findFault } from "./validate.ts";

type Row = readonly [time: number, open: number, high: number, low: number, close: number, volume?: number];
const column = (rows: readonly Row[], k: number) => Float64Array.from(rows, (row) => row[k] ?? Number.NaN);
const bars = (...rows: Row[]) => ({
  time: column(rows, 0),
  open: column(rows, 1),
  high: column(rows, 2),
  low: column(rows, 3),
  close: column(rows, 4),
  volume: column(rows, 5),
});

describe("findFault", () => {
  test("finds none in good bars, nor in none, nor in a bar without volume", () => {
    expect(findFault(bars([1, 10, 11, 9, 10, 5], [2, 10, 10, 10, 10]))).toBeNull();
    expect(findFault(bars())).toBeNull();
    expect(findFault({ ...bars([1, 10, 11, 9, 10]), volume: null })).toBeNull();
  });

  test.each([
    [[2, 10, 11, 9, 10, 1], "duplicate-time", "time"],
    [[1, 10, 11, 9, 10, 1], "times-not-increasing", "time"],
    [[3, Number.NaN, 11, 9, 10, 1], "missing-price", "open"],
    [[3, 10, 11, 9, 0, 1], "price-not-positive", "close"],
    [[3, 10, 11, -9, 10, 1], "price-not-positive", "low"],
    [[3, 10, Number.POSITIVE_INFINITY, 9, 10, 1], "price-not-finite", "high"],
    [[3, 10, 8, 9, 10, 1], "high-below-low", "high"],
    [[3, 10, 11, 9, 10, -1], "bad-volume", "volume"],
  ] as const)("finds %j: %s in %s", (row, code, field) => {
    expect(findFault(bars([2, 10, 11, 9, 10, 1], row))).toEqual({ code, row: 1, field });
  });
});
