import { describe, expect, test } from "vitest";
import { ConfigError } from "#base/errors";
import { fillFixture } from "./fill-context.fixture.ts";
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

  test("by ticks is money, and no sale goes below one tick", () => {
    const model = parseSlippage("2ticks:0.05");
    expect(model.slipped(10, 1)).toBeCloseTo(10.1, 12);
    expect(model.slipped(10, -1)).toBeCloseTo(9.9, 12);
    expect(model.slipped(0.1, -1)).toBe(0.05);
    expect(parseSlippage("1tick").slipped(10, 1)).toBeCloseTo(10.01, 12);
  });

  test("may be half of a spread, as a share of the price or as money", () => {
    expect(parseSlippage("half-spread:10bps").slipped(100, 1)).toBeCloseTo(100.05, 12);
    expect(parseSlippage("half-spread:0.04").slipped(100, -1)).toBeCloseTo(99.98, 12);
  });

  test("by a bare spread holds a sale at nothing, as zipline's FixedSlippage", () => {
    const model = parseSlippage("bare-spread:0.1");
    expect(model.slipped(100, 1)).toBeCloseTo(100.05, 12);
    expect(model.slipped(0.09, -1)).toBeCloseTo(0.04, 12);
    expect(model.slipped(0.04, -1)).toBeCloseTo(-0.01, 12);
    expect(parseSlippage("half-spread:0.1").slipped(0.04, -1)).toBe(0.04);
  });

  test("by volume share is that of zipline", () => {
    // zipline-reloaded, tests/finance/test_slippage.py: 3.50, impact 0.1, 50 of a volume of 2,000; 5 of 200 at 3.00 is the
    // same share of 2.5 %: price · (1 ± 0.1 · 0.025²)
    const model = parseSlippage("volume-share:0.1");
    const at = { price: 3.5, volume: 2000, quantity: 50 };
    expect(model.slippedOn!(fillFixture(at))).toBeCloseTo(3.50021875, 12);
    expect(model.slippedOn!(fillFixture({ ...at, side: -1 }))).toBeCloseTo(3.49978125, 12);
    expect(model.slippedOn!(fillFixture({ price: 3, volume: 200, quantity: 5 }))).toBeCloseTo(3.0001875, 12);
  });

  test("goes by what was filled in the bar before, where that is counted", () => {
    const model = parseSlippage("volume-share:0.1");
    // 100 and 300 of 10,000: 50 · (1 + 0.1 · 0.04²)
    expect(model.slippedOn!(fillFixture({ barUnits: 300 }))).toBeCloseTo(50.008, 12);
  });

  test("by the square root, and by one plus the share, of the volume", () => {
    // 100 of 10,000: a share of 1 %, whose root is 0.1
    expect(parseSlippage("square-root:10bps").slippedOn!(fillFixture())).toBeCloseTo(50 * 1.0001, 12);
    expect(parseSlippage("linear:10bps").slippedOn!(fillFixture())).toBeCloseTo(50 * 1.00101, 12);
    expect(parseSlippage("linear:10bps").slippedOn!(fillFixture({ side: -1 }))).toBeCloseTo(50 * 0.99899, 12);
  });

  test.each([
    ["squareroot:10bps", "square-root:10bps"],
    ["volumeshare:0.1", "volume-share:0.1"],
    ["halfspread:0.02", "half-spread:10bps"],
    ["noe", "none"],
  ])("that is mistyped is told the one that was meant: %s", (text, meant) => {
    expect(() => parseSlippage(text)).toThrow(expect.objectContaining({ help: `Did you mean: ${meant}` }));
  });

  test.each([
    "square-root",
    "square-root:10",
    "2ticks:0",
    "half-spread:0",
    "half-spread:20000bps",
    "linear:10000bps",
    "-1ticks",
  ])('cannot be "%s" either', (text) => {
    expect(() => parseSlippage(text)).toThrow(ConfigError);
  });
});
