import fc from "fast-check";
import { expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { sharedTimes } from "./shared-times.ts";

const seriesAt = (symbol: string, times: readonly number[]): BarSeries => {
  const column = Float64Array.from(times);
  const prices = { open: column, high: column, low: column, close: column, volume: null };
  const facts = { timeframe: "1d", source: "x", adjusted: false, closeOnly: false, synthetic: false } as const;
  return { symbol, ...facts, time: column, ...prices };
};

test("the shared times are those of a set, each with the bar of every series", () => {
  const times = fc.uniqueArray(fc.nat(40), { maxLength: 30 }).map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(fc.array(times, { minLength: 1, maxLength: 4 }), (columns) => {
      const series = columns.map((column, k) => seriesAt(`S${k}`, column));
      const { time, at, holes } = sharedTimes(series);
      const expected = columns[0]!.filter((one) => columns.every((column) => column.includes(one)));
      expect([...time]).toEqual(expected);
      for (const [k, indices] of at.entries()) expect([...indices].map((i) => columns[k]![i])).toEqual(expected);
      const inside = [...new Set(columns.flat())].filter((one) => one > expected[0]! && one < expected.at(-1)!);
      const partial = inside.filter((one) => !expected.includes(one)).sort((a, b) => a - b);
      expect(holes.map((hole) => hole.time)).toEqual(partial);
      for (const hole of holes) {
        const without = columns.flatMap((column, k) => (column.includes(hole.time) ? [] : [`S${k}`]));
        expect(hole.without).toEqual(without);
      }
    }),
    { numRuns: 200, seed: 8 },
  );
});
