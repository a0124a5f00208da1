import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { RunRecord } from "#results/run-record";
import type { Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { profileNamed } from "./profiles.ts";
import { Runner } from "./runner.ts";

/** Bars that open and close at 100 with a range of 90 to 110. */
function series(bars: number): BarSeries {
  const column = (value: number) => new Float64Array(bars).fill(value);
  const words = { symbol: "AAA", timeframe: "1d", source: "by hand", adjusted: false, closeOnly: false } as const;
  return {
    ...words,
    synthetic: true,
    time: Float64Array.from({ length: bars }, (_, i) => i * 86_400_000),
    open: column(100),
    high: column(110),
    low: column(90),
    close: column(100),
    volume: null,
  };
}

/** What an order of the first bar comes to, in whole shares, with 10,000 and without costs. */
function play(order: (context: Context) => void, later?: (context: Context) => void): RunRecord {
  const strategy = defineStrategy({
    summary: "Places one order or two",
    onBar(context) {
      if (context.bar === 0) order(context);
      else if (context.bar === 2) later?.(context);
    },
  });
  const runner = new Runner({
    strategy: strategy as unknown as AnyStrategy,
    market: marketOf([series(6)]),
    profile: { ...profileNamed("ivy"), slippage: "none", borrow: 0, lots: "whole" },
    cash: 10_000,
    from: 0,
    warmup: 0,
    keep: "all",
  });
  runner.run({});
  return runner.record();
}

const said = ({ orders }: RunRecord, i = 0) => [orders[i]!.state, orders[i]!.filled, orders[i]!.endedAt];

describe("in whole shares, what is left of an order below one share", () => {
  test("ends it with its last whole share at the open", () => {
    expect(said(play((context) => context.buy({ quantity: 10.7 })))).toEqual(["filled", 10, 1]);
  });

  test("ends it with its last whole share inside the bar", () => {
    expect(said(play((context) => context.buy({ quantity: 10.7, limit: 95 })))).toEqual(["filled", 10, 1]);
  });

  test("does not open the other side", () => {
    const record = play(
      (context) => context.buy({ quantity: 10 }),
      (context) => context.sell({ quantity: 10.7 }),
    );
    expect(said(record, 1)).toEqual(["filled", 10, 3]);
    expect(record.fills.length).toBe(2);
  });

  test("cancels an order that is nothing else, beside a bracket too", () => {
    const record = play((context) => context.buy({ quantity: 0.7 }));
    expect([...said(record), record.orders[0]!.reason]).toEqual(["cancelled", 0, 1, "size is zero"]);
    const inside = play((context) => context.buy({ quantity: 0.7, limit: 95 }));
    expect([...said(inside), inside.orders[0]!.reason]).toEqual(["cancelled", 0, 1, "size is zero"]);
  });
});
