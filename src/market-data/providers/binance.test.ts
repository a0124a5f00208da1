import { expect, it } from "vitest";
import { answer, wanted } from "./answer.fixture.ts";
import { binance } from "./binance.ts";

const ACCESS = { base: "https://api.binance.com", keys: new Map() };
const MINUTE = 60_000;
const candle = (open: number, unit = 1) => [
  open * unit,
  "1",
  "2",
  "0.5",
  "1.5",
  "10",
  (open + MINUTE) * unit - 1,
  "0",
  1,
  "0",
  "0",
  "0",
];
const minutes = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => candle(Date.UTC(2024, 0, 1) + (from + i) * MINUTE));

it("goes on behind the last candle while pages are full", () => {
  const asked = wanted({ symbol: "BTC/USDT", timeframe: "1m", from: Date.UTC(2024, 0, 1) });
  const now = Date.UTC(2024, 5, 1);
  const first = binance.page(answer(minutes(1000)), asked, null, now);
  const { searchParams } = new URL(binance.request(asked, first.next, ACCESS).url);
  expect(Number(searchParams.get("startTime"))).toBe(Date.UTC(2024, 0, 1) + 999 * MINUTE + 1);
  expect(searchParams.get("symbol")).toBe("BTCUSDT");
  expect(binance.page(answer(minutes(999)), asked, first.next, now).next).toBeNull();
});

it("reads times in microseconds as times in milliseconds", () => {
  const open = Date.UTC(2025, 0, 1);
  const { rows } = binance.page(answer([candle(open, 1000)]), wanted({ timeframe: "1m" }), null, Date.UTC(2026, 0, 1));
  expect(rows.time).toEqual([open]);
});

it("rests until the minute is over where most of its weight is used", () => {
  const now = Date.UTC(2024, 0, 1, 12, 0, 20);
  const pause = (weight: string) => binance.pause!(answer([], 200, { "x-mbx-used-weight-1m": weight }), now);
  expect([pause("12"), pause("4800")]).toEqual([0, 40_000]);
});

it("names another address where the exchange is closed", () => {
  const closed = answer({ code: 0, msg: "Service unavailable from a restricted location" }, 451);
  const refusal = binance.refusal(closed, wanted(), 0)!;
  expect(refusal.kind).toBe("not-permitted");
  expect(refusal.help).toContain("IVY_BINANCE_URL=https://data-api.binance.vision");
});

it("refuses a candle that is none", () => {
  for (const body of [
    [[1, "2"]],
    ["x"],
    [[null, "1", "1", "1", "1", "1", 2]],
    [[1e12, "abc", "1", "1", "1", "1", 2e12]],
  ]) {
    expect(() => binance.page(answer(body), wanted(), null, 0)).toThrow();
  }
});
