import type { OrderRequest } from "#domain/order";
import type { Objection } from "#risk/review-order";
import { AT_CLOSE, AT_OPEN, INSIDE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import { allowedIncrease, keepCut } from "../risk-review.ts";
import type { Sequence } from "../sequence.ts";
import { LIMIT, MARKET, MARKET_ON_OPEN, WorkingOrder } from "../working-order.ts";
import { childrenOf } from "./children.ts";
import { type EntryLot, EntryLots } from "./entry-lots.ts";
import { keepTo } from "./keep-to.ts";
import { endExpired } from "./time-in-force.ts";
import { followPrice } from "./trail.ts";
import { wholeLots } from "./whole-lots.ts";

/** A place in the queue: an order, or what one order has to do to one entry. */
interface Waiting {
  readonly order: WorkingOrder;
  /** Tells the order from another that takes its place in memory. */
  readonly number: number;
  /** The entry that it closes, up to `quantity` units: a stop, a target, or a part of a closing order. */
  readonly lot: EntryLot | null;
  readonly quantity: number;
}

/** Where an order executes: the price before slippage, and the stop that was met, NaN without one. */
interface Met {
  readonly price: number;
  readonly stop: number;
}

/** What may not be set otherwise, because the rules of this sequence leave no room for it. */
const RULES = {
  fillAt: ["nextOpen", "lastClose"],
  triggerOn: ["range"],
  stopTrigger: ["touch"],
  limitFill: ["touch"],
  stopFill: ["levelOrOpen"],
  limitImprove: [true],
  stopBase: ["fill"],
  trailOn: ["extreme"],
  childrenFrom: ["sameBar"],
  stopBeforeTarget: [true],
  uncertainStop: ["ignored"],
  reentryOnExitBar: [true],
  cash: ["cancel"],
  sizing: ["fill"],
  feeBase: ["inside"],
  stopLimitSameBar: ["proven"],
  levelTick: [0],
  slippageOn: ["entries", "all"],
  slippageWithin: ["anything"],
  shortMargin: [1],
  participation: [null],
  volumeBase: ["asset"],
} as const;

/**
 * The rules of backtesting.py: a queue in which stops of open entries and closing orders stand in front, worked one by
 * one, each booked before the next is looked at; after an entry that brought a stop or target to life, the whole queue
 * once more on the same bar.
 */
export class ContingentFirst implements Sequence {
  readonly leavesLone = false;
  readonly keepsEntries = true;
  readonly #book: OrderBook;
  readonly #lots: EntryLots;
  #queue: Waiting[] = [];
  /** The last order that was taken into the queue. */
  #taken = 0;
  /** Stands for the engine itself, where no order closes an entry: on the last bar, at ruin, before an exclusive order. */
  readonly #own = new WorkingOrder();

  constructor(book: OrderBook) {
    keepTo(book.setup.profile, RULES);
    this.#book = book;
    this.#lots = new EntryLots(book);
    this.#own.alive = true;
  }

  reset(): void {
    this.#lots.reset();
    this.#queue.length = 0;
    this.#taken = 0;
  }

  refuses({ group, type, closes }: OrderRequest): Objection | null {
    const isTwoLevels = closes !== undefined && (type === "stopLimit" || type === "trailingLimit");
    if (group === undefined && type !== "marketOnClose" && !isTwoLevels) return null;
    const late = isTwoLevels ? "An order with stop and limit that closes an entry" : "An order at the close";
    const what = group === undefined ? late : "A group of orders";
    return {
      code: "not-in-profile",
      message: `${what} is not something that the profile ${this.#book.setup.profile.name} can play.`,
      help: "Its orders are worked one by one as the bar opens. Place them without together and atClose, or use --profile ivy.",
    };
  }

  meet(bar: number): void {
    this.#lots.follow();
    this.#takeIn();
    while (this.#goThrough(bar));
    this.#endEmpty(bar);
  }

  atSignal(): void {}

  afterClose(bar: number): void {
    followPrice(this.#book, bar);
    endExpired(this.#book, bar);
  }

  /** The last bar once more, with what was placed at its close, and before it every entry closed at its open. */
  finish(bar: number): void {
    this.#lots.follow();
    this.#takeIn();
    this.#queue.unshift(...this.#lots.open.map((lot) => this.#closing(this.#own, lot)));
    while (this.#goThrough(bar));
    this.#endEmpty(bar);
  }

  ruin(bar: number): void {
    this.#lots.follow();
    // It strikes out of the list through which it goes, and so leaves every other entry as it is.
    for (let i = 0; i < this.#lots.open.length; i++) {
      const lot = this.#lots.open[i]!;
      const price = this.#book.lastClose(lot.asset, bar);
      this.#close(lot, this.#own, Math.abs(lot.size), price, AT_CLOSE);
    }
  }

  /** Orders placed since: what closes goes to the front, entry by entry, everything else to the end. */
  #takeIn(): void {
    const { exclusive } = this.#book.setup.profile;
    const news = this.#book.orders.filter((order) => order.alive && lastTouch(order) > this.#taken);
    for (const order of news.sort((a, b) => lastTouch(a) - lastTouch(b))) {
      this.#taken = lastTouch(order);
      this.#queue = this.#queue.filter((waiting) => this.#waits(waiting) || waiting.order.changed > this.#taken);
      if (order.parent !== null || order.closes > 0) {
        this.#moveUp(order);
        if (order.closes > 0) this.#attach(order);
        continue;
      }
      this.#queue = this.#queue.filter((waiting) => waiting.order !== order);
      const closesAll = isExit(order);
      if (closesAll || turnsAround(order)) {
        for (const lot of this.#lots.open) {
          if (lot.asset !== order.asset) continue;
          const isOpposed = lot.size * order.side < 0;
          if (!isOpposed && !closesAll) continue;
          this.#queue.unshift(this.#closing(isOpposed && !exclusive ? order : this.#own, lot));
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
    this.#strike(waiting);
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
    for (const lot of this.#lots.open) if (lot.asset === asset) this.#queue.unshift(this.#closing(this.#own, lot));
  }

  #closing(order: WorkingOrder, lot: EntryLot): Waiting {
    return { order, number: order.number, lot, quantity: Math.abs(lot.size) };
  }

  /** Once through the queue as it stands. True when it is to be gone through again. */
  #goThrough(bar: number): boolean {
    let again = false;
    for (const waiting of [...this.#queue]) {
      const { order, lot } = waiting;
      if (!this.#waits(waiting)) continue;
      if (!this.#book.hasBar(lot === null ? order.asset : lot.asset, bar)) continue;
      const met = this.#met(waiting, bar);
      if (met === null) continue;
      if (lot !== null) {
        const moment = this.#momentOf(lot.asset, bar, met);
        const quantity = Math.min(Math.abs(lot.size), waiting.quantity);
        this.#close(lot, order, quantity, met.price, moment);
        if (order.parent !== null || order.closes > 0) this.#settle(order, lot, quantity);
      } else if (this.#execute(order, met, bar)) again = true;
      this.#strike(waiting);
    }
    this.#queue = this.#queue.filter((waiting) => this.#waits(waiting));
    return again;
  }

  /** An order for one entry has filled: of its stop and target, the one ends the other. */
  #settle(order: WorkingOrder, lot: EntryLot, quantity: number): void {
    const other = order === lot.stop ? lot.target : order === lot.target ? lot.stop : null;
    if (other !== null) this.#book.end(other, "cancelled", "the other side filled");
    this.#book.afterFill(order, quantity, true);
  }

  /** Whether it still is to be done. */
  #waits({ order, number, lot }: Waiting): boolean {
    return order.alive && order.number === number && (lot === null || lot.size !== 0);
  }

  #strike(waiting: Waiting): void {
    this.#queue.splice(this.#queue.indexOf(waiting), 1);
  }

  /** Where the bar executes what waits, else null. A stop that is met leaves its limit behind. */
  #met({ order, lot }: Waiting, bar: number): Met | null {
    const { profile } = this.#book.setup;
    const index = lot === null ? order.asset : lot.asset;
    const asset = this.#book.market.assets[index]!;
    const side = lot === null ? order.side : -Math.sign(lot.size);
    const open = asset.open[bar]!;
    const far = side > 0 ? asset.high[bar]! : asset.low[bar]!;
    const near = side > 0 ? asset.low[bar]! : asset.high[bar]!;
    const stop = order.triggered ? Number.NaN : order.stopLevel;
    if (stop === stop) {
      if ((far - stop) * side < 0) return null;
      order.trigger();
    }
    if (order.isLimit) {
      const { limit } = order;
      if ((limit - near) * side < 0) return null;
      // Its stop and its limit in one bar: the limit is taken to have come first, when it did not count yet.
      if (stop === stop && (limit - stop) * side <= 0) return null;
      const from = stop === stop ? stop : open;
      return { price: side > 0 ? Math.min(from, limit) : Math.max(from, limit), stop };
    }
    const isContingentOrder = lot !== null && isContingent(order, lot);
    const looksBack = profile.fillAt === "lastClose" && !isContingentOrder;
    const first = looksBack ? this.#book.lastClose(index, bar - 1) : open;
    if (stop !== stop) return { price: order.kind === MARKET_ON_OPEN ? open : first, stop };
    return { price: side > 0 ? Math.max(first, stop) : Math.min(first, stop), stop };
  }

  #momentOf(asset: number, bar: number, { price, stop }: Met): number {
    return stop !== stop || price === this.#book.opens[asset]![bar] ? AT_OPEN : INSIDE;
  }

  #close(lot: EntryLot, order: WorkingOrder, quantity: number, price: number, moment: number): void {
    if (order === this.#own) {
      this.#own.asset = lot.asset;
      this.#own.side = -Math.sign(lot.size);
    }
    this.#lots.leave(lot, order, quantity, this.#book.reducingPrice(order, price, true, quantity), price, moment);
  }

  /** Executes an order that stands for itself, whole or not at all. True when its stop and target are to be looked at. */
  #execute(order: WorkingOrder, met: Met, bar: number): boolean {
    const book = this.#book;
    const { profile } = book.setup;
    const budget = () => this.#lots.freeMargin(bar) * profile.leverage;
    const size = order.isShare ? shareOf(order, profile.allEquity) : order.quantity;
    const money = order.isShare ? (order.cash === order.cash ? order.cash : budget() * size) : Number.NaN;
    const about = order.isShare ? money / met.price : size;
    const price = book.increasingPrice(order, met.price, true, about);
    // The charge for the size as it was said: of a share, that of a fraction of one unit.
    const unit = price + book.feeOf(order, size, met.price) / size;
    const units = this.#unitsOf(order, money, unit, bar);
    const moment = this.#momentOf(order.asset, bar, met);
    let need = units;
    if (units > 0 && !profile.hedging) need = this.#setOff(order, units, met.price, moment);
    const closed = units - need;
    if (order.reduceOnly) need = 0;
    const { quantity: allowed, cut } = allowedIncrease(book, order, need, price, met.price, moment);
    need = allowed;
    if (!(need > 0) && closed === 0) book.end(order, "cancelled", units > 0 ? "nothing to reduce" : "no cash");
    else if (need * unit > budget()) book.end(order, "cancelled", "no cash");
    else {
      const again = need > 0 && this.#open(order, need, price, met, moment, bar);
      book.afterFill(order, units, true);
      if (cut !== null) keepCut(book, order, cut, need > 0);
      return again;
    }
    if (cut !== null && need === 0) keepCut(book, order, cut, false);
    return false;
  }

  /** Units that an order asks for. A risk that says what a unit may lose takes its share of all there is, not of what is free. */
  #unitsOf(order: WorkingOrder, money: number, unit: number, bar: number): number {
    const book = this.#book;
    if (!order.isShare) return book.floorToLot(order.quantity, order.asset);
    if (order.unitValue !== order.unitValue) return wholeLots(money, unit, book.setup.lots[order.asset]!);
    let equity = book.cash;
    for (let k = 0; k < book.opens.length; k++) {
      const held = book.positionOf(k);
      if (held !== 0) equity += held * book.priceAt(k, bar, AT_OPEN);
    }
    return book.floorToLot(order.shareUnits(equity, unit), order.asset);
  }

  /** Closes what stands against the order, the oldest entry first. What is left of it is returned. */
  #setOff(order: WorkingOrder, units: number, price: number, moment: number): number {
    let need = units;
    for (const lot of [...this.#lots.open]) {
      if (lot.asset !== order.asset || lot.size * order.side > 0) continue;
      const piece = Math.min(need, Math.abs(lot.size));
      this.#close(lot, order, piece, price, moment);
      need -= piece;
      if (need === 0) break;
    }
    return need;
  }

  /** Books an entry and brings its stop and target to life. True when they count on the entry's own bar. */
  #open(order: WorkingOrder, units: number, price: number, met: Met, moment: number, bar: number): boolean {
    const lot = this.#lots.enter(order, order.side * units, price, met.price, moment);
    if (order.bracket === null) return false;
    const { stop, target } = childrenOf(this.#book, order, units, price, met.price);
    lot.stop = stop;
    lot.target = target;
    if (target !== null) this.#queue.push(contingent(target, lot));
    if (stop !== null) this.#queue.unshift(contingent(stop, lot));
    if (order.isLimit) return false;
    if (met.stop !== met.stop) return true;
    // A target beyond a stop entry must have come after it, if the stop loss was not touched.
    if (target === null) return false;
    const asset = this.#book.market.assets[order.asset]!;
    const high = asset.high[bar]!;
    const low = asset.low[bar]!;
    const level = stop === null ? Number.NaN : stop.stopLevel;
    if (order.side > 0) return target.limit <= high && !(level >= low);
    return target.limit >= low && !(level <= high);
  }

  /** Ends closing orders that have nothing more to close. */
  #endEmpty(bar: number): void {
    const { book, queue } = { book: this.#book, queue: this.#queue };
    for (const order of book.orders) {
      if (
        !order.alive ||
        (!isExit(order) && order.closes === 0) ||
        order.placedAt > bar ||
        !book.hasBar(order.asset, bar)
      )
        continue;
      if (queue.some((waiting) => waiting.order === order)) continue;
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

function isContingent(order: WorkingOrder, lot: EntryLot): boolean {
  return order === lot.stop || order === lot.target;
}

/** The share of an order that is sized by one, or 1 for an amount of cash. */
function shareOf(order: WorkingOrder, allEquity: number): number {
  if (order.cash === order.cash) return 1;
  return order.fraction === 1 ? allEquity : order.fraction;
}
