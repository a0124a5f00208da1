import type { Market } from "#domain/market";
import { marketCalendar } from "#domain/market-calendar";
import type { Context } from "#strategy/context";
import type { AnyStrategy } from "#strategy/define-strategy";
import { CURSOR } from "#strategy/present";
import { sessionEnds } from "#time/annualization";
import { isDailyOrLonger } from "#time/timeframe";
import type { Decider } from "./event-loop.ts";

/**
 * The strategy as what decides after each close: where it asks for it, its `onSessionEnd` is called after the `onBar` of the
 * last bar of each session. Whether the bars simply stop at the last one nobody can say, so that on intraday prices it
 * closes no session.
 */
export function deciderOf(strategy: AnyStrategy, market: Market): Decider {
  const { onSessionEnd } = strategy;
  if (onSessionEnd === undefined) return strategy;
  const { clock } = market;
  const closes = new Uint8Array(clock.length);
  for (const bar of sessionEnds(clock, marketCalendar(market))) closes[bar] = 1;
  if (!market.assets.every(({ series }) => isDailyOrLonger(series.timeframe))) closes[clock.length - 1] = 0;
  return {
    onBar(context: Context, now: unknown, state: unknown): void {
      strategy.onBar!(context, now, state);
      if (closes[CURSOR.bar] === 1) onSessionEnd.call(strategy, context, now, state);
    },
  };
}
