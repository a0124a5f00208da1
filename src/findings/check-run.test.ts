import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { SIZED_NOTHING } from "#domain/risk-count";
import { findingSchema } from "#results/documents/finding";
import { type FixtureRun, runFixture, weekdays } from "#results/run-record.fixture";
import { checkRun } from "./check-run.ts";
import type { RunFacts } from "./run-facts.ts";

const day = (time: number) => new Date(time).toISOString().slice(0, 10);
const LONG = Array.from({ length: 100 }, (_, i) => 100 + i);
const FILL = [{ bar: 3, quantity: 1, price: 100 }];

function findings(run: Partial<FixtureRun> = {}, facts: Partial<RunFacts> = {}) {
  const record = runFixture({ equity: LONG, fills: FILL, ...run });
  return checkRun({
    record,
    sharpeInterval: null,
    asked: { from: null, to: null },
    benchmark: null,
    parameters: 0,
    costModels: { perShare: false, byVolume: false },
    timeText: day,
    ...facts,
  });
}
const ids = (...given: Parameters<typeof findings>) => findings(...given).map(({ id }) => id);

function series(symbol: string, times: readonly number[], over: Partial<BarSeries> = {}): BarSeries {
  const close = Float64Array.from(times, () => 10);
  const prices = { open: close, high: close, low: close, close, volume: null };
  return {
    symbol,
    timeframe: "1d",
    source: "x.csv",
    adjusted: false,
    closeOnly: false,
    synthetic: false,
    time: Float64Array.from(times),
    ...prices,
    ...over,
  };
}

describe("a run that needs no word", () => {
  it("gets none", () => {
    expect(findings()).toEqual([]);
  });
});

describe("trading", () => {
  it("says that no order was placed, and what to type next", () => {
    expect(findings({ fills: [] })).toMatchObject([
      {
        id: "no-trades",
        severity: "warning",
        message: "the strategy placed no order in 100 bars",
        help: expect.stringContaining("--set"),
      },
    ]);
  });

  it("says why orders were not filled", () => {
    const tooSmall = [{ reason: "size is zero" }];
    expect(findings({ fills: [], orders: tooSmall })[0]!.help).toContain("whole shares");
    const orders = [{ reason: "no cash" }, { reason: "limit not reached" }, { reason: "no cash" }];
    expect(findings({ fills: [], orders })[0]!.message).toBe("none of 3 orders was filled, most often: no cash");
  });

  it("counts the orders that came to nothing beside others, from one in ten on", () => {
    const many = (reason: string, count: number) => [
      ...Array.from({ length: count }, () => ({ reason, filled: 0, state: "cancelled" as const })),
      ...Array.from({ length: 20 - count }, () => ({ filled: 1 })),
    ];
    expect(findings({ orders: many("size is zero", 2) })).toMatchObject([
      { id: "orders-unfilled", severity: "info", message: "2 orders of 20 came to nothing: size is zero" },
    ]);
    expect(ids({ orders: many("size is zero", 1) })).toEqual([]);
    // Taken back by the strategy, or not reached by the price: its own doing.
    expect(ids({ orders: many("cancelled by the strategy", 10) })).toEqual([]);
  });

  it("names the day of ruin, before all else", () => {
    const [first] = findings({ equity: [100, 50, 0], record: { ruined: true } });
    expect(first).toMatchObject({ id: "ruin", severity: "error", time: "2013-01-03" });
  });

  const trade = (pnl: number) => ({ quantity: 1, entryBar: 1, exitBar: 2, entryPrice: 100, exitPrice: 100, pnl });

  it("warns when one trade carries all profit, and notes when few do", () => {
    const losers = Array.from({ length: 30 }, () => trade(-1));
    expect(findings({ trades: [trade(50), ...losers] })).toMatchObject([
      { severity: "warning", message: "all profit comes from one of 31 trades" },
    ]);
    expect(findings({ trades: [trade(12), trade(12), trade(12), ...losers.map(() => trade(-0.3))] })).toMatchObject([
      { id: "few-trades-carry", severity: "info", message: "all profit comes from 3 of 33 trades" },
    ]);
    expect(ids({ trades: losers })).toEqual([]);
    expect(ids({ trades: Array.from({ length: 10 }, () => trade(1)) })).toEqual([]);
    expect(ids({ trades: [trade(50), trade(-1)] })).toEqual([]);
  });

  it("warns of trading on more than one bar in three, counting bars and not fills", () => {
    const on = (bars: number[]) => bars.map((bar) => ({ bar, quantity: 1, price: 100 }));
    expect(ids({ fills: on(Array.from({ length: 34 }, (_, i) => i)) })).toEqual(["trades-often"]);
    expect(ids({ fills: on(Array.from({ length: 66 }, (_, i) => i >> 1)) })).toEqual([]);
  });

  it("notes the orders of the last bar, which is what to do next", () => {
    const orders = [
      { placedAt: 99, state: "expired" as const },
      { placedAt: 99, state: "refused" as const },
      { placedAt: 98, filled: 1 },
    ];
    expect(findings({ orders })).toMatchObject([
      { id: "last-bar-orders", severity: "info", message: expect.stringMatching(/^1 order placed/) },
    ]);
  });

  it("counts the bars on which stop and target could both have filled", () => {
    expect(findings({ record: { ambiguous: 2 } })[0]!.message).toBe(
      "on 2 bars both the stop and the target could have been hit",
    );
  });
});

