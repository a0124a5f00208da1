import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { type Market, marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { assetLedgers } from "#results/asset-ledgers";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import type { PortfolioAsset } from "#strategy/portfolio-context";
import type { RebalanceSettings } from "#strategy/rebalance";
import { inProportion } from "#strategy/weights";

const DAY = 86_400_000;
const BARS = 30;
const SEED = 20_261_121;
const CASH = 10_000;
const SYMBOLS = ["AA", "BB", "CC", "DD", "EE"];

interface RandomAsset {
  readonly start: number;
  readonly first: number;
  readonly last: number;
  /** Basis points: at the open against the close before, and from there to the close. */
  readonly steps: readonly (readonly [gap: number, move: number, hole: number])[];
}

interface RandomPortfolio {
  readonly assets: readonly RandomAsset[];
  readonly every: number;
  readonly kind: "weights" | "proportions" | "named";
  /** Wanted sizes: which of them stands at an asset and a bar. */
  readonly sizes: readonly number[];
  readonly isShorting: boolean;
  /** Whether there is volume, of which a tenth is often less than an order. */
  readonly isThin: boolean;
  readonly settings: Partial<RebalanceSettings>;
  readonly profile: Profile;
}

const asset: fc.Arbitrary<RandomAsset> = fc.record({
  start: fc.integer({ min: 5, max: 400 }),
  first: fc.constantFrom(0, 0, 0, 7),
  last: fc.constantFrom(BARS, BARS, BARS, 22),
  steps: fc.array(
    fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -700, max: 700 }), fc.integer({ min: 0, max: 9 })),
    { minLength: BARS, maxLength: BARS },
  ),
});

const settings = fc.record({
  band: fc.constantFrom(0, 0, 0.02),
  bandRelative: fc.constantFrom(0, 0, 0.2),
  minimumOrder: fc.constantFrom(0, 0, 400),
  cashBuffer: fc.constantFrom(0, 0, 0.05),
  turnoverCap: fc.constantFrom(null, null, 0.3),
  drift: fc.constantFrom(null, null, 0.05),
  volatilityChange: fc.constantFrom(null, null, 0.3),
  volatilityLookback: fc.constantFrom(3, 5),
});

const profile = fc.record({
  fillAt: fc.constantFrom("nextOpen" as const, "nextOpen" as const, "signalClose" as const),
  lots: fc.constantFrom("whole" as const, "fractional" as const, 0.1),
  commission: fc.constantFrom("none", "10bps", "0.005/share:1", "0.005/share:1:1%", "2/fill+5bps"),
  slippage: fc.constantFrom("none", "5bps", "80bps", "3ticks"),
  slippageOn: fc.constantFrom("all" as const, "entries" as const),
  leverage: fc.constantFrom(1, 1, 2),
  borrow: fc.constantFrom(0, 0.03),
  interest: fc.constantFrom(0, 0.06),
  shortMargin: fc.constantFrom(1, 1, 1, 0.5),
  delisting: fc.constantFrom("atCost" as const, "atCost" as const, "free" as const, "hold" as const),
});

const portfolio: fc.Arbitrary<RandomPortfolio> = fc.record({
  assets: fc.array(asset, { minLength: 1, maxLength: 5 }),
  every: fc.integer({ min: 1, max: 7 }),
  kind: fc.constantFrom("weights" as const, "proportions" as const, "named" as const),
  sizes: fc.array(fc.constantFrom(0, 0.5, 1, 2), { minLength: 11, maxLength: 11 }),
  isShorting: fc.boolean(),
  isThin: fc.boolean(),
  settings,
  profile: profile.map((changed) => ({ ...profileNamed("ivy"), ...changed })),
});

function seriesOf({ assets, isThin }: RandomPortfolio): BarSeries[] {
  return assets.map(({ start, first, last, steps }, k) => {
    const rows: number[][] = [];
    let price = start;
    for (const [i, [gap, move, hole]] of steps.entries()) {
      const open = cents(price * (1 + gap / 1e4));
      const close = cents(open * (1 + move / 1e4));
      price = close;
      // The first asset has every bar, so that the clock is the same whatever the others skip.
      if (k === 0 || (i >= first && i < last && hole < 9)) rows.push([i, open, close, Math.abs(7 * gap + move) % 1000]);
    }
    const column = (of: (row: readonly number[]) => number) => Float64Array.from(rows, of);
    return {
      symbol: SYMBOLS[k]!,
      timeframe: "1d",
      source: "random",
      adjusted: false,
      closeOnly: false,
      synthetic: true,
      calendar: null,
      time: column((row) => Date.UTC(2024, 0, 1) + row[0]! * DAY),
      open: column((row) => row[1]!),
      high: column((row) => Math.max(row[1]!, row[2]!)),
      low: column((row) => Math.min(row[1]!, row[2]!)),
      close: column((row) => row[2]!),
      volume: isThin ? Float64Array.from(rows, (row) => row[3]!) : null,
    };
  });
}

function cents(price: number): number {
  return Math.max(0.01, Math.round(price * 100) / 100);
}

