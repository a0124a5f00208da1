import { describe, expect, test } from "vitest";
import { DataError } from "#base/errors";
import { type DeskSetup, desk, type Row } from "./desk.ts";

/* Costs that look at more than quantity and price, on a few bars, worked by hand. */

const flat = (price: number, volume: number): Row => [price, price, price, price, volume];

function run(setup: Partial<DeskSetup> & Pick<DeskSetup, "bars" | "orders">) {
  return desk({ cash: 100_000, ...setup });
}

describe("slippage by volume", () => {
  const bars = { A: [flat(3.5, 2000), flat(3.5, 2000), flat(3.5, 2000), flat(3.5, 4000)] };

  test("is that of the quantity that fills, not of the one that was asked for", () => {
    // zipline's case: 100 wanted, at most 2.5 % of 2,000 a bar: 50 at 3.5 · (1 + 0.1 · 0.025²), twice
    const { fills } = run({
      bars,
      profile: { slippage: "volume-share:0.1", participation: 0.025 },
      orders: { 0: [{ quantity: 100 }] },
    });
    expect(fills).toEqual(["1 open o1 50@3.50021875", "2 open o1 50@3.50021875"]);
  });

  test("makes a sale cheaper by as much", () => {
    const { fills } = run({
      bars,
      profile: { slippage: "volume-share:0.1", participation: 0.025 },
      orders: { 0: [{ quantity: 50 }], 1: [{ side: "sell", quantity: 50 }] },
    });
    expect(fills).toEqual(["1 open o1 50@3.50021875", "2 open o2 -50@3.49978125"]);
  });

  test("counts each fill alone, or all of the bar where the profile says so", () => {
    const orders = { 0: [{ quantity: 20 }, { quantity: 20 }] };
    const slippage = "linear:100bps";
    // 20 of 2,000: 3.5 · (1 + 0.01 · 1.01); the second after 20 before it: 3.5 · (1 + 0.01 · 1.02)
    expect(run({ bars, profile: { slippage }, orders }).fills).toEqual([
      "1 open o1 20@3.53535",
      "1 open o2 20@3.53535",
    ]);
    expect(run({ bars, profile: { slippage, impactBase: "bar" }, orders }).fills).toEqual([
      "1 open o1 20@3.53535",
      "1 open o2 20@3.5357",
    ]);
  });

  test("sizes all of the cash by the price that so much costs", () => {
    // 10 · (1 + 0.01 · √(q/10,000)) · q = 100,000 in whole shares: 9,901 cost 99,995.19, 9,902 cost 100,005.29
    const { fills, cash } = run({
      bars: { A: [flat(10, 10_000), flat(10, 10_000)] },
      profile: { slippage: "square-root:100bps" },
      orders: { 0: [{ fraction: 1 }] },
    });
    const price = 10 * (1 + 0.01 * Math.sqrt(0.9901));
    expect(9_902 * 10 * (1 + 0.01 * Math.sqrt(0.9902))).toBeGreaterThan(100_000);
    expect(fills).toEqual([`1 open o1 9901@${Number(price.toFixed(9))}`]);
    expect(cash).toBeCloseTo(100_000 - 9_901 * price, 9);
    expect(cash).toBeGreaterThanOrEqual(0);
  });

  test("never leaves cash below zero when an order asks for too much", () => {
    const { fills, cash } = run({
      bars: { A: [flat(10, 10_000), flat(10, 10_000)] },
      profile: { slippage: "square-root:100bps", commission: "0.005/share:1/order+us-fees" },
      orders: { 0: [{ quantity: 12_000 }] },
    });
    expect(fills).toHaveLength(1);
    expect(cash).toBeGreaterThanOrEqual(0);
    // Sized by the price of all 12,000: nearly all of the cash goes.
    expect(cash).toBeLessThan(500);
  });

  test("never touches a limit", () => {
    const { fills } = run({
      bars: { A: [flat(10, 1000), [10, 10, 8, 9, 1000]] },
      profile: { slippage: "linear:100bps" },
      orders: { 0: [{ type: "limit", limit: 9, quantity: 10 }] },
    });
    expect(fills).toEqual(["1 inside o1 10@9"]);
  });

  test("moves a triggered stop by its own size", () => {
    // 100 of 1,000: 9 · (1 − 0.01 · 1.1)
    const { fills } = run({
      bars: { A: [flat(10, 1000), flat(10, 1000), [10, 10, 8, 9, 1000]] },
      profile: { slippage: "linear:100bps" },
      orders: { 0: [{ quantity: 100 }], 1: [{ side: "sell", type: "stop", stop: 9, quantity: 100 }] },
    });
    expect(fills[1]).toBe("2 inside o2 -100@8.901");
  });
});

