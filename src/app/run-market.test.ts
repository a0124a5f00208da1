import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import type { BacktestRequest } from "./backtest-request.ts";
import { checkTimeframes, runMarket, tickersFor } from "./run-market.ts";

const DAY = 86_400_000;

function series(symbol: string, days: readonly number[], timeframe: BarSeries["timeframe"] = "1d"): BarSeries {
  const prices = Float64Array.from(days, (day) => 100 + day);
  const about = { symbol, timeframe, source: "test", adjusted: false, closeOnly: false, synthetic: true };
  const time = Float64Array.from(days, (day) => day * DAY);
  return { ...about, time, open: prices, high: prices, low: prices, close: prices, volume: null };
}

const request = (said: Partial<BacktestRequest>) =>
  ({ from: null, warmup: "auto", tickers: [], ...said }) as BacktestRequest;

describe("the market of a run", () => {
  const prices = series("A", [0, 1, 2, 3, 4, 5, 6]);

  it("keeps the bars before --from as warm-up", () => {
    const { market, from } = runMarket([prices], request({ from: 3 * DAY }));
    expect([market.clock.length, from]).toEqual([7, 3]);
  });

  it("does not even show them to a cold start", () => {
    const { market, from } = runMarket([prices], request({ from: 3 * DAY, warmup: "none" }));
    expect([market.clock[0], market.clock.length, from]).toEqual([3 * DAY, 4, 0]);
  });

  it("keeps as many as --warmup says, or as there are", () => {
    const two = runMarket([prices], request({ from: 3 * DAY, warmup: 2 }));
    expect([two.market.clock[0], two.from]).toEqual([DAY, 2]);
    const many = runMarket([prices], request({ from: 3 * DAY, warmup: 100 }));
    expect([many.market.clock[0], many.from]).toEqual([0, 3]);
  });

  it("begins at the first bar on or after --from, of any asset", () => {
    const { from } = runMarket([series("A", [0, 1, 5]), series("B", [0, 3])], request({ from: 2 * DAY }));
    expect(from).toBe(2);
  });

  it("is an error when the prices end before --from", () => {
    expect(() => runMarket([prices], request({ from: 9 * DAY }))).toThrow(
      expect.objectContaining({ code: "no-bars-in-range" }),
    );
  });
});

describe("the tickers of a run", () => {
  it("are those asked for", () => {
    expect(tickersFor(request({ tickers: ["A", "B"] }), ["A", "B", "C"], "one", "prices")).toEqual(["A", "B"]);
  });

  it("are the only ones there are when nothing was said", () => {
    expect(tickersFor(request({}), ["A"], "one", "a.csv")).toEqual(["A"]);
    expect(tickersFor(request({}), ["A", "B"], "pair", "ab.csv")).toEqual(["A", "B"]);
  });

  it("must be said when there are more", () => {
    expect(() => tickersFor(request({}), ["A", "B"], "one", "ab.csv")).toThrow(
      expect.objectContaining({ code: "missing-tickers" }),
    );
  });

  it("are two for a pair", () => {
    expect(() => tickersFor(request({ tickers: ["A", "B", "C"] }), ["A", "B", "C"], "pair", "x")).toThrow(
      expect.objectContaining({ code: "pair-needs-two" }),
    );
  });
});

describe("the timeframe of a run", () => {
  it("must be the same for all", () => {
    const daily = series("A", [0, 1]);
    const weekly = series("B", [0, 7], "1w");
    expect(() => checkTimeframes([daily])).not.toThrow();
    expect(() => checkTimeframes([daily, weekly])).toThrow(expect.objectContaining({ code: "mixed-timeframes" }));
  });
});
