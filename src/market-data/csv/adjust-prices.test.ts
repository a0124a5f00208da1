import { expect, test } from "vitest";
import { adjustPrices } from "./adjust-prices.ts";

const f = (...values: number[]) => Float64Array.from(values);

test("carries the adjusted close over to the bar, and leaves time and volume", () => {
  const raw = { time: f(0, 1), open: f(40, 38), high: f(42, 38), low: f(39, 34), close: f(40, 36), volume: f(5, 6) };
  const bars = adjustPrices(raw, f(20, 36));
  expect(bars).toEqual({
    time: raw.time,
    open: f(20, 38),
    high: f(21, 38),
    low: f(19.5, 34),
    close: f(20, 36),
    volume: raw.volume,
  });
});

test("keeps a close at the high at the high, to the last bit", () => {
  // 49 × (1 / 49) is 0.9999999999999999 in doubles: the product alone would put the close above its high.
  const raw = { time: f(0), open: f(49), high: f(49), low: f(49), close: f(49), volume: null };
  expect(49 * (1 / 49)).toBeLessThan(1);
  const bars = adjustPrices(raw, f(1));
  expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0]]).toEqual([1, 1, 1, 1]);
});
