import { marketCalendar } from "#domain/market-calendar";
import type { RunRecord } from "#results/run-record";
import { sessionEnds } from "#time/annualization";
import type { TradingCalendar } from "#time/calendars/trading-calendar";

/** An equity curve and the part of it that is measured: what the figures of returns and drawdowns are computed from. */
export interface EquityWindow {
  /** Epoch ms, length n. */
  readonly clock: Float64Array;
  /** Account currency, length n. */
  readonly equity: Float64Array;
  /** First measured index, and the index after the last one. */
  readonly from: number;
  readonly to: number;
  readonly startingCash: number;
  /** Whose sessions end when; null: those of UTC dates. */
  readonly calendar?: TradingCalendar | null;
}

/** The measured window, seen once a session, with the simple returns between the sightings. */
export interface SampledEquity {
  /** Indices in the window's clock, ascending. */
  readonly at: Int32Array;
  /** One return for each sighting but the first, preceded by the first one's return on the starting cash if it counts. */
  readonly returns: Float64Array;
  /** `returns[0]` is measured against the starting cash. */
  readonly countsFirst: boolean;
}

/** The measured window of a run. */
export function windowOf(record: RunRecord): EquityWindow {
  const { equity, from, to } = record;
  const { market, statistics } = record;
  return {
    clock: market.clock,
    equity,
    from,
    to,
    startingCash: statistics.startingCash,
    calendar: marketCalendar(market),
  };
}

/**
 * Equity at the measured session closes (every bar of daily or longer data) and its simple returns, as fractions.
 *
 * The first return, on the starting cash, counts unless it is exactly 0: see `countedReturns`.
 */
export function sampleEquity(window: EquityWindow): SampledEquity {
  const { clock, equity, from, to, startingCash, calendar = null } = window;
  const at = sessionEnds(clock.subarray(from, to), calendar).map((i) => from + i);
  const countsFirst = at.length > 0 && equity[at[0]!] !== startingCash;
  const returns = new Float64Array(Math.max(0, at.length - (countsFirst ? 0 : 1)));
  let k = 0;
  if (countsFirst) returns[k++] = equity[at[0]!]! / startingCash - 1;
  for (let i = 1; i < at.length; i++) returns[k++] = equity[at[i]!]! / equity[at[i - 1]!]! - 1;
  return { at, returns, countsFirst };
}
