import { describe, expect, test } from "vitest";
import { ConfigError } from "#base/errors";
import { parseCommission } from "./commission.ts";

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

  test.each(["", "10", "10 bps", "-5bps", "10%", "1e3bps", "free", "0.005/share:", "/share", "none,10bps"])(
    'cannot be "%s"',
    (text) => {
      expect(() => parseCommission(text)).toThrow(ConfigError);
      expect(() => parseCommission(text)).toThrow(`"${text}" is not a commission`);
    },
  );
});
