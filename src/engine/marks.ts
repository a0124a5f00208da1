import type { Market } from "#domain/market";
import type { ActionSchedule } from "./actions/schedule.ts";

/**
 * Each asset's last close up to each bar, day-major (bar × assets), NaN before an asset's first bar. Of one asset it is
 * the close column itself. A split that falls where its asset has no bar changes the last close too.
 */
export function marksOf(market: Market, actions: ActionSchedule | null = null): Float64Array {
  const { assets, clock } = market;
  if (assets.length === 1) return assets[0]!.close;
  const marks = new Float64Array(clock.length * assets.length);
  for (let k = 0; k < assets.length; k++) {
    const { close } = assets[k]!;
    let last = Number.NaN;
    const ratios = actions === null ? null : splitsOn(actions, k);
    for (let i = 0; i < clock.length; i++) {
      const price = close[i]!;
      if (price === price) last = price;
      else if (ratios !== null) last /= ratios.get(i) ?? 1;
      marks[i * assets.length + k] = last;
    }
  }
  return marks;
}

/** The ratios of an asset's splits by clock index. */
function splitsOn({ length, bar, asset, split }: ActionSchedule, k: number): Map<number, number> {
  const ratios = new Map<number, number>();
  for (let i = 0; i < length; i++) if (asset[i] === k) ratios.set(bar[i]!, split[i]!);
  return ratios;
}
