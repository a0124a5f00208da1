import { describe, expect, test } from "vitest";
import { ConfigError } from "#base/errors";
import { parseSlippage } from "./slippage.ts";

describe("slippage", () => {
  test("makes purchases dearer and sales cheaper", () => {
    const model = parseSlippage("5bps");
    expect(model.slipped(100, 1)).toBeCloseTo(100.05, 12);
    expect(model.slipped(100, -1)).toBeCloseTo(99.95, 12);
    expect(model.name).toBe("5bps");
  });

  test("none changes no bit of a price", () => {
    expect(parseSlippage("none").slipped(0.1 + 0.2, 1)).toBe(0.1 + 0.2);
    expect(parseSlippage("none").slipped(0.1 + 0.2, -1)).toBe(0.1 + 0.2);
  });

  test.each(["", "5", "-5bps", "5%", "10000bps", "NaNbps", "bps"])('cannot be "%s"', (text) => {
    expect(() => parseSlippage(text)).toThrow(ConfigError);
    expect(() => parseSlippage(text)).toThrow(`"${text}" is not a slippage`);
  });

  test("may be as large as anything below the whole price", () => {
    expect(parseSlippage("9999bps").slipped(100, -1)).toBeCloseTo(0.01, 12);
  });
});
