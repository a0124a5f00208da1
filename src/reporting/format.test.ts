import { describe, expect, it } from "vitest";
import { METRIC_DEFINITIONS } from "#metrics/definitions";
import { METRIC_IDS } from "#results/documents/metric-ids";
import {
  counted,
  formatAmount,
  formatCurrency,
  formatDays,
  formatMetric,
  formatPercent,
  formatRatio,
  shownSymbol,
  shownTime,
} from "./format.ts";

describe("one formatter per unit", () => {
  it.each([
    [formatPercent(0.1842, { plus: true }), "+18.42 %"],
    [formatPercent(-0.119), "-11.90 %"],
    [formatPercent(12.416, { plus: true }), "+1,242 %"],
    [formatPercent(9.999, { plus: true }), "+999.90 %"],
    [formatPercent(123_456.78, { plus: true }), "+12,345,678 %"],
    [formatPercent(1.234e18, { plus: true }), "+1.23e20 %"],
    [formatRatio(-1.5e16), "-1.50e16"],
    [shownTime("2021-01-04T09:30:00Z"), "2021-01-04 09:30"],
    [shownTime("2021-01-04T09:30:15Z"), "2021-01-04T09:30:15Z"],
    [shownTime("2021-01-04"), "2021-01-04"],
    [shownSymbol("x".repeat(32)), "x".repeat(32)],
    [shownSymbol("株".repeat(33)), `${"株".repeat(31)}…`],
    [formatPercent(-0.00001, { plus: true }), "0.00 %"],
    [formatPercent(0.00001, { plus: true }), "0.00 %"],
    [formatPercent(0.061, { digits: 1 }), "6.1 %"],
    [formatCurrency(118_420.37), "$118,420"],
    [formatCurrency(-1204.5), "-$1,204.50"],
    [formatCurrency(-0.001), "$0.00"],
    [formatCurrency(1e9), "$1,000,000,000"],
    [formatAmount(120_000), "$120,000"],
    [formatAmount(2_500_000), "$2.5 M"],
    [formatAmount(-2e10), "-$20 B"],
    [formatAmount(0.1 + 0.2), "$0.3"],
    [formatAmount(0.000002), "$0.000002"],
    [formatAmount(0), "$0"],
    [formatAmount(2e18), "$2e18"],
    [formatRatio(-0.004), "0.00"],
    [formatRatio(-0.29), "-0.29"],
    [formatDays(1), "1 day"],
    [formatDays(1412), "1,412 days"],
    [formatDays(0.25), "0.3 days"],
    [counted(1, "trade"), "1 trade"],
    [counted(2517, "bar"), "2,517 bars"],
  ])("%s", (text, expected) => {
    expect(text).toBe(expected);
  });

  it("writes n/a for what is not defined, never a zero", () => {
    for (const id of METRIC_IDS) expect(formatMetric(id, null)).toBe("n/a");
  });

  it("shows the depth of a drawdown with its minus, and a gain with its plus", () => {
    expect(formatMetric("maxDrawdown", 0.119)).toBe("-11.90 %");
    expect(formatMetric("maxDrawdown", 0)).toBe("0.00 %");
    expect(formatMetric("totalReturn", 0.05)).toBe("+5.00 %");
    expect(formatMetric("volatility", 0.05)).toBe("5.00 %");
  });

  it("follows the unit of the convention", () => {
    expect(formatMetric("expectancy", 0.0327)).toBe("$0.03");
    expect(formatMetric("expectancy", 0.0327, "backtesting-py")).toBe("3.27 %");
  });

  it("knows every metric's definition by its own id", () => {
    for (const id of METRIC_IDS) expect(METRIC_DEFINITIONS[id].id).toBe(id);
  });
});
