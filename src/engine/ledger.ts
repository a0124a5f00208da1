import type { CoreStatistics, Costs } from "#results/run-record";
import { ActionBooks } from "./actions/action-books.ts";
import { NEVER } from "./actions/schedule.ts";
import { DUST } from "./dust.ts";
import { FillLog } from "./fill-log.ts";
import { Financing, type LoanBase } from "./financing.ts";
import type { LoneDesk } from "./lone-desk.ts";
import { openShare } from "./open-share.ts";
import { RANGE_TABLE_MAX_BARS, RangeTables } from "./range-tables.ts";
import { Tally } from "./tally.ts";
import type { FinancingRates, LedgerOptions, MarkingBasis, TradingTerms } from "./terms.ts";
import { worthOf } from "./worth.ts";

/**
 * The books of a run: cash, positions, equity and the statistics of its returns. Every driver (event loop, target
 * column, sweep) books through this class, and nothing else touches those numbers.
 *
 * Marking is lazy: bars are marked as one segment when something needs them (`markTo`), by one rule for each kind of
 * book, whoever drives: flat adds nothing; one asset held with cash exactly 0 is O(1) by range tables (up to
 * RANGE_TABLE_MAX_BARS bars); one asset without financing is a tight walk; everything else walks bar by bar. A fill on
 * bar t needs `beginBar(t)` first, which marks up to t − 1 and charges what financing bar t owes.
 */
export class Ledger {
  readonly fills = new FillLog();
  readonly positions: Float64Array;
  /** Equity at each close, or null when only statistics are wanted. */
  readonly equity: Float64Array | null;
  cash = 0;
  startingCash = 0;
  /** Last marked bar. */
  marked = -1;
  /** Bar at whose close equity fell to ruin; -1: never. */
  ruinedAt = -1;
  readonly tally = new Tally();
  /** Positions opened from flat, and closed. */
  openings = 0;
  closings = 0;
  commission = 0;
  slippage = 0;
  borrow = 0;
  interest = 0;
  /** Borrow fees of each asset; null where nobody asks which. */
  readonly borrowBy: Float64Array | null;
  /** What borrow fees are owed on, where a sequence counts it otherwise. */
  loanBase: LoanBase | null = null;
  /** Dividends received less those paid on shorts. */
  dividends = 0;
  readonly recordsFills: boolean;
  readonly terms: TradingTerms;
  readonly marks: Float64Array;
  /** What risk lets orders open that are booked alone; null: all that cash does. */
  desk: LoneDesk | null = null;
  /** Equity at or below this is ruin. */
  ruinLevel = 0;
  readonly #time: Float64Array;
  readonly #assets: number;
  readonly #worth: (bar: number) => number;
  readonly #financing: Financing;
  readonly #financed: boolean;
  #tables: RangeTables | null;
  /** Cash at the start of each bar at which financing or a dividend changed it, else NaN; null until the first of these. */
  openingCash: Float64Array | null = null;
  /** Splits and dividends; null: none are known, or they are not booked. */
  readonly actions: ActionBooks | null;
  /** The bar of the next split or dividend; beyond all bars: there is none. */
  nextAction = NEVER;
  #chargedTo = -1;
  /** Return of the bar of ruin. */
  ruinReturn = 0;
  #from = 0;

  constructor(basis: MarkingBasis, rates: FinancingRates, terms: TradingTerms, options: LedgerOptions) {
    this.#time = basis.time;
    this.marks = basis.marks;
    this.#assets = basis.assets;
    this.#financing = new Financing(rates, basis.time);
    this.terms = terms;
    this.#financed = this.#financing.isOn;
    this.recordsFills = options.recordFills;
    this.#tables = options.tables ?? null;
    this.actions = options.actions ? new ActionBooks(options.actions, basis.assets, options.lots ?? null) : null;
    this.positions = new Float64Array(basis.assets);
    this.#worth = worthOf(this.positions, basis.marks);
    this.borrowBy = options.recordEquity && options.recordFills ? new Float64Array(basis.assets) : null;
    this.equity = options.recordEquity ? new Float64Array(basis.time.length) : null;
  }

