/** What of a tick a price may lie beyond a whole one, to the worse side, and still count as that one. */
const NEARLY = 0.05;
/** Keeps the edges of the rounding on the side where they belong in spite of what division leaves. */
const EDGE = 10 * Number.EPSILON;

/**
 * A level brought to a whole number of ticks, as the order is better off: `down` for what a purchase pays at most and for
 * the stop below which it sells. What lies within a twentieth of a tick of the next one counts as that one; a tick of 0
 * leaves the level as given. A level on a tick stays there.
 *
 * @param price in the currency of the price, above 0
 * @param tick in the same; 0: as given
 */
export function onTick(price: number, tick: number, down: boolean): number {
  if (tick === 0) return price;
  const shift = (0.5 - NEARLY) * tick - EDGE;
  const ticks = (price + (down ? -shift : shift)) / tick;
  // Halves go up, as a desk rounds.
  return tick * (ticks % 1 >= 0.5 ? Math.ceil(ticks) : Math.floor(ticks));
}
