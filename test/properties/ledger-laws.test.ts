import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { INSIDE } from "#engine/moments";
import { fullRun, type Played, playRandom, type RandomRun, STARTING_CASH, simpleRun } from "./random-play.ts";

const DAY = 86_400_000;
const RUNS = { seed: 20_261, numRuns: 300 };

/** The positions after each close, summed from the fills alone. */
function positionsByBar({ ledger, market, to }: Played): number[][] {
  const { fills } = ledger;
  const positions = market.assets.map(() => 0);
  const rows: number[][] = [];
  let next = 0;
  for (let bar = 0; bar < to; bar++) {
    for (; next < fills.length && fills.bar[next] === bar; next++) {
      positions[fills.asset[next]!]! += fills.quantity[next]!;
    }
    rows.push([...positions]);
  }
  return rows;
}

/** Values at the last closes: signed and absolute. A position that was never opened needs no price. */
function valued(played: Played, positions: readonly number[], bar: number): { value: number; gross: number } {
  let value = 0;
  let gross = 0;
  for (const [k, quantity] of positions.entries()) {
    if (Math.abs(quantity) < 1e-12) continue;
    const at = quantity * played.venue.lastClose(k, bar);
    value += at;
    gross += Math.abs(at);
  }
  return { value, gross };
}

function isBookedByEngine(played: Played, i: number): boolean {
  return played.ledger.fills.order[i]! < 0;
}

/** Cash plus positions is equity at every close, and cash is what fills and financing left of the starting cash. */
function checkBooks(played: Played, run: RandomRun): void {
  const { ledger, market, to, cash } = played;
  const { fills } = ledger;
  const positions = positionsByBar(played);
  let inHand = STARTING_CASH;
  let paid = 0;
  let next = 0;
  for (let bar = 0; bar < to; bar++) {
    if (bar > 0) {
      const before = positions[bar - 1]!;
      let short = 0;
      for (const [k, quantity] of before.entries()) {
        if (quantity < -1e-12) short -= quantity * played.venue.lastClose(k, bar - 1);
      }
      const years = (market.clock[bar]! - market.clock[bar - 1]!) / DAY / 365;
      const borrow = short * run.borrow * years;
      const interest = Math.max(0, short - (inHand - borrow)) * run.interest * years;
      inHand -= borrow + interest;
      paid += borrow + interest;
    }
    for (; next < fills.length && fills.bar[next] === bar; next++) {
      // Ruin books its closing fills after the close at which equity was recorded.
      if (isBookedByEngine(played, next)) break;
      inHand -= fills.quantity[next]! * fills.price[next]! + fills.commission[next]!;
    }
    const isRuin = bar === to - 1 && ledger.ruinedAt >= 0;
    const held = isRuin ? heldBeforeRuin(played) : positions[bar]!;
    const { value, gross } = valued(played, held, bar);
    // Sums of a few dozen terms of this size: rounding stays far below a billionth of the largest.
    const tolerance = 1e-9 * Math.max(STARTING_CASH, gross);
    const where = `bar ${bar}`;
    expect(Math.abs(cash[bar]! - inHand), `${where}: cash ${cash[bar]}, replayed ${inHand}`).toBeLessThan(tolerance);
    const equity = ledger.equity![bar]!;
    expect(Math.abs(inHand + value - equity), `${where}: equity ${equity}`).toBeLessThan(tolerance);
  }
  expect(Math.abs(ledger.borrow + ledger.interest - paid)).toBeLessThan(1e-9 * STARTING_CASH);
}

function heldBeforeRuin(played: Played): number[] {
  const held = played.market.assets.map(() => 0);
  const { fills } = played.ledger;
  for (let i = 0; i < fills.length; i++) {
    if (!isBookedByEngine(played, i)) held[fills.asset[i]!]! += fills.quantity[i]!;
  }
  return held;
}

