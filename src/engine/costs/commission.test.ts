import { describe, expect, test } from "vitest";
import { ConfigError } from "#base/errors";
import { parseCommission } from "./commission.ts";
import { fillFixture } from "./fill-context.fixture.ts";

describe("a commission", () => {
  test("none costs nothing", () => {
    const none = parseCommission(" none ");
    expect([none.name, none.fixed, none.unit(100), none.charge(50, 100)]).toEqual(["none", 0, 0, 0]);
  });

  test("in basis points is a share of the notional", () => {
    const model = parseCommission("10bps");
    expect(model.fixed).toBe(0);
    expect(model.unit(50)).toBeCloseTo(0.05, 15);
    expect(model.charge(200, 50)).toBeCloseTo(10, 12);
    expect(parseCommission(".5bps").charge(100, 100)).toBeCloseTo(0.5, 12);
  });

  test("per share has a minimum per fill where one is given", () => {
    const model = parseCommission("0.005/share:1");
    expect([model.fixed, model.unit(123)]).toEqual([1, 0.005]);
    expect(model.charge(100, 20)).toBe(1);
    expect(model.charge(200, 20)).toBe(1);
    expect(model.charge(1000, 20)).toBe(5);
    expect(parseCommission("0.005/share").charge(100, 20)).toBe(0.5);
  });

  test("per share has a cap, which wins over its minimum", () => {
    const model = parseCommission("0.005/share:1:1%");
    expect(model.charge(100, 25)).toBe(1); // 0.50 is raised to 1
    expect(model.charge(1000, 25)).toBe(5);
    expect(model.charge(1000, 0.25)).toBe(2.5); // 5.00 is cut to 1 % of 250
    expect(model.charge(10, 0.2)).toBeCloseTo(0.02, 15); // 1 % of 2.00, below the minimum
    expect(model.chargeOn).toBeUndefined();
  });

  test("per share with a minimum per order asks nothing of the value, also where a sale brings nothing or less", () => {
    const model = parseCommission("0.005/share:1/order");
    for (const price of [0.03, 0, -0.03]) {
      // 2,100 · 0.005
      expect(model.chargeOn!(fillFixture({ quantity: 2100, price, side: -1 }))).toBeCloseTo(10.5, 12);
      expect(model.charge(100, price)).toBe(1);
    }
  });

  test("per order is taken once", () => {
    const model = parseCommission("1/order");
    expect(model.chargeOn!(fillFixture({ quantity: 3 }))).toBe(1);
    expect(model.chargeOn!(fillFixture({ quantity: 3, orderUnits: 3, orderValue: 150 }))).toBe(0);
    expect(parseCommission("1/fill").charge(3, 50)).toBe(1);
  });

  test("may be a sum, in which an amount alone is one per order", () => {
    const model = parseCommission("2+5bps");
    expect(model.fixed).toBe(2);
    // 100 at 50: 2 + 5000 · 0.0005
    expect(model.chargeOn!(fillFixture())).toBeCloseTo(4.5, 12);
    expect(parseCommission("2/fill+5bps").charge(100, 50)).toBeCloseTo(4.5, 12);
    expect(parseCommission("2/fill+5bps").chargeOn).toBeUndefined();
  });

  test("by tiers charges each part of a fill at its own rate", () => {
    const model = parseCommission("tiered:0=0.0035/share,300000=0.002/share");
    // 1,000 of 1,500 shares lie below the tier at 300,000: 1000 · 0.0035 + 500 · 0.002
    expect(model.chargeOn!(fillFixture({ quantity: 1500, monthUnits: 299_000 }))).toBeCloseTo(4.5, 12);
    expect(model.chargeOn!(fillFixture({ quantity: 1500, monthUnits: 300_000 }))).toBeCloseTo(3, 12);
    const money = parseCommission("tiered:0=10bps,1000000=8bps");
    // 5,000 traded, 2,000 of it below a million: 2000 · 0.001 + 3000 · 0.0008
    expect(money.chargeOn!(fillFixture({ monthValue: 998_000 }))).toBeCloseTo(4.4, 12);
  });

  test("of regulators falls on sales alone, and the activity fee has a most", () => {
    const model = parseCommission("us-fees");
    expect(model.chargeOn!(fillFixture())).toBe(0);
    // 100 at 50: 5000 · 20.60 / 10^6 + 100 · 0.000195
    expect(model.chargeOn!(fillFixture({ side: -1 }))).toBeCloseTo(0.103 + 0.0195, 12);
    // 100,000 at 1: 2.06, and 19.50 is cut to 9.79
    expect(model.chargeOn!(fillFixture({ side: -1, quantity: 100_000, price: 1 }))).toBeCloseTo(11.85, 12);
  });

  test("of Interactive Brokers is that of the examples on its price page", () => {
    const fixed = parseCommission("ibkr-fixed");
    const bought = (quantity: number, price: number) => fixed.chargeOn!(fillFixture({ quantity, price }));
    // interactivebrokers.com, fixed examples: 100 at 25, 1,000 at 25, 1,000 at 0.25
    expect([bought(100, 25), bought(1000, 25), bought(1000, 0.25)]).toEqual([1, 5, 2.5]);
    const tiered = parseCommission("ibkr-tiered");
    // 1,000 · 0.0035, and 1,000 · 0.0002 for clearing; 10 shares pay the minimum of 0.35 and 0.002
    expect(tiered.chargeOn!(fillFixture({ quantity: 1000, price: 25 }))).toBeCloseTo(3.7, 12);
    expect(tiered.chargeOn!(fillFixture({ quantity: 10, price: 25 }))).toBeCloseTo(0.352, 12);
  });

  test("of Alpaca is what regulators take, of Binance a tenth of a percent", () => {
    const sale = fillFixture({ side: -1 });
    expect(parseCommission("alpaca").chargeOn!(sale)).toBe(parseCommission("us-fees").chargeOn!(sale));
    expect(parseCommission("binance-spot").charge(2, 30_000)).toBeCloseTo(60, 12);
    expect(parseCommission("binance-spot").name).toBe("binance-spot");
  });

  test.each(["ibkr-fixd", "alpca", "us-fee"])("that is mistyped is told the one that was meant: %s", (text) => {
    expect(() => parseCommission(text)).toThrow(
      expect.objectContaining({ help: expect.stringMatching(/^Did you mean: /) }),
    );
  });

  test.each([
    "",
    "10",
    "10 bps",
    "-5bps",
    "10%",
    "1e3bps",
    "free",
    "0.005/share:",
    "/share",
    "none,10bps",
    "none+5bps",
    "5bps+",
    "+5bps",
    "2+",
    "1/trade",
    "tiered:5=1bps",
    "tiered:0=1bps,0=2bps",
    "tiered:0=1bps,9=0.1/share",
    "0.005/share:1:1",
  ])('cannot be "%s"', (text) => {
    expect(() => parseCommission(text)).toThrow(ConfigError);
    expect(() => parseCommission(text)).toThrow(`"${text}" is not a commission`);
  });
});
