import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCommission } from "./costs/commission.ts";
import { parseSlippage } from "./costs/slippage.ts";
import { Ledger } from "./ledger.ts";
import { AT_CLOSE, AT_OPEN } from "./moments.ts";
import { NOTHING, TRIMMED, UNAFFORDABLE, WHOLE } from "./open-share.ts";
import { liquidateRuin } from "./ruin.ts";
import type { FinancingRates, TradingTerms } from "./terms.ts";

const DAY = 86_400_000;
const FREE: FinancingRates = { borrow: 0, interest: 0 };
/** Friday, Monday, Tuesday and so on: three days lie between the first two bars. */
const FRIDAY = Date.UTC(2024, 0, 5);
const timeOf = (n: number) => Float64Array.from({ length: n }, (_, i) => FRIDAY + (i === 0 ? 0 : i + 2) * DAY);

interface Setup {
  readonly rates?: FinancingRates;
  readonly terms?: Partial<TradingTerms>;
  readonly assets?: number;
  readonly recordEquity?: boolean;
  readonly cash?: number;
}

/** A ledger over closes (day-major where there are several assets), with 1,000 in hand. */
function ledgerOver(closes: readonly number[], setup: Setup = {}): Ledger {
  const { rates = FREE, terms = {}, assets = 1, recordEquity = true, cash = 1000 } = setup;
  const basis = { time: timeOf(closes.length / assets), assets, marks: Float64Array.from(closes) };
  const usual: TradingTerms = {
    commission: parseCommission("none"),
    slippage: parseSlippage("none"),
    slipsOnExit: true,
    leverage: 1,
    lot: 1,
    ruin: 1e-9,
    lotSlack: 1e-9,
  };
  const ledger = new Ledger(basis, rates, { ...usual, ...terms }, { recordEquity, recordFills: true });
  ledger.reset(cash, 0);
  return ledger;
}

/** A fill at its reference price without commission. */
function trade(ledger: Ledger, bar: number, quantity: number, price: number, asset = 0): void {
  ledger.beginBar(bar);
  ledger.fill(bar, asset, quantity, price, price, 0, 0, AT_OPEN);
}