  /** Starts a run: `cash` in hand, statistics from bar `from` on. */
  reset(cash: number, from: number): void {
    this.fills.clear();
    for (let k = 0; k < this.positions.length; k++) this.positions[k] = 0;
    this.equity?.fill(cash, 0, from);
    this.openingCash = null;
    this.nextAction = this.actions === null ? NEVER : this.actions.restart(from);
    this.dividends = 0;
    this.cash = cash;
    this.marked = from - 1;
    this.#chargedTo = from;
    this.ruinedAt = -1;
    this.commission = 0;
    this.slippage = 0;
    this.borrow = 0;
    this.interest = 0;
    this.borrowBy?.fill(0);
    this.startingCash = cash;
    this.ruinLevel = this.terms.ruin * cash;
    this.#from = from;
    this.tally.previous = cash;
    this.tally.peak = cash;
    this.tally.worst = 1;
    this.tally.sum = 0;
    this.tally.sumOfSquares = 0;
    this.tally.held = 0;
    this.openings = 0;
    this.closings = 0;
  }

  /** Brings the books to the start of bar t, before its first fill. False when the run was ruined before it. */
  beginBar(bar: number): boolean {
    if (this.marked < bar - 1) this.markTo(bar - 1);
    if (this.#financed && this.#chargedTo < bar) {
      if (this.mayLag) this.#chargedTo = bar;
      else if (this.ruinedAt < 0) this.#charge(bar);
    }
    if (this.nextAction <= bar && this.ruinedAt < 0) this.nextAction = this.actions!.book(this, bar);
    return this.ruinedAt < 0;
  }

  /**
   * Books an execution: `quantity` is signed, `price` after and `reference` before slippage, `commission` in cash.
   * The books stand at the start of `bar` (beginBar), or later within it.
   */
  fill(
    bar: number,
    asset: number,
    quantity: number,
    price: number,
    reference: number,
    commission: number,
    order: number,
    moment: number,
  ): void {
    const notional = quantity * price;
    const cash = this.cash - (notional + commission);
    this.cash = Math.abs(cash) <= DUST * Math.abs(notional) ? 0 : cash;
    const before = this.positions[asset]!;
    const after = before + quantity;
    const isFlat = Math.abs(after) < DUST;
    this.positions[asset] = isFlat ? 0 : after;
    if (before !== 0) {
      if (isFlat) this.closings++;
    } else if (!isFlat) this.openings++;
    this.commission += commission;
    this.slippage += (price - reference) * quantity;
    if (!this.recordsFills) return;
    const { fills } = this;
    const i = fills.begin(bar, asset, order, moment);
    fills.quantity[i] = quantity;
    fills.price[i] = price;
    fills.reference[i] = reference;
    fills.commission[i] = commission;
  }

  /**
   * Closes the position of a one-asset book at `prices[bar]`. With `openShare`, the whole of what a lone order does: only
   * whole numbers and columns cross these calls, because a fraction that crosses a call costs an allocation.
   */
  closeAll(bar: number, prices: Float64Array, order: number, moment: number): void {
    const { commission, slippage, slipsOnExit } = this.terms;
    const held = this.positions[0]!;
    const reference = prices[bar]!;
    const price = slipsOnExit ? slippage.slipped(reference, held > 0 ? -1 : 1) : reference;
    const fee = commission.charge(Math.abs(held), price);
    const notional = -held * price;
    const cash = this.cash - (notional + fee);
    this.cash = Math.abs(cash) <= DUST * Math.abs(notional) ? 0 : cash;
    this.positions[0] = 0;
    this.closings++;
    this.commission += fee;
    this.slippage += (reference - price) * held;
    if (!this.recordsFills) return;
    const { fills } = this;
    const i = fills.begin(bar, 0, order, moment);
    fills.quantity[i] = -held;
    fills.price[i] = price;
    fills.reference[i] = reference;
    fills.commission[i] = fee;
  }

  /**
   * Opens `share` of the equity of a one-asset book at `prices[bar]`, as far as limits and cash go: NOTHING … UNAFFORDABLE. A
   * share that is NaN: the money that the desk gives an entry.
   */
  openShare(bar: number, side: number, share: number, prices: Float64Array, order: number, moment: number): number {
    return openShare(this, bar, side, share, prices, order, moment);
  }

  /** Whether marking may wait: nothing is owed per bar, and only a price that falls to a billionth could ruin the run. */
  get mayLag(): boolean {
    return this.cash >= 0 && this.#assets === 1 && this.positions[0]! >= 0 && this.loanBase === null;
  }

  /** Cash plus all positions at the closes of `bar`, the bar that is being played; marks nothing. */
  valueAt(bar: number): number {
    return this.cash + this.#worth(bar);
  }

