import type { CorporateActions } from "./bars.ts";

/**
 * Corporate actions on longer bars: splits of the shorter bars multiply, dividends add up.
 *
 * @param times of the shorter bars, epoch ms, length n, as the actions'
 * @param visibleFrom when each longer bar closed, epoch ms, increasing, length m
 * @returns columns of length m; what happened after the last longer bar is left out
 */
export function resampleActions(
  actions: CorporateActions,
  times: Float64Array,
  visibleFrom: Float64Array,
): CorporateActions {
  const { split, dividend } = actions;
  const bars = visibleFrom.length;
  const splits = split === null ? null : new Float64Array(bars).fill(1);
  const dividends = dividend === null ? null : new Float64Array(bars);
  for (let i = 0, bar = 0; i < times.length; i++) {
    // A shorter bar opens before the longer one that it is part of has closed.
    while (bar < bars && visibleFrom[bar]! <= times[i]!) bar++;
    if (bar === bars) break;
    if (splits !== null) splits[bar] = splits[bar]! * split![i]!;
    if (dividends !== null) dividends[bar] = dividends[bar]! + dividend![i]!;
  }
  return { ...actions, split: splits, dividend: dividends };
}