describe("marking", () => {
  test("a flat book keeps its cash and has no returns", () => {
    const ledger = ledgerOver([100, 110, 90]);
    ledger.markTo(2);
    expect([...ledger.equity!]).toEqual([1000, 1000, 1000]);
    expect(ledger.statistics(3)).toEqual({
      startingCash: 1000,
      finalEquity: 1000,
      bars: 3,
      sumOfReturns: 0,
      sumOfSquaredReturns: 0,
      maxDrawdown: 0,
      barsHeld: 0,
      openings: 0,
      closings: 0,
    });
  });

  // The equity of each: cash + quantity × close. Returns against the bar before, the first against 1,000.
  test.each([
    ["one asset with all cash spent (range tables)", 10, [1000, 1100, 990, 1200], 1 - 990 / 1100],
    ["one asset with cash left (a walk)", 5, [1000, 1050, 995, 1100], 1 - 995 / 1050],
    ["a short without fees (a walk)", -5, [1000, 950, 1005, 900], 1 - 900 / 1005],
  ])("%s", (_, quantity, equity, drawdown) => {
    const ledger = ledgerOver([100, 110, 99, 120]);
    trade(ledger, 0, quantity, 100);
    ledger.markTo(3);
    expect([...ledger.equity!]).toEqual(equity);
    const returns = equity.map((value, i) => value / (equity[i - 1] ?? 1000) - 1);
    const statistics = ledger.statistics(4);
    // Four additions of numbers below 1.
    expect(statistics.sumOfReturns).toBeCloseTo(
      returns.reduce((sum, r) => sum + r, 0),
      14,
    );
    expect(statistics.sumOfSquaredReturns).toBeCloseTo(
      returns.reduce((sum, r) => sum + r * r, 0),
      14,
    );
    expect(statistics.maxDrawdown).toBeCloseTo(drawdown, 14);
    expect(statistics).toMatchObject({ finalEquity: equity[3], bars: 4, barsHeld: 4, openings: 1, closings: 0 });
  });

  test("two assets are summed at their last closes", () => {
    const ledger = ledgerOver([100, 20, 110, 25, 90, 15], { assets: 2 });
    trade(ledger, 0, 5, 100, 0);
    trade(ledger, 0, -10, 20, 1);
    expect(ledger.cash).toBe(700);
    ledger.markTo(2);
    // 700 + 500 − 200; 700 + 550 − 250; 700 + 450 − 150.
    expect([...ledger.equity!]).toEqual([1000, 1000, 1000]);
    expect(ledger.statistics(3).barsHeld).toBe(3);
  });

  test("the deepest fall is from a peak that starts at the starting cash", () => {
    const ledger = ledgerOver([90, 80, 120]);
    trade(ledger, 0, 10, 100);
    ledger.markTo(2);
    // 1000 → 900 → 800 → 1200: 20 % below the cash that it began with.
    expect(ledger.statistics(3).maxDrawdown).toBeCloseTo(0.2, 15);
  });

  test("a drawdown over several positions is measured from the highest equity before it", () => {
    const ledger = ledgerOver([100, 150, 150, 120, 120, 90]);
    trade(ledger, 0, 10, 100);
    trade(ledger, 2, -10, 150);
    trade(ledger, 3, 10, 150);
    ledger.markTo(5);
    // 1000, 1500, 1500, 1200, 1200, 900: 1 − 900/1500.
    expect([...ledger.equity!]).toEqual([1000, 1500, 1500, 1200, 1200, 900]);
    expect(ledger.statistics(6).maxDrawdown).toBeCloseTo(0.4, 15);
    expect(ledger.statistics(6)).toMatchObject({ openings: 2, closings: 1, barsHeld: 5 });
  });

  test("bars before the measured window hold the starting cash and count for nothing", () => {
    const ledger = ledgerOver([50, 60, 100, 110]);
    ledger.reset(1000, 2);
    trade(ledger, 2, 10, 100);
    ledger.markTo(3);
    expect([...ledger.equity!]).toEqual([1000, 1000, 1000, 1100]);
    expect(ledger.statistics(4)).toMatchObject({ bars: 2, barsHeld: 2 });
    expect(ledger.statistics(4).sumOfReturns).toBeCloseTo(0.1, 15);
  });

  test("the statistics are those of the equity, however a book is traded and in whatever pieces it is marked", () => {
    const closes = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 12, maxLength: 40 });
    const trades = fc.array(
      fc.record({ bar: fc.integer({ min: 0, max: 39 }), weight: fc.constantFrom(0, 1, 0.5, -0.5) }),
    );
    fc.assert(
      fc.property(closes, trades, fc.boolean(), (prices, wishes, isFinanced) => {
        const rates = isFinanced ? { borrow: 0.1, interest: 0.1 } : FREE;
        const ledger = ledgerOver(prices, { rates });
        const bars = prices.length;
        let isRuined = false;
        for (const { bar, weight } of [...wishes].sort((a, b) => a.bar - b.bar)) {
          if (bar >= bars || !ledger.beginBar(bar)) continue;
          const price = prices[bar]!;
          const wanted = (weight * ledger.valueAt(bar)) / price;
          const quantity = wanted - ledger.positions[0]!;
          if (quantity !== 0) ledger.fill(bar, 0, quantity, price * 1.001, price, 0, 0, AT_OPEN);
        }
        ledger.markTo(bars - 1);
        isRuined = ledger.ruinedAt >= 0;
        const to = isRuined ? ledger.ruinedAt + 1 : bars;
        let sum = 0;
        let squares = 0;
        let peak = 1000;
        let fall = 0;
        for (let i = 0; i < to; i++) {
          const r = ledger.equity![i]! / (i === 0 ? 1000 : ledger.equity![i - 1]!) - 1;
          sum += r;
          squares += r * r;
          peak = Math.max(peak, ledger.equity![i]!);
          fall = Math.max(fall, 1 - ledger.equity![i]! / peak);
        }
        const statistics = ledger.statistics(to);
        // Prefix sums lose what rounding takes from a sum of at most 40 returns below 2.
        expect(Math.abs(statistics.sumOfReturns - sum)).toBeLessThan(1e-12);
        expect(Math.abs(statistics.sumOfSquaredReturns - squares)).toBeLessThan(1e-12);
        expect(Math.abs(statistics.maxDrawdown - fall)).toBeLessThan(1e-12);
        expect(statistics.finalEquity).toBe(ledger.equity![to - 1]);
      }),
      { seed: 17, numRuns: 300 },
    );
  });

  test("keeping no equity changes no statistic", () => {
    const kept = ledgerOver([100, 110, 99, 120]);
    const unkept = ledgerOver([100, 110, 99, 120], { recordEquity: false });
    for (const ledger of [kept, unkept]) {
      trade(ledger, 0, 4, 100);
      trade(ledger, 2, 3, 99);
      ledger.markTo(3);
    }
    expect(unkept.equity).toBeNull();
    expect(unkept.statistics(4)).toEqual(kept.statistics(4));
  });
});

