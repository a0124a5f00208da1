import { describe, expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { OrderChanges } from "#domain/order";
import { orderEvents } from "#results/order-events";
import type { RunRecord } from "#results/run-record";
import type { Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import type { Profile } from "./profile.ts";
import { profileNamed } from "./profiles.ts";
import { Runner } from "./runner.ts";

type Row = readonly [open: number, high: number, low: number, close: number, volume?: number];
const STILL: Row = [100, 100, 100, 100, 1000];
const WIDE: Row = [100, 110, 90, 100, 1000];
type Script = Readonly<Record<number, (context: Context) => void>>;

function series(rows: readonly Row[]): BarSeries {
  const column = (i: number) => Float64Array.from(rows, (row) => row[i] ?? Number.NaN);
  const words = { symbol: "AAA", timeframe: "1d", source: "by hand", adjusted: false, closeOnly: false } as const;
  const time = Float64Array.from(rows, (_, i) => i * 86_400_000);
  return {
    ...words,
    synthetic: true,
    time,
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
  };
}

function runner(script: Script, rows: readonly Row[], keep: "all" | "trades", changes: Partial<Profile>): Runner {
  const strategy = defineStrategy({ summary: "A script", onBar: (context) => script[context.bar]?.(context) });
  return new Runner({
    strategy: strategy as unknown as AnyStrategy,
    market: marketOf([series(rows)]),
    profile: { ...profileNamed("ivy"), slippage: "none", borrow: 0, participation: null, ...changes },
    cash: 10_000,
    from: 0,
    warmup: 0,
    keep,
  });
}

/** What the script does in a book of 10,000 without costs. */
function play(script: Script, rows: readonly Row[], changes: Partial<Profile> = {}): RunRecord {
  const run = runner(script, rows, "all", changes);
  run.run({});
  return run.record();
}

const livesOf = (record: RunRecord, id: string) =>
  [...orderEvents(record)]
    .filter(({ order }) => record.orders[order]!.id === id)
    .map(({ bar, state, reason, quantity, price }) =>
      [bar, state, reason, ...(Number.isNaN(quantity) ? [] : [`${quantity}@${price}`])]
        .filter((x) => x !== "")
        .join(" "),
    );

describe("an order that is replaced", () => {
  test("works on at its new level, under its own id", () => {
    const answers: boolean[] = [];
    const record = play(
      {
        0: (context) => void context.buy({ quantity: 5, limit: 80 }),
        1: (context) => void answers.push(context.replace("o1", { limit: 95 })),
        3: (context) => void answers.push(context.replace("o1", { limit: 90 })),
      },
      [STILL, WIDE, WIDE, STILL, STILL],
    );
    expect(answers).toEqual([true, false]);
    expect(livesOf(record, "o1")).toEqual([
      "0 created",
      "0 approved",
      "0 working",
      "1 working replaced: limit 95",
      "2 filled 5@95",
    ]);
    expect(record.orders).toHaveLength(1);
    expect(record.orders[0]).toMatchObject({ limit: 95, state: "filled", endedAt: 2 });
  });

  test("keeps what it has filled: the new quantity is the whole of it", () => {
    const record = play(
      {
        0: (context) => void context.buy({ quantity: 30 }),
        1: (context) => void context.replace("o1", { quantity: 14 }),
      },
      [STILL, STILL, STILL, STILL],
      { participation: 0.01 },
    );
    // 1 % of 1,000 a bar.
    expect(livesOf(record, "o1").slice(3)).toEqual([
      "1 partiallyFilled 10@100",
      "1 partiallyFilled replaced: quantity 14",
      "2 filled 4@100",
    ]);
    expect(record.orders[0]).toMatchObject({ quantity: 14, filled: 14 });
  });

  test("by no more than has filled is filled", () => {
    const record = play(
      {
        0: (context) => void context.buy({ quantity: 30 }),
        1: (context) => void context.replace("o1", { quantity: 10 }),
      },
      [STILL, STILL, STILL],
      { participation: 0.01 },
    );
    expect(livesOf(record, "o1").slice(4)).toEqual([
      "1 partiallyFilled replaced: quantity 10",
      "1 filled replaced by no more than had filled",
    ]);
  });

  test("keeps its place among the others", () => {
    // 10 units of volume: the first order takes them, though it was replaced after the second was placed.
    const record = play(
      {
        0: (context) => {
          context.buy({ quantity: 10, limit: 80 });
          context.buy({ quantity: 10, limit: 95 });
          context.replace("o1", { limit: 95 });
        },
      },
      [STILL, WIDE],
      { participation: 0.01 },
    );
    expect(record.orders.map(({ filled }) => filled)).toEqual([10, 0]);
  });

  test("may be the stop of a bracket: raised, it fills there", () => {
    const record = play(
      {
        0: (context) => void context.buy({ quantity: 5, stopLoss: { price: 80 }, takeProfit: { price: 150 } }),
        1: (context) => void context.replace("o1/stop", { stop: 95 }),
      },
      [STILL, STILL, WIDE, STILL],
    );
    expect(livesOf(record, "o1/stop").at(-1)).toBe("2 filled 5@95");
    expect(livesOf(record, "o1/stop")[0]).toBe("1 created");
    expect(livesOf(record, "o1/target").at(-1)).toBe("2 cancelled the other side filled");
  });

  test("keeps the best price of its trail, and follows at the new distance", () => {
    const record = play(
      {
        0: (context) => void context.buy({ quantity: 5 }),
        1: (context) => void context.sell({ quantity: 5, trail: { amount: 20 } }),
        2: (context) => void context.replace("o2", { trail: { amount: 12 } }),
      },
      [STILL, STILL, [100, 110, 100, 105], [105, 106, 97, 100], STILL],
    );
    // High 110 less 12.
    expect(livesOf(record, "o2").at(-1)).toBe("3 filled 5@98");
  });

  test("is the same in a run that keeps no orders", () => {
    const script: Script = {
      0: (context) => void context.buy({ quantity: 30 }),
      1: (context) => void context.replace("o1", { quantity: 14 }),
      3: (context) => void context.exit(),
    };
    const rows = Array<Row>(8).fill(STILL);
    const bare = runner(script, rows, "trades", { participation: 0.01 });
    expect(bare.run({})).toEqual(play(script, rows, { participation: 0.01 }).statistics);
  });

  test.each<[string, OrderChanges, RegExp]>([
    ["by a level that it has not", { stop: 90 }, /type limit has no stop/],
    ["by a limit that is no number", { limit: Number.NaN }, /limit NaN/],
    ["by a quantity of nothing", { quantity: 0 }, /quantity 0/],
    ["by nothing", {}, /nothing new/],
    ["by what there is not", { limt: 3 } as never, /another "limt"/],
    ["by a trail of a price", { trail: { price: 3 } as never }, /trail of \{ price \}/],
    ["by a time in force that there is not", { timeInForce: "week" as never }, /no time in force "week"/],
  ])("%s ends the run with what may be", (_, changes, message) => {
    const script: Script = {
      0: (context) => {
        context.buy({ quantity: 5, limit: 80 });
        context.replace("o1", changes);
      },
    };
    expect(() => play(script, [STILL, STILL])).toThrow(message);
  });

  test("that there is not ends the run", () => {
    expect(() => play({ 0: (context) => void context.replace("o7", { limit: 3 }) }, [STILL, STILL])).toThrow(
      /no order "o7" to replace/,
    );
  });
});

describe("the life of an order", () => {
  test("ends with the reason, on the bar on which it ended", () => {
    const record = play(
      {
        0: (context) => void context.buy({ quantity: 5, limit: 80, timeInForce: "day" }),
        1: (context) => {
          context.buy({ quantity: 5, limit: 70 });
          context.buy({ quantity: 5, limit: 60 });
        },
        2: (context) => context.cancel("o2"),
      },
      [STILL, STILL, STILL, STILL],
    );
    expect(livesOf(record, "o1").at(-1)).toBe("1 expired time in force");
    expect(livesOf(record, "o2").at(-1)).toBe("2 cancelled cancelled by the strategy");
    expect(livesOf(record, "o3").at(-1)).toBe("3 expired the data ended");
  });

  test("that was refused ends there", () => {
    const run = runner({}, [STILL, STILL], "all", {});
    run.run({});
    run.venue.refuse({ asset: 0, side: "buy", type: "market", quantity: 3 }, 1, "too much of AAA");
    expect(livesOf(run.record(), "o1")).toEqual(["1 created", "1 refused too much of AAA"]);
  });
});

describe("options that cannot stand together", () => {
  test.each([
    [{ quantity: 1, atOpen: true, limit: 90 }, /both atOpen and limit/],
    [{ quantity: 1, atClose: true, stop: 90 }, /both atClose and stop/],
    [{ quantity: 1, atClose: true, atOpen: true }, /both atOpen and atClose/],
    [{ quantity: 1, trail: { amount: 3 }, limit: 90 }, /both trail and limit/],
    [{ quantity: 1, stop: 90, limitOffset: 1 }, /limitOffset and no trail/],
    [{ quantity: 1, trail: { amount: 3 }, limitOffset: Number.NaN }, /limitOffset NaN/],
  ])("%j ends the run", (options, message) => {
    expect(() => play({ 0: (context) => void context.sell(options) }, [STILL, STILL])).toThrow(message);
  });
});

describe("a stop that the price has passed already", () => {
  const protect = (stop: number, answers: boolean[]): Script => ({
    0: (context) => void context.buy({ quantity: 5, stopLoss: { price: 70 } }),
    2: (context) => void answers.push(context.replace("o1/stop", { stop })),
  });

  test("does not take the place of one that protects: it would sell at once", () => {
    const answers: boolean[] = [];
    const record = play(protect(110, answers), [STILL, STILL, STILL, STILL, STILL]);
    expect(answers).toEqual([false]);
    expect(livesOf(record, "o1/stop")).toContain(
      "2 working not replaced: its stop 110 lies above the price 100: it was passed already",
    );
    expect(record.orders[1]).toMatchObject({ id: "o1/stop", stop: 70, filled: 0 });
  });

  test("does where the profile takes it as it stands", () => {
    const answers: boolean[] = [];
    const record = play(protect(110, answers), [STILL, STILL, STILL, STILL, STILL], { wrongSide: "taken" });
    expect(answers).toEqual([true]);
    expect(record.orders[1]).toMatchObject({ stop: 110, filled: 5 });
  });

  test("may follow a long up", () => {
    const answers: boolean[] = [];
    expect(play(protect(99, answers), [STILL, STILL, STILL, STILL, WIDE]).orders[1]).toMatchObject({ filled: 5 });
    expect(answers).toEqual([true]);
  });
});

test("a level between the ticks ends the run as it does when an order is placed", () => {
  const script: Script = {
    0: (context) => void context.buy({ quantity: 5, limit: 80 }),
    1: (context) => void context.replace("o1", { limit: 80.005 }),
  };
  expect(() => play(script, [STILL, STILL, STILL], { tick: 0.01 })).toThrow("limit price 80.005, between the ticks");
  expect(() => play(script, [STILL, STILL, STILL])).not.toThrow();
});

test("what is done to an order that has rested for bars on which nothing happened stands at its own bar", () => {
  const record = play(
    {
      0: (context) => [80, 79].forEach((limit) => void context.buy({ quantity: 5, limit })),
      4: (context) => void context.replace("o1", { limit: 81 }),
      6: (context) => void context.cancel("o2"),
    },
    [STILL, STILL, STILL, STILL, STILL, STILL, STILL, STILL],
  );
  expect(livesOf(record, "o1")).toContain("4 working replaced: limit 81");
  expect(livesOf(record, "o2").at(-1)).toBe("6 cancelled cancelled by the strategy");
});
