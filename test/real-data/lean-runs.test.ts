import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type BarSeries, sliceSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import type { RunRecord } from "#results/run-record";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";

// LEAN's daily bars of SPY, in ten-thousandths of a dollar, beside figures of its tests of indicators.
const file = fileURLToPath(new URL("../../../shared/data/lean-indicators/spy_valueatrisk.csv", import.meta.url));

/** SPY from one session to another, times a factor. */
function spy(from: string, to: string, factor: number): BarSeries {
  const rows = readFileSync(file, "utf8")
    .split("\n")
    .slice(1)
    .filter((line) => line.slice(0, 8) >= from && line.slice(0, 8) <= to)
    .map((line) => line.split(","));
  const prices = (column: number) => Float64Array.from(rows, (row) => (Number(row[column]) / 1e4) * factor);
  const time = Float64Array.from(rows, ([date]) =>
    Date.UTC(Number(date!.slice(0, 4)), Number(date!.slice(4, 6)) - 1, Number(date!.slice(6, 8))),
  );
  return {
    symbol: "SPY",
    timeframe: "1d",
    source: file,
    adjusted: factor !== 1,
    closeOnly: false,
    synthetic: false,
    time,
    open: prices(1),
    high: prices(2),
    low: prices(3),
    close: prices(4),
    volume: Float64Array.from(rows, (row) => Number(row[5])),
  };
}

/** Buys a share of equity once, at the first close, and holds. */
function buyAndHold(series: BarSeries, fraction: number): RunRecord {
  const strategy = defineStrategy({
    summary: "buys once",
    onBar(context) {
      if (context.bar === 0) context.enterLong({ fraction });
    },
  }) as unknown as AnyStrategy;
  const market = marketOf([series]);
  const profile = profileNamed("lean-like");
  const runner = new Runner({ strategy, market, profile, cash: 100_000, from: 0, warmup: 0, keep: "all" });
  runner.run({});
  return runner.record();
}

describe.skipIf(!existsSync(file))("published runs of LEAN (needs ../shared/data)", () => {
  it("BasicTemplateDailyAlgorithm: 697 shares, a fee of 3.49, and 104,486.22 in the end", () => {
    // Adjusted by the factor 0.8646266 of LEAN's factor file; 697 = floor(99,750 / (165.48 · 0.8646266)).
    const { fills, equity } = buyAndHold(spy("20131008", "20131017", 0.8646266), 1);
    expect(fills.length).toBe(1);
    expect([fills.bar[0], fills.quantity[0]]).toEqual([1, 697]);
    expect(fills.price[0]).toBeCloseTo(165.82 * 0.8646266, 10);
    expect(fills.commission[0]).toBeCloseTo(3.485, 10);
    expect(Number(equity[equity.length - 1]!.toFixed(2))).toBe(104_486.22);
  });

  it("DividendRegressionAlgorithm enters with 512 shares at 97.84 for a fee of 2.56", () => {
    const { fills } = buyAndHold(sliceSeries(spy("19980102", "19980131", 1), 0, 5), 0.5);
    expect([fills.bar[0], fills.quantity[0], fills.price[0]]).toEqual([1, 512, 97.84]);
    expect(fills.commission[0]).toBeCloseTo(2.56, 12);
  });
});
