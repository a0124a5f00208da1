import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { selectRange } from "./select-range.ts";

const DAY = 86_400_000;
const column = Float64Array.of(10, 11, 12, 13);
const series: BarSeries = {
  symbol: "KO",
  timeframe: "1d",
  source: "KO.csv",
  adjusted: false,
  closeOnly: true,
  synthetic: false,
  time: Float64Array.of(0, DAY, 2 * DAY, 3 * DAY),
  open: column,
  high: column,
  low: column,
  close: column,
  volume: null,
};
const closes = (options: { from?: number; to?: number }) => [...selectRange(series, options).close];

describe("selectRange", () => {
  test("keeps the bars before `from`: they serve as warm-up", () => {
    expect(closes({ from: 2 * DAY })).toEqual([10, 11, 12, 13]);
  });

  test("drops the bars after `to`, which is included", () => {
    expect(closes({ to: 2 * DAY })).toEqual([10, 11, 12]);
    expect(closes({ to: 2 * DAY - 1 })).toEqual([10, 11]);
  });

  test.each([{ from: 4 * DAY }, { to: -DAY }, { from: DAY + 1, to: 2 * DAY - 1 }, { from: 2 * DAY, to: DAY }])(
    "refuses %j: no bar lies in it",
    (options) => {
      const refused = expect.objectContaining({
        code: "no-bars-in-range",
        help: expect.stringContaining("1970-01-01 to 1970-01-04"),
      });
      expect(() => selectRange(series, options)).toThrow(refused);
    },
  );
});
