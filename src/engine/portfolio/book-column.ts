import type { BookSetup } from "../book-setup.ts";
import { DUST } from "../ledger.ts";

/** Fills of one moment, in the order in which they are booked; the first `length` count. */
export interface FillColumn {
  readonly length: number;
  /** Indices in the market. */
  readonly assets: Int32Array;
  /** Units, signed. */
  readonly units: Float64Array;
}

/**
 * Books a column of fills: Ledger.fill for all of them, with the books in local variables. Every sum is the Ledger's, in its
 * order, so that results are equal to the last bit.
 *
 * @param references prices before slippage, as rows of bars × assets
 * @returns the cash without the ledger's rounding of dust to 0: what the order book reckons with while it plans
 */
export function bookColumn(
  { ledger, commission, slippage }: BookSetup,
  bar: number,
  moment: number,
  references: Float64Array,
  slips: boolean,
  { length, assets, units }: FillColumn,
): number {
  const { positions, fills, recordsFills } = ledger;
  const row = bar * positions.length;
  let { cash, openings, closings, commission: paid, slippage: slipped } = ledger;
  let planned = cash;
  for (let j = 0; j < length; j++) {
    const k = assets[j]!;
    const quantity = units[j]!;
    const reference = references[row + k]!;
    const price = slips ? slippage.slipped(reference, quantity > 0 ? 1 : -1) : reference;
    const fee = commission.charge(Math.abs(quantity), price);
    const notional = quantity * price;
    const left = cash - (notional + fee);
    planned -= notional + fee;
    cash = Math.abs(left) <= DUST * Math.abs(notional) ? 0 : left;
    const before = positions[k]!;
    const after = before + quantity;
    const isFlat = Math.abs(after) < DUST;
    positions[k] = isFlat ? 0 : after;
    if (before === 0) openings++;
    else if (isFlat) closings++;
    paid += fee;
    slipped += (price - reference) * quantity;
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
  return planned;
}
