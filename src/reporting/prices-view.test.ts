import { describe, expect, it } from "vitest";
import type { SeriesFacts } from "#results/documents/data";
import { changeText, priceFormat, pricesView, volumeFormat } from "./prices-view.ts";

const DAY = 86_400_000;
const day = (time: number) => new Date(time).toISOString().slice(0, 10);
const FACTS: SeriesFacts = {
  symbol: "KO",
  source: "ko.csv",
  timeframe: "1d",
  from: "1970-01-01",
  to: "1970-01-03",
  bars: 3,
  fingerprint: "0123456789abcdef",
  synthetic: false,
  adjusted: false,
  closeOnly: false,
  boundsOnly: false,
  notes: [],
  findings: [],
};

function viewOf(closes: readonly number[], facts: Partial<SeriesFacts> = {}) {
  const close = Float64Array.from(closes);
  const time = close.map((_, i) => i * DAY);
  const bars = {
    time,
    open: close,
    high: close.map((p) => p + 0.5),
    low: close.map((p) => p - 0.5),
    close,
    volume: null,
  };
  const flat = facts.closeOnly === true ? { ...bars, high: close, low: close } : bars;
  return pricesView({ ...FACTS, ...facts }, flat, day);
}

describe("what is said of prices", () => {
  it("is where they stand, how far they went, and when they were lowest and highest", () => {
    expect(viewOf([10, 12, 11]).headline).toBe(
      "Closed at 11.00, +10.00 % over the range; lowest 9.50 on 1970-01-01, highest 12.50 on 1970-01-02.",
    );
    expect(viewOf([10, 12, 11], { closeOnly: true }).headline).toContain("lowest close 10.00 on 1970-01-01");
  });

  it("is no percentage where a price is not above zero", () => {
    expect(viewOf([-1, 2]).headline).toBe("Closed at 2.00; lowest -1.50 on 1970-01-01, highest 2.50 on 1970-01-02.");
  });

  it("of one bar, and of prices that never move, is short", () => {
    expect(viewOf([7]).headline).toBe("One bar, closed at 7.00.");
    expect(viewOf([7, 7], { closeOnly: true }).headline).toBe("Flat at 7.00 throughout.");
  });

  it("says what the bars are", () => {
    expect(viewOf([1, 2, 3], { synthetic: true, notes: ["decimal comma"] })).toMatchObject({
      title: "KO",
      period: "1970-01-01 to 1970-01-03",
      bars: "3 daily bars",
      source: "ko.csv, raw prices, synthetic, fingerprint 01234567",
      reading: ["decimal comma"],
    });
  });
});

describe("prices in a column", () => {
  it.each([
    [
      [1, 20],
      ["1.00", "20.00"],
    ],
    [
      [1.2345678, 20],
      ["1.2346", "20.0000"],
    ],
    // 0.1 + 0.2 has one decimal, and noise behind it.
    [
      [0.1 + 0.2, 1234.5],
      ["0.30", "1,234.50"],
    ],
    [
      [0.00001234, 0.00002],
      ["0.00001234", "0.00002000"],
    ],
    [
      [Number.NaN, 5],
      ["n/a", "5.00"],
    ],
    [[0], ["0.00"]],
  ])("%j read as %j", (values, texts) => {
    const format = priceFormat([Float64Array.from(values)]);
    expect(values.map(format)).toEqual(texts);
  });

  it("change in percent, volumes are whole or have two decimals", () => {
    expect([changeText(100, 90), changeText(0, 5), changeText(5, -1)]).toEqual(["-10.00 %", "n/a", "n/a"]);
    const whole = volumeFormat(Float64Array.of(1_000_000, Number.NaN));
    expect([whole(1_000_000), whole(Number.NaN)]).toEqual(["1,000,000", "n/a"]);
    expect(volumeFormat(Float64Array.of(1.5, 2))(2)).toBe("2.00");
  });
});