describe("fills that no market would have given", () => {
  const flat = (value: number) => Array.from({ length: 100 }, () => value);
  const bars = { open: flat(10), high: flat(10), low: flat(10), close: flat(10) };
  const volumes = (at: number, value: number) => Float64Array.from(flat(1000).map((v, i) => (i === at ? value : v)));

  it("are those of more than a tenth of their bar's volume, on raw prices", () => {
    const fills = [
      { bar: 3, quantity: 100, price: 10 },
      { bar: 4, quantity: -101, price: 10 },
      { bar: 5, quantity: 250, price: 10 },
    ];
    const raw = { adjusted: false, volume: volumes(0, 1000) };
    expect(findings({ fills, series: raw })).toMatchObject([
      {
        id: "much-of-volume",
        severity: "warning",
        message: "2 fills of 3 took more than 10 % of the bar's volume, at most 25 % of it",
        time: "2013-01-08",
      },
    ]);
    expect(ids({ fills, series: { ...raw, adjusted: true } })).toEqual([]);
    expect(ids({ fills, series: { ...raw, volume: null } })).toEqual([]);
  });

  it("are those on a bar without volume whose prices are the close before it", () => {
    const series = { adjusted: true, volume: volumes(3, 0) };
    expect(findings({ fills: FILL, series, bars })).toMatchObject([
      { id: "stale-fills", message: "1 fill fell on bars on which nothing had been traded, first on 2013-01-04" },
    ]);
    expect(ids({ fills: FILL, series: { ...series, volume: volumes(2, 0) }, bars })).toEqual([]);
    const moved = { ...bars, high: flat(10).map((v, i) => (i === 3 ? 11 : v)) };
    expect(ids({ fills: FILL, series, bars: moved })).toEqual([]);
  });
});

describe("legs of a group", () => {
  it("are off where lots cut one further than the other", () => {
    expect(findings({ record: { legsOff: { groups: 2, worst: 0.25, bar: 4 } } })).toMatchObject([
      { id: "legs-off", severity: "warning", message: expect.stringContaining("2 groups"), time: "2013-01-07" },
    ]);
  });
});

describe("what is held on margin", () => {
  it("breaches it where equity covers less than a quarter of it at a close", () => {
    const equity = Array.from({ length: 100 }, (_, i) => (i === 50 ? 20 : 100));
    const at = (gross: number) => ({ record: { grossExposure: new Float64Array(100).fill(gross) } });
    expect(findings({ equity, ...at(100) })).toMatchObject([
      {
        id: "margin-breached",
        severity: "warning",
        message:
          "equity covered only 20 % of what was held on 2013-03-12, and less than 25 % on 1 bar: a broker would have closed positions",
      },
    ]);
    expect(ids({ equity, ...at(80) })).toEqual([]);
    expect(ids({ equity, ...at(0) })).toEqual([]);
  });

  it("is left to the margin calls where there were some: no broker would have done more", () => {
    const equity = Array.from({ length: 100 }, (_, i) => (i === 50 ? 20 : 100));
    const orders = [{ placedAt: 50, tag: "margin call", filled: 1 }];
    expect(ids({ equity, orders, record: { grossExposure: new Float64Array(100).fill(100) } })).toEqual([
      "margin-calls",
    ]);
  });
});

describe("margin calls", () => {
  it("are counted by their bars", () => {
    const orders = [5, 5, 9].map((placedAt) => ({ placedAt, tag: "margin call", filled: 1 }));
    expect(findings({ orders })).toMatchObject([
      { id: "margin-calls", severity: "warning", message: "2 margin calls reduced positions, first on 2013-01-08" },
    ]);
  });
});

describe("parameters", () => {
  it("are too many for fewer than five trades each", () => {
    const trades = (count: number) =>
      Array.from({ length: count }, () => ({
        quantity: 1,
        entryBar: 1,
        exitBar: 2,
        entryPrice: 1,
        exitPrice: 1,
        pnl: -1,
      }));
    expect(findings({ trades: trades(9) }, { parameters: 2 })).toMatchObject([
      { id: "too-many-parameters", message: "2 parameters on 9 trades: so few can be fitted by chance" },
    ]);
    expect(ids({ trades: trades(10) }, { parameters: 2 })).toEqual([]);
    expect(ids({ trades: trades(1) }, { parameters: 0 })).toEqual([]);
  });
});

