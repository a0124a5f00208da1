import { describe, expect, it } from "vitest";
import type { BacktestDocument } from "#results/documents/backtest";
import { backtestFixture } from "#results/documents/backtest.fixture";
import { comparisonHeadline } from "./comparison-headline.ts";
import { comparisonView } from "./comparison-view.ts";
import { gateRows } from "./gate-rows.ts";
import { runsComparisonView } from "./runs-comparison.ts";

interface Figures {
  readonly sharpe?: number | null;
  readonly low?: number;
  readonly high?: number;
  readonly totalReturn?: number;
}

function run(
  strategy: string,
  { sharpe = 0.5, low, high, totalReturn = 0.1 }: Figures,
  over: Partial<BacktestDocument> = {},
) {
  const { pairs: _pairs, ...fixture } = backtestFixture();
  const sharpeInterval = low === undefined || high === undefined ? null : { ...fixture.sharpeInterval!, low, high };
  return {
    ...fixture,
    settings: { ...fixture.settings, strategy },
    metrics: { ...fixture.metrics, sharpe, totalReturn },
    sharpeInterval,
    findings: [],
    ...over,
  };
}

describe("the header of a comparison", () => {
  it("says when weights are asked for where that is so of all of them", () => {
    const held = (rebalance: object | undefined) => {
      const one = run("a", {});
      return { ...one, settings: { ...one.settings, ...(rebalance !== undefined && { rebalance }) } };
    };
    const monthly = { every: "monthly" };
    expect(comparisonView([held(monthly), held(monthly)]).profile).toContain("rebalance monthly");
    expect(comparisonView([held(monthly), held({ every: "daily" })]).profile).not.toContain("rebalance");
    expect(comparisonView([held(monthly), held(undefined)]).profile).not.toContain("rebalance");
  });
});

describe("the costs of a comparison", () => {
  it("are those without the dividends that came in", () => {
    const costs = { commission: 0, slippage: 50, borrow: 0, interest: 0, dividends: -700, total: -650 };
    const { columns } = comparisonView([run("a", {}, { costs }), run("b", {})]);
    expect(columns.find(({ heading }) => heading === "costs")!.cells[0]).toBe("-$50.00");
  });
});

describe("the headline of a comparison", () => {
  it("does not call the best better where its interval overlaps the others'", () => {
    const runs = [
      run("a", { sharpe: 0.4, low: -0.2, high: 1 }),
      run("b", { sharpe: 0.9, low: 0.3, high: 1.5 }),
      run("c", { sharpe: -2, low: -2.5, high: -1.5 }),
    ];
    expect(comparisonHeadline(runs)).toBe(
      "b has the highest Sharpe ratio, 0.90, but its interval overlaps that of a: the ranking could well be luck. None returned more than holding SPY.",
    );
    expect(comparisonHeadline(runs.slice(0, 2))).toContain("overlaps that of a:");
    expect(comparisonHeadline([...runs.slice(0, 2), run("d", { sharpe: 0.1, low: -1, high: 0.3 })])).toContain(
      "overlaps those of all the others",
    );
  });

  it("says so where the intervals lie apart", () => {
    const runs = [run("a", { sharpe: 0.1, low: -0.1, high: 0.29 }), run("b", { sharpe: 0.9, low: 0.3, high: 1.5 })];
    expect(comparisonHeadline(runs)).toContain("b has the highest Sharpe ratio, 0.90, and its interval lies above");
  });

  it("tells nothing apart without an interval", () => {
    const runs = [run("a", { sharpe: 0.1, low: -0.1, high: 0.2 }), run("b", { sharpe: 0.9 })];
    expect(comparisonHeadline(runs)).toContain("overlaps that of a");
  });

  it("does not rank what has no Sharpe ratio, or the same", () => {
    expect(comparisonHeadline([run("a", { sharpe: null }), run("b", {})])).toMatch(/^Too few Sharpe ratios/);
    expect(comparisonHeadline([run("a", {}), run("b", {})])).toMatch(/^a and b have the same/);
    expect(comparisonHeadline([run("a", {}, { fills: 0 }), run("b", {}, { fills: 0 })])).toMatch(/^No trades/);
  });

  it("counts those that beat holding, each over its own days", () => {
    const runs = [
      run("a", { totalReturn: 3, low: 0, high: 1 }),
      run("b", { sharpe: 1, low: 0, high: 1, totalReturn: 2 }),
    ];
    expect(comparisonHeadline(runs)).toMatch(/1 of 2 returned more than holding SPY\.$/);
  });
});

