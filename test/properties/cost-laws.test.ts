import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { symbolResults } from "#engine/symbol-results";
import { fullRun, type Played, playRandom, type RandomRun, STARTING_CASH } from "./random-play.ts";

const RUNS = { seed: 31_337, numRuns: 400 };

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
        const orders = run.orders.map((order) => ({ ...order, side: "buy" as const, group: false }));
        const played = playRandom({ ...run, orders, leverage: 1 });
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