describe("market impact", () => {
  // Returns +10 %, −10 %: deviation √0.02; volume 1,000 each; then 10 of 1,000 move 0.1414… · √0.01
  const bars = { A: [flat(100, 1), flat(110, 1000), flat(99, 1000), flat(99, 7)] };

  test("goes by the bars before the fill", () => {
    const price = 99 * (1 + Math.sqrt(0.02) * 0.1);
    const { fills } = run({ bars, profile: { impact: "square-root:1:2bars" }, orders: { 2: [{ quantity: 10 }] } });
    expect(fills).toEqual([`3 open o1 10@${Number(price.toFixed(9))}`]);
  });

  test("ends the run where too little came before", () => {
    expect(() => run({ bars, profile: { impact: "square-root:1:2bars" }, orders: { 1: [{ quantity: 10 }] } })).toThrow(
      expect.objectContaining({ code: "impact-history", where: expect.objectContaining({ symbol: "A", bar: 2 }) }),
    );
  });
});

describe("a run that cannot be priced", () => {
  const go = (rows: readonly Row[], profile: NonNullable<DeskSetup["profile"]>) => () =>
    run({ bars: { A: rows }, profile, orders: { 0: [{ quantity: 10 }], 1: [{ side: "sell", quantity: 10 }] } });

  test("for a bar without volume says which", () => {
    const rows = [flat(10, 5), flat(10, 0), flat(10, 5)];
    expect(go(rows, { slippage: "square-root:10bps" })).toThrow(DataError);
    expect(go(rows, { slippage: "square-root:10bps" })).toThrow(
      expect.objectContaining({
        code: "slippage-volume",
        where: expect.objectContaining({ symbol: "A", time: "1970-01-02", bar: 1, received: "0" }),
      }),
    );
    // With a cap such a bar fills nothing, and there is nothing to price.
    expect(go(rows, { slippage: "square-root:10bps", participation: 0.5 })).not.toThrow();
  });

  test("for a sale of which nothing would be left says so", () => {
    const rows = [flat(10, 5), flat(10, 1000), flat(10, 1), flat(10, 1)];
    expect(go(rows, { slippage: "volume-share:0.1" })).toThrow(
      expect.objectContaining({ code: "slippage-beyond-price", where: expect.objectContaining({ bar: 2 }) }),
    );
  });
});

describe("a commission", () => {
  test("per order is paid once by an order that fills in parts", () => {
    const bars = { A: [flat(10, 1000), flat(10, 1000), flat(10, 1000), flat(10, 1000)] };
    const of = (commission: string) =>
      run({ bars, profile: { commission, participation: 0.1 }, orders: { 0: [{ quantity: 250 }] } }).venue.setup.ledger;
    // Fills of 100, 100 and 50
    expect(of("1/order").commission).toBe(1);
    expect(of("1/fill").commission).toBe(3);
    // 250 · 0.005 = 1.25: the first pays 1, the second tops up nothing (200 · 0.005 = 1), the third 0.25
    expect([...of("0.005/share:1/order").fills.commission.subarray(0, 3)]).toEqual([1, 0, 0.25]);
    expect(of("0.005/share:1").commission).toBe(3);
  });

  test("of regulators is taken from sales, whether they close or open", () => {
    const bars = { A: [flat(50, 1000), flat(50, 1000), flat(50, 1000)] };
    const { venue } = run({
      bars,
      profile: { commission: "us-fees" },
      orders: { 0: [{ side: "sell", quantity: 100 }], 1: [{ quantity: 100 }] },
    });
    const { fills } = venue.setup.ledger;
    expect(fills.commission[0]).toBeCloseTo(0.1225, 12);
    expect(fills.commission[1]).toBe(0);
  });

  test("by tiers counts the month's volume of all orders, and begins anew with the next", () => {
    // Days 29 and 30 lie in January 1970, day 31 in February
    const bars = { A: Array.from({ length: 33 }, () => flat(10, 1000)) };
    const { venue } = run({
      bars,
      profile: { commission: "tiered:0=0.01/share,100=0.001/share" },
      orders: { 28: [{ quantity: 80 }], 29: [{ quantity: 80 }], 30: [{ quantity: 80 }] },
    });
    const paid = [...venue.setup.ledger.fills.commission.subarray(0, 3)];
    // 80 · 0.01; 20 · 0.01 + 60 · 0.001; 80 · 0.01
    expect(paid[0]).toBeCloseTo(0.8, 12);
    expect(paid[1]).toBeCloseTo(0.26, 12);
    expect(paid[2]).toBeCloseTo(0.8, 12);
  });
});

describe("borrow rates of single symbols", () => {
  test("are owed by calendar days, each on its own short", () => {
    const bars = { A: [flat(10, 1e6), flat(10, 1e6), flat(12, 1e6)], B: [flat(10, 1e6), flat(10, 1e6), flat(10, 1e6)] };
    const short = { side: "sell" as const, quantity: 1000 };
    const { venue } = run({
      bars,
      profile: { borrow: 0.01, borrowRates: "B=36.5%" },
      orders: {
        0: [
          { ...short, asset: 0 },
          { ...short, asset: 1 },
        ],
      },
    });
    // One day on the closes before: 10,000 · 0.01 / 365 + 10,000 · 0.365 / 365
    expect(venue.setup.ledger.borrow).toBeCloseTo(0.273972602739726 + 10, 12);
  });
});
