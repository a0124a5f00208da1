import { DUST_OF_EQUITY } from "../dust.ts";
import { AT_CLOSE, AT_OPEN } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import type { Profile } from "../profile.ts";
import { meetsLimit, meetsStop, stopPrice } from "../triggers.ts";
import { LIMIT, MARKET, STOP, type WorkingOrder } from "../working-order.ts";
import { bringToLife, startsLater } from "./children.ts";
import { isStop, reduceInside } from "./reduce.ts";

/** More orders than these are planned. */
const MOST = 8;
const references = new Float64Array(MOST);
const prices = new Float64Array(MOST);
const reduced = new Float64Array(MOST);

/**
 * Whether a book of one asset may be played by `playSoloBar` under these settings: nothing that comes after the first
 * order of a bar can change what that one does.
 */
export function allowsSoloBars(book: OrderBook): boolean {
  const { triggerOn, reentryOnExitBar, stopFill }: Profile = book.setup.profile;
  const isPlain = triggerOn === "range" && reentryOnExitBar && stopFill !== "close";
  return book.isSolo && book.finer === null && isPlain;
}

/** One order at most that opens, at the market, beside stops and targets of brackets and exits. */
export function isSoloBar({ orders }: OrderBook, bar: number): boolean {
  if (orders.length > MOST) return false;
  let openings = 0;
  for (let i = 0; i < orders.length; i++) {
    const order = orders[i]!;
    if (order.placedAt >= bar || !isSimple(order)) return false;
    if (!order.reduceOnly) openings++;
  }
  return openings <= 1;
}

/** The same of a close at which orders fill that were placed at it, whatever else rests. */
export function isSoloClose({ orders }: OrderBook): boolean {
  if (orders.length > MOST) return false;
  let openings = 0;
  for (let i = 0; i < orders.length; i++) {
    const order = orders[i]!;
    if (order.kind !== MARKET) continue;
    if (!isSimple(order)) return false;
    if (!order.reduceOnly) openings++;
  }
  return openings <= 1;
}

function isSimple(order: WorkingOrder): boolean {
  const { alive, kind, timeInForce, group, oco, parent, reduceOnly, bracket } = order;
  const isKnown = kind === MARKET || (reduceOnly && (kind === STOP || kind === LIMIT));
  const isAlone = group === null && timeInForce === "gtc" && (oco === null || parent !== null);
  const isFixed = bracket?.stop === undefined || !("trail" in bracket.stop);
  return alive && isKnown && isAlone && isFixed;
}

/**
 * A bar of a book of one asset as the phases of the default sequence play it, order by order and without planning on
 * paper: the same fills, to the last bit (test/properties/solo-bars.test.ts holds the two equal).
 */
export function playSoloBar(book: OrderBook, bar: number): void {
  const { orders } = book;
  const count = orders.length;
  openSolo(book, bar, count, AT_OPEN);
  const seen = startsLater(book) ? count : orders.length;
  insideSolo(book, bar, seen);
}

/** What a close executes of the orders that were placed at it. */
export function playSoloClose(book: OrderBook, bar: number): void {
  openSolo(book, bar, book.orders.length, AT_CLOSE);
}

/** What the open executes, or the close: closing parts in the order of placing, then the order that opens. */
function openSolo(book: OrderBook, bar: number, count: number, moment: number): void {
  const { orders, setup } = book;
  const { ledger, profile } = setup;
  const isOpen = moment === AT_OPEN;
  const first = (isOpen ? book.opens : book.closes)[0]![bar]!;
  let position = ledger.positions[0]!;
  let cash = ledger.cash;
  let entry = -1;
  for (let i = 0; i < count; i++) {
    const order = orders[i]!;
    if (isOpen) order.seen = true;
    references[i] = Number.NaN;
    reduced[i] = 0;
    const { kind, side } = order;
    const isMarket = kind === MARKET;
    if (!isMarket && !isOpen) continue;
    const isMet =
      isMarket || (kind === STOP ? meetsStop(book, order.stop, first, side) : (order.limit - first) * side > 0);
    if (!isMet) continue;
    const reference = kind === LIMIT && !profile.limitImprove ? order.limit : first;
    references[i] = reference;
    if (!order.reduceOnly) entry = i;
    const standing = Math.max(0, -side * position);
    const quantity = order.isShare ? standing : Math.min(standing, order.quantity);
    if (!(quantity > 0)) continue;
    const price = book.reducingPrice(order, reference, kind !== LIMIT, quantity);
    reduced[i] = quantity;
    prices[i] = price;
    position += side * quantity;
    cash -= side * quantity * price + book.feeOf(order, quantity, price);
  }
  const opened = entry < 0 ? 0 : sizeSolo(book, orders[entry]!, entry, position, cash, first);
  for (let i = 0; i < count; i++) {
    if (reduced[i]! > 0) book.book(orders[i]!, reduced[i]!, prices[i]!, references[i]!, moment);
  }
  if (opened > 0) {
    const order = orders[entry]!;
    prices[entry] = book.increasingPrice(order, references[entry]!, true, opened);
    book.book(order, opened, prices[entry]!, references[entry]!, moment);
  }
  for (let i = 0; i < count; i++) {
    if (references[i]! === references[i]!) settleSolo(book, i, i === entry ? opened : 0, moment);
  }
}

