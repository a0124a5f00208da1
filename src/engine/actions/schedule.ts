import type { Market } from "#domain/market";
import { requireSplitInPrices } from "./split-in-prices.ts";

/** A bar that no run reaches: that of an action that does not come. */
export const NEVER = 0x7fffffff;

/**
 * Splits and dividends by clock index, then asset, as columns of length n. Both of a row take effect before the open of its
 * bar, the split first: the dividend is paid on new shares.
 */
export interface ActionSchedule {
  readonly length: number;
  readonly bar: Int32Array;
  readonly asset: Int32Array;
  /** New shares for an old one; 1: no split. */
  readonly split: Float64Array;
  /** Cash per share, in the currency of the prices; 0: none. */
  readonly dividend: Float64Array;
}

/** One split or dividend of an asset, on a bar of the clock. */
export interface ScheduledAction {
  readonly bar: number;
  readonly asset: number;
  readonly split?: number;
  readonly dividend?: number;
}

/** The schedule of actions in any order; those of one bar and asset become one row. Null when there is none. */
export function scheduleOf(actions: readonly ScheduledAction[]): ActionSchedule | null {
  if (actions.length === 0) return null;
  const rows: { bar: number; asset: number; split: number; dividend: number }[] = [];
  for (const action of [...actions].sort((a, b) => a.bar - b.bar || a.asset - b.asset)) {
    const { bar, asset, split = 1, dividend = 0 } = action;
    const last = rows.at(-1);
    if (last?.bar === bar && last.asset === asset) {
      last.split *= split;
      last.dividend += dividend;
    } else rows.push({ bar, asset, split, dividend });
  }
  return {
    length: rows.length,
    bar: Int32Array.from(rows, ({ bar }) => bar),
    asset: Int32Array.from(rows, ({ asset }) => asset),
    split: Float64Array.from(rows, ({ split }) => split),
    dividend: Float64Array.from(rows, ({ dividend }) => dividend),
  };
}

/**
 * What the raw prices of a market say of splits and dividends. Adjusted prices carry theirs: booking them would count them
 * twice. Null when there is none. Throws DataError for a split that raw prices do not show.
 */
export function actionsOf({ assets, clock }: Market): ActionSchedule | null {
  const found: ScheduledAction[] = [];
  for (const [asset, one] of assets.entries()) {
    const { actions, adjusted, time } = one.series;
    if (adjusted || actions == null) continue;
    const { split, dividend } = actions;
    let bar = 0;
    for (let i = 0; i < time.length; i++) {
      const ratio = split?.[i] ?? 1;
      const cash = dividend?.[i] ?? 0;
      if (ratio === 1 && cash === 0) continue;
      requireSplitInPrices(one.series, i, ratio);
      while (clock[bar]! < time[i]!) bar++;
      found.push({ bar, asset, split: ratio, dividend: cash });
    }
  }
  return scheduleOf(found);
}
