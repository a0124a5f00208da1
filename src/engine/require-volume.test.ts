import { expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { requireVolume } from "./require-volume.ts";

function series(symbol: string, volume: Float64Array | null, adjusted = false): BarSeries {
  const one = Float64Array.of(1);
  const words = { symbol, timeframe: "1d", source: "prices.csv", closeOnly: false, synthetic: false } as const;
  return { ...words, adjusted, time: one, open: one, high: one, low: one, close: one, volume };
}

test("a cap on volume that was asked for needs volume of every asset, and raw prices", () => {
  const volume = Float64Array.of(100);
  expect(() => requireVolume(marketOf([series("A", volume)]))).not.toThrow();
  expect(() => requireVolume(marketOf([series("A", volume), series("B", null)]))).toThrow(
    /in B: prices\.csv has no volume/,
  );
  expect(() => requireVolume(marketOf([series("A", volume, true)]))).toThrow(/in A: its prices are adjusted/);
});
