import { describe, expect, test } from "vitest";
import { assetLedgers } from "#results/asset-ledgers";
import { portfolioParts } from "#results/portfolio-parts";
import { positionsTable, weightsTable } from "#results/portfolio-tables";
import { type Table, valueAt } from "#results/table";
import { FREE, flatBars, runnerOf } from "./portfolio.fixture.ts";

const nan = Number.NaN;

function rowsOf(table: Table): (string | number)[][] {
  return Array.from({ length: table.length }, (_, i) =>
    table.columns.map((column) => {
      if (column.kind === "text") return column.textAt(i);
      const value = valueAt(column, i);
      return column.kind === "time" ? new Date(value).toISOString().slice(8, 10) : value;
    }),
  );
}

describe("what a portfolio leaves behind", () => {
  // 1000 in halves at the opens of bar 1: 50 of A at 10, 25 of B at 20. A doubles: 1000 + 500. At the close of bar 2 all is
  // weighed anew: A gives 12.5 at 20, B takes 12.5 at 20, at the opens of bar 3. C has no price before bar 4.
  const series = [
    flatBars("A", [10, 10, 20, 20, 24]),
    flatBars("B", [20, 20, 20, 20, 20]),
    flatBars("C", [nan, nan, nan, nan, 5]),
  ];
  const runner = runnerOf(series, ({ bar }) => (bar < 3 ? [0.5, 0.5, 0] : [0.5, 0.4, 0.1]), { every: 2, band: 0.001 });
  const record = runner.record();

  test("is a row for each asset and decision, with why nothing was traded", () => {
    const rows = rowsOf(weightsTable(record, record.portfolio!));
    expect(rows.slice(0, 4)).toEqual([
      ["01", "A", "start", 0.5, 0, 50, ""],
      ["01", "B", "start", 0.5, 0, 25, ""],
      ["03", "A", "calendar", 0.5, 1000 / 1500, -12.5, ""],
      ["03", "B", "calendar", 0.5, 500 / 1500, 12.5, ""],
    ]);
    expect(rows.slice(4).map(([day, symbol]) => `${day} ${symbol}`)).toEqual(["05 A", "05 B", "05 C"]);
  });

  test("is what was held after each trade, and at the end", () => {
    // At the end A is worth 37.5 · 24 = 900, and all of it 900 + 37.5 · 20 = 1650.
    expect(rowsOf(positionsTable(record))).toEqual([
      ["02", "A", 50, 10, 500, 0.5],
      ["02", "B", 25, 20, 500, 0.5],
      ["04", "A", 37.5, 20, 750, 0.5],
      ["04", "B", 37.5, 20, 750, 0.5],
      ["05", "A", 37.5, 24, 900, 900 / 1650],
      ["05", "B", 37.5, 20, 750, 750 / 1650],
    ]);
  });

  test("is a ledger for each asset that was traded, and they add up to the whole", () => {
    const ledgers = assetLedgers(record);
    expect(ledgers).toEqual([
      {
        ...{ symbol: "A", profit: 650, fills: 2, trades: 0, bought: 500, sold: 250, barsHeld: 4, quantity: 37.5 },
        ...{ value: 900, largestWeight: 1000 / 1500, lastWeight: 900 / 1650 },
        averageWeight: (0 + 0.5 + 1000 / 1500 + 0.5 + 900 / 1650) / 5,
      },
      {
        ...{ symbol: "B", profit: 0, fills: 2, trades: 0, bought: 750, sold: 0, barsHeld: 4, quantity: 37.5 },
        ...{ value: 750, largestWeight: 0.5, lastWeight: 750 / 1650 },
        averageWeight: (0 + 0.5 + 500 / 1500 + 0.5 + 750 / 1650) / 5,
      },
    ]);
    expect(ledgers.reduce((sum, { profit }) => sum + profit, 0)).toBe(record.statistics.finalEquity - 1000);
  });

  test("is a summary of when and why", () => {
    const { portfolio } = portfolioParts(record);
    expect(portfolio).toMatchObject({ rebalances: 3, triggers: { start: 1, calendar: 2 }, notTraded: {} });
    // Bar 2: 250 of 1500; bar 4: A gives 75 of 1650, B gives 90, C takes 165.
    expect(portfolio!.averageTurnover).toBeCloseTo((250 / 1500 + 165 / 1650) / 2, 12);
  });

  test("says how often which trade was not made", () => {
    // 50 of A, 20 of B, 100 in cash. Bar 2: A 1000 / 1500, B 400 / 1500, both within 0.2 of their targets. Bar 4: A 1200 / 1700 is
    // 0.206 away, B 400 / 1700 is not; C comes in.
    const weights = () => [0.5, 0.4, 0.1];
    const { portfolio } = portfolioParts(runnerOf(series, weights, { every: 2, band: 0.2 }, FREE).record());
    expect(portfolio!.notTraded).toEqual({ "set aside: no price yet": 2, "kept: inside the no-trade band": 3 });
  });
});
