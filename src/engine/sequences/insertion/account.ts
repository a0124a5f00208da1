import { DUST } from "../../dust.ts";
import type { LoanBase } from "../../financing.ts";
import type { OrderBook } from "../../order-book.ts";
import type { WorkingOrder } from "../../working-order.ts";
import { lastBarOf } from "./executions.ts";

const DAY = 86_400_000;

/** What is held of an asset, and the average price at which it was entered. */
export interface Holding {
  /** Signed units. */
  size: number;
  entry: number;
}

/** The part of a signed quantity that closes what is held, and the part that opens, both with the sign of the quantity. */
export interface Parts {
  readonly closing: number;
  readonly opening: number;
}

/**
 * Cash as backtrader counts it, which decides what an order may do: a long binds its entry value (a share of one over the
 * leverage), a short sale brings its proceeds and binds nothing. The sums are made in backtrader's order, because an order
 * that takes the last cent must not fail by rounding. The books themselves are the Ledger's.
 */
export class Account implements LoanBase {
  /** Cash that may be spent. */
  free = 0;
  readonly holdings: readonly Holding[];
  readonly #book: OrderBook;
  readonly #leverage: number;
  /** The ledger's cash when `free` was worked out. */
  #cash = Number.NaN;
  /** Borrow fees of `#dueAt` that are not taken from `free` yet. */
  #due = 0;
  #dueAt = -1;

  constructor(book: OrderBook) {
    this.#book = book;
    this.#leverage = book.setup.profile.leverage;
    this.holdings = book.market.assets.map(() => ({ size: 0, entry: 0 }));
  }

  reset(): void {
    this.#cash = Number.NaN;
    this.#due = 0;
    this.#dueAt = -1;
    for (const holding of this.holdings) {
      holding.size = 0;
      holding.entry = 0;
    }
  }

  /** The same account on paper: what it does changes nothing here. */
  onPaper(): Account {
    const paper = new Account(this.#book);
    paper.free = this.free;
    for (const [asset, holding] of this.holdings.entries()) Object.assign(paper.holdings[asset]!, holding);
    return paper;
  }

  /** Takes over what others did to the ledger's cash and positions: financing, or positions closed by the engine. */
  align(cash: number): void {
    const { positions } = this.#book.setup.ledger;
    let isKnown = cash === this.#cash;
    for (const [asset, holding] of this.holdings.entries()) {
      const held = positions[asset]!;
      // The ledger rounds dust off, backtrader does not.
      if (isAbout(held, holding.size)) continue;
      isKnown = false;
      // What the entry cost stays the same where a split made it more units.
      holding.entry = held === 0 ? 0 : (holding.entry * holding.size) / held;
      holding.size = held;
    }
    this.#cash = cash;
    if (isKnown) return;
    this.free = cash;
    const lent = 1 - 1 / this.#leverage;
    if (lent === 0) return;
    for (const { size, entry } of this.holdings) if (size > 0) this.free += lent * size * entry;
  }

  /** The ledger's cash after a fill of an order that this account has seen. */
  booked(): void {
    this.#cash = this.#book.setup.ledger.cash;
  }

  partsOf(order: WorkingOrder, units: number): Parts {
    const { size } = this.holdings[order.asset]!;
    const quantity = order.side * units;
    if (size * quantity >= 0) return { closing: 0, opening: quantity };
    if (Math.abs(quantity) <= Math.abs(size)) return { closing: quantity, opening: 0 };
    return { closing: -size, opening: size + quantity };
  }

  /** Closes a part: what it bound at `entry` comes back, with the profit, less the fee. */
  close(order: WorkingOrder, closing: number, price: number, entry = this.holdings[order.asset]!.entry): void {
    const bound = -closing * entry;
    this.free += (bound > 0 ? bound / this.#leverage : bound) + -closing * (price - entry);
    this.free -= this.#fee(order, closing, price);
  }

  /** Free cash once a part is opened and its fee is paid. */
  afterOpening(order: WorkingOrder, opening: number, price: number): number {
    const value = opening * price;
    return this.free - (value > 0 ? value / this.#leverage : value) - this.#fee(order, opening, price);
  }

  /** As much of a part that opens as the cash pays for, in whole lots, with its sign. */
  affordable(order: WorkingOrder, opening: number, price: number): number {
    if (this.afterOpening(order, opening, price) >= 0) return opening;
    const { commission } = this.#book.setup;
    const unit = (order.side > 0 ? price / this.#leverage : -price) + commission.unit(price);
    const units = unit > 0 ? Math.max(0, (this.free - commission.fixed) / unit) : 0;
    return order.side * this.#book.floorToLot(Math.min(units, Math.abs(opening)), order.asset);
  }

  /** Adds a signed quantity to what is held: adding averages the entry, reducing keeps it, turning around starts anew. */
  hold(asset: number, quantity: number, price: number): void {
    const holding = this.holdings[asset]!;
    const before = holding.size;
    const after = before + quantity;
    if (after === 0) holding.entry = 0;
    else if (before * quantity > 0) holding.entry = (holding.entry * before + quantity * price) / after;
    else if (before * after <= 0) holding.entry = price;
    holding.size = after;
  }

  /** Equity at the closes of the bar, added up as backtrader does: it decides where a size is whole by a hair. */
  equityAt(bar: number): number {
    let value = 0;
    for (const [asset, { size, entry }] of this.holdings.entries()) {
      if (size === 0) continue;
      const close = this.#book.lastClose(asset, bar);
      const gain = size * (close - entry);
      if (size > 0) value = value + (size * close - gain) / this.#leverage + gain;
      else value += size * close;
    }
    return this.free + value;
  }

  /**
   * A year's rate on the entry value of what is held, for the days of the calendar since the asset's last bar; nothing where
   * it has none now. The product is made in backtrader's order, for the same reason as its sums.
   */
  feeDue(asset: number, bar: number, rate: number): number {
    if (bar !== this.#dueAt) this.settle();
    this.#dueAt = bar;
    const book = this.#book;
    const { size, entry } = this.holdings[asset]!;
    const now = book.setup.ledger.positions[asset]!;
    const held = isAbout(now, size) ? size : now;
    if (held === 0 || (held > 0 && book.setup.profile.borrowBase === "entry") || !book.hasBar(asset, bar)) return 0;
    const { clock } = book.market;
    const before = clock[Math.max(0, lastBarOf(book, asset, bar - 1))]!;
    const days = Math.floor(clock[bar]! / DAY) - Math.floor(before / DAY);
    const fee = days * (rate / 365) * Math.abs(held) * entry;
    this.#due += fee;
    return fee;
  }

  /** Takes the borrow fees of the bar from what is free: the ledger has charged them, backtrader does so once new orders were seen. */
  settle(): void {
    if (this.#due === 0) return;
    this.free -= this.#due;
    this.#cash -= this.#due;
    this.#due = 0;
  }

  #fee(order: WorkingOrder, quantity: number, price: number): number {
    return Math.abs(quantity) < DUST ? 0 : this.#book.feeOf(order, Math.abs(quantity), price);
  }
}

function isAbout(held: number, size: number): boolean {
  return Math.abs(held - size) <= 1e-9;
}