describe("the table of a comparison", () => {
  const runs = [run("a", { low: 0, high: 1 }), run("b", { sharpe: 1, low: 0.5, high: 1.5 })];

  it("has a row for each run in the order asked, and the benchmark's last", () => {
    const { columns } = comparisonView(runs);
    expect(columns[0]!.cells).toEqual(["a", "b", "holding SPY"]);
    expect(columns.map(({ heading }) => heading)).toEqual([
      "strategy",
      "return",
      "CAGR",
      "Sharpe",
      "95 % interval",
      "max drawdown",
      "trades",
      "in the market",
      "costs",
    ]);
    expect(columns.every(({ cells }) => cells.length === 3)).toBe(true);
    expect(columns[4]!.cells).toEqual(["0.00 … 1.00", "0.50 … 1.50", ""]);
  });

  it("has no row for a benchmark that is not there", () => {
    const alone = runs.map((one) => ({ ...one, benchmark: null }));
    expect(comparisonView(alone).columns[0]!.cells).toEqual(["a", "b"]);
  });

  it("says so where the rows cover other days", () => {
    const late = { ...runs[1]!, window: { ...runs[1]!.window, from: "2014-01-02" } };
    expect(comparisonView([runs[0]!, late]).remarks).toEqual([expect.stringContaining("do not cover the same days")]);
    expect(comparisonView(runs).remarks).toEqual([]);
  });

  it("keeps warnings with the strategy that they are about, and leaves notes to the run itself", () => {
    const [warned] = [backtestFixture()];
    const { findings } = comparisonView([runs[0]!, { ...runs[1]!, findings: warned.findings }]);
    expect(findings.map(({ message }) => message)).toEqual(["b: 12 sessions are missing in PEP, first 2014-07-03"]);
  });

  it("says once what is true of the prices of all", () => {
    const { findings: warned } = backtestFixture();
    const view = comparisonView(runs.map((one) => ({ ...one, findings: warned })));
    expect(view.findings.map(({ message }) => message)).toEqual(["12 sessions are missing in PEP, first 2014-07-03"]);
  });
});

describe("stored runs side by side", () => {
  it("show the settings that differ alone", () => {
    const [a, b] = [run("a", {}), run("a", {})];
    const fast = (value: number) => ({ ...a.settings, params: { fast: value, slow: 30 } });
    const view = runsComparisonView(
      [
        { ...a, settings: fast(10) },
        { ...b, settings: fast(20) },
      ],
      ["x", "y"],
    );
    expect(view.settings).toEqual([{ label: "fast", cells: ["10", "20"] }]);
    expect(runsComparisonView([a, b], ["x", "y"]).settings).toEqual([]);
  });

  it("are not ranked over other prices or days", () => {
    const [a, b] = [run("a", {}), run("b", {})];
    const later = { ...b, window: { ...b.window, to: "2019-01-02" } };
    expect(runsComparisonView([a, later], ["x", "y"]).headline).toContain("answer different questions");
    expect(runsComparisonView([a, b], ["x", "y"]).headline).not.toContain("answer different questions");
  });
});

describe("a gate on the screen", () => {
  const gated = (expression: string, value: number | null, passed: boolean) =>
    gateRows({ ...run("a", {}), gates: [{ expression, value, passed }], notes: { sharpe: "fewer than 2 returns" } })[0];

  it("has value and bound in the metric's unit", () => {
    expect(gated("totalReturn>=10%", 0.1234, true)).toEqual({
      passed: true,
      metric: "totalReturn",
      value: "12.34 %",
      wanted: "want >= 10.00 %",
    });
    expect(gated("maxDrawdown<=0.2", 0.119, true)).toMatchObject({ value: "11.90 %" });
    expect(gated("finalEquity>100000", 118420, true)).toMatchObject({ value: "$118,420", wanted: "want > $100,000" });
  });

  it("shows a value in full where rounding would hide why it failed", () => {
    expect(gated("sharpe>=1", 0.9961, false)).toMatchObject({ value: "0.9961", wanted: "want >= 1.00" });
    expect(gated("maxDrawdown<=20%", 0.200001, false)).toMatchObject({ value: "20.0001 %", wanted: "want <= 20.00 %" });
    expect(gated("sharpe>=0.125", 0.13, true)).toMatchObject({ wanted: "want >= 0.125" });
  });

  it("says why a figure is not defined", () => {
    expect(gated("sharpe>=1", null, false)).toMatchObject({
      value: "n/a",
      wanted: "want >= 1.00: fewer than 2 returns",
    });
  });
});
