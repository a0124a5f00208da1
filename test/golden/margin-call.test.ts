import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner } from "#engine/runner";
import { reasonOf } from "#results/order-reason";
import type { RunRecord } from "#results/run-record";
import type { AssetNow, Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";

type Script = Readonly<Record<number, (context: Context, assets: readonly AssetNow[]) => void>>;

/** One price a bar, NaN where the asset has none. */
function series(symbol: string, prices: readonly number[]): BarSeries {
  const kept = prices.flatMap((price, bar) => (Number.isNaN(price) ? [] : [{ price, bar }]));
  const column = Float64Array.from(kept, ({ price }) => price);
  const words = {
    symbol,
    timeframe: "1d",
    source: "by hand",
    adjusted: false,
    closeOnly: false,
    synthetic: true,
  } as const;
  return {
    ...words,
    time: Float64Array.from(kept, ({ bar }) => bar * 86_400_000),
    open: column,
    high: column,
    low: column,
    close: column,
    volume: null,
  };
}

function play(
  prices: Readonly<Record<string, readonly number[]>>,
  script: Script,
  changes: Partial<Profile> = {},
): RunRecord {
  const strategy = defineStrategy({
    summary: "A script",
    universe: "many",
    prepare: ({ market }) => ({ assets: market.assets }),
    onBar: (context, now) => script[context.bar]?.(context, now.assets),
  });
  const settings = { slippage: "none", borrow: 0, leverage: 2, maintenanceMargin: 0.4 };
  const runner = new Runner({
    strategy: strategy as unknown as AnyStrategy,
    market: marketOf(Object.entries(prices).map(([symbol, column]) => series(symbol, column))),
    profile: { ...profileNamed("ivy"), ...settings, ...changes },
    cash: 1000,
    from: 0,
    warmup: 0,
    keep: "all",
  });
  runner.run({});
  return runner.record();
}

function fillsOf(record: RunRecord): string[] {
  const { fills, market } = record;
  return Array.from({ length: fills.length }, (_, i) => {
    const { symbol } = market.assets[fills.asset[i]!]!;
    const reason = reasonOf(record, fills.order[i]!, fills.bar[i]!);
    return `${fills.bar[i]} ${symbol} ${fills.quantity[i]}@${fills.price[i]} ${reason}`;
  });
}

/** Twice the equity in A. */
const levered: Script = { 0: (context) => void context.buy({ quantity: 20 }) };

describe("a margin call", () => {
  test("sells at the next open what brings exposure to leverage times equity", () => {
    // 20 at 100 on 1,000. At 82: equity 640, exposure 1,640, 39 %: called. Kept: 2 × 640 / 1,640 of 20 = 15.6, floored 15.
    const record = play({ A: [100, 100, 90, 82, 82, 82] }, levered);
    expect(fillsOf(record)).toEqual(["1 A 20@100 signal", "4 A -5@82 margin call"]);
    expect(record.orders[1]).toMatchObject({
      placedAt: 3,
      side: "sell",
      quantity: 5,
      tag: "margin call",
      state: "filled",
    });
    // 1,230 is held on 640.
    expect([...record.grossExposure].at(-1)).toBe(1230);
  });

  test("is none at a close that covers just what the line says, and none where no line is drawn", () => {
    // At 83⅓ equity is 666⅔ of 1,666⅔: 40 %. 84 is above.
    expect(fillsOf(play({ A: [100, 100, 84, 84] }, levered))).toHaveLength(1);
    expect(fillsOf(play({ A: [100, 100, 60, 60] }, levered, { maintenanceMargin: 0 }))).toHaveLength(1);
  });

  test("reduces all positions by the same share, longs and shorts", () => {
    // 10 of A, −10 of B at 100. A 80, B 120: equity 600, exposure 2,000, 30 %. Kept: 1,200 / 2,000 = 0.6 of each.
    const record = play(
      { A: [100, 100, 80, 80], B: [100, 100, 120, 120] },
      {
        0: (_, [a, b]) => {
          a!.buy({ quantity: 10 });
          b!.sell({ quantity: 10 });
        },
      },
    );
    expect(fillsOf(record).slice(2)).toEqual(["3 A -4@80 margin call", "3 B 4@120 margin call"]);
  });

  test("is found for a short alone, without leverage", () => {
    // −10 at 100 on 1,000. At 145: equity 550 of 1,450, 38 %. Kept: 550 / 1,450 of 10 = 3.8, floored 3.
    const record = play(
      { A: [100, 100, 145, 145] },
      { 0: (context) => void context.sell({ quantity: 10 }) },
      { leverage: 1 },
    );
    expect(fillsOf(record)[1]).toBe("3 A 7@145 margin call");
  });

  test("that waits for a bar of its asset is made anew, not twice", () => {
    const record = play({ A: [100, 100, 82, Number.NaN, 82, 82], B: [1, 1, 1, 1, 1, 1] }, levered);
    const calls = record.orders.filter(({ tag }) => tag === "margin call");
    expect(calls.map(({ state, reason }) => `${state} ${reason}`)).toEqual(["cancelled called anew", "filled "]);
    expect(fillsOf(record).slice(1)).toEqual(["4 A -5@82 margin call"]);
  });

  test("does not stand in the way of an exit that the strategy places with it", () => {
    const record = play({ A: [100, 100, 82, 82, 82] }, { ...levered, 2: (context) => context.exit() });
    expect(fillsOf(record).slice(1)).toEqual(["3 A -5@82 margin call", "3 A -15@82 signal"]);
  });

  test("comes too late for an account that is ruined", () => {
    const record = play({ A: [100, 100, 40, 40] }, levered);
    expect(record.ruined).toBe(true);
    expect(fillsOf(record)[1]).toBe("2 A -20@40 ruin");
  });

  test("is found where orders fill at the signal's close", () => {
    const record = play({ A: [100, 100, 82, 82, 82] }, levered, { fillAt: "signalClose" });
    expect(fillsOf(record)).toEqual(["0 A 20@100 signal", "3 A -5@82 margin call"]);
  });
});
