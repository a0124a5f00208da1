import type { OrderBook } from "../order-book.ts";
import { LIMIT, MARKET, MARKET_ON_OPEN, WorkingOrder } from "../working-order.ts";
import type { EntryLot, EntryLots } from "./entry-lots.ts";

/** A place in the queue: an order, or what one order has to do to one entry. */
export interface Waiting {
  readonly order: WorkingOrder;
  /** Tells the order from another that takes its place in memory. */
  readonly number: number;
  /** The entry that it closes, up to `quantity` units: a stop, a target, or a part of a closing order. */
  readonly lot: EntryLot | null;
  readonly quantity: number;
}

/**
 * What waits under the rules of backtesting.py: stops of open entries and closing orders in front, the one placed last
 * before the others, everything else behind, in the order of placing.
 */
export class EntryQueue {
  /** Stands for the engine itself, where no order closes an entry: on the last bar, at ruin, before an exclusive order. */
  readonly own = new WorkingOrder();
  readonly #book: OrderBook;
  readonly #lots: EntryLots;
  #queue: Waiting[] = [];
  /** The last order that was taken in. */
  #taken = 0;

  constructor(book: OrderBook, lots: EntryLots) {
    this.#book = book;
    this.#lots = lots;
    this.own.alive = true;
  }

  reset(): void {
    this.#queue.length = 0;
    this.#taken = 0;
  }

  /** As it stands now: what comes in while it is gone through waits for the next time. */
  snapshot(): readonly Waiting[] {
    return this.#queue.slice();
  }

  /** Lets what is over go. */
  tidy(): void {
    this.#queue = this.#queue.filter((waiting) => this.waits(waiting));
  }

  /** Orders placed since: what closes goes to the front, entry by entry, everything else to the end. */
  takeIn(): void {
    const { exclusive } = this.#book.setup.profile;
    const news = this.#book.orders.filter((order) => order.alive && lastTouch(order) > this.#taken);
    // Whether something in the queue may be over: it is not gone through for each of thousands of new orders.
    let isStale = true;
    for (const order of news.sort((a, b) => lastTouch(a) - lastTouch(b))) {
      this.#taken = lastTouch(order);
      const isNew = order.changed === 0;
      if (isStale || !isNew) {
        this.#queue = this.#queue.filter((waiting) => this.waits(waiting) || waiting.order.changed > this.#taken);
      }
      isStale = exclusive || order.closes > 0;
      if (order.parent !== null || order.closes > 0) {
        this.#moveUp(order);
        if (order.closes > 0) this.#attach(order);
        continue;
      }
      if (!isNew) this.#queue = this.#queue.filter((waiting) => waiting.order !== order);
      const closesAll = isExit(order);
      if (closesAll || turnsAround(order)) {
        for (const lot of this.#lots.open) {
          if (lot.asset !== order.asset) continue;
          const isOpposed = lot.size * order.side < 0;
          if (!isOpposed && !(closesAll && order.reduceOnly)) continue;
          this.#queue.unshift(this.#closing(isOpposed && !exclusive ? order : this.own, lot));
        }
      }
      if (exclusive && !closesAll) this.#clear(order.asset);
      if (!closesAll) this.#queue.push({ order, number: order.number, lot: null, quantity: 0 });
    }
  }

  /** An order for one entry: a part of it at the open, or its stop or target, in the place of one that it has. */
  #attach(order: WorkingOrder): void {
    if (this.#queue.some((waiting) => waiting.order === order)) return;
    const lot = this.#lots.open.find(({ entry }) => entry === order.closes);
    if (lot === undefined || lot.size * order.side > 0) {
      this.#book.end(order, "cancelled", "nothing to reduce");
      return;
    }
    if (order.kind === MARKET || order.kind === MARKET_ON_OPEN) {
      const quantity = order.isShare ? Number.POSITIVE_INFINITY : order.quantity;
      this.#queue.unshift({ order, number: order.number, lot, quantity });
      return;
    }
    const isTarget = order.kind === LIMIT;
    const former = isTarget ? lot.target : lot.stop;
    if (former !== null) this.#book.end(former, "cancelled", "another took its place");
    order.quantity = Math.abs(lot.size);
    if (isTarget) {
      lot.target = order;
      this.#queue.push(contingent(order, lot));
    } else {
      lot.stop = order;
      this.#queue.unshift(contingent(order, lot));
    }
  }

