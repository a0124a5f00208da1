import type { FillColumns } from "#domain/fill";
import type { TradeColumns } from "#domain/trade";
import { mean, sampleDeviation } from "#math/descriptive";
import { totalCosts } from "#results/record-parts";
import type { RunRecord } from "#results/run-record";
import { exposure } from "./core-figures.ts";
import { defined, type Figure, REASONS } from "./figure.ts";
import { calendarYears } from "./returns.ts";

/** Closed trades, parted by what they made. */
export interface TradeTotals {
  readonly count: number;
  readonly wins: number;
  readonly losses: number;
  /** Σ of the winners' and of the losers' values; the latter is negative or 0. */
  readonly won: number;
  readonly lost: number;
}

/**
 * Parts trades into winners (value > 0) and losers (value < 0); a value of 0 is neither.
 *
 * @param values profit or return of each trade, length n
 */
export function tradeTotals(values: Float64Array): TradeTotals {
  let wins = 0;
  let losses = 0;
  let won = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value > 0) {
      wins++;
      won += value;
    } else if (value < 0) {
      losses++;
      lost += value;
    }
  }
  return { count: values.length, wins, losses, won, lost };
}

/** Gross profit over gross loss, of profits (currency) or of returns, whichever the totals are of. */
export function profitFactor(totals: TradeTotals): Figure {
  if (totals.count === 0) return REASONS.noTrades;
  return totals.losses > 0 ? totals.won / -totals.lost : REASONS.noLosses;
}

/**
 * System quality number: √n times the mean profit of a trade over its standard deviation (ddof 1).
 *
 * @param profits net profit of each closed trade, in currency
 * Source: Tharp (2008), Definitive Guide to Position Sizing; here without the cap of n at 100.
 */
export function sqn(profits: Float64Array): Figure {
  if (profits.length < 2) return profits.length === 0 ? REASONS.noTrades : REASONS.oneTrade;
  const spread = sampleDeviation(profits);
  return spread > 0 ? (Math.sqrt(profits.length) * mean(profits)) / spread : REASONS.equalTrades;
}

/**
 * The Kelly fraction of the trades: W − (1 − W)/(average win over average loss).
 *
 * @param totals of the trades' returns, or of their profits
 * Source: Kelly (1956), A New Interpretation of Information Rate; the form for unequal odds.
 */
export function kelly(totals: TradeTotals): Figure {
  if (totals.count === 0) return REASONS.noTrades;
  if (totals.wins === 0) return REASONS.noWins;
  if (totals.losses === 0) return REASONS.noLosses;
  const share = totals.wins / totals.count;
  const payoff = totals.won / totals.wins / (-totals.lost / totals.losses);
  return share - (1 - share) / payoff;
}

/**
 * One-way turnover a year: half of all that was bought and sold, over mean equity and calendar years.
 *
 * @param meanEquity mean of equity at the measured closes, in currency
 * @param years calendar years of the measured window
 */
export function turnover(fills: FillColumns, meanEquity: number, years: number): Figure {
  if (!(years > 0)) return REASONS.noTime;
  let notional = 0;
  for (let i = 0; i < fills.length; i++) notional += Math.abs(fills.quantity[i]! * fills.price[i]!);
  return meanEquity > 0 ? notional / 2 / meanEquity / years : "mean equity is not positive";
}

/** The figures of trading: how much, how well, at what cost. Trades are closed ones, net of costs. */
export function tradeFigures(record: RunRecord) {
  const { trades, fills, costs, statistics, equity, from, to } = record;
  const profits = trades.pnl.subarray(0, trades.length);
  const returns = trades.return.subarray(0, trades.length);
  const inCurrency = tradeTotals(profits);
  const [worst, best] = extremes(trades);
  const none = REASONS.noTrades;
  return {
    exposure: defined(exposure(statistics), "no bar was measured"),
    turnover: turnover(fills, mean(equity.subarray(from, to)), calendarYears(record.market.clock, from, to)),
    trades: statistics.closings,
    winRate: defined(inCurrency.wins / inCurrency.count, none),
    profitFactor: profitFactor(inCurrency),
    expectancy: defined(mean(profits), none),
    averageWin: defined(inCurrency.won / inCurrency.wins, inCurrency.count === 0 ? none : REASONS.noWins),
    averageLoss: defined(inCurrency.lost / inCurrency.losses, inCurrency.count === 0 ? none : REASONS.noLosses),
    bestTrade: defined(best, none),
    worstTrade: defined(worst, none),
    sqn: sqn(profits),
    kelly: kelly(tradeTotals(returns)),
    totalCosts: totalCosts(costs),
  } satisfies Record<string, Figure>;
}

function extremes(trades: TradeColumns): readonly [number, number] {
  let worst = Number.POSITIVE_INFINITY;
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < trades.length; i++) {
    worst = Math.min(worst, trades.return[i]!);
    best = Math.max(best, trades.return[i]!);
  }
  return [worst, best];
}
