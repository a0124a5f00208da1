import { describe, expect, test } from "vitest";
import { COMMISSION_NAMES, parseCommission } from "./commission.ts";
import type { CommissionModel } from "./commission-model.ts";
import { fillFixture } from "./fill-context.fixture.ts";

const FORMS = [
  "none",
  "5bps",
  "0.005/share",
  "0.005/share:1",
  "0.005/share:1:1%",
  "0.005/share:0:1%",
  "0.005/share:1/order",
  "0.005/share:1/order:1%",
  "1/order",
  "1/fill",
  "2+5bps",
  "2/fill+5bps",
  "tiered:0=0.0035/share,300000=0.002/share:0.35/order:1%",
  "tiered:0=10bps,1000000=8bps",
  "us-fees",
  "0.005/share:1+us-fees",
  ...COMMISSION_NAMES,
];
const QUANTITIES = [0.001, 1, 7, 99, 100, 101, 12_345, 400_000, 30_000_000];
const PRICES = [0.2, 1, 50, 4_321.5];

/** What the first fill of an order is charged. */
function chargeOf(model: CommissionModel, quantity: number, price: number, side = 1): number {
  return model.chargeOn?.(fillFixture({ side, quantity, price })) ?? model.charge(quantity, price);
}

describe.each(FORMS)("the commission %s", (form) => {
  const model = parseCommission(form);

  test("bears its name", () => {
    expect(model.name).toBe(form);
  });

  test("is finite, never below zero, and never falls with the quantity", () => {
    for (const price of PRICES) {
      let last = 0;
      for (const quantity of QUANTITIES) {
        for (const side of [1, -1]) expect(chargeOf(model, quantity, price, side)).toBeGreaterThanOrEqual(0);
        const charge = chargeOf(model, quantity, price, -1);
        expect(Number.isFinite(charge)).toBe(true);
        expect(charge).toBeGreaterThanOrEqual(last);
        last = charge;
      }
    }
  });

  test("is never more than what sizing reserves for it", () => {
    for (const price of PRICES) {
      for (const quantity of QUANTITIES) {
        const reserved = model.fixed + quantity * model.unit(price);
        // Both sides are sums of a few products of this size: rounding is some parts in 10^16 of them.
        const most = reserved * (1 + 1e-12);
        for (const side of [1, -1]) expect(chargeOf(model, quantity, price, side)).toBeLessThanOrEqual(most);
        expect(model.charge(quantity, price)).toBeLessThanOrEqual(most);
      }
    }
  });

  test("charges purchases as sales, but for the fees that only sales pay", () => {
    const hasFees = form.includes("us-fees") || form === "alpaca" || form.startsWith("ibkr");
    for (const quantity of QUANTITIES) {
      const bought = chargeOf(model, quantity, 50, 1);
      if (hasFees) expect(bought).toBeLessThan(chargeOf(model, quantity, 50, -1));
      else expect(bought).toBe(chargeOf(model, quantity, 50, -1));
    }
  });
});

describe("an order that fills in parts", () => {
  const parts = [30, 1, 169, 1_000];

  /** What the fills of one order at one price pay, each told what came before. */
  function paid(form: string, price: number, monthBefore = 0): number {
    const model = parseCommission(form);
    let units = 0;
    let sum = 0;
    for (const quantity of parts) {
      const fill = fillFixture({
        quantity,
        price,
        side: -1,
        orderUnits: units,
        orderValue: units * price,
        monthUnits: monthBefore + units,
        monthValue: (monthBefore + units) * price,
      });
      sum += model.chargeOn!(fill);
      units += quantity;
    }
    return sum;
  }

  test.each([
    "0.005/share:1/order",
    "0.005/share:10/order:1%",
    "1/order",
    "2+5bps",
    "us-fees",
    "tiered:0=0.0035/share,300000=0.002/share:0.35/order:1%",
    "tiered:0=10bps,20000=8bps",
    "ibkr-fixed",
    "ibkr-tiered",
    "alpaca",
  ])("pays %s as if it had filled at once", (form) => {
    const model = parseCommission(form);
    for (const price of [0.2, 25, 4_000]) {
      for (const before of [0, 299_900]) {
        const month = { monthUnits: before, monthValue: before * price };
        const whole = model.chargeOn!(fillFixture({ quantity: 1_200, price, side: -1, ...month }));
        // Differences of running sums: rounding stays far below a millionth of a cent.
        expect(paid(form, price, before)).toBeCloseTo(whole, 9);
      }
    }
  });
});
