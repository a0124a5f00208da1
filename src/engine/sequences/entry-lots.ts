import type { OrderBook } from "../order-book.ts";
import type { WorkingOrder } from "../working-order.ts";

/** What one entry opened and still holds, with the stop and the target that are its own. */
export interface EntryLot {
  readonly asset: number;
  /** Units, negative when short. */
  size: number;
  /** At which it was entered, after slippage. */
  price: number;
  /** Its fill, where fills are recorded. */
  readonly fill: number;
  /** Running number of the order that entered it. */
  readonly entry: number;
  stop: WorkingOrder | null;
  target: WorkingOrder | null;
}

/**
 * A book that is kept by entry. Beside the ledger, which alone holds the money, it counts as backtesting.py does: cash
 * that an entry leaves as it is, and profits at the close of the bar that is being played. The sums are made in that
 * engine's order, because a size is cut to whole units and one last digit would be a share more or less.
 */
export class EntryLots {
  /** In the order of entry. */
  readonly open: EntryLot[] = [];
  readonly #book: OrderBook;
  #cash = 0;
  /** What the ledger's cash was after the last fill booked here. */
  #seen = Number.NaN;
  /** Splits that the entries have followed. */
  #splits = 0;

  constructor(book: OrderBook) {
    this.#book = book;
  }

  reset(): void {
    this.open.length = 0;
    this.#seen = Number.NaN;
    this.#splits = 0;
  }

  /** Takes over what happened to the books since: financing, a split, a position that ended with its data. */
  follow(): void {
    const { ledger } = this.#book.setup;
    if (ledger.cash === this.#seen && this.#agrees()) return;
    const splits = ledger.actions?.splits ?? [];
    for (; this.#splits < splits.length; this.#splits++) {
      const { asset, ratio } = splits[this.#splits]!;
      for (const lot of this.open) {
        if (lot.asset !== asset) continue;
        lot.size *= ratio;
        lot.price /= ratio;
      }
    }
    for (const [asset, held] of ledger.positions.entries()) this.#closedElsewhere(asset, held);
    this.#cash = ledger.cash;
    for (const { size, price } of this.open) this.#cash += size * price;
    this.#seen = ledger.cash;
  }

  /** The oldest entries first, as far as what is held is less than what they hold. */
  #closedElsewhere(asset: number, held: number): void {
    const side = Math.sign(this.#held(asset));
    let gone = (this.#held(asset) - held) * side;
    for (const lot of [...this.open]) {
      if (!(gone > 1e-9 * Math.abs(lot.size))) return;
      if (lot.asset !== asset || lot.size * side < 0) continue;
      const piece = Math.min(gone, Math.abs(lot.size));
      gone -= piece;
      this.#shrink(lot, side * piece);
    }
  }

  #shrink(lot: EntryLot, closed: number): void {
    lot.size -= closed;
    if (lot.size === 0) this.open.splice(this.open.indexOf(lot), 1);
    for (const child of [lot.stop, lot.target]) {
      if (child === null) continue;
      if (lot.size !== 0) child.quantity = Math.abs(lot.size);
      else this.#book.end(child, "cancelled", "nothing to reduce");
    }
  }

  /** Books the opening of `quantity` units (signed) at `price`. */
  enter(order: WorkingOrder, quantity: number, price: number, reference: number, moment: number): EntryLot {
    const { ledger } = this.#book.setup;
    const fill = ledger.fills.length;
    const fee = this.#book.book(order, Math.abs(quantity), price, reference, moment);
    this.#cash -= fee;
    this.#seen = ledger.cash;
    const isAgainst = this.open.some((lot) => lot.asset === order.asset && lot.size * quantity < 0);
    if (isAgainst && ledger.recordsFills) ledger.fills.keepClosing(fill, fill);
    const lot = { asset: order.asset, size: quantity, price, fill, entry: order.number, stop: null, target: null };
    this.open.push(lot);
    return lot;
  }

  /** Books the closing of `quantity` units (positive) of the lot; its stop and target follow what is left. */
  leave(lot: EntryLot, order: WorkingOrder, quantity: number, price: number, reference: number, moment: number): void {
    const { ledger } = this.#book.setup;
    const closed = lot.size < 0 ? -quantity : quantity;
    const fill = ledger.fills.length;
    const fee = this.#book.book(order, quantity, price, reference, moment);
    if (ledger.recordsFills) ledger.fills.keepClosing(fill, lot.fill);
    this.#cash += closed * (price - lot.price) - fee;
    this.#seen = ledger.cash;
    // Of a pair, the one that fills ends the other.
    if (order === lot.stop || order === lot.target) {
      lot.size -= closed;
      if (lot.size === 0) this.open.splice(this.open.indexOf(lot), 1);
    } else this.#shrink(lot, closed);
  }

  /** What may still be bound as margin, at the closes of `bar`. */
  freeMargin(bar: number): number {
    const { leverage } = this.#book.setup.profile;
    const { assets } = this.#book.market;
    let equity = this.#cash;
    for (let k = 0; k < assets.length; k++) {
      let held = 0;
      let paid = 0;
      for (const { asset, size, price } of this.open) {
        if (asset !== k) continue;
        held += size;
        paid += size * price;
      }
      if (held !== 0 || paid !== 0) equity += this.#book.lastClose(k, bar) * held - paid;
    }
    let used = 0;
    for (const { asset, size } of this.open) used += (Math.abs(size) * this.#book.lastClose(asset, bar)) / leverage;
    return Math.max(0, equity - used);
  }

  #held(asset: number): number {
    let held = 0;
    for (const lot of this.open) if (lot.asset === asset) held += lot.size;
    return held;
  }

  #agrees(): boolean {
    const { positions } = this.#book.setup.ledger;
    return positions.every((held, asset) => Math.abs(held - this.#held(asset)) <= 1e-9 * Math.abs(held));
  }
}