  /** A stop or target that was changed is placed anew. */
  #moveUp(order: WorkingOrder): void {
    const waiting = this.#queue.find((one) => one.order === order);
    if (waiting === undefined) return;
    this.strike(waiting);
    if (order.kind === LIMIT) this.#queue.push(waiting);
    else this.#queue.unshift(waiting);
  }

  /** Before an exclusive order: what waits is cancelled, every entry is closed. */
  #clear(asset: number): void {
    // It strikes out of the list through which it goes, and so skips the one after each.
    for (let i = 0; i < this.#queue.length; i++) {
      const { order, lot } = this.#queue[i]!;
      if (order.asset !== asset || (lot !== null && isContingent(order, lot))) continue;
      this.#queue.splice(i, 1);
      if (lot === null || order.closes > 0) this.#book.end(order, "cancelled", "another order was placed");
    }
    for (const lot of this.#lots.open) if (lot.asset === asset) this.#queue.unshift(this.#closing(this.own, lot));
  }

  #closing(order: WorkingOrder, lot: EntryLot): Waiting {
    return { order, number: order.number, lot, quantity: Math.abs(lot.size) };
  }

  /** Every entry is closed, in the order in which they were opened, before anything else. */
  closeAll(): void {
    this.#queue.unshift(...this.#lots.open.map((lot) => this.#closing(this.own, lot)));
  }

  /** Lets an order without a name rest while the engine itself has entries to close: the venue passes over bars without orders. */
  keepAwake(): void {
    const closing = this.#queue.find((waiting) => waiting.order === this.own && this.waits(waiting));
    if (closing === undefined) return;
    const order = new WorkingOrder();
    order.alive = true;
    order.asset = closing.lot!.asset;
    order.kind = MARKET;
    order.reduceOnly = true;
    this.#book.orders.push(order);
  }

  /** The stop and the target that an entry brought. */
  protect(lot: EntryLot): void {
    if (lot.target !== null) this.#queue.push(contingent(lot.target, lot));
    if (lot.stop !== null) this.#queue.unshift(contingent(lot.stop, lot));
  }

  /** Whether it still is to be done. */
  waits({ order, number, lot }: Waiting): boolean {
    return order.alive && order.number === number && (lot === null || lot.size !== 0);
  }

  strike(waiting: Waiting): void {
    this.#queue.splice(this.#queue.indexOf(waiting), 1);
  }

  /** Ends closing orders that have nothing more to close. */
  endEmpty(bar: number): void {
    const book = this.#book;
    for (const order of book.orders) {
      if (!order.alive || !(isExit(order) || order.closes > 0) || !book.hasBar(order.asset, bar)) continue;
      if (this.#queue.some((waiting) => waiting.order === order)) continue;
      if (order.record !== null && order.record.filled > 0) book.end(order, "filled", "");
      else book.end(order, "cancelled", "nothing to reduce");
    }
  }
}

/** When it was placed or changed last, as a running number. */
function lastTouch(order: WorkingOrder): number {
  return Math.max(order.number, order.changed);
}

/** Closes what is held, entry by entry. */
function isExit(order: WorkingOrder): boolean {
  if (order.kind !== MARKET || order.parent !== null || order.closes > 0) return false;
  return order.isShare ? order.fraction === 0 : order.reduceOnly;
}

/** A share of equity by which a position is entered closes first all that stands against it. */
function turnsAround(order: WorkingOrder): boolean {
  return order.isShare && !order.nets;
}

function contingent(order: WorkingOrder, lot: EntryLot): Waiting {
  return { order, number: order.number, lot, quantity: Number.POSITIVE_INFINITY };
}

export function isContingent(order: WorkingOrder, lot: EntryLot): boolean {
  return order === lot.stop || order === lot.target;
}
