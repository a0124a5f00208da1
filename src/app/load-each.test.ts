import { expect, it } from "vitest";
import type { LoadedSeries, PriceSource } from "#market-data/source";
import { loadEach } from "./load-each.ts";

/** A source in which some symbols are broken: one of them breaks whatever is read with it. */
function sourceWith(broken: readonly string[], asked: number[]): PriceSource {
  return {
    label: "test",
    path: "test",
    symbols: async () => [],
    load: async (symbols) => {
      asked.push(symbols.length);
      const bad = symbols.find((symbol) => broken.includes(symbol));
      if (bad !== undefined) throw new Error(bad);
      return symbols.map((symbol) => ({ series: { symbol }, warnings: [], notes: [] }) as unknown as LoadedSeries);
    },
  };
}

it("reads many at once, and finds every broken one among them without losing another", async () => {
  const symbols = Array.from({ length: 70 }, (_, i) => `S${i}`);
  const asked: number[] = [];
  const failed: string[] = [];
  const read: string[] = [];
  const source = sourceWith(["S3", "S4", "S69"], asked);
  for await (const { series } of loadEach(source, symbols, {}, (symbol) => failed.push(symbol)))
    read.push(series.symbol);
  expect(failed).toEqual(["S3", "S4", "S69"]);
  expect(read).toEqual(symbols.filter((symbol) => !failed.includes(symbol)));
  expect(asked.slice(0, 1)).toEqual([32]);
  expect(asked.length).toBeLessThan(30);
});
