import type { FinancingRates } from "./terms.ts";

const DAY = 86_400_000;

/** What borrow fees come to, where they are not owed on the market value of shorts over actual days. */
export interface LoanBase {
  /** The fee of an asset that is due at `bar`, at an annual rate; 0: nothing is. Asked once for each asset of each bar. */
  feeDue(asset: number, bar: number, rate: number): number;
}

/** What financing changes of the books. */
interface Books {
  cash: number;
  borrow: number;
  interest: number;
  /** Borrow fees of each asset; null where nobody asks which. */
  readonly borrowBy: Float64Array | null;
  readonly positions: Float64Array;
  readonly marks: Float64Array;
  readonly loanBase: LoanBase | null;
  noteCash(bar: number): void;
}

/** Takes from the books what shorts and debit cash owe for the time since the bar before, by actual days / 365. */
export class Financing {
  readonly #rates: FinancingRates;
  readonly #time: Float64Array;

  constructor(rates: FinancingRates, time: Float64Array) {
    this.#rates = rates;
    this.#time = time;
  }

  /** Whether anything is ever owed. */
  get isOn(): boolean {
    const { borrow, borrowOf = null, interest } = this.#rates;
    return borrow !== 0 || interest !== 0 || (borrowOf?.some((rate) => rate !== 0) ?? false);
  }

  /** What the positions held at the close before owe for the time until this bar: borrow first, then interest on what is left. */
  charge(books: Books, bar: number): void {
    if (bar === 0) return;
    if (books.loanBase !== null) this.#chargeLoans(books, books.loanBase, bar);
    const { positions, marks } = books;
    const row = (bar - 1) * positions.length;
    const { borrow: rate, borrowOf = null } = this.#rates;
    let short = 0;
    let lent = 0;
    for (let k = 0; k < positions.length; k++) {
      const quantity = positions[k]!;
      if (quantity >= 0) continue;
      short -= quantity * marks[row + k]!;
      if (borrowOf !== null) lent -= quantity * marks[row + k]! * borrowOf[k]!;
    }
    if (short === 0 && books.cash >= 0) return;
    const years = (this.#time[bar]! - this.#time[bar - 1]!) / DAY / 365;
    const borrow = books.loanBase !== null ? 0 : (borrowOf === null ? short * rate : lent) * years;
    books.cash -= borrow;
    if (borrow !== 0 && books.borrowBy !== null) this.#share(books, row, years);
    const interest = Math.max(0, short - books.cash) * this.#rates.interest * years;
    books.cash -= interest;
    books.borrow += borrow;
    books.interest += interest;
    books.noteCash(bar);
  }

  #chargeLoans(books: Books, base: LoanBase, bar: number): void {
    const { borrow: rate, borrowOf = null } = this.#rates;
    let total = 0;
    for (let k = 0; k < books.positions.length; k++) {
      const borrow = base.feeDue(k, bar, borrowOf === null ? rate : borrowOf[k]!);
      if (books.borrowBy !== null) books.borrowBy[k]! += borrow;
      total += borrow;
    }
    if (total === 0) return;
    books.cash -= total;
    books.borrow += total;
    books.noteCash(bar);
  }

  /** Books the borrow fee to the assets that are short at the closes of a row of marks. */
  #share({ borrowBy, positions, marks }: Books, row: number, years: number): void {
    const { borrow, borrowOf = null } = this.#rates;
    for (let k = 0; k < positions.length; k++) {
      const quantity = positions[k]!;
      if (quantity >= 0) continue;
      borrowBy![k]! -= quantity * marks[row + k]! * (borrowOf === null ? borrow : borrowOf[k]!) * years;
    }
  }
}
