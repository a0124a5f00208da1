import type { OrderBook } from "../../order-book.ts";

/** Whole lots that an amount of money comes to at this price; any fraction where there is no lot. */
export function wholeUnits(amount: number, price: number, lot: number): number {
  return lot === 0 ? amount / price : floorOfRatio(amount, price * lot) * lot;
}

/**
 * Units of one order that may fill in the bar: so many at most, and whole units of a share of its volume; infinite where
 * nothing caps it.
 */
export function capOf(book: OrderBook, asset: number, bar: number): number {
  const share = book.setup.participation[asset]!;
  const most = book.setup.profile.maxQuantity ?? Number.POSITIVE_INFINITY;
  if (share === Number.POSITIVE_INFINITY) return most;
  const volume = bar < 0 ? Number.NaN : book.market.assets[asset]!.volume![bar]!;
  return volume > 0 ? Math.min(most, floorOfRatio(volume * (share * 100), 100)) : 0;
}

/** How many whole times `b` is in `a`, both positive: by the remainder, which division alone may round away. */
function floorOfRatio(a: number, b: number): number {
  const ratio = (a - (a % b)) / b;
  const floor = Math.floor(ratio);
  return ratio - floor > 0.5 ? floor + 1 : floor;
}
