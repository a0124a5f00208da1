import { describe, expect, test } from "vitest";
import { StrategyError } from "#base/errors";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { RunRecord } from "#results/run-record";
import type { AssetNow, Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import type { Profile } from "./profile.ts";
import { profileNamed } from "./profiles.ts";
import { Runner } from "./runner.ts";

const DAY = 86_400_000;
type Row = readonly [number, number, number, number, number?];
const STILL: Row = [100, 100, 100, 100, 1e6];

function series(symbol: string, rows: readonly Row[], closeOnly = false): BarSeries {
  const column = (i: number) => Float64Array.from(rows, (row) => row[i] ?? Number.NaN);
  const words = { symbol, timeframe: "1d", source: "by hand", adjusted: false, closeOnly, synthetic: true } as const;
  const time = Float64Array.from(rows, (_, i) => i * DAY);
  return { ...words, time, open: column(0), high: column(1), low: column(2), close: column(3), volume: column(4) };
}

type Script = Readonly<Record<number, (context: Context, other: AssetNow) => void>>;

/** Plays what the script does after the close of each bar, in a book of 1,000 without costs. */
function play(script: Script, rows: readonly Row[] = Array(6).fill(STILL), changes: Partial<Profile> = {}): RunRecord {
  const strategy = defineStrategy({
    summary: "A script",
    universe: "many",
    prepare: ({ market }) => ({ assets: market.assets }),
    onBar(context, now) {
      script[context.bar]?.(context, now.assets[1]!);
    },
  });
  const free = { commission: "none", slippage: "none", borrow: 0, participation: null };
  const runner = new Runner({
    strategy: strategy as unknown as AnyStrategy,
    market: marketOf([series("AAA", rows), series("BBB", rows)]),
    profile: { ...profileNamed("ivy"), ...free, ...changes },
    cash: 1000,
    from: 0,
    warmup: 0,
    keep: "all",
  });
  runner.run({});
  return runner.record();
}

function fillsOf({ fills, orders, market }: RunRecord): string[] {
  return Array.from({ length: fills.length }, (_, i) => {
    const symbol = market.assets[fills.asset[i]!]!.symbol;
    return `${fills.bar[i]} ${orders[fills.order[i]!]!.id} ${symbol} ${fills.quantity[i]}@${fills.price[i]}`;
  });
}

const endsOf = ({ orders }: RunRecord) => orders.map(({ id, state, reason }) => `${id} ${state}: ${reason}`);

describe("entering", () => {
  test("without a size is with all of the equity, at the next open", () => {
    const record = play({ 0: (context) => context.enterLong() });
    expect(fillsOf(record)).toEqual(["1 o1 AAA 10@100"]);
  });

  test("what is held already does nothing", () => {
    const record = play({
      0: (context) => context.enterLong({ quantity: 3 }),
      2: (context) => context.enterLong(),
      3: (context) => context.enterLong({ quantity: 5 }),
    });
    expect(fillsOf(record)).toEqual(["1 o1 AAA 3@100"]);
    expect(record.orders).toHaveLength(1);
  });

  test("twice on one bar is one order", () => {
    const record = play({
      0: (context) => {
        context.enterLong();
        context.enterLong();
      },
    });
    expect(record.orders).toHaveLength(1);
  });

  test("the other side closes first, then opens", () => {
    const record = play({ 0: (context) => context.enterLong(), 2: (context) => context.enterShort() });
    expect(fillsOf(record)).toEqual(["1 o1 AAA 10@100", "3 o2 AAA -10@100", "3 o2 AAA -10@100"]);
    expect(record.trades.length).toBe(1);
  });

  test("the other side before the first entry filled takes its place", () => {
    const record = play({
      0: (context) => {
        context.enterLong();
        context.enterShort();
      },
    });
    expect(fillsOf(record)).toEqual(["1 o2 AAA -10@100"]);
    expect(endsOf(record)[0]).toBe("o1 cancelled: the strategy changed its mind");
  });

  test("by cash, by fraction and by quantity", () => {
    const record = play({
      0: (context, other) => {
        context.enterLong({ cash: 250 });
        other.enterShort({ fraction: 0.5 });
      },
      2: (context, other) => {
        context.exit();
        other.exit();
      },
      4: (context) => context.enterShort({ quantity: 7 }),
    });
    expect(fillsOf(record)).toEqual([
      "1 o1 AAA 2@100",
      "1 o2 BBB -5@100",
      "3 o3 AAA -2@100",
      "3 o4 BBB 5@100",
      "5 o5 AAA -7@100",
    ]);
  });

  test("with a stop loss and a target brings both to life at the fill", () => {
    const rows: Row[] = [STILL, STILL, [100, 101, 97, 100, 1e6], STILL];
    const record = play(
      { 0: (context) => context.enterLong({ stopLoss: { fraction: 0.02 }, takeProfit: { amount: 9 }, tag: "try" }) },
      rows,
    );
    expect(fillsOf(record)).toEqual(["1 o1 AAA 10@100", "2 o1/stop AAA -10@98"]);
    expect(record.orders.map(({ id, stop, limit, tag }) => [id, stop, limit, tag])).toEqual([
      ["o1", null, null, "try"],
      ["o1/stop", 98, null, "try"],
      ["o1/target", null, 109, "try"],
    ]);
  });
});

describe("leaving", () => {
  test("sells all that is held, once", () => {
    const record = play({
      0: (context) => context.enterLong(),
      2: (context) => {
        context.exit();
        context.exit();
      },
      4: (context) => context.exit(),
    });
    expect(fillsOf(record)).toEqual(["1 o1 AAA 10@100", "3 o2 AAA -10@100"]);
    expect(record.orders).toHaveLength(2);
  });

  test("drops an entry that waits", () => {
    const record = play({
      0: (context) => {
        context.enterLong();
        context.exit();
      },
    });
    expect(fillsOf(record)).toEqual([]);
    expect(endsOf(record)).toEqual(["o1 cancelled: the strategy left before it filled"]);
  });

  test("is taken back by entering again before it filled", () => {
    const record = play({
      0: (context) => context.enterLong(),
      2: (context) => {
        context.exit();
        context.enterLong();
      },
    });
    expect(fillsOf(record)).toEqual(["1 o1 AAA 10@100"]);
    expect(endsOf(record)[1]).toBe("o2 cancelled: the strategy changed its mind");
  });

  test("and turning around on one bar turns around once", () => {
    const record = play({
      0: (context) => context.enterLong(),
      2: (context) => {
        context.exit();
        context.enterShort();
      },
    });
    expect(fillsOf(record)).toEqual(["1 o1 AAA 10@100", "3 o3 AAA -10@100", "3 o3 AAA -10@100"]);
  });

  test("ends the bracket of what it closes", () => {
    const record = play({
      0: (context) => context.enterLong({ stopLoss: { fraction: 0.1 } }),
      2: (context) => context.exit({ tag: "enough" }),
    });
    expect(endsOf(record)).toEqual(["o1 filled: ", "o1/stop cancelled: nothing to reduce", "o2 filled: "]);
    expect(record.orders[2]!.tag).toBe("enough");
  });
});

describe("buying and selling", () => {
  test("the kind of an order follows from its levels", () => {
    const record = play({
      0: (_, other) => {
        other.buy({ quantity: 1 });
        other.buy({ quantity: 1, limit: 50 });
        other.buy({ quantity: 1, stop: 150 });
        other.buy({ quantity: 1, stop: 150, limit: 151 });
        other.sell({ quantity: 1, trail: { fraction: 0.5 } });
        other.buy({ quantity: 1, atClose: true });
      },
    });
    const types = record.orders.map((order) => order.type);
    expect(types).toEqual(["market", "limit", "stop", "stopLimit", "trailing", "marketOnClose"]);
  });

  test("an order can be cancelled by its id, and its bracket goes with it", () => {
    let id = "";
    const record = play({
      0: (context) => {
        id = context.buy({ quantity: 1, limit: 50 });
      },
      1: (context) => context.cancel(id),
    });
    expect(id).toBe("o1");
    expect(endsOf(record)).toEqual(["o1 cancelled: cancelled by the strategy"]);
    const both = play({
      0: (context) => {
        id = context.buy({ quantity: 1, stopLoss: { fraction: 0.1 } });
      },
      2: (context) => context.cancel(id),
    });
    expect(endsOf(both)).toEqual(["o1 filled: ", "o1/stop cancelled: cancelled by the strategy"]);
  });

  test("an id that was never given cannot be cancelled", () => {
    expect(() => play({ 0: (context) => context.cancel("o7") })).toThrow('there is no order "o7" to cancel');
  });

  test("orders placed together fill together or not at all", () => {
    const record = play({
      0: (context, other) =>
        context.together(() => {
          context.enterLong({ fraction: 0.5 });
          other.enterShort({ fraction: 0.5 });
        }),
    });
    expect(fillsOf(record)).toEqual(["1 o1 AAA 5@100", "1 o2 BBB -5@100"]);
    const failing = play({
      0: (context, other) =>
        context.together(() => {
          context.buy({ quantity: 5 });
          other.buy({ cash: 50 });
        }),
    });
    expect(fillsOf(failing)).toEqual([]);
    expect(endsOf(failing)).toEqual(["o1 cancelled: the group cannot fill", "o2 cancelled: the group cannot fill"]);
  });

  test("two calls of together are two groups", () => {
    const record = play({
      0: (context, other) => {
        context.together(() => {
          context.buy({ cash: 50 });
          other.buy({ quantity: 1 });
        });
        context.together(() => other.buy({ quantity: 2 }));
      },
    });
    expect(fillsOf(record)).toEqual(["1 o3 BBB 2@100"]);
  });

  test("a value can be kept for each bar", () => {
    const record = play({ 1: (context) => context.record("ratio", 0.5), 3: (context) => context.record("ratio", 2) });
    const gap = Number.NaN;
    expect([...record.records.get("ratio")!]).toEqual([gap, 0.5, gap, 2, gap, gap]);
  });
});

describe("what a strategy sees", () => {
  test("is the bar that has closed, the account at its close, and the position", () => {
    const seen: unknown[] = [];
    const rows: Row[] = [STILL, [100, 120, 90, 110, 7], STILL];
    play(
      {
        0: (context) => context.enterLong({ quantity: 4 }),
        1: (context, other) => {
          seen.push(context.bar, context.time, context.equity, context.cash, context.position);
          seen.push(other.symbol, other.open, other.high, other.low, other.close, other.volume, other.position);
        },
      },
      rows,
    );
    expect(seen).toEqual([1, DAY, 1040, 600, 4, "BBB", 100, 120, 90, 110, 7, 0]);
  });
});

describe("an order that cannot be", () => {
  test.each<[string, (context: Context) => void, string]>([
    ["of NaN units", (context) => context.buy({ quantity: Number.NaN }), "An order has the quantity NaN."],
    ["with two sizes", (context) => context.enterLong({ quantity: 1, cash: 5 }), "two sizes: quantity and cash"],
    ["with a stop loss of 0", (context) => context.enterLong({ stopLoss: { fraction: 0 } }), "stopLoss of 0"],
  ])("%s ends the run at its bar", (_, act, message) => {
    try {
      play({ 2: act });
      expect.unreachable("the order was taken");
    } catch (error) {
      expect(error).toBeInstanceOf(StrategyError);
      expect((error as StrategyError).message).toContain(message);
      expect((error as StrategyError).where).toMatchObject({ bar: 2, time: "1970-01-03", symbol: "AAA" });
    }
  });

  test("on prices that are closes only is one with a stop", () => {
    const strategy = defineStrategy({
      summary: "Stops",
      onBar(context) {
        context.enterLong({ stopLoss: { fraction: 0.02 } });
      },
    }) as unknown as AnyStrategy;
    const market = marketOf([series("AAA", [STILL, STILL], true)]);
    const setup = { strategy, market, profile: profileNamed("ivy"), cash: 1000, from: 0, warmup: 0 } as const;
    expect(() => new Runner({ ...setup, keep: "all" }).run({})).toThrow("AAA has closes only");
  });
});

describe("an option that does not exist", () => {
  test.each<[string, (context: Context) => void]>([
    ["of an entry", (context) => context.enterLong({ fracton: 0.5 } as object)],
    ["of an order", (context) => context.buy({ quantity: 1, limt: 90 } as object)],
    ["of an exit", (context) => context.exit({ fraction: 0.5 } as object)],
  ])("%s ends the run", (_, act) => {
    expect(() => play({ 0: act })).toThrow(StrategyError);
  });
});