describe("financing", () => {
  test("a short pays the borrow fee by calendar days on its value at the close before: three over a weekend", () => {
    const ledger = ledgerOver([100, 110, 110], { rates: { borrow: 0.0365, interest: 0 } });
    trade(ledger, 0, -5, 100);
    ledger.markTo(2);
    // Monday: 500 × 0.0365 × 3/365 = 0.15. Tuesday: 550 × 0.0001 = 0.055.
    const expected = [1000, 1500 - 0.15 - 550, 1500 - 0.15 - 0.055 - 550];
    for (const [i, value] of expected.entries()) expect(ledger.equity![i]).toBeCloseTo(value, 10);
    expect(ledger.borrow).toBeCloseTo(0.205, 12);
    expect(ledger.interest).toBe(0);
    const opening = [...ledger.openingCash!].map((cash) => Number(cash.toFixed(9)));
    expect(opening).toEqual([Number.NaN, 1500 - 0.15, 1500 - 0.205]);
  });

  test("debit cash pays interest, also on what interest made of it", () => {
    const ledger = ledgerOver([100, 100, 100], { rates: { borrow: 0, interest: 0.073 } });
    trade(ledger, 0, 20, 100);
    expect(ledger.cash).toBe(-1000);
    ledger.markTo(2);
    // 0.0002 a day: 1000 × 0.0006 = 0.6 over the weekend, then 1000.6 × 0.0002 = 0.20012.
    expect(ledger.interest).toBeCloseTo(0.80012, 12);
    expect(ledger.cash).toBeCloseTo(-1000.80012, 10);
  });

  test("the proceeds of a short are not lent out: what is spent of them is debit", () => {
    const rates = { borrow: 0.0365, interest: 0.073 };
    const ledger = ledgerOver([100, 100, 100, 100], { rates, assets: 2 });
    trade(ledger, 0, 15, 100, 0);
    trade(ledger, 0, -5, 100, 1);
    expect(ledger.cash).toBe(0);
    ledger.markTo(1);
    // Three days: borrow 500 × 0.0003 = 0.15; debit max(0, 500 − (−0.15)) × 0.0006 = 0.30009.
    expect(ledger.borrow).toBeCloseTo(0.15, 12);
    expect(ledger.interest).toBeCloseTo(0.30009, 12);
  });

  test("a long that is paid for owes nothing", () => {
    const ledger = ledgerOver([100, 110], { rates: { borrow: 0.5, interest: 0.5 } });
    trade(ledger, 0, 10, 100);
    ledger.markTo(1);
    expect(ledger.costs()).toEqual({ commission: 0, slippage: 0, borrow: 0, interest: 0, dividends: 0 });
    expect(ledger.openingCash).toBeNull();
  });

  test("is charged once for a bar, before its fills and on the position of the close before", () => {
    const ledger = ledgerOver([100, 100, 100], { rates: { borrow: 0.0365, interest: 0 } });
    trade(ledger, 0, -5, 100);
    ledger.beginBar(1);
    ledger.beginBar(1);
    ledger.fill(1, 0, 5, 100, 100, 0, 1, AT_OPEN);
    ledger.markTo(2);
    expect(ledger.borrow).toBeCloseTo(0.15, 12);
    expect(ledger.cash).toBeCloseTo(999.85, 10);
  });
});

