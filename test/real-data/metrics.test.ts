import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { computeMetrics, type MetricsInput } from "#metrics/compute";
import { type FixtureTrade, runFixture } from "#results/run-record.fixture";
import { FIGURES } from "./backtesting-py-figures.ts";

const data = new URL("../../../shared/data/", import.meta.url);
const exists = existsSync(data);
const read = (path: string) => readFileSync(new URL(path, data), "utf8");

const IVY = { periodsPerYear: 252, riskFreeRate: 0, benchmark: null, convention: "ivy" } as const;
const compute = (equity: readonly number[], over: Partial<MetricsInput> = {}) =>
  computeMetrics({ ...IVY, record: runFixture({ equity }), ...over }).metrics;

interface Prices {
  readonly dates: string[];
  readonly open: number[];
  readonly close: number[];
}

function prices(path: string, from = "", to = "9999"): Prices {
  const rows = read(path)
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","))
    .filter((row) => row[0]! >= from && row[0]! <= to);
  return { dates: rows.map((r) => r[0]!), open: rows.map((r) => Number(r[1])), close: rows.map((r) => Number(r[4])) };
}

/** A long/short crossing of two averages as backtesting.py trades it: whole shares, next open, last bar at its open. */
function smaCross({ open, close }: Prices, fast: number, slow: number, startingCash: number) {
  const average = (length: number, t: number) => close.slice(t - length + 1, t + 1).reduce((a, b) => a + b, 0) / length;
  const above = (t: number) => average(fast, t) - average(slow, t);
  const trades: FixtureTrade[] = [];
  const equity: number[] = [];
  let cash = startingCash;
  let quantity = 0;
  let entryBar = 0;
  let wish = 0;
  const flatten = (t: number) => {
    if (quantity === 0) return;
    trades.push({ quantity, entryBar, exitBar: t, entryPrice: open[entryBar]!, exitPrice: open[t]! });
    cash += quantity * open[t]!;
    quantity = 0;
  };
  const last = close.length - 1;
  for (let t = slow; t <= last; t++) {
    if (wish !== 0) {
      flatten(t);
      quantity = wish * Math.floor(cash / open[t]!);
      cash -= quantity * open[t]!;
      entryBar = t;
      wish = 0;
    }
    if (t === last) flatten(t);
    equity.push(cash + quantity * close[t]!);
    if (above(t - 1) < 0 && above(t) > 0) wish = 1;
    if (above(t - 1) > 0 && above(t) < 0) wish = -1;
  }
  return { trades, equity };
}

describe.skipIf(!exists)("backtesting.py's report on GOOG, SMA 10/30 (needs ../shared/data)", () => {
  const golden = () => JSON.parse(read("expected/backtest_smacross.json")).cases[0].stats as Record<string, number>;
  const figures = () => {
    const goog = prices("backtesting.py-AGPL/GOOG.csv");
    const { trades, equity } = smaCross(goog, 10, 30, 10_000);
    const times = goog.dates.map((d) => Date.parse(d));
    const record = runFixture({ equity, before: 30, startingCash: 10_000, times, trades, bars: goog });
    return computeMetrics({ ...IVY, record, convention: "backtesting-py" }).metrics;
  };

  // Their curve and ours are the same sums in another order; 1e-9 relative leaves room for nothing else.
  it.each(FIGURES)("%s", (id, name, scale) => {
    const expected = golden()[name]!;
    expect(Math.abs(figures()[id]! * scale - expected)).toBeLessThan(1e-9 * Math.abs(expected));
  });

  it("maxDrawdownDuration, to the day", () => {
    expect(`${figures().maxDrawdownDuration} days 00:00:00`).toBe(golden()["Max. Drawdown Duration"]);
  });
});

