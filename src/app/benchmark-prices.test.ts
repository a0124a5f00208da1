import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { PriceSource } from "#market-data/source";
import type { Benchmark } from "#metrics/compute";
import type { RunRecord } from "#results/run-record";
import { benchmarkPrices } from "./benchmark-prices.ts";

function series(symbol: string, times: readonly number[], closes: readonly number[]): BarSeries {
  const close = Float64Array.from(closes);
  const about = { symbol, timeframe: "1d", source: "test", adjusted: false, closeOnly: true, synthetic: true } as const;
  return { ...about, time: Float64Array.from(times), open: close, high: close, low: close, close, volume: null };
}

function source(...all: BarSeries[]): PriceSource {
  return {
    label: "test",
    path: "test",
    symbols: async () => all.map((one) => one.symbol),
    load: async (symbols) =>
      symbols.map((symbol) => ({
        series: all.find((one) => one.symbol === symbol)!,
        warnings: [],
        notes: [],
      })),
  };
}

const a = series("A", [1, 2, 3, 4], [10, 11, 12, 13]);
const late = series("B", [2, 3, 4], [5, 5, 10]);
/** The benchmark of a run that has one. */
async function found(...args: Parameters<typeof benchmarkPrices>): Promise<Benchmark> {
  const benchmark = await benchmarkPrices(...args);
  if (benchmark === null) throw new Error("there is no benchmark");
  return benchmark;
}
const recordOf = (own: BarSeries[], from: number) => ({ market: marketOf(own), from }) as RunRecord;
const nothingSaid = { benchmark: null, to: null, reading: {} };

describe("the benchmark", () => {
  it("is what was asked for, as last known at each bar", async () => {
    const other = series("X", [1, 3], [7, 8]);
    const { symbol, close } = await found(
      { benchmark: "X", to: null, reading: {} },
      source(a, other),
      [a],
      recordOf([a], 0),
    );
    expect(symbol).toBe("X");
    expect([...close]).toEqual([7, 7, 8, 8]);
  });

  it("holds what a split made of raw prices, and spends each dividend on more at the close of its day", async () => {
    const actions = {
      split: Float64Array.of(1, 2, 1, 1),
      dividend: Float64Array.of(0, 0, 1, 0),
      delisted: null,
      names: [],
    };
    const raw = { ...series("X", [1, 2, 3, 4], [100, 50, 49, 98]), actions };
    const asked = { benchmark: "X", to: null, reading: {} };
    const { close } = await found(asked, source(a, raw), [a], recordOf([a], 0));
    // Two of 50; each pays 1 at 49, which buys 1/49 of one: 2 × 50/49 of 98 at the end.
    expect([...close].map((price) => Number(price.toFixed(9)))).toEqual([100, 100, 100, 200]);
    const { close: carried } = await found(asked, source(a, { ...raw, adjusted: true }), [a], recordOf([a], 0));
    expect([...carried]).toEqual([100, 50, 49, 98]);
  });

  it("is not filled back before its first bar", async () => {
    const { close } = await found({ benchmark: "B", to: null, reading: {} }, source(a, late), [a], recordOf([a], 0));
    expect(close[0]).toBeNaN();
  });

  it("is SPY where the source has it over the whole run", async () => {
    const spy = series("SPY", [1, 2, 3, 4], [1, 2, 3, 4]);
    const { symbol } = await found(nothingSaid, source(a, spy), [a], recordOf([a], 0));
    expect(symbol).toBe("SPY");
  });

  it("is the run's own assets where SPY begins too late", async () => {
    const spy = series("SPY", [3, 4], [3, 4]);
    const { symbol } = await found(nothingSaid, source(a, spy), [a], recordOf([a], 0));
    expect(symbol).toBe("A");
  });

  it("holds several of them in equal shares from the first bar that all have", async () => {
    const { symbol, close } = await found(nothingSaid, source(a, late), [a, late], recordOf([a, late], 0));
    expect(symbol).toBe("A+B");
    expect(close[0]).toBeNaN();
    // Half in each at 11 and 5: at the end 13/11 and 10/5.
    expect([...close.subarray(1)]).toEqual([1, 12 / 11 / 2 + 5 / 5 / 2, 13 / 11 / 2 + 10 / 5 / 2]);
  });

  it("is held over splits, with dividends put back in, of raw prices whose actions are booked", async () => {
    // One share at 10; 2 for 1 at 6: two shares. 0.5 a share at a close of 5: a tenth more, 2.2 shares at 5 and at 7.
    const actions = { split: Float64Array.of(1, 2, 1, 1), dividend: Float64Array.of(0, 0, 0.5, 0) };
    const raw: BarSeries = {
      ...series("X", [1, 2, 3, 4], [10, 6, 5, 7]),
      actions: { ...actions, delisted: null, names: [] },
    };
    const close = async (one: BarSeries, booksActions: boolean) =>
      [
        ...(await found({ ...nothingSaid, benchmark: "X", booksActions }, source(one), [one], recordOf([one], 0)))
          .close,
      ].map((value) => Math.round(value * 1e9) / 1e9);
    expect(await close(raw, true)).toEqual([10, 12, 11, 15.4]);
    expect(await close(raw, false)).toEqual([10, 6, 5, 7]);
    expect(await close({ ...raw, adjusted: true }, true)).toEqual([10, 6, 5, 7]);
    const { close: own } = await found(nothingSaid, source(raw), [raw, a], recordOf([raw, a], 0));
    expect(own[3]).toBeCloseTo((15.4 / 10 + 13 / 10) / 2, 12);
  });

  it("is SPY in whatever case the source writes it", async () => {
    const spy = series("spy", [1, 2, 3, 4], [1, 2, 3, 4]);
    expect((await found(nothingSaid, source(a, spy), [a], recordOf([a], 0))).symbol).toBe("spy");
  });

  it("is nothing where none is asked for, though the source has SPY", async () => {
    const spy = series("SPY", [1, 2, 3, 4], [1, 2, 3, 4]);
    expect(
      await benchmarkPrices({ benchmark: "none", to: null, reading: {} }, source(a, spy), [a], recordOf([a], 0)),
    ).toBeNull();
  });
});