  /** Whether anything is held. */
  get isFlat(): boolean {
    const { positions } = this;
    for (let k = 0; k < positions.length; k++) if (positions[k] !== 0) return false;
    return true;
  }

  /** Marks every bar up to `last`, as one segment: nothing filled since the last marked bar but on the first of these. */
  markTo(last: number): void {
    if (this.marked >= last || this.ruinedAt >= 0) return;
    // Each split or dividend begins a segment of its own.
    while (this.nextAction <= last) if (!this.beginBar(this.nextAction)) return;
    const from = this.marked + 1;
    this.marked = last;
    if (this.#assets > 1) {
      if (this.isFlat && !this.#owesInterest) this.#markFlat(from, last);
      else this.#markBook(from, last);
      return;
    }
    const quantity = this.positions[0]!;
    const isOwing = quantity < 0 || this.cash < 0 || this.loanBase !== null;
    if (this.#financed && isOwing) this.#markBook(from, last);
    else if (quantity === 0) this.#markFlat(from, last);
    else if (this.cash === 0 && quantity > 0 && this.marks.length <= RANGE_TABLE_MAX_BARS) this.#markRange(from, last);
    else this.walk(from, last);
  }

  /** Debit cash that nothing is held against, which a run that goes on past ruin leaves. */
  get #owesInterest(): boolean {
    return this.#financed && this.cash < 0;
  }

  /** The tables by which an all-in stretch is marked; null where the bars are too many for them. */
  rangeTables(): RangeTables | null {
    if (this.#tables === null && this.marks.length <= RANGE_TABLE_MAX_BARS) this.#tables = new RangeTables(this.marks);
    return this.#tables;
  }

  statistics(to: number): CoreStatistics {
    return {
      startingCash: this.startingCash,
      finalEquity: this.tally.previous,
      bars: to - this.#from,
      sumOfReturns: this.tally.sum,
      sumOfSquaredReturns: this.tally.sumOfSquares,
      maxDrawdown: 1 - this.tally.worst,
      barsHeld: this.tally.held,
      openings: this.openings,
      closings: this.closings,
    };
  }

  costs(): Costs {
    const { commission, slippage, borrow, interest } = this;
    return { commission, slippage, borrow, interest, dividends: 0 - this.dividends };
  }

  #markFlat(from: number, last: number): void {
    const { tally, equity, cash: e } = this;
    let r = 0;
    if (e !== tally.previous) {
      r = e / tally.previous - 1;
      tally.sum += r;
      tally.sumOfSquares += r * r;
      tally.previous = e;
      if (e > tally.peak) tally.peak = e;
      else if (e < tally.worst * tally.peak) tally.worst = e / tally.peak;
    }
    if (equity !== null) {
      // The built-in fill costs more than a short stretch.
      if (last - from < 64) for (let i = from; i <= last; i++) equity[i] = e;
      else equity.fill(e, from, last + 1);
    }
    if (e <= this.ruinLevel) this.#stopAt(from, r);
  }

  /** One asset, all-in: the first bar by itself (it holds the cost of the fill), the rest from the tables. */
  #markRange(from: number, last: number): void {
    const { tally, marks } = this;
    const quantity = this.positions[0]!;
    const tables = this.rangeTables()!;
    const first = quantity * marks[from]!;
    const r = first / tally.previous - 1;
    let sum = tally.sum + r;
    let sumOfSquares = tally.sumOfSquares + r * r;
    let peak = tally.peak;
    let worst = tally.worst;
    let lowest = first;
    if (first > peak) peak = first;
    else if (first < worst * peak) worst = first / peak;
    if (last > from) {
      sum += tables.returns[last]! - tables.returns[from]!;
      sumOfSquares += tables.squaredReturns[last]! - tables.squaredReturns[from]!;
      const { aggregates, length } = tables;
      const base = (31 - Math.clz32(from ^ last)) * length;
      const left = (base + from) * 3;
      const right = (base + last) * 3;
      const leftHigh = aggregates[left]!;
      const leftLow = aggregates[left + 1]!;
      const leftFall = aggregates[left + 2]!;
      const rightHigh = aggregates[right]!;
      const rightLow = aggregates[right + 1]!;
      const rightFall = aggregates[right + 2]!;
      lowest = (leftLow < rightLow ? leftLow : rightLow) * quantity;
      const high = (leftHigh > rightHigh ? leftHigh : rightHigh) * quantity;
      if (lowest < worst * peak) worst = lowest / peak;
      if (leftFall < worst) worst = leftFall;
      if (rightFall < worst) worst = rightFall;
      if (rightLow < worst * leftHigh) worst = rightLow / leftHigh;
      if (high > peak) peak = high;
    }
    const { equity } = this;
    if (lowest <= this.ruinLevel) {
      this.walk(from, last);
      return;
    }
    tally.held += last - from + 1;
    tally.sum = sum;
    tally.sumOfSquares = sumOfSquares;
    tally.peak = peak;
    tally.worst = worst;
    tally.previous = quantity * marks[last]!;
    if (equity !== null) this.recordAllIn(from, last);
  }

