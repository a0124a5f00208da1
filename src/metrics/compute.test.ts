import { describe, expect, it } from "vitest";
import { METRIC_IDS } from "#results/documents/metric-ids";
import { runFixture, weekdays } from "#results/run-record.fixture";
import { benchmarkMetrics, computeMetrics, type MetricsInput } from "./compute.ts";

const IVY = { periodsPerYear: 252, riskFreeRate: 0, benchmark: null, convention: "ivy" } as const;

const RETURNS = [
  120, -80, 45, 210, -150, 60, -30, 95, -220, 180, 15, -60, 130, -45, 70, 250, -110, 40, -95, 160, 25, -70, 85, -20,
];
const MARKET = [
  80, -60, 30, 150, -90, 20, 10, 60, -180, 120, -5, -40, 100, -70, 30, 190, -60, 55, -80, 90, 45, -20, 30, -10,
];

/** 100, then 100 grown by the returns in basis points. */
function grow(bps: readonly number[]): number[] {
  const out = [100];
  for (const r of bps) out.push(out.at(-1)! * (1 + r / 1e4));
  return out;
}

const compute = (equity: readonly number[], over: Partial<MetricsInput> = {}) =>
  computeMetrics({ ...IVY, record: runFixture({ equity }), ...over });

/*
 * Independent values: numpy 2.4.6 and pandas 3.1.1, from the formulas of the definitions (mean, std(ddof=1), np.cov,
 * np.quantile, np.maximum.accumulate). Ten digits: sums in another order differ in the last few.
 */
describe("against numpy", () => {
  const { metrics } = compute(grow(RETURNS), { benchmark: { symbol: "SPY", close: Float64Array.from(grow(MARKET)) } });

  it.each([
    ["volatility", 0.18728174253502802],
    ["sharpe", 3.391948362938725],
    ["sortino", 5.904195441338626],
    ["beta", 1.3584029476225266],
    ["alpha", 0.07185237747355713],
    ["benchmarkCorrelation", 0.9722030214659669],
    ["skewness", -0.028635341734131566],
    ["kurtosis", -0.5964602487721105],
    ["valueAtRisk95", 0.0144],
    ["conditionalValueAtRisk95", 0.0185],
    ["totalReturn", 0.06059565350151774],
    ["maxDrawdown", 0.02461842476442999],
    ["ulcerIndex", 0.008655271165237177],
    ["recoveryFactor", 2.390635393715277],
    ["cagr", 0.8813645023620649],
    ["calmar", 35.801011266793445],
    ["maxDrawdownDuration", 11],
    ["bestDay", 0.025],
    ["worstDay", -0.022],
  ] as const)("%s", (id, expected) => {
    expect(metrics[id]).toBeCloseTo(expected, 10);
  });

  it("takes the risk-free rate off both sides, converted geometrically", () => {
    const benchmark = { symbol: "SPY", close: Float64Array.from(grow(MARKET)) };
    const over = compute(grow(RETURNS), { riskFreeRate: 0.03, benchmark }).metrics;
    expect(over.sharpe).toBeCloseTo(3.234108439590338, 10);
    expect(over.sortino).toBeCloseTo(5.577129975819044, 10);
    expect(over.alpha).toBeCloseTo(0.08244696066850175, 10);
  });
});

describe("every figure", () => {
  it("is there, and is null with a reason or a finite number", () => {
    for (const equity of [[100], [100, 100, 100], [100, 90, 120], [100, 0], [50, -20]]) {
      const { metrics, notes } = compute(equity);
      expect(Object.keys(metrics)).toEqual([...METRIC_IDS]);
      for (const id of METRIC_IDS) {
        if (metrics[id] === null) expect(notes[id], id).toMatch(/\w/);
        else expect(Number.isFinite(metrics[id]), id).toBe(true);
      }
    }
  });

  it("of a run that never traded says that nothing varied, not that the Sharpe is 0", () => {
    const { metrics, notes } = compute([100, 100, 100, 100]);
    expect(metrics).toMatchObject({
      totalReturn: 0,
      cagr: 0,
      sharpe: null,
      calmar: null,
      maxDrawdown: 0,
      trades: 0,
      winRate: null,
    });
    expect(notes).toMatchObject({ sharpe: "the returns do not vary", winRate: "no trade was closed" });
  });

  it("of equal returns has no Sharpe, however the sums round", () => {
    expect(compute(grow([100, 100, 100, 100, 100, 100, 100, 100, 100])).metrics).toMatchObject({
      sharpe: null,
      skewness: null,
    });
  });
});

describe("returns", () => {
  it("leave out the first when nothing could have happened", () => {
    // 1.10 and 0.99: returns 10 % and −10 %, mean 0.
    expect(compute([100, 110, 99]).metrics.sharpe).toBeCloseTo(0, 12);
  });

  it("count the first when it is not 0", () => {
    // −1 %, +1 %, −1 %: mean −1/300, Σ(r − mean)² = 3/10000 − 1/30000 = 8/30000, over 2.
    const { metrics } = compute([99, 99.99, 98.9901]);
    expect(metrics.sharpe).toBeCloseTo((-1 / 300 / Math.sqrt(4 / 30000)) * Math.sqrt(252), 8);
    expect(metrics.worstDay).toBeCloseTo(-0.01, 12);
  });

  it("of an intraday run are taken from session to session", () => {
    const hour = 3_600_000;
    const times = weekdays(3).flatMap((day) => [day + 10 * hour, day + 15 * hour]);
    const equity = [100, 100, 130, 110, 20, 99];
    const { metrics } = compute([], { record: runFixture({ equity, times, timeframe: "1h" }) });
    expect(metrics.bestDay).toBeCloseTo(0.1, 12);
    expect(metrics.worstDay).toBeCloseTo(-0.1, 12);
    expect(metrics.sharpe).toBeCloseTo(0, 12);
    // The fall from 130 to 20 inside a session is still a drawdown.
    expect(metrics.maxDrawdown).toBeCloseTo(1 - 20 / 130, 12);
  });
});

