import type { BarColumns } from "#domain/bars";

/**
 * Carries the adjusted close over to the whole bar: open, high and low times adjusted close over close.
 *
 * What equals the close stays equal to it: a product may miss the adjusted close by its last bit, and a close above its
 * own high would be a broken bar.
 * @param columns raw bars, all prices finite and positive, length n
 * @param adjustedClose same length, finite and positive
 * @returns new columns; time and volume are the ones given
 */
export function adjustPrices(columns: BarColumns, adjustedClose: Float64Array): BarColumns {
  const { close } = columns;
  const n = close.length;
  const open = new Float64Array(n);
  const high = new Float64Array(n);
  const low = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const to = adjustedClose[i]!;
    const raw = close[i]!;
    const factor = to / raw;
    open[i] = columns.open[i] === raw ? to : columns.open[i]! * factor;
    high[i] = columns.high[i] === raw ? to : columns.high[i]! * factor;
    low[i] = columns.low[i] === raw ? to : columns.low[i]! * factor;
  }
  return { time: columns.time, open, high, low, close: adjustedClose, volume: columns.volume };
}