describe("ruin", () => {
  test("of a long whose price falls to a billionth ends the series at that close", () => {
    const ledger = ledgerOver([100, 1e-8, 100, 100]);
    trade(ledger, 0, 10, 100);
    ledger.markTo(3);
    expect(ledger.ruinedAt).toBe(1);
    expect(ledger.marked).toBe(1);
    expect(ledger.statistics(2)).toMatchObject({ bars: 2, barsHeld: 2 });
    expect(ledger.statistics(2).finalEquity).toBeCloseTo(1e-7, 20);
    expect(ledger.beginBar(3)).toBe(false);
  });

  test("of a long on borrowed money may leave a debt, and a fall of more than all", () => {
    const ledger = ledgerOver([100, 40, 100]);
    trade(ledger, 0, 20, 100);
    ledger.markTo(2);
    expect(ledger.ruinedAt).toBe(1);
    expect(ledger.equity![1]).toBe(-200);
    expect(ledger.statistics(2).maxDrawdown).toBeCloseTo(1.2, 15);
  });

  test.each([
    ["without fees", FREE],
    ["with fees", { borrow: 1e-9, interest: 0 }],
  ])("of a short in the middle of a stretch is found though the price comes back, %s", (_, rates) => {
    const ledger = ledgerOver([100, 210, 50, 50], { rates });
    trade(ledger, 0, -10, 100);
    ledger.markTo(3);
    expect(ledger.ruinedAt).toBe(1);
    // The fee is 10^-9 a year on 1,000: below a millionth of a cent in three days.
    expect(ledger.equity![1]).toBeCloseTo(-100, 6);
  });

  test("closes what is held at the close of ruin, without cost", () => {
    const ledger = ledgerOver([100, 210, 50]);
    trade(ledger, 0, -10, 100);
    ledger.markTo(2);
    liquidateRuin(ledger);
    const { fills } = ledger;
    expect(fills.length).toBe(2);
    expect([fills.bar[1], fills.quantity[1], fills.price[1], fills.order[1]]).toEqual([1, 10, 210, -1]);
    expect([fills.commission[1], fills.moment[1]]).toEqual([0, AT_CLOSE]);
    expect(ledger.positions[0]).toBe(0);
    expect(ledger.cash).toBe(-100);
  });
});

describe("fills", () => {
  test("move cash by notional and commission, and count slippage against the reference", () => {
    const ledger = ledgerOver([100, 100]);
    ledger.beginBar(0);
    ledger.fill(0, 0, 5, 101, 100, 2, 7, AT_OPEN);
    expect(ledger.cash).toBe(1000 - 505 - 2);
    ledger.fill(0, 0, -2, 99, 100, 1, 8, AT_CLOSE);
    expect(ledger.cash).toBe(493 + 198 - 1);
    expect(ledger.positions[0]).toBe(3);
    expect(ledger.costs()).toEqual({ commission: 3, slippage: 5 + 2, borrow: 0, interest: 0, dividends: 0 });
    expect([...ledger.fills.snapshot().order]).toEqual([7, 8]);
  });

  test("what rounding leaves of a position or of the cash is nothing", () => {
    const ledger = ledgerOver([100, 100]);
    trade(ledger, 0, 0.1 + 0.2, 100);
    trade(ledger, 0, -0.3, 100);
    expect(ledger.positions[0]).toBe(0);
    expect(ledger.statistics(1)).toMatchObject({ openings: 1, closings: 1 });
    trade(ledger, 0, 1000 / 99.99, 99.99);
    expect(ledger.cash).toBe(0);
  });

  test("are all kept when there are many", () => {
    const ledger = ledgerOver([100, 100]);
    for (let i = 0; i < 300; i++) trade(ledger, 0, i % 2 === 0 ? 1 : -1, 100 + i);
    const fills = ledger.fills.snapshot();
    expect(fills.length).toBe(300);
    expect([...fills.price]).toEqual(Array.from({ length: 300 }, (_, i) => 100 + i));
  });
});

