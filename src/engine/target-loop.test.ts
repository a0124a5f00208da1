import { describe, expect, it } from "vitest";
import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { TradeColumns } from "#domain/trade";
import { sma } from "#indicators/sma";
import { Xorshift32 } from "#math/random";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import { longOnSignals, longShortWhileAbove, longWhileAbove, type Target } from "#strategy/target";
import type { Profile } from "./profile.ts";
import { PROFILES } from "./profiles.ts";
import { Runner } from "./runner.ts";

const ivy = PROFILES.find((profile) => profile.name === "ivy")!;

function walk(random: Xorshift32, n: number, sigma: number): BarSeries {
  const columns = Array.from({ length: 5 }, () => new Float64Array(n));
  const [time, open, high, low, close] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let price = 100;
  for (let i = 0; i < n; i++) {
    time[i] = i * 86_400_000;
    open[i] = price * (1 + sigma * 0.3 * random.normal12());
    price *= Math.max(0.01, 1 + sigma * random.normal12());
    close[i] = price;
    high[i] = Math.max(open[i]!, price) * 1.001;
    low[i] = Math.min(open[i]!, price) * 0.999;
  }
  const about = { symbol: "WALK", timeframe: "1d", source: "walk", adjusted: true } as const;
  return { ...about, closeOnly: false, synthetic: true, time, open, high, low, close, volume: null };
}

function pick<T>(random: Xorshift32, choices: readonly T[]): T {
  return choices[random.nextUint32() % choices.length]!;
}

function profileFrom(random: Xorshift32): Profile {
  return {
    ...ivy,
    fillAt: pick(random, ["nextOpen", "signalClose"]),
    lots: pick(random, ["whole", "fractional"]),
    commission: pick(random, ["none", "10bps", "0.005/share:1", "300bps", "0.01/share"]),
    slippage: pick(random, ["none", "5bps", "500bps"]),
    slippageOn: pick(random, ["all", "entries"]),
    allEquity: pick(random, [1, 1 - Number.EPSILON, 0.6]),
    leverage: pick(random, [1, 1, 0.5, 2]),
    interest: pick(random, [0, 0.1]),
    lastBar: pick(random, ["stayOpen", "liquidateAtOpen", "liquidateAtClose"]),
    tradeMatching: pick(random, ["flatToFlat", "flatToFlat", "fifo"]),
  };
}

function targetFrom(random: Xorshift32, close: Float64Array): Target {
  const one = pick(random, [2, 5, 60]);
  const flags = () => Uint8Array.from(close, () => (random.nextUint32() % one === 0 ? 1 : 0));
  const a = sma(close, pick(random, [1, 3, 8]));
  const b = sma(close, pick(random, [2, 13, 40]));
  return pick<() => Target>(random, [
    () => longOnSignals(flags(), flags()),
    () => longWhileAbove(a, b),
    () => ({ kind: "comparison", a, b, whenAbove: 0, whenBelow: 1 }),
    () => ({ kind: "comparison", a, b, whenAbove: -1, whenBelow: 0 }),
    () => longShortWhileAbove(a, b),
    () => close.map(() => pick(random, [1, 0, Number.NaN, Number.NaN, -1])),
  ])();
}

/** Everything about trades but which order made them, which only runs with orders know. */
function tradesOf(columns: TradeColumns): Record<string, number[]> {
  const { length } = columns;
  const {
    asset,
    quantity,
    entryBar,
    exitBar,
    entryPrice,
    exitPrice,
    pnl,
    return: gain,
    commission,
    slippage,
  } = columns;
  const all = { asset, quantity, entryBar, exitBar, entryPrice, exitPrice, pnl, gain, commission, slippage };
  return Object.fromEntries(Object.entries(all).map(([name, column]) => [name, [...column.subarray(0, length)]]));
}

describe("a target", () => {
  it("gives the same books to the last bit with orders, with trades only, and with statistics only", () => {
    const random = new Xorshift32(20_240);
    let trades = 0;
    let ruins = 0;
    for (let k = 0; k < 300; k++) {
      // Past 20,000 bars an all-in stretch is walked, not read from range tables.
      const n = k % 60 === 0 ? 20_500 : 20 + (random.nextUint32() % 900);
      const bars = walk(random, n, pick(random, [0.01, 0.01, 0.3]));
      const market = marketOf([bars]);
      const profile = profileFrom(random);
      const target = targetFrom(random, bars.close);
      const strategy = defineStrategy({ summary: "A given target", target: () => target }) as unknown as AnyStrategy;
      const common = { strategy, market, profile, cash: pick(random, [1, 400, 1e5]), from: k % 7, warmup: 0 } as const;
      const [all, withTrades, bare] = (["all", "trades", "statistics"] as const).map((keep) => {
        const runner = new Runner({ ...common, keep });
        runner.run({});
        return { runner, statistics: runner.run({}), costs: runner.ledger.costs() };
      }) as [Ran, Ran, Ran];
      const label = `scenario ${k}: ${JSON.stringify({ n, ...profile })}`;
      expect(withTrades.statistics, label).toEqual(all.statistics);
      expect(bare.statistics, label).toEqual(all.statistics);
      expect(withTrades.costs, label).toEqual(all.costs);
      expect(bare.costs, label).toEqual(all.costs);
      const record = all.runner.record();
      const ruinedAt = withTrades.runner.ledger.ruinedAt;
      expect(ruinedAt, label).toBe(all.runner.ledger.ruinedAt);
      expect(withTrades.runner.ledger.equity!.subarray(0, record.to), label).toEqual(
        record.equity.subarray(0, record.to),
      );
      expect(tradesOf(withTrades.runner.trades()), label).toEqual(tradesOf(record.trades));
      trades += record.trades.length;
      if (record.ruined) ruins++;
    }
    // That the scenarios reach what they are for.
    expect(trades).toBeGreaterThan(10_000);
    expect(ruins).toBeGreaterThan(0);
  }, 60_000);
});

interface Ran {
  readonly runner: Runner;
  readonly statistics: object;
  readonly costs: object;
}
