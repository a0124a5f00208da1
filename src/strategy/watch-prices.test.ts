import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { PriceWatch } from "./watch-prices.ts";

function series(symbol: string, times: readonly number[]): BarSeries {
  const time = Float64Array.from(times);
  const close = time.map((t) => t / 10);
  const words = { symbol, timeframe: "1d", source: "by hand", adjusted: false, synthetic: true } as const;
  return { ...words, closeOnly: true, time, open: close, high: close, low: close, close, volume: null };
}

describe("a watch on prices", () => {
  it("sees no change where there is none, NaN included", () => {
    const market = marketOf([series("A", [10, 20, 30]), series("B", [20])]);
    expect(market.assets[1]!.close[0]).toBeNaN();
    expect(new PriceWatch(market).firstChange()).toBeNull();
  });

  it("tells which price became what, and puts it back", () => {
    const market = marketOf([series("A", [10, 20, 30])]);
    const watch = new PriceWatch(market);
    market.assets[0]!.high[1] = Number.NaN;
    expect(watch.firstChange()).toEqual({
      ...{ symbol: "A", column: "close", bar: 1, time: 20 },
      ...{ before: 2, after: Number.NaN },
    });
    watch.restore();
    expect([...market.assets[0]!.close]).toEqual([1, 2, 3]);
    expect(watch.firstChange()).toBeNull();
  });

  it("sees a change of the series behind an asset whose clock is another's", () => {
    const b = series("B", [20]);
    const market = marketOf([series("A", [10, 20, 30]), b]);
    const watch = new PriceWatch(market);
    b.close[0] = 7;
    expect(watch.firstChange()).toMatchObject({ symbol: "B", bar: 0, before: 2, after: 7 });
  });
});
