import { expect, test } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { profileNamed } from "#engine/profiles";
import { Runner, type RunnerSetup } from "#engine/runner";
import type { Context } from "#strategy/context";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { integer } from "#strategy/parameters";
import { desk } from "./desk.ts";

const FREE = { commission: "none", slippage: "none", borrow: 0, participation: null } as const;
function runnerOf(
  definition: object,
  opens: number[],
  closes: number[],
  profile: Partial<Profile>,
  base = "ivy",
  keep: RunnerSetup["keep"] = "all",
  volume: number[] | null = null,
): Runner {
  const time = Float64Array.from(closes, (_, i) => i * 86_400_000);
  const open = Float64Array.from(opens),
    close = Float64Array.from(closes);
  const series: BarSeries = {
    symbol: "A",
    timeframe: "1d",
    source: "by hand",
    adjusted: false,
    closeOnly: false,
    synthetic: true,
    time,
    open,
    close,
    high: open.map((o, i) => Math.max(o, close[i]!)),
    low: open.map((o, i) => Math.min(o, close[i]!)),
    volume: volume && Float64Array.from(volume),
  };
  const strategy = defineStrategy({ summary: "t", ...definition } as never) as unknown as AnyStrategy;
  return new Runner({
    strategy,
    market: marketOf([series]),
    profile: { ...profileNamed(base), ...profile },
    cash: 1000,
    from: 0,
    warmup: 0,
    keep,
  });
}
const still = (n: number) => Array(n).fill(100);

test("an order that did nothing has filled nothing", () => {
  const bar = [100, 100, 100, 100] as const;
  const { orders } = desk({
    bars: { A: [bar, bar, bar, bar] },
    orders: { 0: [{ quantity: 5 }], 1: [{ fraction: 0 }] },
  });
  expect(orders[1]).toMatchObject({ state: "cancelled", filled: 0 });
});

test("a wish that comes back while volume still lets the position go keeps it", () => {
  const runner = runnerOf(
    { target: () => Float64Array.of(1, 1, 0, 1, 1, 1) },
    still(6),
    still(6),
    { ...FREE, participation: 0.1 },
    "ivy",
    "all",
    [1000, 1000, 1000, 40, 40, 1000],
  );
  runner.run({});
  const { fills } = runner.record();
  expect([...fills.quantity.slice(0, fills.length)]).toEqual([10, -4]);
});

test("in at the last close and out at the last open does not happen", () => {
  const runner = runnerOf(
    { target: () => Float64Array.of(0, 0, 1) },
    still(3),
    still(3),
    { fillAt: "signalClose", lastBar: "liquidateAtOpen" },
    "ivy",
  );
  runner.run({});
  const { fills } = runner.record();
  expect([...fills.moment.slice(0, fills.length)]).not.toEqual([2, 0]);
});

test("a wish on the last bar, which is played once more for the way out at its open, finds nothing to close", () => {
  const runner = runnerOf({ target: () => Float64Array.of(1, 1, 0) }, still(3), still(3), {}, "backtesting-py");
  runner.run({});
  expect(runner.record().orders.map((o) => `${o.side} ${o.state}`)).toEqual(["buy filled", "sell cancelled"]);
});

test("ruin before the last bar is not followed by a fill at its open", () => {
  const runner = runnerOf(
    { target: () => Float64Array.of(-1, -1, -1, -1) },
    [100, 100, 100, 50],
    [100, 100, 250, 50],
    {},
    "backtesting-py",
  );
  runner.run({});
  const { fills, cash, equity, to, statistics } = runner.record();
  expect([...fills.bar.slice(0, fills.length)]).toEqual([1, 2]);
  // 10 short at 100 cost 1,500 of 1,000 at 250: what is missing is written off.
  expect([to, cash[to - 1], equity[to - 1], statistics.finalEquity, statistics.maxDrawdown]).toEqual([3, 0, 0, 0, 1]);
});

test("a market-on-close order does not fill what rounding left of the cash", () => {
  const bar = [97.3, 97.3, 97.3, 97.3] as const;
  let found = 0;
  for (let cash = 1000; cash < 1400; cash += 7.7) {
    const { fills } = desk({
      bars: { A: [bar, bar] },
      lot: 0,
      cash,
      orders: { 0: [{ quantity: 7 }, { quantity: 9 }, { quantity: 3, side: "buy", type: "marketOnClose" }] },
    });
    if (fills.length > 2) found++;
  }
  expect(found).toBe(0);
});