describe("a lone order for a share of equity", () => {
  const open = Float64Array.from([100, 100]);
  const costs = { commission: parseCommission("10bps"), slippage: parseSlippage("100bps") };

  test("buys whole lots of what cash covers at the slipped price", () => {
    const ledger = ledgerOver([100, 100], { terms: costs });
    // floor(1000 / 101) = 9 at 101; 9 × 101.101 is within 1,000.
    expect(ledger.openShare(0, 1, 1, open, 0, AT_OPEN)).toBe(WHOLE);
    expect(ledger.positions[0]).toBe(9);
    expect(ledger.cash).toBeCloseTo(1000 - 9 * 101 * 1.001, 10);
    expect(ledger.costs().slippage).toBeCloseTo(9, 12);
  });

  test("in fractions is trimmed to the cash that is left after its commission", () => {
    const ledger = ledgerOver([100, 100], { terms: { ...costs, lot: 0 } });
    expect(ledger.openShare(0, 1, 1, open, 0, AT_OPEN)).toBe(TRIMMED);
    expect(ledger.positions[0]).toBeCloseTo(1000 / 101.101, 12);
    expect(ledger.cash).toBe(0);
  });

  test("reserves a minimum commission", () => {
    const terms = { commission: parseCommission("0.01/share:50"), lot: 0 };
    const ledger = ledgerOver([100, 100], { terms });
    // 950 left for the shares and their cent each: 950 / 100.01 units; the fee of 50 is the minimum, not the cents.
    expect(ledger.openShare(0, 1, 1, open, 0, AT_OPEN)).toBe(TRIMMED);
    expect(ledger.positions[0]).toBeCloseTo(950 / 100.01, 12);
    expect(ledger.costs().commission).toBe(50);
  });

  test("is nothing where less than a lot is wanted, and unaffordable where costs leave less than a lot", () => {
    expect(ledgerOver([100, 100], { cash: 50 }).openShare(0, 1, 1, open, 0, AT_OPEN)).toBe(NOTHING);
    const terms = { commission: parseCommission("10bps") };
    expect(ledgerOver([100, 100], { cash: 100.05, terms }).openShare(0, 1, 1, open, 0, AT_OPEN)).toBe(UNAFFORDABLE);
  });

  test("sells short at the slipped price, and buying power counts it like a long", () => {
    const ledger = ledgerOver([100, 100], { terms: { slippage: parseSlippage("100bps"), lot: 0 } });
    expect(ledger.openShare(0, -1, 1, open, 0, AT_OPEN)).toBe(WHOLE);
    expect(ledger.positions[0]).toBeCloseTo(-1000 / 99, 12);
    expect(ledger.cash).toBeCloseTo(2000, 10);
  });

  test("closes all at the slipped price, or at the reference where only entries slip", () => {
    for (const slipsOnExit of [true, false]) {
      const ledger = ledgerOver([100, 100], { terms: { slippage: parseSlippage("100bps"), slipsOnExit } });
      trade(ledger, 0, 5, 100);
      ledger.beginBar(1);
      ledger.closeAll(1, open, 1, AT_OPEN);
      expect(ledger.positions[0]).toBe(0);
      expect(ledger.cash).toBe(slipsOnExit ? 995 : 1000);
      expect(ledger.costs().slippage).toBe(slipsOnExit ? 5 : 0);
    }
  });
});

describe("marking may lag", () => {
  test.each([
    ["flat", 0, true],
    ["long and paid", 10, true],
    ["long on debit", 11, false],
    ["short", -1, false],
  ])("%s", (_, quantity, expected) => {
    const ledger = ledgerOver([100, 100]);
    if (quantity !== 0) trade(ledger, 0, quantity, 100);
    expect(ledger.mayLag).toBe(expected);
  });
});
