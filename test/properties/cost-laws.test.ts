import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { PROFILES, profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { symbolResults } from "#engine/symbol-results";
import { grossToNet } from "#results/record-parts";
import type { SymbolResult } from "#results/run-record";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { rawSeries } from "../oracle/scenario.ts";
import { fullRun, type Played, playRandom, type RandomRun, STARTING_CASH } from "./random-play.ts";

const RUNS = { seed: 31_337, numRuns: 300 };

const COMMISSIONS = [
  "10bps",
  "1/order",
  "1/fill",
  "2+5bps",
  "0.05/share:1/order:1%",
  "tiered:0=0.05/share,200=0.01/share:1/order",
  "us-fees",
  "ibkr-fixed",
  "ibkr-tiered",
];
const SLIPPAGES = ["5bps", "2ticks", "half-spread:0.1", "volume-share:0.5", "square-root:200bps", "linear:100bps"];

/** Random orders on random bars under any cost models; volume is capped, so that a bar without any fills nothing. */
const costlyRun: fc.Arbitrary<RandomRun> = fc
  .tuple(fullRun, fc.constantFrom(...COMMISSIONS), fc.constantFrom(...SLIPPAGES), fc.constantFrom(0.02, 0.1, 0.9))
  .map(([run, commission, slippage, participation]) => ({ ...run, commission, slippage, participation }));

function turnoverOf({ ledger: { fills } }: Played): number {
  let sum = 0;
  for (let i = 0; i < fills.length; i++) sum += Math.abs(fills.quantity[i]! * fills.price[i]!);
  return sum;
}

describe("whatever the cost models are", () => {
  test("what the symbols came to sums to the books", () => {
    fc.assert(
      fc.property(costlyRun, (run) => {
        const played = playRandom(run);
        const { ledger, market, to } = played;
        const results = symbolResults(market, ledger, to);
        const sum = (of: (result: (typeof results)[number]) => number) =>
          results.reduce((all, one) => all + of(one), 0);
        // Sums of at most some hundred terms as large as the turnover, in two orders.
        const near = 1e-12 * Math.max(STARTING_CASH, turnoverOf(played)) * 100;
        expect(Math.abs(sum((one) => one.commission) - ledger.commission)).toBeLessThan(near);
        expect(Math.abs(sum((one) => one.slippage) - ledger.slippage)).toBeLessThan(near);
        expect(Math.abs(sum((one) => one.borrow) - ledger.borrow)).toBeLessThan(near);
        const profit = ledger.cash + valueHeld(played) - STARTING_CASH;
        expect(Math.abs(sum((one) => one.net) - ledger.interest - profit)).toBeLessThan(near);
        for (const { gross, net, commission, slippage, borrow, dividends } of results) {
          expect(net).toBe(gross - commission - slippage - borrow - dividends);
        }
      }),
      RUNS,
    );
  });

  test("purchases never take more cash than there is, where nothing is lent", () => {
    fc.assert(
      fc.property(costlyRun, (run) => {
        // No exits: the commission of one may be more than what a tiny sale brings.
        const orders = run.orders.map((order) => ({ ...order, side: "buy" as const, group: false, bracket: false }));
        const played = playRandom({ ...run, orders, leverage: 1, maintenanceMargin: 0 });
        for (const cash of played.cash) expect(cash).toBeGreaterThanOrEqual(-1e-9 * STARTING_CASH);
      }),
      RUNS,
    );
  });

  test("no fill gains by its slippage, limits fill without any, and no commission is below zero", () => {
    fc.assert(
      fc.property(costlyRun, (run) => {
        const { ledger, venue } = playRandom(run);
        const { fills } = ledger;
        for (let i = 0; i < fills.length; i++) {
          const side = Math.sign(fills.quantity[i]!);
          const slipped = (fills.price[i]! - fills.reference[i]!) * side;
          expect(slipped).toBeGreaterThanOrEqual(0);
          expect(fills.price[i]).toBeGreaterThan(0);
          expect(fills.commission[i]).toBeGreaterThanOrEqual(0);
          if (venue.records[fills.order[i]!]?.type === "limit") expect(Math.abs(slipped)).toBe(0);
        }
      }),
      RUNS,
    );
  });

  test("a commission per order is paid once, in however many parts the order fills", () => {
    fc.assert(
      fc.property(costlyRun, (run) => {
        const { ledger } = playRandom({ ...run, commission: "1/order" });
        const { fills } = ledger;
        const paid = new Map<number, number>();
        for (let i = 0; i < fills.length; i++) {
          const order = fills.order[i]!;
          if (order >= 0) paid.set(order, (paid.get(order) ?? 0) + fills.commission[i]!);
        }
        for (const sum of paid.values()) expect(sum).toBe(1);
      }),
      { ...RUNS, numRuns: 100 },
    );
  });
});

function valueHeld({ ledger, venue, to }: Played): number {
  let value = 0;
  for (const [k, held] of ledger.positions.entries()) if (held !== 0) value += held * venue.lastClose(k, to - 1);
  return value;
}

describe("in every profile, under any cost models", () => {
  const bars = fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.constantFrom(1, 0, -1, Number.NaN)), {
    minLength: 30,
    maxLength: 30,
  });

  /** Where orders are sized before they fill, a slippage that goes by their size is refused. */
  const slippagesOf = (name: string) =>
    name === "vectorbt" ? SLIPPAGES.filter((form) => !/^(volume|square|linear)/.test(form)) : SLIPPAGES;

  /** Raw daily bars that move by so many basis points, with volume and a target. */
  function caseOf(steps: readonly (readonly [number, number])[]): { series: BarSeries; target: Float64Array } {
    let price = 100;
    const rows = steps.map(([move], i) => {
      const open = price;
      price *= 1 + move / 1e4;
      return [i * 86_400_000, open, Math.max(open, price) * 1.01, Math.min(open, price) * 0.99, price, 50_000];
    });
    return { series: rawSeries("AAA", rows), target: Float64Array.from(steps, ([, wish]) => wish) };
  }

  test.each(PROFILES.map(({ name }) => name))(
    "%s: what the symbols came to, and gross less costs, is the profit",
    (name) => {
      fc.assert(
        fc.property(
          bars,
          fc.constantFrom(...COMMISSIONS),
          fc.constantFrom(...slippagesOf(name)),
          (steps, commission, slippage) => {
            const { series, target } = caseOf(steps);
            const profile = {
              ...profileNamed(name),
              commission,
              slippage,
              borrow: 0.02,
              borrowRates: "AAA=0.3",
              interest: 0.05,
            };
            const strategy = defineStrategy({ summary: "a random target", prepare: () => ({}), target: () => target });
            const market = marketOf([series]);
            const setup = {
              strategy: strategy as unknown as AnyStrategy,
              market,
              profile,
              cash: STARTING_CASH,
              from: 0,
            };
            const runner = new Runner({ ...setup, warmup: 0, keep: "all" });
            const { finalEquity } = runner.run({});
            const record = runner.record();
            const { costs, bySymbol } = record;
            const profit = finalEquity - STARTING_CASH;
            const near = 1e-9 * STARTING_CASH;
            const sum = (of: (result: SymbolResult) => number) => bySymbol.reduce((all, one) => all + of(one), 0);
            for (const kind of ["commission", "slippage", "borrow", "dividends"] as const) {
              expect(Math.abs(sum((one) => one[kind]) - costs[kind]), kind).toBeLessThan(near);
            }
            if (!record.ruined) expect(Math.abs(sum((one) => one.net) - costs.interest - profit)).toBeLessThan(near);
            const { gross, net, ...taken } = grossToNet(record);
            expect(net).toBe(profit);
            const left = Object.values(taken).reduce((all, amount) => all + amount, gross);
            expect(Math.abs(left - net)).toBeLessThan(near);
            if (!record.ruined) expect(Math.abs(gross - sum((one) => one.gross))).toBeLessThan(near);
          },
        ),
        { ...RUNS, numRuns: 80 },
      );
    },
  );

  test("all of the cash is spent and no more, with and without an order book", () => {
    const forms = fc.constantFrom("2/fill+5bps", "0.5/share:1:1%", "30/fill", "0.01/share:25", ...COMMISSIONS);
    const slippages = fc.constantFrom("5bps", "2ticks", "half-spread:0.1", "square-root:200bps");
    fc.assert(
      fc.property(
        bars,
        forms,
        slippages,
        fc.constantFrom(null, 0.9),
        fc.constantFrom("whole" as const, "fractional" as const),
        (steps, commission, slippage, participation, lots) => {
          const { series, target } = caseOf(steps);
          const longOnly = target.map((wish) => (wish < 0 ? 0 : wish));
          const profile = { ...profileNamed("ivy"), commission, slippage, participation, lots };
          const strategy = defineStrategy({ summary: "long or flat", prepare: () => ({}), target: () => longOnly });
          const setup = { strategy: strategy as unknown as AnyStrategy, market: marketOf([series]), profile, from: 0 };
          const runner = new Runner({ ...setup, cash: STARTING_CASH, warmup: 0, keep: "all" });
          runner.run({});
          const { cash, fills, ruined } = runner.record();
          for (let bar = 0; bar < cash.length && !ruined; bar++) {
            expect(cash[bar]).toBeGreaterThanOrEqual(-1e-9 * STARTING_CASH);
          }
          // The first purchase leaves less than two shares, what it reserved for a minimum, and the slippage of its own size.
          const cost = fills.length === 0 ? 0 : fills.price[0]! * 2 + 40 + (slippage.startsWith("square") ? 60 : 0);
          if (fills.length > 0 && fills.bar[0]! < cash.length - 1) expect(cash[fills.bar[0]!]).toBeLessThan(cost);
        },
      ),
      { ...RUNS, numRuns: 300 },
    );
  });
});