test.each(["all", "statistics"] as const)("cancelling an order that has filled cancels no other (%s)", (keep) => {
  let id = "";
  const runner = runnerOf(
    {
      onBar(context: Context) {
        if (context.bar === 0) id = context.buy({ quantity: 1 });
        if (context.bar === 2) {
          context.buy({ quantity: 5 });
          context.cancel(id);
        }
      },
    },
    still(5),
    still(5),
    FREE,
    "ivy",
    keep,
  );
  runner.run({});
  expect(runner.ledger.positions[0]).toBe(6);
});

test("a column within an object is a view too, and counts for the warm-up", () => {
  let seen: unknown;
  const runner = runnerOf(
    {
      prepare: () => ({ pair: { ratio: Float64Array.of(Number.NaN, 1, 2) } }),
      onBar(context: Context, now: { pair: { ratio: unknown } }) {
        if (context.bar === 1) seen = (now.pair.ratio as number[])[2];
      },
    },
    still(3),
    still(3),
    FREE,
  );
  runner.run({}, "auto");
  expect(seen).toBeUndefined();
  expect(runner.record().warmupBars).toBe(1);
});

test("a trial does not see a column of an earlier trial", () => {
  let seen: unknown;
  const runner = runnerOf(
    {
      params: { n: integer(1) },
      prepare: ({ params }: { params: { n: number } }) => ({
        a: new Float64Array(3),
        ...(params.n === 1 && { b: new Float64Array(3).fill(7) }),
      }),
      onBar(_: Context, now: { b?: { now: number } }) {
        seen = now.b?.now;
      },
    },
    still(3),
    still(3),
    FREE,
    "ivy",
    "statistics",
  );
  runner.run({ n: 1 });
  runner.run({ n: 2 });
  expect(seen).toBeUndefined();
});

test("a trailing stop of one kind is not changed by an earlier one (sweep, pooled orders)", () => {
  const play = (keep: "all" | "statistics") => {
    const runner = runnerOf(
      {
        onBar(context: Context) {
          if (context.bar === 0) context.buy({ quantity: 8 });
          if (context.bar === 1) context.sell({ quantity: 4, trail: { amount: 0.5 } });
          if (context.bar === 5) context.sell({ quantity: 4, trail: { fraction: 0.2 } });
        },
      },
      [100, 100, 100, 99, 99, 99, 99, 99, 99, 99],
      [100, 100, 99, 99, 99, 99, 99, 95, 95, 95],
      { ...FREE, participation: 0.1 },
      "ivy",
      keep,
      [100, 100, 20, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
    );
    runner.run({});
    return runner.ledger.positions[0];
  };
  expect(play("statistics")).toBe(play("all"));
});

test("a trailing stop placed before the asset's first bar works", () => {
  const bar = [100, 100, 100, 100] as const;
  const { fills } = desk({
    bars: { A: [bar, bar, bar, bar], B: [null, bar, bar, [100, 100, 50, 50]] },
    orders: {
      0: [
        { asset: 1, quantity: 5 },
        { asset: 1, side: "sell", type: "trailing", quantity: 5, trail: { amount: 5 } },
      ],
    },
  });
  expect(fills).toEqual(["1 open o1 B 5@100", "3 inside o2 B -5@95"]);
});

test.each(["all", "statistics"] as const)("an order takes nothing over from the one before it (%s)", (keep) => {
  const runner = runnerOf(
    {
      onBar(context: Context) {
        // The stop is met on bar 1, the limit is not reached: it expires. The next one's stop is never met.
        if (context.bar === 0) context.buy({ quantity: 3, stop: 105, limit: 95, timeInForce: "day" });
        if (context.bar === 1) context.buy({ quantity: 4, stop: 200, limit: 150 });
      },
    },
    [100, 100, 100, 100],
    [100, 110, 100, 100],
    FREE,
    "ivy",
    keep,
  );
  runner.run({});
  expect(runner.ledger.positions[0]).toBe(0);
});

test.each(["all", "statistics"] as const)("a bracket outlives the orders that come after its entry (%s)", (keep) => {
  let id = "";
  const runner = runnerOf(
    {
      onBar(context: Context) {
        if (context.bar === 0) context.buy({ quantity: 5, stopLoss: { fraction: 0.1 } });
        if (context.bar === 1) id = context.buy({ quantity: 1, limit: 50 });
        if (context.bar === 2) context.cancel(id);
      },
    },
    [100, 100, 100, 100, 100],
    [100, 100, 100, 100, 80],
    FREE,
    "ivy",
    keep,
  );
  runner.run({});
  expect(runner.ledger.positions[0]).toBe(0);
});