/** P&L at reference prices less all costs is the change of equity. */
function checkProfit(played: Played): void {
  const { ledger, to } = played;
  const { fills } = ledger;
  const held = heldBeforeRuin(played);
  let atReference = 0;
  let slippage = 0;
  let commission = 0;
  let turnover = 0;
  for (let i = 0; i < fills.length; i++) {
    if (isBookedByEngine(played, i)) continue;
    atReference -= fills.quantity[i]! * fills.reference[i]!;
    slippage += fills.quantity[i]! * (fills.price[i]! - fills.reference[i]!);
    commission += fills.commission[i]!;
    turnover += Math.abs(fills.quantity[i]! * fills.price[i]!);
  }
  const { value } = valued(played, held, to - 1);
  const change = ledger.equity![to - 1]! - STARTING_CASH;
  const net = atReference + value - slippage - commission - ledger.borrow - ledger.interest;
  // The sums run over the whole turnover, so rounding is measured against it.
  expect(Math.abs(net - change)).toBeLessThan(1e-9 * Math.max(STARTING_CASH, turnover));
  expect(Math.abs(ledger.slippage - slippage)).toBeLessThan(1e-9 * Math.max(STARTING_CASH, turnover));
  expect(Math.abs(ledger.commission - commission)).toBeLessThan(1e-9 * Math.max(STARTING_CASH, turnover));
}

/** A position is the sum of its fills, in whole lots. */
function checkPositions(played: Played): void {
  const { ledger, lots, market } = played;
  const { fills } = ledger;
  const sums = market.assets.map(() => 0);
  for (let i = 0; i < fills.length; i++) {
    const asset = fills.asset[i]!;
    sums[asset]! += fills.quantity[i]!;
    const inLots = fills.quantity[i]! / lots[asset]!;
    // A lot of 0.1 is not a binary number: 3 × 0.1 is off by 1 part in 10^16, a few hundred lots by less than 1e-9.
    if (lots[asset] !== 0) expect(Math.abs(inLots - Math.round(inLots))).toBeLessThan(1e-9);
  }
  for (const [k, sum] of sums.entries()) expect(Math.abs(ledger.positions[k]! - sum)).toBeLessThan(1e-9);
}

/** No fill outside the range of its bar, none before its order is eligible, none beyond its limit. */
function checkFills(played: Played, run: RandomRun): void {
  const { ledger, market, venue } = played;
  const { fills } = ledger;
  const rate = run.slippage === "none" ? 0 : Number.parseFloat(run.slippage) / 1e4;
  const filled = new Map<number, number>();
  for (let i = 0; i < fills.length; i++) {
    if (isBookedByEngine(played, i)) continue;
    const { low, high } = market.assets[fills.asset[i]!]!;
    const bar = fills.bar[i]!;
    const reference = fills.reference[i]!;
    expect(reference).toBeGreaterThanOrEqual(low[bar]!);
    expect(reference).toBeLessThanOrEqual(high[bar]!);
    const side = Math.sign(fills.quantity[i]!);
    const isSlipped = fills.price[i] === reference * (1 + side * rate);
    expect(isSlipped || fills.price[i] === reference).toBe(true);
    const record = venue.records[fills.order[i]!]!;
    expect(bar).toBeGreaterThan(record.placedAt);
    expect(side).toBe(record.side === "buy" ? 1 : -1);
    if (record.type === "limit") {
      expect(side * (record.limit! - fills.price[i]!), "a limit is never passed").toBeGreaterThanOrEqual(0);
    }
    filled.set(fills.order[i]!, (filled.get(fills.order[i]!) ?? 0) + Math.abs(fills.quantity[i]!));
  }
  for (const [index, record] of venue.records.entries()) {
    const booked = filled.get(index);
    if (booked !== undefined) expect(Math.abs(record.filled - booked), record.id).toBeLessThan(1e-9);
    if (record.quantity !== null) expect(record.filled).toBeLessThanOrEqual(record.quantity + 1e-9);
    expect(["filled", "cancelled", "expired"], record.id).toContain(record.state);
  }
}

