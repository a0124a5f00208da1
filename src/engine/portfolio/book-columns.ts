import { DUST } from "../dust.ts";
import type { Ledger } from "../ledger.ts";
import type { FillColumns } from "./fill-columns.ts";

/**
 * Makes what books the priced fills in rows [from, to): Ledger.fill for all of them, with the books in local variables. Every
 * sum is the Ledger's, in its order, so that results are equal to the last bit. It answers the cash without the ledger's
 * rounding of dust to 0: what the order book reckons with while it plans.
 */
export function bookingOf(ledger: Ledger, fills: FillColumns): (from: number, to: number) => number {
  const books = { positions: ledger.positions };
  return (from, to) => {
    const { assets, units, references, prices, fees } = fills;
    const { positions } = books;
    let { cash, openings, closings, commission, slippage } = ledger;
    let planned = cash;
    for (let j = from; j < to; j++) {
      const k = assets[j]!;
      const quantity = units[j]!;
      const price = prices[j]!;
      const fee = fees[j]!;
      const notional = quantity * price;
      const left = cash - (notional + fee);
      planned -= notional + fee;
      cash = Math.abs(left) <= DUST * Math.abs(notional) ? 0 : left;
      const before = positions[k]!;
      const after = before + quantity;
      const wasFlat = Number(before === 0);
      const isFlat = Math.abs(after) < DUST;
      positions[k] = isFlat ? 0 : after;
      openings += wasFlat;
      closings += Number(isFlat) * (1 - wasFlat);
      commission += fee;
      slippage += (price - references[j]!) * quantity;
    }
    ledger.cash = cash;
    ledger.openings = openings;
    ledger.closings = closings;
    ledger.commission = commission;
    ledger.slippage = slippage;
    return planned;
  };
}

/** Keeps the fills in rows [from, to), which were booked at `moment` of `bar`. */
export function logFills(
  { fills }: Ledger,
  columns: FillColumns,
  from: number,
  to: number,
  bar: number,
  moment: number,
): void {
  for (let j = from; j < to; j++) {
    const i = fills.begin(bar, columns.assets[j]!, -1, moment);
    fills.quantity[i] = columns.units[j]!;
    fills.price[i] = columns.prices[j]!;
    fills.reference[i] = columns.references[j]!;
    fills.commission[i] = columns.fees[j]!;
  }
}