describe("drawdown", () => {
  it("counts a loss on the first day, from the starting cash", () => {
    const { metrics } = compute([90, 95]);
    expect(metrics.maxDrawdown).toBeCloseTo(0.1, 12);
    expect(metrics.recoveryFactor).toBeCloseTo(-0.5, 12);
  });

  it("that is not regained lasts to the end", () => {
    // Tuesday 1st peak, next Tuesday is the 6th weekday: 7 calendar days.
    expect(compute([100, 99, 98, 97, 96, 95]).metrics.maxDrawdownDuration).toBe(7);
  });

  it("lasts from the last close at the peak to the close that regains it", () => {
    expect(compute([100, 100, 99, 100, 100]).metrics.maxDrawdownDuration).toBe(2);
  });
});

describe("ruin", () => {
  it("is a CAGR of −100 %", () => {
    expect(compute([100, 40, 0]).metrics).toMatchObject({ cagr: -1, totalReturn: -1, maxDrawdown: 1 });
    expect(compute([], { record: runFixture({ equity: [100, 1e-12], record: { ruined: true } }) }).metrics.cagr).toBe(
      -1,
    );
  });
});

describe("trades", () => {
  // Profits 20, −10, 30, 0; returns 20 %, −5 %, 15 %, 0.
  const trades = [
    { quantity: 1, entryBar: 1, exitBar: 2, entryPrice: 100, exitPrice: 120 },
    { quantity: -2, entryBar: 2, exitBar: 3, entryPrice: 100, exitPrice: 105 },
    { quantity: 2, entryBar: 3, exitBar: 4, entryPrice: 100, exitPrice: 115 },
    { quantity: 1, entryBar: 4, exitBar: 5, entryPrice: 100, exitPrice: 100 },
  ];
  const fills = [
    { bar: 1, quantity: 1, price: 100 },
    { bar: 2, quantity: -1, price: 120 },
  ];
  const equity = [100, 100, 120, 110, 140, 140];
  const record = runFixture({
    equity,
    trades,
    fills,
    record: { costs: { commission: 1, slippage: 2, borrow: 3, interest: -4, dividends: 0 } },
  });
  const { metrics } = compute([], { record });

  it("by hand", () => {
    expect(metrics).toMatchObject({
      trades: 4,
      winRate: 0.5,
      profitFactor: 5,
      expectancy: 10,
      averageWin: 25,
      averageLoss: -10,
    });
    expect(metrics.totalCosts).toBe(2);
    expect(metrics.bestTrade).toBeCloseTo(0.2, 12);
    expect(metrics.worstTrade).toBeCloseTo(-0.05, 12);
    // Deviation of 20, −10, 30, 0 about 10 is √(1000/3); √4·10 over it.
    expect(metrics.sqn).toBeCloseTo(20 / Math.sqrt(1000 / 3), 12);
    // W ½; mean win 17.5 %, mean loss 5 %.
    expect(metrics.kelly).toBeCloseTo(0.5 - 0.5 / 3.5, 12);
  });

  it("turn over half of what was bought and sold, over mean equity and years", () => {
    const meanEquity = 710 / 6;
    expect(metrics.turnover).toBeCloseTo(110 / meanEquity / (7 / 365.25), 10);
  });

  it("without a loss have no profit factor", () => {
    const won = runFixture({ equity: [100, 120], trades: trades.slice(0, 1) });
    const { metrics: figures, notes } = compute([], { record: won });
    expect(figures).toMatchObject({ profitFactor: null, averageLoss: null, kelly: null, sqn: null, averageWin: 20 });
    expect(notes).toMatchObject({ profitFactor: "no trade lost money", sqn: "fewer than 2 closed trades" });
  });
});

describe("gain to pain", () => {
  it("is over calendar months, the first from the starting cash", () => {
    const times = [
      Date.UTC(2020, 0, 30),
      Date.UTC(2020, 0, 31),
      Date.UTC(2020, 1, 28),
      Date.UTC(2020, 2, 2),
      Date.UTC(2020, 2, 31),
    ];
    // January +10 %, February −10 %, March +20 %.
    const { metrics } = compute([], { record: runFixture({ equity: [100, 110, 99, 90, 118.8], times }) });
    expect(metrics.gainToPain).toBeCloseTo(2, 12);
  });
});

describe("the benchmark", () => {
  const record = runFixture({ equity: [100, 110, 99, 108.9], before: 1 });
  const close = Float64Array.from([Number.NaN, Number.NaN, 50, 45, 49.5]);

  it("is never filled backwards: only sessions that both have count", () => {
    const { metrics } = compute([], { record, benchmark: { symbol: "SPY", close } });
    expect(metrics.beta).toBeCloseTo(1, 12);
    expect(metrics.alpha).toBeCloseTo(0, 12);
  });

  it("has no figures of its own where it starts later than the run", () => {
    expect(benchmarkMetrics({ ...IVY, record, benchmark: { symbol: "SPY", close } })).toBeNull();
  });

  it("is bought at the first measured close", () => {
    const full = Float64Array.from([90, 50, 55, 44, 66]);
    const figures = benchmarkMetrics({ ...IVY, record, benchmark: { symbol: "SPY", close: full } })!;
    expect(figures.totalReturn).toBeCloseTo(0.32, 12);
    expect(figures.maxDrawdown).toBeCloseTo(0.2, 12);
    expect(figures).not.toHaveProperty("finalEquity");
    expect(figures).not.toHaveProperty("trades");
  });
});
