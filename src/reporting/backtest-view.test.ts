import { describe, expect, it } from "vitest";
import type { BacktestDocument } from "#results/documents/backtest";
import { backtestFixture } from "#results/documents/backtest.fixture";
import { backtestView } from "./backtest-view.ts";

const single = (over: Partial<BacktestDocument> = {}) => {
  const { pairs: _pairs, ...document } = backtestFixture(over);
  return document;
};
const metrics = (over: Partial<BacktestDocument["metrics"]>) => ({ ...backtestFixture().metrics, ...over });
const spy = (totalReturn: number | null) => ({ symbol: "SPY", metrics: { totalReturn } });
const interval = (low: number, high: number) => ({ level: 0.95, low, high, resamples: 1000, block: 1 });
const say = (over: Partial<BacktestDocument>) => backtestView(single(over)).headline;

describe("the headline", () => {
  it.each([
    ["Made money, but less than holding SPY, and could well be luck.", 0.18, 2.4, interval(-0.3, 0.9)],
    ["Made money, and more than holding SPY, and luck alone hardly explains it.", 0.18, 0.1, interval(0.2, 0.9)],
    ["Made money, where holding SPY lost, and could well be luck.", 0.18, -0.1, interval(-0.2, 0.9)],
    ["Made money.", 0.18, null, null],
    ["Made money, as holding SPY would have.", 0.18, 0.18, null],
    ["Lost money, where holding SPY made money, and could well be bad luck.", -0.1, 0.2, interval(-0.8, 0.1)],
    [
      "Lost money, but less than holding SPY would have, and bad luck alone hardly explains it.",
      -0.1,
      -0.2,
      interval(-0.8, -0.1),
    ],
    ["Lost money, and more than holding SPY would have.", -0.3, -0.2, null],
    ["Broke even.", 0, null, interval(-1, 1)],
  ])("%s", (text, totalReturn, held, sharpeInterval) => {
    expect(say({ metrics: metrics({ totalReturn }), benchmark: spy(held), sharpeInterval })).toBe(text);
  });

  it("says that nothing was traded, and when the account was ruined", () => {
    expect(say({ fills: 0 })).toBe("No trades: the strategy never bought or sold.");
    const findings = [{ id: "ruin", severity: "error", message: "", help: "", time: "2008-10-10" } as const];
    expect(say({ findings })).toBe("Lost everything: the account was ruined on 2008-10-10.");
  });

  it("of a pair that is not cointegrated says that first", () => {
    const pairs = backtestFixture().pairs!;
    const document = backtestFixture({
      pairs: {
        ...pairs,
        sample: { from: "1990-01-02", to: "2022-12-28", observations: 8314 },
        engleGranger: { ...pairs.engleGranger, statistic: -2.541, pValue: 0.2617 },
        gate: { ...pairs.gate!, openShare: 0.09 },
      },
    });
    expect(backtestView(document).headline).toBe(
      "Not cointegrated: over 1990-01-02 to 2022-12-28 the spread of KO and PEP cannot be told from a random walk " +
        "(Engle-Granger t -2.54, p 0.262). The gate opened on 9 % of days; what follows is what little was traded.",
    );
    expect(backtestView({ ...document, fills: 0 }).headline).toMatch(/The gate let no trade through\.$/);
  });
});

describe("the view of a backtest", () => {
  const view = backtestView(backtestFixture());

  it("names what was run, on what, and by which rules", () => {
    expect(view).toMatchObject({
      title: "pairs  KO / PEP",
      period: "2013-01-02 to 2022-12-28",
      bars: "2,517 daily bars",
      source: "sp500.csv, adjusted closes only",
      profile: "profile ivy: next close, slippage 5 bps, no commission",
    });
  });

  it("sets figures beside the benchmark's, and the Sharpe beside its interval", () => {
    const cells = view.rows.flat().filter((cell) => cell !== null);
    expect(cells).toContainEqual({ label: "Return", value: "+18.42 %", beside: "SPY +241.60 %" });
    expect(cells).toContainEqual({ label: "Max drawdown", value: "-11.90 %", beside: "SPY -33.72 %" });
    expect(cells).toContainEqual({ label: "Sharpe", value: "0.31", beside: "95 %: -0.29 … 0.93" });
    expect(cells).toContainEqual({ label: "Trades", value: "34", beside: "20 won, in the market 41.00 % of the time" });
    expect(cells).toContainEqual({ label: "Costs", value: "-$1,204.50", beside: "6.1 % of gross profit" });
  });

  it("says what the tests of the pair say", () => {
    expect(view.pair).toEqual([
      "cointegrated at 1 %: Engle-Granger t -4.06, p 0.006, 1 lag, hedge 0.72, half-life 46 days (all of it hindsight: 2013-01-02 to 2022-12-28)",
      "the gate let it trade on 41 % of days; longest wait 2015-03-09 to 2016-08-22",
    ]);
  });

  it("calls synthetic data synthetic", () => {
    const data = backtestFixture().data.map((series) => ({
      ...series,
      synthetic: true,
      closeOnly: false,
      adjusted: false,
    }));
    expect(backtestView(backtestFixture({ data })).source).toBe("sp500.csv, raw prices, synthetic");
  });
});
