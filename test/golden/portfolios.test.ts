import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { firstAtOrAfter } from "#domain/bars";
import { marketOf } from "#domain/market";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import type { AnyStrategy } from "#strategy/define-strategy";
import { resolveParameters } from "#strategy/resolve-parameters";
import equalWeight from "../../strategies/equal-weight.ts";
import momentumRotation from "../../strategies/momentum-rotation.ts";
import riskParity from "../../strategies/risk-parity.ts";

/** The closes of the sample's twenty stocks, 1990 to 2022. */
function sample(): BarSeries[] {
  const bytes = readFileSync(new URL("../../data/sample/us-stocks.csv.gz", import.meta.url));
  const [header, ...rows] = gunzipSync(bytes)
    .toString()
    .trim()
    .split("\n")
    .map((line) => line.trim().split(","));
  const time = Float64Array.from(rows, ([date]) => Date.parse(`${date}T00:00:00Z`));
  return header!.slice(1).map((symbol, k) => {
    const close = Float64Array.from(rows, (row) => Number(row[k + 1]));
    const about = {
      symbol,
      timeframe: "1d",
      source: "sample",
      adjusted: true,
      closeOnly: true,
      synthetic: false,
    } as const;
    return { ...about, calendar: "NYSE", time, open: close, high: close, low: close, close, volume: null };
  });
}

/**
 * From test/differential/portfolios.py, with NumPy 2.4.6 and pandas 3.1.1: rules written again, on the same file.
 */
describe("on the sample's twenty stocks from 2000 on", () => {
  const market = marketOf(sample());
  const from = firstAtOrAfter(market.clock, Date.UTC(2000, 0, 1));

  test.each([
    ["equal-weight", equalWeight, 1707960.000691756, 5520],
    ["momentum-rotation", momentumRotation, 3309590.1747123552, 1624],
    ["risk-parity", riskParity, 1214265.899929907, 5520],
  ])("%s ends where an implementation of its own ends", (_, strategy, finalEquity, fills) => {
    const known = strategy as unknown as AnyStrategy;
    for (const keep of ["all", "trades"] as const) {
      const setup = {
        strategy: known,
        market,
        profile: profileNamed("ivy"),
        cash: 1e5,
        from,
        warmup: "auto",
        keep,
      } as const;
      const runner = new Runner(setup);
      const statistics = runner.run(resolveParameters(known, new Map()));
      // Sums of twenty in another order, over 5,785 days.
      expect(Math.abs(statistics.finalEquity / finalEquity - 1)).toBeLessThan(1e-12);
      expect(runner.ledger.fills.length).toBe(fills);
    }
  });
});
