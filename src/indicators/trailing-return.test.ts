import { describe, expect, it } from "vitest";
import { carried } from "./carried.ts";
import { trailingReturn } from "./trailing-return.ts";

const nan = Number.NaN;

describe("trailingReturn", () => {
  it("is the end over the beginning, less 1", () => {
    const column = Float64Array.of(100, 110, 121, 60.5);
    expect([...trailingReturn(column, 2)]).toEqual([nan, nan, 121 / 100 - 1, 60.5 / 110 - 1]);
  });

  it("ends as many bars ago as are skipped", () => {
    const column = Float64Array.of(100, 110, 121, 60.5);
    expect([...trailingReturn(column, 1, 2)]).toEqual([nan, nan, nan, 110 / 100 - 1]);
  });

  it("is not defined where one of its two ends is missing, whatever lies between", () => {
    const column = Float64Array.of(100, nan, 120, 130, 0, 150);
    expect([...trailingReturn(column, 2)]).toEqual([nan, nan, 120 / 100 - 1, nan, nan, 150 / 130 - 1]);
  });

  it("says which argument cannot be", () => {
    expect(() => trailingReturn(new Float64Array(3), 0)).toThrow("trailingReturn was asked for with period 0");
    expect(() => trailingReturn(new Float64Array(3), 1, -1)).toThrow("trailingReturn was asked for with skip -1");
  });
});

describe("carried", () => {
  it("keeps the last value where one is missing, and begins where the values do", () => {
    expect([...carried(Float64Array.of(nan, 5, nan, Number.POSITIVE_INFINITY, 7))]).toEqual([nan, 5, 5, 5, 7]);
  });
});