/** Set by `sizeSolo`: cash has made the order smaller. */
let isCutByCash = false;
/** Set by `sizeSolo`: why a limit has; null: none has. */
let cutByRisk: string | null = null;

/** Units that the order opens after all closing parts, as far as the budget goes. */
function sizeSolo(
  book: OrderBook,
  order: WorkingOrder,
  at: number,
  position: number,
  cash: number,
  first: number,
): number {
  const { ledger, profile, commission } = book.setup;
  const { desk } = ledger;
  isCutByCash = false;
  cutByRisk = null;
  const value = position === 0 ? 0 : position * first;
  const gross = position === 0 ? 0 : (position > 0 ? position : -position * profile.shortMargin) * first;
  const equity = cash + value;
  const price = book.increasingPrice(order, references[at]!, true, 0);
  const asked = order.isShare ? order.shareUnits(equity, price) : order.quantity - reduced[at]!;
  let units = book.floorToLot(asked, 0);
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
    isCutByCash = desk.byCash;
    const opens = !(opening.quantity * price <= DUST_OF_EQUITY * equity);
    desk.count(opens);
    cutByRisk = desk.reason;
    return opens ? opening.quantity : 0;
  }
  const unit = price + commission.unit(price);
  const need = units * unit;
  const free = profile.leverage * equity - gross - commission.fixed;
  if (!(need <= free)) {
    isCutByCash = true;
    units = book.floorToLot(units * Math.max(0, free / need), 0);
  }
  return units * price <= DUST_OF_EQUITY * equity ? 0 : units;
}

function settleSolo(book: OrderBook, i: number, opened: number, moment: number): void {
  const order = book.orders[i]!;
  const done = reduced[i]! + opened;
  const isGone = order.reduceOnly && book.standingAgainst(order) === 0;
  if (isGone && done === 0) {
    book.end(order, "cancelled", "nothing to reduce");
    return;
  }
  const isCut = !order.reduceOnly && (isCutByCash || cutByRisk !== null);
  if (isCut || order.isShare) {
    if (done > 0) book.afterFill(order, done, true);
    else book.end(order, "cancelled", isCut && isCutByCash ? "no cash" : "size is zero");
    if (order.record !== null && isCut && isCutByCash && opened > 0) order.record.reason = "trimmed: cash";
    if (order.record !== null && isCut && cutByRisk !== null) order.record.reason = cutByRisk;
  } else if (done > 0) book.afterFill(order, done, book.isSpent(order, order.quantity - done) || isGone);
  else if (book.isSpent(order, order.quantity)) book.end(order, "cancelled", "size is zero");
  if (order.alive && order.kind === STOP) order.kind = MARKET;
  if (opened > 0 && order.bracket !== null) bringToLife(book, order, opened, prices[i]!, references[i]!, moment);
}

/** As `executionInside` says it of a stop or a limit that only closes. */
function isHitInside(book: OrderBook, order: WorkingOrder, bar: number): boolean {
  const asset = book.market.assets[0]!;
  const { kind, side } = order;
  if (kind === STOP) return meetsStop(book, order.stop, side > 0 ? asset.high[bar]! : asset.low[bar]!, side);
  if ((order.limit - asset.open[bar]!) * side > 0) return false;
  return meetsLimit(book, order.limit, side > 0 ? asset.low[bar]! : asset.high[bar]!, side);
}

/** What the range executes: the stops, then the targets, or the other way round. Both of a pair make the bar ambiguous. */
function insideSolo(book: OrderBook, bar: number, seen: number): void {
  const { orders } = book;
  const { stopBeforeTarget } = book.setup.profile;
  let hits = 0;
  for (let i = 0; i < seen; i++) {
    const order = orders[i]!;
    if (order.alive && order.kind !== MARKET && isHitInside(book, order, bar)) hits |= 1 << i;
  }
  if (hits === 0) return;
  for (let i = 0; i < seen; i++) {
    if ((hits & (1 << i)) === 0 || !isStop(orders[i]!) || orders[i]!.oco === null) continue;
    for (let j = 0; j < seen; j++) {
      if (j === i || (hits & (1 << j)) === 0 || orders[j]!.oco !== orders[i]!.oco) continue;
      book.ambiguous++;
      break;
    }
  }
  for (let turn = 0; turn < 2; turn++) {
    for (let i = 0; i < seen; i++) {
      const order = orders[i]!;
      if ((hits & (1 << i)) === 0 || !order.alive || isStop(order) !== ((turn === 0) === stopBeforeTarget)) continue;
      if (book.standingAgainst(order) === 0) continue;
      if (order.kind === LIMIT) reduceInside(book, order, order.limit, false);
      else reduceInside(book, order, stopPrice(book, order.stop, book.closes[0]![bar]!, order.side), true);
    }
  }
}
