import { expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { withActionColumns } from "#market-data/actions/action-columns";
import { refuseDoubleCounting } from "./refuse-double-counting.ts";

const DAY = 86_400_000;

function series(adjusted: boolean): BarSeries {
  const price = Float64Array.of(100, 50);
  const words = { symbol: "KO", timeframe: "1d", source: "ko.csv", closeOnly: false, synthetic: false } as const;
  const columns = { time: Float64Array.of(0, DAY), open: price, high: price, low: price, close: price, volume: null };
  return { ...words, ...columns, adjusted };
}

const dividend = {
  symbol: "KO",
  day: DAY,
  kind: "dividend",
  cash: 0.5,
  where: { file: "actions.csv", line: 2 },
} as const;

test("a list of dividends beside adjusted prices ends a run, with the line of the list", () => {
  const loaded = { ...withActionColumns(series(true), [dividend]), notes: [] };
  expect(() => refuseDoubleCounting([loaded])).toThrow(
    expect.objectContaining({
      code: "action-on-adjusted",
      message: expect.stringContaining("The prices of KO carry splits and dividends already"),
      where: expect.objectContaining({ file: "actions.csv", line: 2, expected: "raw prices" }),
      help: expect.stringContaining("raw prices"),
    }),
  );
});

test("beside raw prices it is booked", () => {
  const loaded = { ...withActionColumns(series(false), [dividend]), notes: [] };
  expect(() => refuseDoubleCounting([loaded])).not.toThrow();
});
