import type { BarSeries } from "#domain/bars";
import { marketOf } from "#domain/market";
import type { AnyStrategy } from "#strategy/define-strategy";
import { defineStrategy } from "#strategy/define-strategy";
import type { PortfolioAsset, PortfolioContext } from "#strategy/portfolio-context";
import type { Rebalance, RebalanceSettings } from "#strategy/rebalance";
import type { Weights } from "#strategy/weights";
import type { Profile } from "../profile.ts";
import { profileNamed } from "../profiles.ts";
import { Runner } from "../runner.ts";

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2024, 0, 1);

/** No costs, any fraction: figures that can be worked by hand. */
export const FREE: Profile = {
  ...profileNamed("ivy"),
  commission: "none",
  slippage: "none",
  borrow: 0,
  lots: "fractional",
};

/** Bars that open where they close, one a day; NaN: no bar on that day. */
export function flatBars(symbol: string, closes: readonly number[], opens: readonly number[] = closes): BarSeries {
  const days = [...closes.keys()].filter((i) => !Number.isNaN(closes[i]!));
  const close = Float64Array.from(days, (i) => closes[i]!);
  const open = Float64Array.from(days, (i) => opens[i]!);
  const time = Float64Array.from(days, (i) => FIRST_DAY + i * DAY);
  const high = close.map((price, i) => Math.max(price, open[i]!));
  const low = close.map((price, i) => Math.min(price, open[i]!));
  const about = { symbol, timeframe: "1d", source: "by hand", adjusted: false, closeOnly: false } as const;
  return { ...about, synthetic: true, calendar: null, time, open, high, low, close, volume: null };
}

export type Answer = (context: PortfolioContext, assets: readonly PortfolioAsset[]) => Weights;

/** The run of given weights over given bars. */
export function runnerOf(
  series: readonly BarSeries[],
  weights: Answer,
  rebalance: Rebalance,
  profile: Profile = FREE,
  keep: "all" | "trades" | "statistics" = "all",
  overrides: Partial<RebalanceSettings> = {},
): Runner {
  const strategy = defineStrategy({
    summary: "Given weights",
    rebalance,
    weights: (context, _now, assets) => weights(context, assets),
  }) as unknown as AnyStrategy;
  const market = marketOf(series);
  const runner = new Runner({
    strategy,
    market,
    profile,
    cash: 1000,
    from: 0,
    warmup: "auto",
    keep,
    rebalance: overrides,
  });
  runner.run({});
  return runner;
}

/** "bar symbol quantity@price" of each fill. */
export function fillsOf(runner: Runner): string[] {
  const { fills, market } = { fills: runner.ledger.fills, market: runner.setup.market };
  return Array.from({ length: fills.length }, (_, i) => {
    const symbol = market.assets[fills.asset[i]!]!.symbol;
    return `${fills.bar[i]} ${symbol} ${Number(fills.quantity[i]!.toFixed(6))}@${fills.price[i]}`;
  });
}
