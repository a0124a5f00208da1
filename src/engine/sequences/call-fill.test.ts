import { describe, expect, it } from "vitest";
import { parseCommission } from "../costs/commission.ts";
import { type Bounds, bought, type Means, sold, type Wish } from "./call-fill.ts";

const ALL: Wish = { units: Number.POSITIVE_INFINITY, share: Number.NaN, reducesOnly: false, isWhole: false };
const CASH: Means = { cash: 1000, free: 1000, debt: 0, position: 0 };

function boundsOf(price: number, settings: Partial<Bounds> & { readonly fee?: string } = {}): Bounds {
  const commission = parseCommission(settings.fee ?? "none");
  const usual = { minimum: 0, maximum: Number.POSITIVE_INFINITY, lot: 0, bindsShorts: false, commission };
  return { ...usual, feeOf: (units) => commission.charge(units, price), ...settings };
}

const units = (count: number, more: Partial<Wish> = {}): Wish => ({ ...ALL, units: count, ...more });

describe("a purchase", () => {
  it("of all there is spends the cash, the fee inside", () => {
    // (1000 − 10) / 1.01 = 980.198… are spent at 50: 19.60396… units, and 10 + 9.80198… is charged.
    const filled = bought(CASH, ALL, 50, boundsOf(50, { fee: "10/fill+100bps" }));
    expect(filled).toMatchObject({ free: 0, debt: 0, cut: "" });
    expect(filled).toHaveProperty("units", (1000 - 10) / 1.01 / 50);
    expect((filled as { fee: number }).fee).toBeCloseTo(10 + 990 / 101, 10);
  });

  it("beyond the cash is cut to it, and one that must be whole is not filled", () => {
    expect(bought(CASH, units(30), 50, boundsOf(50))).toMatchObject({ units: 20, cut: "trimmed: cash" });
    expect(bought(CASH, units(30, { isWhole: true }), 50, boundsOf(50))).toBe("cannot fill whole");
  });

  it("is cut to whole lots, by the remainder: 0.6 holds five lots of 0.1", () => {
    expect(bought(CASH, units(0.6), 50, boundsOf(50, { lot: 0.1 }))).toMatchObject({ units: 0.5 });
  });

  it("keeps to the smallest and largest quantity", () => {
    expect(bought(CASH, units(4), 50, boundsOf(50, { minimum: 5 }))).toBe("below the smallest quantity");
    const bounds = boundsOf(50, { maximum: 3 });
    expect(bought(CASH, units(4), 50, bounds)).toMatchObject({ units: 3, cut: "trimmed: largest quantity" });
    expect(bought(CASH, units(4, { isWhole: true }), 50, bounds)).toBe("above the largest quantity");
  });

  it("for a share takes that share of the cash", () => {
    expect(bought(CASH, { ...ALL, share: 0.25 }, 50, boundsOf(50))).toMatchObject({ units: 5, free: 750 });
  });

  it("that covers a short sets free twice what the part of it was sold for", () => {
    // 10 short at 100: 2,000 in hand, nothing free. 4 covered at 50 cost 200, and 2 · 400 come free.
    const short: Means = { cash: 2000, free: 0, debt: 1000, position: -10 };
    expect(bought(short, units(4), 50, boundsOf(50))).toMatchObject({ units: 4, free: 600, debt: 600 });
  });

  it("where shorts bind their value, covers what pays for itself", () => {
    // 10 short at 100; at 250 covering all takes 2,500, and 0 + 2 · 1,000 are there: (0 − 0) / (250 − 200) = 0 units.
    const short: Means = { cash: 2000, free: 0, debt: 1000, position: -10 };
    expect(bought(short, units(10), 250, boundsOf(250, { bindsShorts: true }))).toBe("no cash");
    expect(bought(short, units(10), 250, boundsOf(250))).toMatchObject({ units: 8, cut: "trimmed: cash" });
  });
});

describe("a sale", () => {
  it("short of all there is sells what the cash would buy, the fee inside, and binds it", () => {
    const filled = sold(CASH, ALL, 50, boundsOf(50, { fee: "100bps" }));
    expect(filled).toHaveProperty("units", 1000 / (50 * 1.01));
    const { free, debt } = filled as { free: number; debt: number };
    expect(debt).toBeCloseTo(1000 / 1.01, 9);
    // 1000 + worth − 1 % of it − twice its worth.
    expect(free).toBe(0);
  });

  it("of all there is while long sells what is held, and as much short as all would buy then", () => {
    const long: Means = { cash: 0, free: 0, debt: 0, position: 20 };
    expect(sold(long, ALL, 60, boundsOf(60))).toMatchObject({ units: 40, debt: 1200, free: 0 });
  });

  it("short of a number asks for no cash, unless shorts bind their value", () => {
    expect(sold(CASH, units(100), 50, boundsOf(50))).toMatchObject({ units: 100, free: -4000, debt: 5000 });
    const bounds = boundsOf(50, { bindsShorts: true });
    expect(sold(CASH, units(100), 50, bounds)).toMatchObject({ units: 20, cut: "trimmed: cash" });
  });

  it("is not made where its commission is above its worth", () => {
    const long: Means = { cash: 0, free: 0, debt: 0, position: 1 };
    const exit = { ...ALL, reducesOnly: true };
    const bounds = boundsOf(50, { fee: "60/fill" });
    expect(sold(long, exit, 50, bounds)).toBe("its commission is above its worth");
    expect(sold({ ...long, position: 0 }, exit, 50, bounds)).toBe("nothing to reduce");
  });
});
