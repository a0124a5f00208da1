import { DUST, DUST_OF_EQUITY } from "./dust.ts";
import type { FillLog } from "./fill-log.ts";
import type { LoneDesk } from "./lone-desk.ts";
import type { TradingTerms } from "./terms.ts";

/** What became of an opening order: nothing, all of it, or what cash allowed. */
export const NOTHING = 0;
export const WHOLE = 1;
export const TRIMMED = 2;
export const UNAFFORDABLE = 3;

/** The books that an opening changes. */
interface OpeningBooks {
  readonly terms: TradingTerms;
  readonly desk: LoneDesk | null;
  readonly positions: Float64Array;
  readonly recordsFills: boolean;
  readonly fills: FillLog;
  cash: number;
  openings: number;
  commission: number;
  slippage: number;
}

/** As Ledger.openShare says it. */
export function openShare(
  books: OpeningBooks,
  bar: number,
  side: number,
  share: number,
  prices: Float64Array,
  order: number,
  moment: number,
): number {
  const { terms, desk } = books;
  const { commission, slippage, lot, lotSlack } = terms;
  const reference = prices[bar]!;
  const price = slippage.slipped(reference, side);
  const unitFee = commission.unit(price);
  const before = books.positions[0]!;
  const value = before * reference;
  const equity = books.cash + value;
  let quantity = (share * equity) / price;
  if (lot !== 0) quantity = Math.floor(quantity / lot + lotSlack) * lot;
  let isCut = false;
  if (desk === null) {
    const unit = price + unitFee;
    const free = terms.leverage * equity - Math.abs(value) - commission.fixed;
    isCut = quantity * unit > free;
    if (isCut) {
      quantity = free / unit;
      if (lot !== 0) quantity = Math.floor(quantity / lot + lotSlack) * lot;
    }
  } else {
    const { opening } = desk;
    if (share !== share) {
      quantity = desk.money / (desk.unitValue === desk.unitValue ? desk.unitValue : price);
      if (lot !== 0) quantity = Math.floor(quantity / lot + lotSlack) * lot;
    }
    opening.side = side;
    opening.quantity = quantity;
    opening.price = price;
    opening.reference = reference;
    opening.unitFee = unitFee;
    opening.fixedFee = commission.fixed;
    opening.equity = equity;
    opening.value = value;
    desk.size();
    quantity = opening.quantity;
    isCut = desk.byCash;
  }
  const opens = desk === null ? quantity * price > DUST_OF_EQUITY * equity : desk.opens();
  if (!opens) return isCut ? UNAFFORDABLE : NOTHING;
  const fee = commission.charge(quantity, price);
  const signed = side * quantity;
  const notional = signed * price;
  const cash = books.cash - (notional + fee);
  books.cash = Math.abs(cash) <= DUST * Math.abs(notional) ? 0 : cash;
  books.positions[0] = before + signed;
  if (before === 0) books.openings++;
  books.commission += fee;
  books.slippage += (price - reference) * signed;
  if (books.recordsFills) {
    const { fills } = books;
    const i = fills.begin(bar, 0, order, moment);
    fills.quantity[i] = signed;
    fills.price[i] = price;
    fills.reference[i] = reference;
    fills.commission[i] = fee;
  }
  return isCut ? TRIMMED : WHOLE;
}
