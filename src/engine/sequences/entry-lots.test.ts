import { expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { RunRecord } from "#results/run-record";
import type { Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { profileNamed } from "../profiles.ts";
import { Runner } from "../runner.ts";

const DAY = 86_400_000;

/** One share with a split of two for one at bar 3 and a dividend of 1 at bar 4, under the rules of backtesting.py. */
function play(prices: readonly number[], script: Readonly<Record<number, (context: Context) => void>>): RunRecord {
  const column = () => Float64Array.from(prices);
  const at = (bar: number, value: number, otherwise: number) =>
    Float64Array.from(prices, (_, i) => (i === bar ? value : otherwise));
  const series: BarSeries = {
    ...{ symbol: "A", timeframe: "1d", source: "by hand", adjusted: false, closeOnly: false, synthetic: true },
    ...{ time: Float64Array.from(prices, (_, i) => i * DAY), open: column(), high: column(), low: column() },
    ...{ close: column(), volume: null },
    actions: { split: at(3, 2, 1), dividend: at(4, 1, 0), delisted: null, names: [] },
  };
  const strategy = defineStrategy({
    summary: "A script",
    prepare: () => ({}),
    onBar: (context: Context) => script[context.bar]?.(context),
  }) as unknown as AnyStrategy;
  const profile = { ...profileNamed("backtesting-py"), corporateActions: "booked", lastBar: "stayOpen" } as const;
  const setup = { strategy, market: marketOf([series]), profile, cash: 10_000, from: 0, warmup: 0 } as const;
  const runner = new Runner({ ...setup, keep: "all" });
  const statistics = runner.run({});
  // A run that keeps nothing goes the same way.
  expect(new Runner({ ...setup, keep: "statistics" }).run({})).toEqual(statistics);
  return runner.record();
}

const fillsOf = ({ fills, orders }: RunRecord) =>
  Array.from(
    { length: fills.length },
    (_, i) => `${fills.bar[i]} ${orders[fills.order[i]!]!.id} ${fills.quantity[i]}@${fills.price[i]}`,
  );

test("a split grows each entry and moves its stop, and the parts of an entry stay apart", () => {
  const record = play([100, 100, 100, 50, 50, 44, 50], {
    0: (context) => {
      context.buy({ quantity: 10, stopLoss: { price: 90 } });
      context.buy({ quantity: 4 });
    },
    3: (context) => void context.sell({ quantity: 6 }),
    5: (context) => context.exit(),
  });
  // 20 and 8 at 50 after the split; 6 sold off the first entry; its stop, now 45, is passed by the open of 44.
  expect(fillsOf(record)).toEqual(["1 o1 10@100", "1 o2 4@100", "4 o3 -6@50", "5 o1/stop -14@44", "6 o4 -8@50"]);
  // 28 held over the ex-day of a dividend of 1; 14 sold 6 below what they cost.
  expect(record.equity[6]).toBe(10_000 + 28 - 84);
  const { trades } = record;
  const rows = Array.from({ length: trades.length }, (_, i) => [trades.entryBar[i]!, trades.exitBar[i]!]);
  expect(rows).toEqual([
    [1, 4],
    [1, 5],
    [1, 6],
  ]);
});

test("a dividend is free to spend on the bar of its ex-day", () => {
  const record = play([100, 100, 100, 50, 50, 50, 50], {
    0: (context) => void context.buy({ quantity: 100 }),
    3: (context) => void context.buy({ quantity: 4 }),
    4: (context) => void context.buy({ quantity: 4 }),
  });
  // 100 at 100 leave nothing; 200 after the split pay 200, which buys 4 at 50 and then no more.
  expect(fillsOf(record)).toEqual(["1 o1 100@100", "4 o2 4@50"]);
});
