import { DUST_OF_EQUITY } from "./ledger.ts";
import type { OrderBook } from "./order-book.ts";

/** Why a lone order stopped where it did: filled whole, cut by cash, cut by volume, or of no size. */
export const WHOLE = 0;
export const CASH = 1;
export const VOLUME = 2;
export const ZERO = 3;

/**
 * Executes a market order that is the only one of its bar, and returns the units filled. Target columns and sweeps
 * come here directly: one rule, so that they agree with the event loop to the last bit. The ledger stands at the
 * start of the bar. `quantity` NaN: close what stands against it, then open `share` of equity.
 */
export function executeAlone(
  book: OrderBook,
  bar: number,
  asset: number,
  side: number,
  quantity: number,
  share: number,
  reduceOnly: boolean,
  reference: number,
  moment: number,
  index: number,
): number {
  const { ledger, profile, commission, slippage } = book.setup;
  book.outcome = WHOLE;
  let room = Number.POSITIVE_INFINITY;
  if (book.hasCap) room = book.roomOf(asset, bar);
  let filled = 0;
  const standing = -side * ledger.positions[asset]!;
  if (standing > 0) {
    const wanted = quantity < standing ? quantity : standing;
    let closes = wanted;
    if (room < closes) closes = book.floorToLot(room, asset);
    if (closes > 0) {
      const price = profile.slippageOn === "all" ? slippage.slipped(reference, side) : reference;
      ledger.fill(bar, asset, side * closes, price, reference, commission.charge(closes, price), index, moment);
      room -= closes;
      filled = closes;
    }
    if (closes < wanted) {
      book.outcome = VOLUME;
      return filled;
    }
  }
  if (reduceOnly || share === 0 || filled === quantity) return filled;
  const price = slippage.slipped(reference, side);
  const unit = price + commission.unit(price);
  let equity = ledger.cash;
  let gross = 0;
  if (ledger.positions.length === 1) {
    const value = ledger.positions[0]! * reference;
    equity += value;
    gross = Math.abs(value);
  } else {
    for (let k = 0; k < ledger.positions.length; k++) {
      const held = ledger.positions[k]!;
      if (held === 0) continue;
      const value = held * book.priceAt(k, bar, moment);
      equity += value;
      gross += Math.abs(value);
    }
  }
  let opens = quantity === quantity ? quantity - filled : (share * equity) / price;
  if (room < opens) {
    opens = room;
    book.outcome = VOLUME;
  }
  opens = book.floorToLot(opens, asset);
  const free = profile.leverage * equity - gross - commission.fixed;
  if (opens * unit > free) {
    if (profile.cash === "cancel" && quantity === quantity) opens = 0;
    else opens = free > 0 ? book.floorToLot(free / unit, asset) : 0;
    book.outcome = CASH;
  }
  if (!(opens * price > DUST_OF_EQUITY * equity)) {
    if (book.outcome === WHOLE) book.outcome = ZERO;
    return filled;
  }
  ledger.fill(bar, asset, side * opens, price, reference, commission.charge(opens, price), index, moment);
  return filled + opens;
}
