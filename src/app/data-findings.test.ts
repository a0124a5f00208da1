import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import type { DataWarning } from "#market-data/source";
import { dataFindings } from "./data-findings.ts";

const close = Float64Array.of(10, 5, 5, 5);
const series: BarSeries = {
  ...{ symbol: "X", timeframe: "1d", source: "test", adjusted: false, closeOnly: true, synthetic: true },
  ...{ time: Float64Array.of(1, 2, 3, 4), open: close, high: close, low: close, close, volume: null },
  actions: { split: Float64Array.of(1, 2, 1, 1), dividend: null, delisted: null, names: [] },
};
const jump = (bar: number) => ({ from: bar, to: bar, bars: 1, weight: 2, text: `at ${bar}`, where: {} });
const warnings: DataWarning[] = [
  {
    id: "looks-like-split",
    severity: "warning",
    symbol: "X",
    occurrences: [jump(2), jump(4)],
    words: { one: "bar jumps", many: "bars jump" },
    help: "",
  },
];

describe("a jump by the ratio of a split", () => {
  const said = (one: BarSeries, booksSplits: boolean) =>
    dataFindings([{ series: one, warnings }], { booksSplits }).map(({ message }) => message.slice(0, 6));

  it("is no finding where the run books that split", () => {
    expect(said(series, true)).toEqual(["1 bar "]);
  });

  it("is one where the run passes over it, and where the prices are said to carry it", () => {
    expect(said(series, false)).toEqual(["2 bars"]);
    expect(said({ ...series, adjusted: true }, true)).toEqual(["2 bars"]);
  });
});
