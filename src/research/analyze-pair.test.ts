import { expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { pairSchema } from "#results/documents/pair";
import { analyzePair } from "./analyze-pair.ts";

function series(symbol: string, close: Float64Array): BarSeries {
  const time = Float64Array.from(close, (_, i) => i * 86_400_000);
  const words = { symbol, timeframe: "1d", source: "by hand" } as const;
  const facts = { adjusted: true, closeOnly: true, synthetic: true } as const;
  return { ...words, ...facts, time, open: close, high: close, low: close, close, volume: null };
}

test("what cannot be tested, as prices that never move, has no figures", () => {
  const still = (symbol: string, price: number) => series(symbol, new Float64Array(300).fill(price));
  const found = analyzePair(marketOf([still("A", 10), still("B", 20)]), { from: 0, to: 300 }, String);
  expect(found.engleGranger).toMatchObject({ statistic: null, pValue: null });
  expect(found.verdict).toBe("the test could not be computed");
  expect(pairSchema.omit({ gate: true }).safeParse(found).success).toBe(true);
});
