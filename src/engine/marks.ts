import type { Market } from "#domain/market";

/**
 * Each asset's last close up to each bar, day-major (bar × assets), NaN before an asset's first bar. Of one asset it is
 * the close column itself.
 */
export function marksOf(market: Market): Float64Array {
  const { assets, clock } = market;
  if (assets.length === 1) return assets[0]!.close;
  const marks = new Float64Array(clock.length * assets.length);
  for (let k = 0; k < assets.length; k++) {
    const { close } = assets[k]!;
    let last = Number.NaN;
    for (let i = 0; i < clock.length; i++) {
      const price = close[i]!;
      if (price === price) last = price;
      marks[i * assets.length + k] = last;
    }
  }
  return marks;
}