/** What opening fills spend in a bar, costs included, is within leverage × equity − gross after the closing fills of the open. */
function checkBudget(played: Played, run: RandomRun): void {
  const { ledger, market, venue } = played;
  const { fills } = ledger;
  const positions = market.assets.map(() => 0);
  let next = 0;
  let financed = STARTING_CASH;
  for (let bar = 0; bar < played.to; bar++) {
    const start = next;
    let flow = 0;
    while (next < fills.length && fills.bar[next] === bar) {
      flow += fills.quantity[next]! * fills.price[next]! + fills.commission[next]!;
      next++;
    }
    const isRuin = bar === ledger.ruinedAt;
    // The books after the close hold what financing took before the open: cash at the open is cash at the close + flow.
    let cash = isRuin ? financed : played.cash[bar]! + flow;
    let spent = 0;
    let slip = 0;
    let fees = 0;
    let budget: number | null = null;
    const look = () => {
      let value = 0;
      let gross = 0;
      for (const [k, quantity] of positions.entries()) {
        if (Math.abs(quantity) < 1e-12) continue;
        const price = venue.priceAt(k, bar, 0);
        value += quantity * price;
        gross += Math.abs(quantity) * price;
      }
      return { equity: cash + value, gross };
    };
    for (let i = start; i < next && !isRuin; i++) {
      const asset = fills.asset[i]!;
      const quantity = fills.quantity[i]!;
      const isOpening = positions[asset]! * quantity >= 0 || Math.abs(positions[asset]!) < 1e-12;
      if (budget === null && (isOpening || fills.moment[i]! >= INSIDE)) {
        const { equity, gross } = look();
        budget = run.leverage * equity - gross;
      }
      positions[asset]! += quantity;
      cash -= quantity * fills.price[i]! + fills.commission[i]!;
      if (!isOpening) continue;
      spent += Math.abs(quantity) * fills.price[i]! + fills.commission[i]!;
      slip += Math.abs(quantity * (fills.price[i]! - fills.reference[i]!));
      fees += fills.commission[i]!;
      // One part in 10^9 of a lot may be missing where a division rounds: whole lots are taken generously (lotSlack).
      const slack = 1e-9 * Math.abs(fills.price[i]!) + 1e-9 * STARTING_CASH;
      expect(spent, `bar ${bar}: spent on opening`).toBeLessThanOrEqual(Math.max(0, budget!) + slack);
      if (fills.moment[i]! >= INSIDE) continue;
      const { equity, gross } = look();
      // Slippage and fees lower the equity that the rule was worked out with, and a short's slipped price is below the
      // reference at which it is valued: (leverage + 1) × slippage and leverage × fees at most.
      const allowed = run.leverage * equity + (run.leverage + 1) * slip + run.leverage * fees + slack;
      expect(gross, `bar ${bar}: gross exposure`).toBeLessThanOrEqual(allowed);
    }
    if (isRuin) return;
    financed = played.cash[bar]!;
  }
}

/** A book that never went short, without leverage, owes no more than the fees of sales that brought in less than their fee. */
function checkNoDebt(played: Played, run: RandomRun): void {
  if (run.leverage !== 1 || positionsByBar(played).some((row) => row.some((quantity) => quantity < -1e-12))) return;
  const { fills } = played.ledger;
  let eaten = 0;
  for (let i = 0; i < fills.length; i++) {
    if (fills.quantity[i]! < 0) eaten += Math.max(0, fills.commission[i]! + fills.quantity[i]! * fills.price[i]!);
  }
  for (const cash of played.cash) expect(cash).toBeGreaterThanOrEqual(-eaten - 1e-9 * STARTING_CASH);
}

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
  test("cash, positions, equity, costs, ranges, eligibility, lots and leverage hold at every bar", () => {
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
        checkFills(played, run);
        checkBudget(played, run);
        checkNoDebt(played, run);
      }),
      RUNS,
    );
    // The laws would hold of runs that do nothing.
    expect(fills).toBeGreaterThan(1_000);
    expect(shorts).toBeGreaterThan(30);
  });

  test("cutting off the future changes no earlier fill and no earlier equity", () => {
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
  });

  test("the order in which assets are given changes nothing, to the last bit", () => {
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
  });

  test("marking that lags behind gives the fills and the equity of marking every bar, to the last bit", () => {
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
  });
});