describe("risk", () => {
  it("says what it has cut and refused, and why most often", () => {
    const risk = [
      { reason: "risk: max position 20 %", trimmed: 3, refused: 1 },
      { reason: "risk: drawdown stop", trimmed: 0, refused: 2 },
    ];
    expect(findings({ record: { risk } })).toMatchObject([
      {
        id: "risk-cuts",
        severity: "info",
        message: "risk cut 3 orders and refused 3 orders, most often: max position 20 %",
      },
    ]);
    expect(ids({ record: { risk: [] } })).toEqual([]);
  });

  it("warns of a sizing that had nothing to size", () => {
    const unused = { reason: SIZED_NOTHING, trimmed: 0, refused: 0 };
    expect(ids({ record: { risk: [unused] } })).toEqual(["sizing-unused"]);
    const cut = { reason: "risk: max gross 50 %", trimmed: 1, refused: 0 };
    expect(ids({ record: { risk: [cut, unused] } })).toEqual(["sizing-unused", "risk-cuts"]);
  });
});

describe("the sample", () => {
  it("is short below 60 returns", () => {
    expect(ids({ equity: LONG.slice(0, 60) })).toEqual(["short-history"]);
    expect(ids({ equity: LONG.slice(0, 61) })).toEqual([]);
  });

  it("may be luck where the interval of the Sharpe ratio holds 0", () => {
    expect(ids({}, { sharpeInterval: { low: -0.1, high: 1 } })).toEqual(["sharpe-may-be-luck"]);
    expect(ids({}, { sharpeInterval: { low: 0.1, high: 1 } })).toEqual([]);
  });
});

describe("prices", () => {
  const times = weekdays(100);
  const market = (...all: BarSeries[]) => ({ record: { market: marketOf(all) } });

  it("that start late or end early are named, with their dates", () => {
    const found = findings(market(series("KO", times), series("PEP", times.slice(20, 90))));
    expect(found).toMatchObject([
      { id: "series-ends-early", severity: "error", symbol: "PEP", time: day(times[89]!) },
      { id: "series-starts-late", severity: "warning", symbol: "PEP", time: day(times[20]!) },
    ]);
  });

  it("are held against the window that was asked for, but for a week of holidays", () => {
    const asked = (from: number, to: number) => ({ asked: { from, to } });
    const DAY = 86_400_000;
    expect(ids({}, asked(times[0]! - 5 * DAY, times[99]! + 5 * DAY))).toEqual([]);
    expect(ids({}, asked(times[0]! - 50 * DAY, times[99]! + 50 * DAY))).toEqual([
      "window-ends-early",
      "series-starts-late",
    ]);
  });

  it("with holes are counted from the first hole", () => {
    const holed = times.filter((_, i) => i !== 40 && i !== 50);
    expect(findings(market(series("KO", times), series("PEP", holed)))).toMatchObject([
      { id: "missing-sessions", symbol: "PEP", message: `2 bars are missing in PEP, first ${day(times[40]!)}` },
    ]);
  });

  it("of closes only are said to be", () => {
    expect(ids(market(series("KO", times, { closeOnly: true })))).toEqual(["close-only"]);
  });

  it("of several assets are said to have bounds, and to be no holding where nobody can hold them", () => {
    const legs = ["KO", "PEP"];
    const basket = series("KO+PEP", times, { boundsOnly: true, derived: { legs, isHolding: true } });
    expect(ids(market(basket))).toEqual(["bounds-only"]);
    const ratio = series("KO/PEP", times, { boundsOnly: true, derived: { legs, isHolding: false } });
    expect(findings(market(ratio))).toMatchObject([
      { id: "not-a-holding", severity: "warning", help: "trade its legs: --strategy pairs --tickers KO,PEP" },
      { id: "bounds-only", severity: "info", symbol: "KO/PEP" },
    ]);
  });

  it("of a benchmark that starts later are not compared", () => {
    const close = new Float64Array(100).fill(Number.NaN);
    expect(ids({}, { benchmark: { symbol: "SPY", close } })).toEqual(["benchmark-starts-late"]);
    expect(ids({}, { benchmark: { symbol: "SPY", close: close.fill(1) } })).toEqual([]);
  });
});

it("every finding is one that documents take", () => {
  const all = [
    ...findings(
      { equity: [100, 1, 0], fills: [], record: { ruined: true, ambiguous: 1 } },
      { sharpeInterval: { low: -1, high: 1 } },
    ),
    ...findings({ orders: [{ placedAt: 99, state: "expired" }] }),
  ];
  expect(all.length).toBeGreaterThan(4);
  for (const finding of all) expect(findingSchema.safeParse(finding).success).toBe(true);
});
