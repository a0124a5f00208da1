import { describe, expect, test } from "vitest";
import type { BarSeries, CorporateActions } from "#domain/bars";
import { marketOf } from "#domain/market";
import { excursions } from "#results/excursions";
import type { RunRecord } from "#results/run-record";
import type { Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import type { Profile } from "../profile.ts";
import { profileNamed } from "../profiles.ts";
import { Runner } from "../runner.ts";

type Row = readonly [open: number, high: number, low: number, close: number];
type Script = Readonly<Record<number, (context: Context) => void>>;
const DAY = 86_400_000;

interface Share {
  readonly rows: readonly (Row | null)[];
  /** New shares for an old one, by bar. */
  readonly splits?: Readonly<Record<number, number>>;
  readonly dividends?: Readonly<Record<number, number>>;
  readonly delisted?: number;
  readonly adjusted?: boolean;
}

/** Rows that stand still at a price. */
const still = (price: number, bars: number): Row[] => Array<Row>(bars).fill([price, price, price, price]);

function series(symbol: string, { rows, splits = {}, dividends = {}, delisted, adjusted = false }: Share): BarSeries {
  const kept = rows.flatMap((row, bar) => (row === null ? [] : [{ row, bar }]));
  const column = (i: number) => Float64Array.from(kept, ({ row }) => row[i]!);
  const actions: CorporateActions = {
    split: Float64Array.from(kept, ({ bar }) => splits[bar] ?? 1),
    dividend: Float64Array.from(kept, ({ bar }) => dividends[bar] ?? 0),
    delisted: delisted === undefined ? null : delisted * DAY,
    names: [],
  };
  const words = {
    symbol,
    timeframe: "1d",
    source: "by hand",
    closeOnly: false,
    synthetic: true,
    volume: null,
  } as const;
  const time = Float64Array.from(kept, ({ bar }) => bar * DAY);
  return { ...words, adjusted, actions, time, open: column(0), high: column(1), low: column(2), close: column(3) };
}

function play(
  shares: Readonly<Record<string, Share>>,
  script: Script,
  changes: Partial<Profile> = {},
  cash = 10_000,
): RunRecord {
  const strategy = defineStrategy({
    summary: "A script",
    universe: "many",
    prepare: ({ market }) => ({ assets: market.assets }),
    onBar: (context) => script[context.bar]?.(context),
  });
  const free = { commission: "none", slippage: "none", borrow: 0, interest: 0, participation: null };
  const runner = new Runner({
    strategy: strategy as unknown as AnyStrategy,
    market: marketOf(Object.entries(shares).map(([symbol, share]) => series(symbol, share))),
    profile: { ...profileNamed("ivy"), ...free, ...changes },
    cash,
    from: 0,
    warmup: 0,
    keep: "all",
  });
  runner.run({});
  return runner.record();
}

const buying = (quantity: number): Script => ({ 0: (context) => void context.buy({ quantity }) });

function fillsOf({ fills, orders }: RunRecord): string[] {
  return Array.from({ length: fills.length }, (_, i) => {
    const id = orders[fills.order[i]!]?.id ?? "engine";
    return `${fills.bar[i]} ${id} ${fills.quantity[i]}@${fills.price[i]}`;
  });
}

/** 100 up to bar 2, then two for one: 50. */
const HALVED: Share = { rows: [...still(100, 3), ...still(50, 3)], splits: { 3: 2 } };

describe("a split", () => {
  test("changes no equity, of a long or of a short", () => {
    for (const side of ["buy", "sell"] as const) {
      const record = play({ A: HALVED }, { 0: (context) => void context[side]({ quantity: 10 }) });
      expect([...record.equity]).toEqual(Array(6).fill(10_000));
      expect([...record.grossExposure]).toEqual([0, ...Array(5).fill(1000)]);
      expect(record.splits).toEqual([{ bar: 3, asset: 0, ratio: 2 }]);
    }
  });

  test("is seen by the strategy on its own bar, also where nothing was ordered", () => {
    const seen: number[] = [];
    const note = (context: Context) => void seen.push(context.position);
    play({ A: HALVED }, { 0: (context) => void context.buy({ quantity: 10 }), 2: note, 3: note, 4: note });
    expect(seen).toEqual([10, 20, 20]);
  });

  test("halves the levels of all that rests and doubles its quantities", () => {
    // Stop 90 → 45, target 130 → 65, limit of a second purchase 80 → 40.
    const rows: Row[] = [...still(100, 3), [50, 50, 48, 50], [50, 66, 50, 60], [60, 60, 39, 44]];
    const record = play(
      { A: { rows, splits: { 3: 2 } } },
      {
        0: (context) => {
          context.buy({ quantity: 10, stopLoss: { price: 90 }, takeProfit: { price: 130 } });
          context.buy({ quantity: 5, limit: 80 });
        },
      },
    );
    expect(fillsOf(record)).toEqual(["1 o1 10@100", "4 o1/target -20@65", "5 o2 10@40"]);
    expect(record.orders.find(({ id }) => id === "o2")).toMatchObject({
      quantity: 10,
      limit: 40,
      notes: [{ bar: 3, state: "working", reason: "split 2", isFirst: true }],
    });
  });

  test("halves the best price and the distance of a trailing stop, and the amounts of a bracket that waits", () => {
    // Trail: best 100 less 8, then 50 less 4 = 46. The entry at 45 has a stop 5 (of old 10) below: 40.
    const rows: Row[] = [...still(100, 3), [50, 50, 47, 49], [49, 49, 44, 48], [48, 48, 39, 39]];
    const record = play(
      { A: { rows, splits: { 3: 2 } } },
      {
        0: (context) => void context.buy({ quantity: 10 }),
        1: (context) => {
          context.sell({ quantity: 10, trail: { amount: 8 } });
          context.buy({ quantity: 3, limit: 90, stopLoss: { amount: 10 } });
        },
      },
    );
    expect(fillsOf(record)).toEqual(["1 o1 10@100", "4 o2 -20@46", "4 o3 6@45", "5 o3/stop -6@40"]);
  });

  test("leaves an order alone that was placed at its own close, or later", () => {
    const rows: Row[] = [...still(100, 3), ...still(50, 1), [50, 50, 44, 46], ...still(46, 1)];
    const record = play(
      { A: { rows, splits: { 3: 2 } } },
      { 3: (context) => void context.buy({ quantity: 4, limit: 45 }) },
    );
    expect(fillsOf(record)).toEqual(["4 o1 4@45"]);
  });

  test("makes one trade of what was bought before and sold after, in the units of its entry", () => {
    const rows: Row[] = [...still(100, 3), [50, 55, 45, 50], ...still(60, 2)];
    const record = play(
      { A: { rows, splits: { 3: 2 } } },
      { 0: (context) => void context.buy({ quantity: 10 }), 3: (context) => context.exit() },
    );
    const { trades } = record;
    expect(fillsOf(record)).toEqual(["1 o1 10@100", "4 o2 -20@60"]);
    expect(trades.length).toBe(1);
    expect([trades.quantity[0], trades.entryPrice[0], trades.exitPrice[0], trades.pnl[0], trades.return[0]]).toEqual([
      10, 100, 120, 200, 0.2,
    ]);
    // The low of 45 was 90 of the old, the exit at 60 was 120.
    const { worst, best } = excursions(record);
    expect(worst[0]).toBeCloseTo(-0.1, 12);
    expect(best[0]).toBeCloseTo(0.2, 12);
    expect([...record.cash].at(-1)).toBe(10_200);
  });

  test("into whole shares pays out what is left, at what a new share was worth at the last close", () => {
    // 1 for 10: 15 shares are 1.5, and the half is paid at 100 × 10 = 1,000.
    const share: Share = { rows: [...still(100, 3), ...still(1000, 3)], splits: { 3: 0.1 } };
    const record = play({ A: share }, buying(15));
    expect(fillsOf(record)).toEqual(["1 o1 15@100", "3 engine -0.5@1000"]);
    expect([...record.equity]).toEqual(Array(6).fill(10_000));
    expect([...record.cash].at(-1)).toBe(10_000 - 1500 + 500);
    const short = play({ A: share }, { 0: (context) => void context.sell({ quantity: 15 }) });
    expect(fillsOf(short)).toEqual(["1 o1 -15@100", "3 engine 0.5@1000"]);
  });

  test("into whole shares drops the rest of an order, and all of one that is less than a share", () => {
    const share: Share = { rows: [...still(100, 3), ...still(1000, 2)], splits: { 3: 0.1 } };
    const record = play(
      { A: share },
      {
        0: (context) => {
          context.buy({ quantity: 25, limit: 50 });
          context.buy({ quantity: 5, limit: 50 });
        },
      },
    );
    expect(record.orders.map(({ quantity, limit, reason }) => [quantity, limit, reason])).toEqual([
      [2, 500, "the data ended"],
      [0, 500, "the split left nothing of it"],
    ]);
  });

  test("into fractions keeps them", () => {
    const share: Share = { rows: [...still(100, 3), ...still(1000, 3)], splits: { 3: 0.1 } };
    const record = play({ A: share }, buying(15), { lots: "fractional" });
    expect(fillsOf(record)).toEqual(["1 o1 15@100"]);
    expect([...record.grossExposure].at(-1)).toBe(1500);
  });

  test("that the raw prices do not show ends the run: they carry it already", () => {
    const share: Share = { rows: still(100, 6), splits: { 3: 2 } };
    expect(() => play({ A: share }, {})).toThrow(/A do not show the split 2 of 1970-01-04/);
    expect(() => play({ A: share }, {}, { corporateActions: "ignored" })).not.toThrow();
    // A stock dividend of 5 % is smaller than what prices do overnight.
    expect(() => play({ A: { rows: still(100, 6), splits: { 3: 1.05 } } }, {})).not.toThrow();
  });
});

describe("a dividend", () => {
  test("is received on a long that was held at the close before, and paid on a short", () => {
    const share: Share = { rows: still(100, 5), dividends: { 2: 1.5, 3: 0.25 } };
    const long = play({ A: share }, { ...buying(10), 2: (context) => context.exit() });
    // Bought at the open of bar 1, sold at that of bar 3, whose dividend is paid before.
    expect([...long.cash]).toEqual([10_000, 9000, 9015, 10_017.5, 10_017.5]);
    expect(long.costs.dividends).toBe(-17.5);
    const short = play({ A: share }, { 0: (context) => void context.sell({ quantity: 10 }) });
    expect([...short.equity]).toEqual([10_000, 10_000, 9985, 9982.5, 9982.5]);
    expect(short.costs.dividends).toBe(17.5);
    const late = play({ A: share }, { 1: (context) => void context.buy({ quantity: 10 }) });
    expect(late.costs.dividends).toBe(-2.5);
  });

  test("on the day of a split is one of the new shares", () => {
    const record = play({ A: { ...HALVED, dividends: { 3: 0.5 } } }, buying(10));
    expect(record.costs.dividends).toBe(-10);
  });

  test("can be seen and spent on its day", () => {
    const cash: number[] = [];
    play(
      { A: { rows: still(100, 4), dividends: { 2: 5 } } },
      {
        0: (context) => void context.buy({ quantity: 100 }),
        2: (context) => void cash.push(context.cash, context.equity),
      },
    );
    expect(cash).toEqual([500, 10_500]);
  });

  test("of several assets, with holes, is paid to each holder", () => {
    const record = play(
      {
        A: { rows: still(100, 5), dividends: { 3: 1 } },
        B: { rows: [...still(50, 2), null, ...still(50, 2)], dividends: { 3: 2 } },
      },
      { 0: (context) => void context.buy({ quantity: 10 }) },
    );
    expect(record.costs.dividends).toBe(-10);
    expect(record.bySymbol.map(({ symbol, dividends, net }) => [symbol, dividends, net])).toEqual([["A", -10, 10]]);
  });

  test("and a split on adjusted prices are not booked: the prices carry them", () => {
    const record = play(
      { A: { rows: still(100, 5), dividends: { 2: 3 }, splits: { 3: 2 }, adjusted: true } },
      buying(10),
    );
    expect(record.costs.dividends).toBe(0);
    expect(record.splits).toEqual([]);
    expect([...record.equity]).toEqual(Array(5).fill(10_000));
  });

  test("of a run that passes over corporate actions is not booked", () => {
    const record = play({ A: { rows: still(100, 4), dividends: { 2: 3 } } }, buying(10), {
      corporateActions: "ignored",
    });
    expect(record.costs.dividends).toBe(0);
  });

  /**
   * The published run of LEAN's DividendRegression: SPY as traded, 1998 to 2005, half of 100,000 in 512 shares at 97.84, a fee
   * of 2.56, 33 dividends that sum to 13.26 a share, and 120,462.08 at the end. That leaves 124.55 for the last close.
   */
  test("of 33 quarters on 512 shares of SPY comes to the end that was published", () => {
    const quarter = 63;
    const bars = 34 * quarter;
    const rows = Array.from({ length: bars }, (_, bar): Row => {
      const price = bar < 2 ? 97.84 : bar === bars - 1 ? 124.55 : 97.84 + (26.71 * bar) / bars;
      return [price, price, price, price];
    });
    // 32 × 0.40 + 0.46 = 13.26.
    const dividends = Object.fromEntries(
      Array.from({ length: 33 }, (_, i) => [(i + 1) * quarter, i === 0 ? 0.46 : 0.4]),
    );
    const record = play({ SPY: { rows, dividends } }, buying(512), { commission: "0.005/share" }, 100_000);
    expect(record.costs.commission).toBeCloseTo(2.56, 12);
    expect(record.costs.dividends).toBeCloseTo(-512 * 13.26, 8);
    expect(record.statistics.finalEquity).toBeCloseTo(120_462.08, 7);
  });
});

describe("a delisting", () => {
  test("closes the position at the last close, also where the market goes on without it", () => {
    const alone = play({ A: { rows: still(100, 4), delisted: 3 } }, buying(10));
    expect(fillsOf(alone)).toEqual(["1 o1 10@100", "3 engine -10@100"]);
    const among = play(
      { A: { rows: [...still(100, 3), null, null], delisted: 2 }, B: { rows: still(5, 5) } },
      buying(10),
    );
    expect(fillsOf(among)).toEqual(["1 o1 10@100", "2 engine -10@100"]);
  });

  test("takes no order from its last bar on", () => {
    const record = play(
      { A: { rows: still(100, 5), delisted: 2 } },
      { 2: (context) => context.enterLong(), 3: (context) => void context.buy({ quantity: 3 }) },
    );
    expect(record.orders.map(({ state, reason }) => `${state}: ${reason}`)).toEqual([
      "refused: its prices end here",
      "refused: its prices end here",
    ]);
  });

  test("after the last bar that a run sees closes nothing", () => {
    const record = play({ A: { rows: still(100, 4), delisted: 9 } }, buying(10));
    expect(fillsOf(record)).toEqual(["1 o1 10@100"]);
  });

  test("closes a target's position too", () => {
    const strategy = defineStrategy({ summary: "Long", target: () => Float64Array.of(1, 1, 1, 1) });
    const runner = new Runner({
      strategy: strategy as unknown as AnyStrategy,
      market: marketOf([series("A", { rows: still(100, 4), delisted: 3 })]),
      profile: profileNamed("ivy"),
      cash: 1000,
      from: 0,
      warmup: 0,
      keep: "all",
    });
    runner.run({});
    expect(fillsOf(runner.record()).at(-1)).toMatch(/^3 engine -/);
  });
});
