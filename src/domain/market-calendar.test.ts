import { expect, test } from "vitest";
import type { BarSeries } from "./bars.ts";
import { marketOf } from "./market.ts";
import { marketCalendar } from "./market-calendar.ts";

function series(symbol: string, calendar?: string | null): BarSeries {
  const column = Float64Array.of(1, 2, 3);
  const words = {
    symbol,
    timeframe: "1d",
    source: "by hand",
    adjusted: true,
    closeOnly: true,
    synthetic: true,
  } as const;
  const prices = { time: column, open: column, high: column, low: column, close: column, volume: null };
  return { ...words, ...prices, ...(calendar !== undefined && { calendar }) };
}

test.each([
  ["one that all follow", [series("A", "NYSE"), series("B", "NYSE")], "NYSE"],
  ["none where two differ", [series("A", "NYSE"), series("B", "LSE")], undefined],
  ["none where one is not known", [series("A", "NYSE"), series("B")], undefined],
  ["none where there is none", [series("A", null)], undefined],
] as const)("the calendar of a market is %s", (_, all, name) => {
  expect(marketCalendar(marketOf(all))?.name).toBe(name);
});
