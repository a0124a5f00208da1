import { DUST } from "../ledger.ts";
import type { BookSetup } from "../order-book.ts";

/**
 * Books a fill of each asset that has a quantity, at one bar: Ledger.fill for a whole column, with the books in local
 * variables. Every sum is the Ledger's, in its order, so that results are equal to the last bit.
 *
 * @param quantities units of each asset, not negative; 0: none
 * @param signs its sign says whether they are bought or sold
 * @param prices references, as rows of bars × assets
 * @param slips whether the price slips
 * @returns how many were booked
 */
export function bookColumn(
  { ledger, commission, slippage }: BookSetup,
  bar: number,
  moment: number,
  quantities: Float64Array,
  signs: Float64Array,
  prices: Float64Array,
  slips: boolean,
): number {
  const { positions, fills, recordsFills } = ledger;
  const row = bar * quantities.length;
  let { cash, openings, closings, commission: paid, slippage: slipped } = ledger;
  let booked = 0;
  for (let k = 0; k < quantities.length; k++) {
    const size = quantities[k]!;
    if (size === 0) continue;
    const side = signs[k]! > 0 ? 1 : -1;
    const reference = prices[row + k]!;
    const price = slips ? slippage.slipped(reference, side) : reference;
    const fee = commission.charge(size, price);
    const quantity = side * size;
    const notional = quantity * price;
    const left = cash - (notional + fee);
    cash = Math.abs(left) <= DUST * Math.abs(notional) ? 0 : left;
    const before = positions[k]!;
    const after = before + quantity;
    const isFlat = Math.abs(after) < DUST;
    positions[k] = isFlat ? 0 : after;
    if (before === 0) openings++;
    else if (isFlat) closings++;
    paid += fee;
    slipped += (price - reference) * quantity;
    booked++;
    if (!recordsFills) continue;
    const i = fills.begin(bar, k, -1, moment);
    fills.quantity[i] = quantity;
    fills.price[i] = price;
    fills.reference[i] = reference;
    fills.commission[i] = fee;
  }
  ledger.cash = cash;
  ledger.openings = openings;
  ledger.closings = closings;
  ledger.commission = paid;
  ledger.slippage = slipped;
  return booked;
}
