import type { CommissionModel } from "../costs/commission-model.ts";
import type { SlippageModel } from "../costs/slippage-model.ts";
import { DUST_OF_EQUITY } from "../dust.ts";
import type { Ledger } from "../ledger.ts";
import { AT_CLOSE, AT_OPEN, INSIDE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import type { Profile } from "../profile.ts";
import { meetsLimit, meetsStop, stopPrice } from "../triggers.ts";
import { LIMIT, MARKET, STOP, type WorkingOrder } from "../working-order.ts";
import { bringToLife, startsLater } from "./children.ts";

/** More orders than these are planned. */
const MOST = 8;
const references = new Float64Array(MOST);
const prices = new Float64Array(MOST);
const fees = new Float64Array(MOST);
const reduced = new Float64Array(MOST);

/**
 * Plays bars of a book of one asset as the phases of the default sequence do, order by order and without planning on paper:
 * the same fills, to the last bit (test/properties/solo-bars.test.ts holds the two equal).
 */
export class SoloBars {
  readonly #book: OrderBook;
  readonly #ledger: Ledger;
  readonly #profile: Profile;
  readonly #commission: CommissionModel;
  readonly #slippage: SlippageModel;
  readonly #open: Float64Array;
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #close: Float64Array;
  /** Stops and targets are seen from the bar after their entry. */
  readonly #startsLater: boolean;
  /** Which orders slip when they close; what opens is a market order, which always does. */
  readonly #slips: { readonly market: boolean; readonly stop: boolean; readonly limit: boolean };
  /** Why the last opening was made smaller: by cash, by a limit of risk. */
  #cutByCash = false;
  #cutByRisk: string | null = null;

  private constructor(book: OrderBook) {
    const { ledger, profile, commission, slippage } = book.setup;
    const { open, high, low, close } = book.market.assets[0]!;
    const { slippageOn } = profile;
    this.#book = book;
    this.#ledger = ledger;
    this.#profile = profile;
    this.#commission = commission;
    this.#slippage = slippage;
    this.#open = open;
    this.#high = high;
    this.#low = low;
    this.#close = close;
    this.#startsLater = startsLater(book);
    const isAll = slippageOn === "all" || slippageOn === "limitsToo";
    this.#slips = { market: slippageOn !== "entries", stop: isAll, limit: slippageOn === "limitsToo" };
  }

  /** Null where settings or data ask for more: only where nothing that comes after the first order of a bar can change what it does. */
  static of(book: OrderBook): SoloBars | null {
    const { triggerOn, reentryOnExitBar, stopFill } = book.setup.profile;
    const isPlain = triggerOn === "range" && reentryOnExitBar && stopFill !== "close";
    return book.isSolo && book.finer === null && isPlain ? new SoloBars(book) : null;
  }

  /** Whether one order at most opens, at the market, beside stops and targets of brackets and exits. */
  fits(bar: number): boolean {
    const { orders } = this.#book;
    if (orders.length > MOST) return false;
    let openings = 0;
    for (let i = 0; i < orders.length; i++) {
      const order = orders[i]!;
      if (order.placedAt >= bar || !isSimple(order)) return false;
      if (!order.reduceOnly) openings++;
    }
    return openings <= 1 && (!this.#book.hasCap || this.#isBelowCap(bar));
  }

  /** Whether all orders together, and the stop or target of one that opens, are within the volume that they may have. */
  #isBelowCap(bar: number): boolean {
    const { orders } = this.#book;
    let most = 0;
    for (let i = 0; i < orders.length; i++) {
      const { quantity, reduceOnly } = orders[i]!;
      most += reduceOnly ? quantity : 2 * quantity;
    }
    // Not so where a size is not known yet.
    return most <= this.#book.roomOf(0, bar);
  }

  /** The same of a close at which orders fill that were placed at it, whatever else rests. */
  fitsClose(): boolean {
    const { orders } = this.#book;
    if (orders.length > MOST || this.#book.hasCap) return false;
    let openings = 0;
    for (let i = 0; i < orders.length; i++) {
      const order = orders[i]!;
      if (order.kind !== MARKET) continue;
      if (!isSimple(order)) return false;
      if (!order.reduceOnly) openings++;
    }
    return openings <= 1;
  }

  play(bar: number): void {
    const { orders } = this.#book;
    this.#book.openRoom(bar);
    const count = orders.length;
    const met = this.#metAtOpen(bar, count);
    if (met !== 0) this.#execute(met, this.#open[bar]!, AT_OPEN);
    this.#inside(bar, this.#startsLater ? count : orders.length);
  }

  /** What a close executes of the orders that were placed at it. */
  playClose(bar: number): void {
    const { orders } = this.#book;
    let placed = 0;
    for (let i = 0; i < orders.length; i++) if (orders[i]!.kind === MARKET) placed |= 1 << i;
    const last = this.#close[bar]!;
    if (placed !== 0 && last === last) this.#execute(placed, last, AT_CLOSE);
  }

  /** The orders that the open executes, a bit each. */
  #metAtOpen(bar: number, count: number): number {
    const { orders } = this.#book;
    const first = this.#open[bar]!;
    let met = 0;
    for (let i = 0; i < count; i++) {
      const order = orders[i]!;
      const { kind, side } = order;
      order.seen = true;
      order.fresh = false;
      const isMet =
        kind === MARKET ||
        (kind === STOP ? meetsStop(this.#book, order.stop, first, side) : (order.limit - first) * side > 0);
      if (isMet) met |= 1 << i;
    }
    return first === first ? met : 0;
  }

  /** What executes at the open, or at the close, at this price: closing parts in the order of placing, then the order that opens. */
  #execute(met: number, first: number, moment: number): void {
    const book = this.#book;
    const { orders } = book;
    let position = this.#ledger.positions[0]!;
    let cash = this.#ledger.cash;
    let entry = -1;
    for (let rest = met; rest !== 0; rest &= rest - 1) {
      const i = lowest(rest);
      const order = orders[i]!;
      const { kind, side } = order;
      const reference = kind === LIMIT && !this.#profile.limitImprove ? order.limit : first;
      references[i] = reference;
      reduced[i] = 0;
      if (!order.reduceOnly) entry = i;
      const standing = -side * position;
      const quantity = order.isShare || standing < order.quantity ? standing : order.quantity;
      if (!(quantity > 0)) continue;
      const price = this.#closingPrice(kind, side, reference);
      const fee = this.#commission.charge(quantity, price);
      reduced[i] = quantity;
      prices[i] = price;
      fees[i] = fee;
      position += side * quantity;
      cash -= side * quantity * price + fee;
    }
    const opened = entry < 0 ? 0 : this.#size(orders[entry]!, entry, position, cash, first);
    for (let rest = met; rest !== 0; rest &= rest - 1) {
      const i = lowest(rest);
      if (reduced[i]! > 0) book.book(orders[i]!, reduced[i]!, prices[i]!, references[i]!, moment, fees[i]!);
    }
    if (opened > 0) {
      const order = orders[entry]!;
      const price = this.#slippage.slipped(references[entry]!, order.side);
      prices[entry] = price;
      book.book(order, opened, price, references[entry]!, moment, this.#commission.charge(opened, price));
    }
    for (let rest = met; rest !== 0; rest &= rest - 1) {
      const i = lowest(rest);
      this.#settle(orders[i]!, i, i === entry ? opened : 0, moment);
    }
  }

  #closingPrice(kind: number, side: number, reference: number): number {
    const { market, stop, limit } = this.#slips;
    const slips = kind === MARKET ? market : kind === STOP ? stop : limit;
    return slips ? this.#slippage.slipped(reference, side) : reference;
  }

  /** Units that the order opens after all closing parts, as far as limits of risk and the budget go. */
  #size(order: WorkingOrder, at: number, position: number, cash: number, first: number): number {
    const { shortMargin, leverage } = this.#profile;
    const { desk } = this.#ledger;
    const commission = this.#commission;
    this.#cutByCash = false;
    this.#cutByRisk = null;
    const value = position === 0 ? 0 : position * first;
    const equity = cash + value;
    const price = this.#slippage.slipped(references[at]!, order.side);
    const asked = order.isShare ? order.shareUnits(equity, price) : order.quantity - reduced[at]!;
    let units = this.#book.floorToLot(asked, 0);
    if (!(units > 0)) return 0;
    if (desk !== null) {
      const { opening } = desk;
      opening.side = order.side;
      opening.quantity = units;
      opening.price = price;
      opening.reference = references[at]!;
      opening.unitFee = commission.unit(price);
      opening.fixedFee = commission.fixed;
      opening.equity = equity;
      opening.value = value;
      desk.size();
      this.#cutByCash = desk.byCash;
      const opens = desk.opens();
      this.#cutByRisk = desk.reason;
      return opens ? opening.quantity : 0;
    }
    const gross = position === 0 ? 0 : (position > 0 ? position : -position * shortMargin) * first;
    const need = units * (price + commission.unit(price));
    const free = leverage * equity - gross - commission.fixed;
    if (!(need <= free)) {
      this.#cutByCash = true;
      units = this.#book.floorToLot(units * Math.max(0, free / need), 0);
    }
    return units * price <= DUST_OF_EQUITY * equity ? 0 : units;
  }

  #settle(order: WorkingOrder, i: number, opened: number, moment: number): void {
    const book = this.#book;
    const done = reduced[i]! + opened;
    const isGone = order.reduceOnly && book.standingAgainst(order) === 0;
    if (isGone && done === 0) {
      book.end(order, "cancelled", "nothing to reduce");
      return;
    }
    const byCash = !order.reduceOnly && this.#cutByCash;
    const byRisk = order.reduceOnly ? null : this.#cutByRisk;
    if (byCash || byRisk !== null || order.isShare) {
      if (done > 0) book.afterFill(order, done, true);
      else book.end(order, "cancelled", byCash ? "no cash" : "size is zero");
      if (order.record !== null && byCash && opened > 0) order.record.reason = "trimmed: cash";
      if (order.record !== null && byRisk !== null) order.record.reason = byRisk;
    } else if (done > 0) book.afterFill(order, done, isGone || book.isSpent(order, order.quantity - done));
    else if (book.isSpent(order, order.quantity)) book.end(order, "cancelled", "size is zero");
    if (order.alive && order.kind === STOP) order.kind = MARKET;
    if (opened > 0 && order.bracket !== null) bringToLife(book, order, opened, prices[i]!, references[i]!, moment);
  }

  /** What the range executes: the stops, then the targets, or the other way round. Both of a pair make the bar ambiguous. */
  #inside(bar: number, seen: number): void {
    const { orders } = this.#book;
    const { stopBeforeTarget } = this.#profile;
    let hits = 0;
    for (let i = 0; i < seen; i++) {
      const order = orders[i]!;
      if (order.alive && order.kind !== MARKET && this.#isHit(order, bar)) hits |= 1 << i;
    }
    if (hits === 0) return;
    if ((hits & (hits - 1)) !== 0) this.#countAmbiguous(hits);
    for (let turn = 0; turn < 2; turn++) {
      for (let rest = hits; rest !== 0; rest &= rest - 1) {
        const order = orders[lowest(rest)]!;
        const isStop = order.kind === STOP;
        if (order.alive && isStop === ((turn === 0) === stopBeforeTarget)) this.#closeInside(order, bar);
      }
    }
  }

  /** As `executionInside` says it of a stop or a limit that only closes. */
  #isHit(order: WorkingOrder, bar: number): boolean {
    const { kind, side } = order;
    if (kind === STOP) return meetsStop(this.#book, order.stop, side > 0 ? this.#high[bar]! : this.#low[bar]!, side);
    if ((order.limit - this.#open[bar]!) * side > 0) return false;
    return meetsLimit(this.#book, order.limit, side > 0 ? this.#low[bar]! : this.#high[bar]!, side);
  }

  #countAmbiguous(hits: number): void {
    const { orders } = this.#book;
    for (let rest = hits; rest !== 0; rest &= rest - 1) {
      const one = orders[lowest(rest)]!;
      if (one.kind !== STOP || one.oco === null) continue;
      for (let others = hits; others !== 0; others &= others - 1) {
        const other = orders[lowest(others)]!;
        if (other === one || other.oco !== one.oco) continue;
        this.#book.ambiguous++;
        break;
      }
    }
  }

  #closeInside(order: WorkingOrder, bar: number): void {
    const book = this.#book;
    const { kind, side } = order;
    const standing = book.standingAgainst(order);
    if (standing === 0) return;
    const quantity = standing < order.quantity ? standing : order.quantity;
    const reference = kind === LIMIT ? order.limit : stopPrice(book, order.stop, this.#close[bar]!, side);
    const price = this.#closingPrice(kind, side, reference);
    book.book(order, quantity, price, reference, INSIDE, this.#commission.charge(quantity, price));
    const isComplete = order.quantity - quantity <= 1e-12 || book.standingAgainst(order) === 0;
    book.afterFill(order, quantity, isComplete);
  }
}

/** The place of the lowest bit that is set. */
function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

function isSimple(order: WorkingOrder): boolean {
  const { alive, kind, timeInForce, group, oco, parent, reduceOnly, bracket } = order;
  const isKnown = kind === MARKET || (reduceOnly && (kind === STOP || kind === LIMIT));
  const isAlone = group === null && timeInForce === "gtc" && (oco === null || parent !== null);
  const isFixed = bracket?.stop === undefined || !("trail" in bracket.stop);
  return alive && isKnown && isAlone && isFixed;
}
