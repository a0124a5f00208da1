import { describe, expect, test } from "vitest";
import { DataError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { profileNamed } from "../profiles.ts";
import { Runner } from "../runner.ts";
import { chargingOf } from "./charging.ts";
import { parseCommission } from "./commission.ts";
import { parseSlippage } from "./slippage.ts";

const DAY = 86_400_000;

function seriesOf(volumes: readonly number[] | null, adjusted = false): BarSeries {
  const close = Float64Array.from({ length: 6 }, (_, i) => 10 + i);
  const words = { symbol: "AAA", timeframe: "1d", source: "prices.csv", closeOnly: false, synthetic: true } as const;
  const prices = { time: close.map((_, i) => i * DAY), open: close, high: close, low: close, close };
  return { ...words, ...prices, adjusted, volume: volumes === null ? null : Float64Array.from(volumes) };
}

const FULL = [100, 100, 100, 100, 100, 100];
const charging = (series: BarSeries, commission: string, slippage: string) =>
  chargingOf(marketOf([series]), parseCommission(commission), parseSlippage(slippage), { impactBase: "fill" });

describe("charging", () => {
  test("is only there where more than quantity and price counts", () => {
    for (const commission of ["none", "5bps", "0.005/share:1:1%", "1/fill", "2/fill+5bps", "binance-spot"]) {
      expect(charging(seriesOf(FULL), commission, "2ticks")).toBeNull();
    }
    expect(charging(seriesOf(FULL), "1/order", "5bps")).not.toBeNull();
    expect(charging(seriesOf(FULL), "none", "linear:5bps")).not.toBeNull();
  });

  test("forgets orders, the month and the bar when a run starts", () => {
    const books = charging(seriesOf(FULL), "tiered:0=1/share,10=0.1/share:5/order", "5bps")!;
    const fill = { bar: 1, asset: 0, side: 1, quantity: 20, order: 7 };
    expect(books.fee(fill, 10)).toBe(11);
    books.note(fill, 10, 11);
    // 20 units of the same order more, all above the tier; and another order's
    expect(books.fee(fill, 10)).toBeCloseTo(2, 12);
    expect(books.fee({ ...fill, order: 8 }, 10)).toBe(5);
    books.reset();
    expect(books.fee(fill, 10)).toBe(11);
  });

  test("treats each fill of the engine itself as an order of its own", () => {
    const books = charging(seriesOf(FULL), "1/order", "5bps")!;
    const fill = { bar: 1, asset: 0, side: -1, quantity: 20, order: -1 };
    books.note(fill, 10, 1);
    expect(books.fee(fill, 10)).toBe(1);
  });

  test("counts what an order filled before a split as it is after it, and pays nothing out", () => {
    const books = charging(seriesOf(FULL), "0.01/share:1/order", "5bps")!;
    const fill = { bar: 1, asset: 0, side: 1, quantity: 200, order: 7 };
    books.note(fill, 10, 2);
    books.split(7, (units) => units * 2);
    // 400 and 100 at 0.01 are 5, of which 2 are paid.
    expect(books.fee({ ...fill, quantity: 100 }, 5)).toBeCloseTo(3, 12);
    books.note({ ...fill, quantity: 100 }, 5, 3);
    books.split(7, (units) => units / 5);
    // 100 and 50 at 0.01 are 1.50, less than the 5 that are paid; 1.50 count as paid then.
    expect(books.fee({ ...fill, quantity: 50 }, 25)).toBe(0);
    books.note({ ...fill, quantity: 50 }, 25, 0);
    expect(books.fee({ ...fill, quantity: 50 }, 25)).toBeCloseTo(0.5, 12);
  });
});

describe("prices that do not tell what a model needs", () => {
  test("are refused before the run", () => {
    expect(() => charging(seriesOf(null), "none", "square-root:10bps")).toThrow(
      expect.objectContaining({
        code: "slippage-volume",
        where: expect.objectContaining({ symbol: "AAA", received: "prices.csv" }),
      }),
    );
    for (const form of ["1tick", "half-spread:0.02"]) {
      expect(() => charging(seriesOf(FULL, true), "none", form)).toThrow(
        expect.objectContaining({ code: "slippage-adjusted" }),
      );
    }
    expect(() => charging(seriesOf(FULL, true), "none", "half-spread:2bps")).not.toThrow();
  });

  test("end a run as what they are, and not as a failure of its strategy", () => {
    const buying = defineStrategy({ summary: "buys at once", onBar: (context) => context.enterLong() });
    const target = defineStrategy({
      summary: "long at once",
      prepare: () => ({}),
      target: () => new Float64Array(6).fill(1),
    });
    const profile = { ...profileNamed("ivy"), participation: null, slippage: "linear:10bps" };
    for (const strategy of [buying, target] as unknown as AnyStrategy[]) {
      const market = marketOf([seriesOf([100, 0, 100, 100, 100, 100])]);
      const runner = new Runner({ strategy, market, profile, cash: 1000, from: 0, warmup: 0, keep: "all" });
      expect(() => runner.run({})).toThrow(DataError);
      expect(() => runner.run({})).toThrow(
        expect.objectContaining({ code: "slippage-volume", where: expect.objectContaining({ symbol: "AAA", bar: 1 }) }),
      );
    }
  });
});
