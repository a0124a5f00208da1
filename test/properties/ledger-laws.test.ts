import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MARGIN_CALL } from "#domain/order";
import { PROFILES } from "#engine/profiles";
import {
  checkBooks,
  checkBudget,
  checkFills,
  checkLives,
  checkLots,
  checkNoDebt,
  checkPositions,
  checkProfit,
} from "./laws.ts";
import { fullRun, type Played, playRandom, simpleRun } from "./random-play.ts";

/** Ten thousand runs take a quarter of a minute on an idle core. */
const LONG = 300_000;

const RUNS = { seed: 20_261, numRuns: 300 };

function fillRows({ ledger, market, venue }: Played, before = Number.POSITIVE_INFINITY): unknown[] {
  const { fills } = ledger;
  return Array.from({ length: fills.length }, (_, i) => [
    fills.bar[i]!,
    market.assets[fills.asset[i]!]!.symbol,
    fills.quantity[i]!,
    fills.price[i]!,
    fills.reference[i]!,
    fills.commission[i]!,
    venue.records[fills.order[i]!]?.id ?? "engine",
    fills.moment[i]!,
  ]).filter(([bar, , , , , , order]) => (bar as number) < before && order !== "engine");
}

describe.each([
  ["market, limit, stop and stop-limit orders and groups", simpleRun],
  ["orders of every type, brackets, times in force and volume caps", fullRun],
])("ledger laws: %s", (_, arbitrary) => {
  test(
    "cash, positions, equity, costs, ranges, eligibility, lots, leverage and lives hold at every bar",
    () => {
      let fills = 0;
      let shorts = 0;
      fc.assert(
        fc.property(arbitrary, (run) => {
          const played = playRandom(run);
          fills += played.ledger.fills.length;
          if (played.ledger.positions.some((quantity) => quantity < 0)) shorts++;
          checkBooks(played, run);
          checkProfit(played);
          checkPositions(played);
          checkLots(played);
          checkFills(played, run);
          checkBudget(played, run);
          checkNoDebt(played, run);
          checkLives(played);
        }),
        { ...RUNS, numRuns: 5_000 },
      );
      // The laws would hold of runs that do nothing.
      expect(fills).toBeGreaterThan(20_000);
      expect(shorts).toBeGreaterThan(500);
    },
    LONG,
  );

  test(
    "cutting off the future changes no earlier fill and no earlier equity",
    () => {
      fc.assert(
        fc.property(arbitrary, fc.integer({ min: 2, max: 20 }), (run, bars) => {
          const whole = playRandom(run);
          const cut = playRandom(run, { bars });
          expect(fillRows(cut, bars)).toEqual(fillRows(whole, bars));
          const to = Math.min(cut.to, whole.to);
          expect(cut.ledger.equity!.subarray(0, to)).toEqual(whole.ledger.equity!.subarray(0, to));
        }),
        { ...RUNS, numRuns: 150 },
      );
    },
    LONG,
  );

  test(
    "the order in which assets are given changes nothing, to the last bit",
    () => {
      fc.assert(
        fc.property(arbitrary, fc.constantFrom([2, 0, 1], [1, 2, 0], [2, 1, 0]), (run, permutation) => {
          const straight = playRandom(run);
          const permuted = playRandom(run, { permutation });
          expect(fillRows(permuted)).toEqual(fillRows(straight));
          expect(permuted.ledger.equity).toEqual(straight.ledger.equity);
          expect(permuted.ledger.statistics(permuted.to)).toEqual(straight.ledger.statistics(straight.to));
          expect(permuted.ledger.costs()).toEqual(straight.ledger.costs());
        }),
        { ...RUNS, numRuns: 100 },
      );
    },
    LONG,
  );

  test(
    "marking that lags behind gives the fills and the equity of marking every bar, to the last bit",
    () => {
      fc.assert(
        fc.property(arbitrary, (run) => {
          const eager = playRandom(run);
          const lazy = playRandom(run, { lazily: true });
          expect(fillRows(lazy)).toEqual(fillRows(eager));
          expect(lazy.ledger.equity).toEqual(eager.ledger.equity);
          expect(lazy.to).toBe(eager.to);
        }),
        { ...RUNS, numRuns: 100 },
      );
    },
    LONG,
  );
});

test(
  "the random runs meet splits, dividends, margin calls, ruin, replaced orders and every type of order",
  () => {
    const met = { splits: 0, dividends: 0, calls: 0, ruins: 0, replaced: 0, remainders: 0 };
    const types = new Set<string>();
    fc.assert(
      fc.property(fullRun, (run) => {
        const { ledger, venue } = playRandom(run);
        met.splits += ledger.actions?.splits.length ?? 0;
        if (ledger.dividends !== 0) met.dividends++;
        if (ledger.ruinedAt >= 0) met.ruins++;
        if (ledger.ruinedAt < 0 && ledger.fills.snapshot().order.includes(-1)) met.remainders++;
        for (const { tag, notes, type, filled } of venue.records) {
          if (tag === MARGIN_CALL) met.calls++;
          if (notes?.some(({ reason }) => reason.startsWith("replaced"))) met.replaced++;
          if (filled > 0) types.add(type);
        }
      }),
      { ...RUNS, numRuns: 500 },
    );
    for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(3);
    expect(types.size).toBe(8);
  },
  LONG,
);

describe.each(PROFILES.filter(({ name }) => name !== "ivy"))("the laws of accounting under $name", (profile) => {
  test(
    "hold over random orders of every type that it plays",
    () => {
      let fills = 0;
      fc.assert(
        fc.property(fullRun, (run) => {
          const played = playRandom(run, { profile: profile.name });
          fills += played.ledger.fills.length;
          checkPositions(played);
          checkLives(played);
          // What is written off at the last bar of a run that is set to zero stands in no fill.
          if (profile.ruin === "zero" && played.ledger.ruinedAt >= 0) return;
          checkBooks(played, profile);
          checkProfit(played);
        }),
        { ...RUNS, numRuns: 1_000 },
      );
      expect(fills).toBeGreaterThan(1_000);
    },
    LONG,
  );
});
