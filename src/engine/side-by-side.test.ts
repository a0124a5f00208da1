import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import { type RiskCount, SIZED_NOTHING } from "#domain/risk-count";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { PROFILES } from "./profiles.ts";
import { Runner } from "./runner.ts";
import { sideBySide } from "./side-by-side.ts";

const DAY = 86_400_000;
const free = { ...PROFILES[0]!, slippage: "none", borrow: 0 };

function series(symbol: string, start: number, closes: readonly number[]): BarSeries {
  const close = Float64Array.from(closes);
  const about = { symbol, timeframe: "1d", source: "test", adjusted: true, closeOnly: false, synthetic: true } as const;
  const time = Float64Array.from(closes, (_, i) => (start + i) * DAY);
  return { ...about, time, open: close, high: close, low: close, close, volume: null };
}

const hold = defineStrategy({
  summary: "Holds",
  onBar(context) {
    context.enterLong();
    context.record("position", context.position);
  },
}) as unknown as AnyStrategy;

function run(one: BarSeries) {
  const runner = new Runner({
    strategy: hold,
    market: marketOf([one]),
    profile: free,
    cash: 1000,
    from: 0,
    warmup: "auto",
    keep: "all",
  });
  runner.run({});
  return runner.record();
}

describe("runs side by side in one book", () => {
  // B begins a day later. Each buys at the open of its second bar: A at 20 on day 1, B at 10 on day 2.
  const b = series("B", 1, [5, 10, 30]);
  const a = series("A", 0, [10, 20, 40, 10]);
  const book = sideBySide([run(b), run(a)], "flatToFlat");

  it("add up at each close, a run that has not begun with its cash", () => {
    expect([...book.equity]).toEqual([2000, 2000, 2000 + 1000, 500 + 3000]);
    expect([...book.cash]).toEqual([2000, 1000, 0, 0]);
    expect([...book.grossExposure]).toEqual([0, 1000, 3000, 3500]);
  });

  it("have the statistics of the sum", () => {
    const { statistics } = book;
    expect(statistics.startingCash).toBe(2000);
    expect(statistics.finalEquity).toBe(3500);
    expect(statistics.sumOfReturns).toBeCloseTo(0.5 + 3500 / 3000 - 1, 12);
    expect(statistics.barsHeld).toBe(3);
    expect(statistics.openings).toBe(2);
  });

  it("number their orders in the order of placing, and point fills to them", () => {
    expect(book.orders.map(({ id, symbol, placedAt }) => [id, symbol, placedAt])).toEqual([
      ["o1", "A", 0],
      ["o2", "B", 1],
    ]);
    expect([...book.fills.bar]).toEqual([1, 2]);
    expect([...book.fills.order]).toEqual([0, 1]);
    expect([...book.fills.asset]).toEqual([0, 1]);
    expect(book.market.asked).toEqual([1, 0]);
  });

  it("keep recorded series apart by symbol, on the common clock", () => {
    expect([...book.records.keys()].sort()).toEqual(["position.A", "position.B"]);
    expect([...book.records.get("position.B")!]).toEqual([Number.NaN, 0, 100, 100]);
  });
});

describe("what risk has cut in runs side by side", () => {
  const prices = series("A", 0, [10, 10]);
  const other = series("B", 0, [10, 10]);
  const cut = { reason: "risk: max position 20 %", trimmed: 1, refused: 0 };
  const unused = { reason: SIZED_NOTHING, trimmed: 0, refused: 0 };
  const together = (...risks: readonly (readonly RiskCount[])[]) =>
    sideBySide(
      [
        { ...run(prices), risk: risks[0]! },
        { ...run(other), risk: risks[1]! },
      ],
      "flatToFlat",
    ).risk;

  it("is added by its reason, the most frequent first", () => {
    const refused = { reason: "risk: max gross 50 %", trimmed: 0, refused: 1 };
    expect(together([refused, cut], [cut])).toEqual([{ ...cut, trimmed: 2 }, refused]);
  });

  it("is a sizing of nothing where it was in each of them", () => {
    expect(together([unused], [cut])).toEqual([cut]);
    expect(together([unused], [unused])).toEqual([unused]);
  });
});