function strategyOf(one: RandomPortfolio): AnyStrategy {
  const { sizes, isShorting, kind } = one;
  const size = (symbol: string, bar: number) => {
    const k = SYMBOLS.indexOf(symbol);
    const value = sizes[(bar * 3 + k) % sizes.length]!;
    return isShorting && (bar + k) % 3 === 0 ? -value : value;
  };
  return defineStrategy({
    summary: "Random weights",
    rebalance: { every: one.every, ...one.settings },
    weights({ bar }, _now, assets) {
      const values = assets.map(({ symbol }: PortfolioAsset) => size(symbol, bar));
      if (kind === "proportions") return inProportion(values);
      const gross = values.reduce((sum, value) => sum + Math.abs(value), 0);
      if (gross === 0) return null;
      const weights = values.map((value) => value / gross);
      return kind === "weights" ? weights : Object.fromEntries(assets.map(({ symbol }, i) => [symbol, weights[i]!]));
    },
  }) as unknown as AnyStrategy;
}

function play(one: RandomPortfolio, keep: "all" | "trades" | "statistics", market: Market): Runner {
  const runner = new Runner({
    strategy: strategyOf(one),
    market,
    profile: one.profile,
    cash: CASH,
    from: 0,
    warmup: "auto",
    keep,
  });
  runner.run({});
  return runner;
}

function fillRows({ ledger }: Runner): number[][] {
  const { fills } = ledger;
  const columns = [
    fills.bar,
    fills.asset,
    fills.quantity,
    fills.price,
    fills.reference,
    fills.commission,
    fills.moment,
  ];
  return Array.from({ length: fills.length }, (_, i) => columns.map((column) => column[i]!));
}

/** All that two runs of the same portfolio share, to the bit. */
function outcome(runner: Runner) {
  const { ledger } = runner;
  const { cash, positions, tally, openings, closings, ruinedAt } = ledger;
  return { cash, positions: [...positions], tally: { ...tally }, openings, closings, ruinedAt, costs: ledger.costs() };
}

describe("a portfolio", () => {
  test("has the same fills and equity through columns as through the order book, to the last bit", {
    timeout: 60_000,
  }, () => {
    let fills = 0;
    fc.assert(
      fc.property(portfolio, (one) => {
        const market = marketOf(seriesOf(one));
        const book = play(one, "all", market);
        const columns = play(one, "trades", market);
        expect(fillRows(columns)).toEqual(fillRows(book));
        expect([...columns.ledger.equity!]).toEqual([...book.ledger.equity!]);
        expect(outcome(columns)).toEqual(outcome(book));
        expect(outcome(play(one, "statistics", market))).toEqual(outcome(book));
        fills += columns.ledger.fills.length;
      }),
      { seed: SEED, numRuns: 600 },
    );
    expect(fills).toBeGreaterThan(10_000);
  });

  test("does not depend on the order in which its assets are named", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(portfolio, (one) => {
        const series = seriesOf(one);
        const expected = play(one, "all", marketOf(series));
        const found = play(one, "all", marketOf([...series].reverse()));
        expect(fillRows(found)).toEqual(fillRows(expected));
        expect(outcome(found)).toEqual(outcome(expected));
      }),
      { seed: SEED + 1, numRuns: 150 },
    );
  });

  test("is the sum of its assets: their profits, less the interest on debit cash, are what equity grew by", {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(portfolio, (one) => {
        const record = play(one, "all", marketOf(seriesOf(one))).record();
        const ledgers = assetLedgers(record);
        const profit = ledgers.reduce((sum, ledger) => sum + ledger.profit, 0) - record.costs.interest;
        const value = ledgers.reduce((sum, ledger) => sum + ledger.value, 0);
        // Rounding of a few hundred sums of money of the size of the starting cash.
        expect(Math.abs(profit - (record.statistics.finalEquity - CASH))).toBeLessThan(1e-8);
        if (!record.ruined) {
          expect(Math.abs(value + record.cash[record.to - 1]! - record.statistics.finalEquity)).toBeLessThan(1e-8);
        }
        expect(ledgers.reduce((sum, ledger) => sum + ledger.fills, 0)).toBe(record.fills.length);
        expect(ledgers.reduce((sum, ledger) => sum + ledger.trades, 0)).toBe(record.trades.length);
      }),
      { seed: SEED + 3, numRuns: 200 },
    );
  });

  test("is not changed in its past by its future", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(portfolio, fc.integer({ min: 3, max: BARS - 1 }), (one, cut) => {
        const series = seriesOf(one);
        const last = Date.UTC(2024, 0, 1) + (cut - 1) * DAY;
        const shorter = series.map((full) => before(full, last)).filter(({ time }) => time.length > 0);
        // Whether an asset ends with its bar at the cut is known only when the next has come.
        fc.pre(shorter.length === series.length && series.every(({ time }) => time[time.length - 1] !== last));
        const whole = play(one, "all", marketOf(series));
        const found = play(one, "all", marketOf(shorter));
        expect(fillRows(found)).toEqual(fillRows(whole).filter(([bar]) => bar! < cut));
      }),
      { seed: SEED + 2, numRuns: 150 },
    );
  });
});

function before(series: BarSeries, last: number): BarSeries {
  const n = series.time.filter((time) => time <= last).length;
  const { time, open, high, low, close } = series;
  return {
    ...series,
    time: time.slice(0, n),
    open: open.slice(0, n),
    high: high.slice(0, n),
    low: low.slice(0, n),
    close: close.slice(0, n),
    // What is hidden goes on: an asset without a bar at the cut has not ended there.
    goesOn: n < time.length,
  };
}
