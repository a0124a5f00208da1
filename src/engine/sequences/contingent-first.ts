import type { OrderRequest } from "#domain/order";
import type { Objection } from "#risk/review-order";
import { AT_CLOSE, AT_OPEN, INSIDE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import { allowedIncrease, keepCut } from "../risk-review.ts";
import type { Sequence } from "../sequence.ts";
import { MARKET_ON_OPEN, type WorkingOrder } from "../working-order.ts";
import { equityAt } from "./buying-power.ts";
import { childrenOf } from "./children.ts";
import { type EntryLot, EntryLots } from "./entry-lots.ts";
import { EntryQueue, isContingent, type Waiting } from "./entry-queue.ts";
import { keepTo } from "./keep-to.ts";
import { endExpired } from "./time-in-force.ts";
import { followPrice } from "./trail.ts";
import { wholeLots } from "./whole-lots.ts";
import { wrongBracket } from "./wrong-bracket.ts";

/** Where an order executes: the price before slippage, when in the bar, and the stop that was met, NaN without one. */
interface Met {
  readonly price: number;
  readonly moment: number;
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
  lastBar: ["stayOpen", "liquidateAtOpen"],
  shortMargin: [1],
  participation: [null],
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
  readonly #queue: EntryQueue;

  constructor(book: OrderBook) {
    keepTo(book.setup.profile, RULES);
    this.#book = book;
    this.#lots = new EntryLots(book);
    this.#queue = new EntryQueue(book, this.#lots);
  }

  reset(): void {
    this.#lots.reset();
    this.#queue.reset();
  }

  refuses(request: OrderRequest, bar: number): Objection | null {
    const { group, type, closes } = request;
    const isTwoLevels = closes !== undefined && (type === "stopLimit" || type === "trailingLimit");
    if (group === undefined && type !== "marketOnClose" && !isTwoLevels) return wrongBracket(this.#book, request, bar);
    const late = isTwoLevels ? "An order with stop and limit that closes an entry" : "An order at the close";
    const what = group === undefined ? late : "A group of orders";
    return {
      code: "not-in-profile",
      message: `${what} is not something that the profile ${this.#book.setup.profile.name} can play.`,
      help: "Its orders are worked one by one as the bar opens. Place them without together and atClose, or use --profile ivy.",
    };
  }

  /** An exclusive order has swept the others away when it was placed, also where it is taken back before the next bar. */
  mayCancel(): boolean {
    if (this.#book.setup.profile.exclusive) {
      this.#queue.takeIn();
      this.#queue.keepAwake();
    }
    return true;
  }

  meet(bar: number): void {
    this.#lots.follow();
    this.#queue.takeIn();
    while (this.#goThrough(bar));
    this.#queue.endEmpty(bar);
  }

  atSignal(): void {}

  afterClose(bar: number): void {
    followPrice(this.#book, bar);
    endExpired(this.#book, bar);
  }

  /** The last bar once more, with what was placed at its close, and before it every entry closed at its open. */
  finish(bar: number): void {
    this.#lots.follow();
    this.#queue.takeIn();
    this.#queue.closeAll();
    while (this.#goThrough(bar));
    this.#queue.endEmpty(bar);
  }

  ruin(bar: number): void {
    this.#lots.follow();
    // It strikes out of the list through which it goes, and so leaves every other entry as it is.
    for (let i = 0; i < this.#lots.open.length; i++) {
      const lot = this.#lots.open[i]!;
      const price = this.#book.lastClose(lot.asset, bar);
      this.#close(lot, this.#queue.own, Math.abs(lot.size), { price, moment: AT_CLOSE });
    }
  }

  /** Once through the queue as it stands. True when it is to be gone through again. */
  #goThrough(bar: number): boolean {
    let again = false;
    for (const waiting of this.#queue.snapshot()) {
      const { order, lot } = waiting;
      if (!this.#queue.waits(waiting)) continue;
      if (!this.#book.hasBar(lot === null ? order.asset : lot.asset, bar)) continue;
      const met = this.#met(waiting, bar);
      if (met === null) continue;
      if (lot !== null) {
        const quantity = Math.min(Math.abs(lot.size), waiting.quantity);
        this.#close(lot, order, quantity, met);
        if (order.parent !== null || order.closes > 0) this.#settle(order, lot, quantity);
      } else if (this.#execute(order, met, bar)) again = true;
      this.#queue.strike(waiting);
    }
    this.#queue.tidy();
    return again;
  }

  /** An order for one entry has filled: of its stop and target, the one ends the other. */
  #settle(order: WorkingOrder, lot: EntryLot, quantity: number): void {
    const other = order === lot.stop ? lot.target : order === lot.target ? lot.stop : null;
    if (other !== null) this.#book.end(other, "cancelled", "the other side filled");
    this.#book.afterFill(order, quantity, true);
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
      const price = side > 0 ? Math.min(from, limit) : Math.max(from, limit);
      return { price, moment: price === open ? AT_OPEN : INSIDE, stop };
    }
    const looksBack = profile.fillAt === "lastClose" && order.kind !== MARKET_ON_OPEN;
    const isProtection = lot !== null && isContingent(order, lot);
    const first = looksBack && !isProtection ? this.#book.lastClose(index, bar - 1) : open;
    if (stop !== stop) return { price: first, moment: AT_OPEN, stop };
    const price = side > 0 ? Math.max(first, stop) : Math.min(first, stop);
    return { price, moment: price === open ? AT_OPEN : INSIDE, stop };
  }

  #close(lot: EntryLot, order: WorkingOrder, quantity: number, { price, moment }: Omit<Met, "stop">): void {
    if (order === this.#queue.own) {
      this.#queue.own.asset = lot.asset;
      this.#queue.own.side = -Math.sign(lot.size);
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
    const units = this.#unitsOf(order, money, unit);
    let need = units;
    if (units > 0 && !profile.hedging) need = this.#setOff(order, units, met);
    const closed = units - need;
    if (order.reduceOnly) need = 0;
    const { quantity: allowed, cut } = allowedIncrease(book, order, need, price, met.price, met.moment);
    need = allowed;
    if (!(need > 0) && closed === 0) {
      const isTooSmall = order.isShare ? "no cash" : "size is zero";
      book.end(order, "cancelled", units > 0 ? "nothing to reduce" : isTooSmall);
    } else if (need * unit > budget()) book.end(order, "cancelled", "no cash");
    else {
      const again = need > 0 && this.#open(order, need, price, met, bar);
      book.afterFill(order, units, true);
      if (cut !== null) keepCut(book, order, cut, need > 0);
      return again;
    }
    if (cut !== null && need === 0) keepCut(book, order, cut, false);
    return false;
  }

  /** Units that an order asks for. A risk that says what a unit may lose takes its share of all there is, not of what is free. */
  #unitsOf(order: WorkingOrder, money: number, unit: number): number {
    const book = this.#book;
    if (!order.isShare) return book.floorToLot(order.quantity, order.asset);
    if (order.unitValue !== order.unitValue) return wholeLots(money, unit, book.setup.lots[order.asset]!);
    return book.floorToLot(order.shareUnits(equityAt(book, AT_OPEN), unit), order.asset);
  }

  /** Closes what stands against the order, the oldest entry first. What is left of it is returned. */
  #setOff(order: WorkingOrder, units: number, met: Met): number {
    let need = units;
    for (const lot of [...this.#lots.open]) {
      if (lot.asset !== order.asset || lot.size * order.side > 0) continue;
      const piece = Math.min(need, Math.abs(lot.size));
      this.#close(lot, order, piece, met);
      need -= piece;
      if (need === 0) break;
    }
    return need;
  }

  /** Books an entry and brings its stop and target to life. True when they count on the entry's own bar. */
  #open(order: WorkingOrder, units: number, price: number, met: Met, bar: number): boolean {
    const lot = this.#lots.enter(order, order.side * units, price, met.price, met.moment);
    if (order.bracket === null) return false;
    const { stop, target } = childrenOf(this.#book, order, units, price, met.price);
    if (stop !== null) stop.fresh = met.moment !== AT_OPEN;
    lot.stop = stop;
    lot.target = target;
    this.#queue.protect(lot);
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
}

/** The share of an order that is sized by one, or 1 for an amount of cash. */
function shareOf(order: WorkingOrder, allEquity: number): number {
  if (order.cash === order.cash) return 1;
  return order.fraction === 1 ? allEquity : order.fraction;
}
