import { describe, expect, test } from "vitest";
import { ConfigError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { fillFixture } from "./fill-context.fixture.ts";
import { trailingOf } from "./impact/trailing.ts";
import { SlippageWithImpact } from "./impact/with-impact.ts";
import { parseImpact } from "./impact.ts";
import { parseSlippage } from "./slippage.ts";

const DAY = 86_400_000;

function assetOf(closes: readonly number[], volumes: readonly number[], over: Partial<BarSeries> = {}) {
  const close = Float64Array.from(closes);
  const facts = { symbol: "A", timeframe: "1d", source: "by hand", adjusted: false, closeOnly: false } as const;
  const prices = { time: close.map((_, i) => i * DAY), open: close, high: close, low: close, close };
  const series = { ...facts, ...prices, synthetic: true, volume: Float64Array.from(volumes), ...over };
  return marketOf([series]).assets[0]!;
}

describe("market impact", () => {
  test("by the square-root law is coefficient, volatility and the root of the share of the usual volume", () => {
    // 200 of a usual 20,000 is 1 %, its root 0.1; volatility 2 %: 0.8 · 0.02 · 0.1
    expect(parseImpact("square-root:0.8")!.moveOn(fillFixture({ quantity: 200 }))).toBeCloseTo(0.0016, 15);
    expect(parseImpact("square-root")!.moveOn(fillFixture({ quantity: 200 }))).toBeCloseTo(0.002, 15);
  });

  test("of Almgren and others is their temporary impact", () => {
    // Their equation for the temporary impact, eta · sigma · (X / (V T))^(3/5), with eta 0.142 and T one day: a tenth of the
    // volume at 1.57 % volatility costs 0.142 · 157 bps · 0.1^0.6 = 0.142 · 157 · 0.2511886 = 5.6 bps
    const fill = fillFixture({ quantity: 2_000, volatility: 0.0157 });
    expect(parseImpact("almgren")!.moveOn(fill) * 1e4).toBeCloseTo(0.142 * 157 * 0.251188643150958, 9);
  });

  test("comes on top of the slippage, both against the order", () => {
    const model = new SlippageWithImpact(parseSlippage("5bps"), parseImpact("square-root")!);
    expect(model.slippedOn!(fillFixture({ quantity: 200 }))).toBeCloseTo(50 * (1 + 0.0005 + 0.002), 12);
    expect(model.slippedOn!(fillFixture({ quantity: 200, side: -1 }))).toBeCloseTo(50 * (1 - 0.0005 - 0.002), 12);
  });

  test.each(["", "sqare-root", "square-root:1:1bars", "almgren:x", "square-root:-1", "5bps"])(
    'cannot be "%s"',
    (text) => {
      expect(() => parseImpact(text)).toThrow(ConfigError);
    },
  );

  test("may be none", () => {
    expect(parseImpact(" none ")).toBeNull();
  });
});

describe("what the bars before a bar were like", () => {
  test("is measured without the bar itself", () => {
    // Returns +10 %, −10 %, then whatever: two of them have mean 0 and deviation √(0.01 + 0.01) = 0.1414…
    const { volatility, usualVolume } = trailingOf(assetOf([100, 110, 99, 990, 1], [7, 100, 300, 9_999, 1]), 2);
    expect([...volatility.subarray(0, 3)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(volatility[3]).toBeCloseTo(Math.sqrt(0.02), 12);
    expect(usualVolume[3]).toBe(200);
    const cut = trailingOf(assetOf([100, 110, 99, 5, 5], [7, 100, 300, 1, 1]), 2);
    expect(cut.volatility[3]).toBe(volatility[3]);
    expect(cut.usualVolume[3]).toBe(usualVolume[3]);
  });

  test("passes over a split that is known", () => {
    // 2 for 1 on the fourth bar: the price halves and the volume doubles, and nothing happened
    const split = Float64Array.of(1, 1, 1, 2, 1);
    const actions = { split, dividend: null, delisted: null, names: [] };
    const plain = trailingOf(assetOf([100, 110, 99, 99, 99], [10, 10, 30, 30, 30]), 2);
    const halved = trailingOf(assetOf([100, 110, 99, 49.5, 49.5], [10, 10, 30, 60, 60], { actions }), 2);
    expect(halved.volatility[4]).toBeCloseTo(plain.volatility[4]!, 12);
    expect(halved.usualVolume[4]).toBeCloseTo(2 * plain.usualVolume[4]!, 12);
  });

  test("passes over bars that are not there", () => {
    const two = marketOf([
      assetOf([1, 1, 1, 1, 1], [1, 1, 1, 1, 1], { symbol: "Z" }).series,
      { ...assetOf([100, 110, 99, 50], [5, 10, 30, 1]).series, time: Float64Array.of(0, 2 * DAY, 3 * DAY, 4 * DAY) },
    ]).assets[0]!;
    const { volatility, usualVolume } = trailingOf(two, 2);
    expect(volatility[4]).toBeCloseTo(Math.sqrt(0.02), 12);
    expect(usualVolume[4]).toBe(20);
  });
});