describe.skipIf(!exists)("PerformanceAnalytics in R on KO and QQQ (needs ../shared/data)", () => {
  const golden = (symbol: string) =>
    new Map(
      read("expected/performance_metrics_R.csv")
        .trim()
        .split("\n")
        .map((line) => line.split(","))
        .filter((row) => row[0] === symbol)
        .map((row) => [row[1]!, Number(row[2])]),
    );
  // The first return is that of 2006-01-03 over the last close of 2005, which is the first point of the curve.
  const of = (symbol: string) => {
    const { dates, close } = prices(`kaggle-huge-us/${symbol}.csv`, "2005-12-30", "2017-11-10");
    const times = dates.map((d) => Date.parse(d));
    const record = runFixture({ equity: close, times, startingCash: close[0]! });
    return computeMetrics({ ...IVY, record }).metrics;
  };

  // Left out: their Calmar and annual return (compounded by count of returns; ours by calendar time) and their Ulcer
  // index (over the returns; ours over the closes, one more).
  const SAME = [
    ["totalReturn", "total_return"],
    ["volatility", "ann_vol_252_ddof1"],
    ["sharpe", "sharpe_arith_mean/sd*sqrt252_rf0"],
    ["sortino", "sortino_annualised_x_sqrt252"],
    ["maxDrawdown", "max_drawdown"],
    ["valueAtRisk95", "VaR95_historical"],
    ["conditionalValueAtRisk95", "ES95_historical_mean_below_q5"],
    ["skewness", "skewness_moment"],
    ["kurtosis", "kurtosis_excess_moment"],
    ["bestDay", "best_day"],
    ["worstDay", "worst_day"],
  ] as const;

  // R printed 15 digits; the one-pass sums lose a few of them on 2,987 returns.
  for (const symbol of ["KO", "QQQ"]) {
    it.each(SAME)(`${symbol} %s`, (id, name) => {
      const expected = golden(symbol).get(name)!;
      expect(Math.abs(of(symbol)[id]! - expected)).toBeLessThan(1e-10 * Math.abs(expected));
    });

    it(`${symbol} ulcerIndex, but for the first close, whose drawdown is 0`, () => {
      expect(of(symbol).ulcerIndex! * Math.sqrt(2988 / 2987)).toBeCloseTo(golden(symbol).get("ulcer_index")!, 12);
    });
  }
});

interface Case {
  readonly function: string | null;
  readonly returns: { readonly values?: (number | null)[] };
  readonly period?: string;
  readonly risk_free?: unknown;
  readonly required_return?: unknown;
  readonly starting_value?: number;
  readonly benchmark?: { readonly values?: (number | null)[] };
  readonly expected: number | string | null;
}

const FUNCTIONS = {
  annual_volatility: "volatility",
  sharpe_ratio: "sharpe",
  sortino_ratio: "sortino",
  max_drawdown: "maxDrawdown",
  cum_returns_final: "totalReturn",
} as const;
const PERIODS: Record<string, number> = { daily: 252, weekly: 52, monthly: 12 };

describe.skipIf(!exists)("empyrical's own cases (needs ../shared/data)", () => {
  // Of a constant rate off each return (theirs per period, ours annual) only 0 means the same in both.
  const cases = () =>
    (JSON.parse(read("expected/empyrical_test_stats.json")).cases as Case[]).filter(
      (c) =>
        c.function !== null &&
        c.function in FUNCTIONS &&
        c.returns.values !== undefined &&
        c.returns.values.length > 0 &&
        (c.risk_free ?? 0) === 0 &&
        (c.required_return ?? 0) === 0 &&
        (c.starting_value ?? 0) === 0,
    );

  it("agree, where the definitions do", () => {
    let compared = 0;
    for (const c of cases()) {
      // A leading null is empyrical's return of the first price, which has none before it.
      const equity = [100];
      for (const r of c.returns.values!) if (r !== null) equity.push(equity.at(-1)! * (1 + r));
      const id = FUNCTIONS[c.function as keyof typeof FUNCTIONS];
      const ours = compute(equity, { periodsPerYear: PERIODS[c.period ?? "daily"]! })[id];
      const what = `${c.function} ${JSON.stringify(c.returns.values)}`;
      // They print "inf" or NaN where a ratio has nothing below the line; ours is null.
      if (typeof c.expected !== "number") expect(ours, what).toBeNull();
      else
        expect(id === "maxDrawdown" ? -ours! : ours, what).toBeCloseTo(
          c.expected,
          c.function === "cum_returns_final" ? 4 : 8,
        );
      compared++;
    }
    expect(compared).toBeGreaterThan(20);
  });
});