  /** Keeps the equity of a stretch that was marked by the tables. */
  recordAllIn(from: number, last: number): void {
    const { positions, marks, equity } = this;
    for (let i = from; i <= last; i++) equity![i] = positions[0]! * marks[i]!;
  }

  /**
   * One asset, bar by bar; two bars a turn (a seventh off W1 sparse), summed in the same order. The one or two before the
   * pairs go by themselves, always: code that a first long stretch never reached would be compiled as if it never were.
   */
  walk(from: number, last: number): void {
    const { tally, marks, equity, cash, ruinLevel, positions } = this;
    const quantity = positions[0]!;
    let { previous, peak, worst, sum, sumOfSquares } = tally;
    let single = from + ((last - from) & 1);
    let i = from;
    while (i <= last) {
      for (; i <= single; i++) {
        const e = cash + quantity * marks[i]!;
        const r = e / previous - 1;
        if (equity !== null) equity[i] = e;
        sum += r;
        sumOfSquares += r * r;
        previous = e;
        if (e > peak) peak = e;
        else if (e < worst * peak) {
          worst = e / peak;
          if (e <= ruinLevel) {
            this.#stopAt(i, r);
            last = i;
            single = i;
          }
        }
      }
      let low = worst * peak;
      for (; i < last; i += 2) {
        const a = cash + quantity * marks[i]!;
        const b = cash + quantity * marks[i + 1]!;
        if (a > peak) {
          peak = a;
          low = worst * peak;
        } else if (a < low) {
          if (a <= ruinLevel) break;
          worst = a / peak;
          low = worst * peak;
        }
        if (b > peak) {
          peak = b;
          low = worst * peak;
        } else if (b < low) {
          if (b <= ruinLevel) break;
          worst = b / peak;
          low = worst * peak;
        }
        const ofA = a / previous - 1;
        const ofB = b / a - 1;
        if (equity !== null) {
          equity[i] = a;
          equity[i + 1] = b;
        }
        sum = sum + ofA + ofB;
        sumOfSquares = sumOfSquares + ofA * ofA + ofB * ofB;
        previous = b;
      }
      single = last; // Not at the end: one of the next two is the bar of ruin.
    }
    tally.previous = previous;
    tally.peak = peak;
    tally.worst = worst;
    tally.sum = sum;
    tally.sumOfSquares = sumOfSquares;
    tally.held += last - from + 1;
  }

  /** Any book: several assets, shorts, debit cash. Financing first, then the closes, in the order of symbols. */
  #markBook(from: number, last: number): void {
    const { tally, equity } = this;
    const isHeld = !this.isFlat;
    for (let i = from; i <= last; i++) {
      if (this.#financed && this.#chargedTo < i) this.#charge(i);
      const e = this.cash + this.#worth(i);
      const r = e / tally.previous - 1;
      tally.sum += r;
      tally.sumOfSquares += r * r;
      tally.previous = e;
      if (isHeld) tally.held++;
      if (equity !== null) equity[i] = e;
      if (e > tally.peak) tally.peak = e;
      else if (e < tally.worst * tally.peak) tally.worst = e / tally.peak;
      if (e <= this.ruinLevel) {
        this.#stopAt(i, r);
        return;
      }
    }
  }

  #charge(bar: number): void {
    this.#chargedTo = bar;
    this.#financing.charge(this, bar);
  }

  /** Keeps the cash with which a bar begins, after what was owed and received. */
  noteCash(bar: number): void {
    if (this.equity === null) return;
    this.openingCash ??= new Float64Array(this.#time.length).fill(Number.NaN);
    this.openingCash[bar] = this.cash;
  }

  #stopAt(bar: number, r: number): void {
    this.ruinReturn = r;
    this.ruinedAt = bar;
    this.marked = bar;
  }
}
