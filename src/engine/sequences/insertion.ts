import type { OrderRequest } from "#domain/order";
import type { Objection } from "#risk/review-order";
import { DUST } from "../ledger.ts";
import type { OrderBook } from "../order-book.ts";
import { allowedIncrease } from "../risk-review.ts";
import type { Sequence } from "../sequence.ts";
import type { PlacedOrder } from "../venue-port.ts";
import {
  LIMIT,
  MARKET,
  MARKET_ON_OPEN,
  STOP,
  STOP_LIMIT,
  TRAILING_LIMIT,
  type WorkingOrder,
} from "../working-order.ts";
import { Account } from "./insertion/account.ts";
import { childrenOf } from "./insertion/brackets.ts";
import { type Execution, executionOf, followPrice, lastBarOf } from "./insertion/executions.ts";
import { capOf, wholeUnits } from "./insertion/sizes.ts";
import { Ticket } from "./insertion/ticket.ts";
import { keepTo, type Rules } from "./keep-to.ts";

const DAY = 86_400_000;

const RULES: Rules = {
  fillAt: ["nextOpen", "signalClose"],
  triggerOn: ["range"],
  stopFill: ["levelOrOpen"],
  limitImprove: [true],
  stopBase: ["placed"],
  childrenFrom: ["nextBar"],
  stopLimitSameBar: ["proven"],
  stopBeforeTarget: [true],
  uncertainStop: ["ignored"],
  reentryOnExitBar: [true],
  sizing: ["decision"],
  feeBase: ["onTop"],
  slippageOn: ["all", "limitsToo"],
  slippageWithin: ["anything", "bar", "wait"],
  shortMargin: [0],
  maintenanceMargin: [0],
  volumeBase: ["order"],
  levelTick: [0],
};

/** A signed part that may open, and why it is less than was wanted; empty: it is not. */
interface Allowed {
  readonly opening: number;
  readonly reason: string;
}

/**
 * Works the orders that rest one by one in the order of placing, each booked before the next is looked at, as backtrader
 * does. Orders to come are held against the cash at the prices at which they were placed, and again when they fill; a
 * short sale brings cash and binds none. The stop and target of an entry wait until the bar after it filled.
 */
export class Insertion implements Sequence {
  readonly leavesLone = false;
  readonly booksLater = true;
  readonly #book: OrderBook;
  /** Whether orders are held against the cash before they are taken. */
  readonly #looks: boolean;
  /** Placed and not taken yet. */
  #submitted: Ticket[] = [];
  /** Taken, in the order of placing; children follow their entry. */
  #pending: Ticket[] = [];
  /** Children whose entry was filled: awake from the next bar on. */
  #waking: Ticket[] = [];
  /** The orders that cancel each other, by the word that they carry. */
  readonly #pairs = new Map<string | number, Ticket[]>();
  #current: Ticket | null = null;
  #seen = 0;
  readonly #account: Account;

  constructor(book: OrderBook) {
    const { profile } = book.setup;
    keepTo(profile, RULES);
    this.#book = book;
    this.#looks = profile.cash === "reject";
    this.#account = new Account(book);
    const isLent = profile.borrow !== 0 || profile.borrowRates !== "";
    if (isLent && profile.borrowBase !== "value") book.setup.ledger.loanBase = this.#account;
  }

  reset(): void {
    this.#submitted = [];
    this.#pending = [];
    this.#waking = [];
    this.#pairs.clear();
    this.#current = null;
    this.#seen = 0;
    this.#account.reset();
  }

  meet(bar: number): void {
    this.#enlist();
    this.afterCancel();
    for (const ticket of this.#waking) ticket.active = true;
    this.#waking = [];
    const { cashBefore, cash } = this.#book;
    this.#account.align(cashBefore);
    this.#lookAtCash(bar);
    this.#account.align(cash);
    for (const ticket of this.#pending) if (ticket.alive) this.#work(ticket, bar);
    this.#current = null;
    this.#pending = this.#pending.filter((ticket) => ticket.alive);
  }

  /** Orders that fill at the close of their signal are booked first thing on the next bar, as backtrader does. */
  atSignal(): void {}

  afterClose(): void {}

  refuses({ group, timeInForce }: OrderRequest): Objection | null {
    const what =
      group !== undefined
        ? "A group of orders"
        : timeInForce === "ioc" || timeInForce === "fok"
          ? `An order with the time in force "${timeInForce}"`
          : null;
    return what === null
      ? null
      : {
          code: "not-in-profile",
          message: `${what} is not something that the profile ${this.#book.setup.profile.name} can play.`,
          help: "Its orders fill one by one and rest until cancelled, for a day or until a date. Use these, or --profile ivy.",
        };
  }

  /** An order that was not taken yet cannot be taken back. */
  mayCancel(order: PlacedOrder): boolean {
    this.#enlist();
    return !this.#submitted.some((ticket) => ticket.order === order && ticket.alive);
  }

  afterCancel(): void {
    for (const ticket of this.#pending) {
      if (!ticket.alive && !ticket.settled) {
        ticket.settled = true;
        this.#endPair(ticket);
        this.#endFamily(ticket);
      }
    }
  }

  /** Units of an order that is sized by cash or by a share of equity, at the close at which it is placed. */
  unitsAtDecision(order: WorkingOrder, bar: number): number {
    const book = this.#book;
    this.#account.align(book.cash);
    const close = book.lastClose(order.asset, bar);
    const standing = Math.max(0, -order.side * this.#account.holdings[order.asset]!.size);
    if (order.fraction === 0) return standing;
    const equity = this.#account.equityAt(bar);
    if (order.unitValue === order.unitValue) {
      return standing + book.floorToLot(order.shareUnits(equity, close), order.asset);
    }
    const opening = order.cash === order.cash ? order.cash : order.fraction * equity;
    const levels = order.kind === LIMIT ? order.limit : hasStop(order) ? order.stop : close;
    return wholeUnits(opening + standing * close, levels, book.setup.lots[order.asset]!);
  }

  /** Takes note of what was placed since, in the order of placing. */
  #enlist(): void {
    const book = this.#book;
    // Children are added to the list while it is gone through.
    for (const order of book.orders.slice()) {
      if (order.parent !== null || order.number <= this.#seen) continue;
      this.#seen = order.number;
      if (order.alive) this.#enlistOne(order);
    }
    if (!this.#looks) this.#accept(this.#submitted.splice(0));
  }

  #enlistOne(order: WorkingOrder): void {
    const book = this.#book;
    const { clock } = book.market;
    const standing = book.standingAgainst(order);
    const isSizedByShare = order.fraction === order.fraction || order.cash === order.cash;
    order.quantity = book.floorToLot(order.quantity, order.asset);
    if (!(order.quantity > 0)) {
      book.end(order, "cancelled", "size is zero");
      return;
    }
    if (isSizedByShare || order.reduceOnly) this.#dropChildrenOf(order);
    const close = book.lastClose(order.asset, order.placedAt);
    const price =
      order.kind === LIMIT ? order.limit : hasStop(order) ? order.stop : order.isTrailing ? order.stopLevel : close;
    // The day of the asset's last bar, which may have been before the day on which the order was placed.
    const last = Math.max(0, lastBarOf(book, order.asset, order.placedAt));
    const dayEnd = (Math.floor(clock[last]! / DAY) + 1) * DAY - 1;
    // backtrader keeps the distance as the difference of two prices, which decides where a limit is touched by a hair.
    if (order.kind === TRAILING_LIMIT)
      order.limitOffset = order.side * (close + order.side * order.limitOffset - close);
    const ticket = new Ticket(order, null, price, dayEnd);
    this.#submitted.push(ticket);
    if (order.oco !== null) this.#pairs.set(order.oco, [...(this.#pairs.get(order.oco) ?? []), ticket]);
    // Of an order for a share of equity only what it opens is guarded.
    const guarded = isSizedByShare ? order.quantity - standing : order.quantity;
    if (order.bracket === null || !(guarded > 0)) return;
    const from = order.kind === LIMIT ? order.limit : hasStop(order) ? order.stop : close;
    for (const child of childrenOf(book, order, guarded, from)) {
      const level = child.kind === LIMIT ? child.limit : child.stopLevel;
      const young = new Ticket(child, ticket, level, dayEnd);
      ticket.family.push(young);
      this.#submitted.push(young);
    }
  }

  /** A position that is closed by name takes the stops and targets with it that would close it as well. */
  #dropChildrenOf(order: WorkingOrder): void {
    for (const ticket of this.#pending) {
      const { parent } = ticket;
      if (parent === null || parent.order.alive || !ticket.alive) continue;
      const { asset, side } = ticket.order;
      if (asset === order.asset && side === order.side) this.#cancel(ticket, "the position is closed");
    }
  }

  #accept(tickets: readonly Ticket[]): void {
    for (const ticket of tickets) {
      if (!ticket.alive) continue;
      ticket.accepted = true;
      this.#pending.push(ticket);
    }
  }

  /**
   * Plays the orders to come on paper, one after the other at the prices at which they were placed: one that leaves less
   * than no cash is rejected. What it would have spent stays spent for those behind it, as backtrader has it.
   */
  #lookAtCash(bar: number): void {
    const submitted = this.#submitted.splice(0);
    if (submitted.length === 0) return;
    const paper = this.#account.onPaper();
    for (const ticket of submitted) {
      const { order, parent } = ticket;
      const price = this.#priceOnPaper(ticket, bar);
      if (!ticket.alive) continue;
      if (parent !== null && parent.family.length === 0) {
        this.#finish(ticket, "rejected", "its entry was rejected");
        continue;
      }
      const { closing, opening } = paper.partsOf(order, order.quantity);
      // On paper nothing is gained: what it closes is taken to have been entered at this price.
      if (closing !== 0) paper.close(order, closing, price, price);
      if (opening !== 0) paper.free = paper.afterOpening(order, opening, price);
      paper.hold(order.asset, order.side * order.quantity, price);
      if (paper.free >= 0) {
        this.#accept([ticket]);
        continue;
      }
      this.#finish(ticket, "rejected", "no cash at the price at which it was placed");
      this.#endPair(ticket);
      this.#endFamily(ticket);
    }
  }

  #priceOnPaper({ order, price }: Ticket, bar: number): number {
    if (this.#book.setup.profile.cashAt === "close" || order.kind !== MARKET) return price;
    return this.#book.opens[order.asset]![lastBarOf(this.#book, order.asset, bar)] ?? price;
  }

  #work(ticket: Ticket, bar: number): void {
    const book = this.#book;
    const { order } = ticket;
    this.#current = ticket;
    const at = this.#barFor(order, bar);
    if (at < 0) return;
    if (this.#isOver(ticket, at)) {
      this.#finish(ticket, "expired", "time in force");
      this.#endPair(ticket);
      this.#endFamily(ticket);
      return;
    }
    if (!ticket.active) return;
    const wasTrailing = order.isTrailing;
    const execution = executionOf(book, ticket, at);
    if (execution !== null) this.#execute(ticket, execution);
    if (!ticket.alive) return;
    if (wasTrailing) followPrice(book, order, at);
    if (order.kind === MARKET_ON_OPEN && at > order.placedAt) this.#finish(ticket, "expired", "cut at the open");
  }

  /** The bar against which an order is held: where its asset has none, none, or its last one again. */
  #barFor(order: WorkingOrder, bar: number): number {
    if (this.#book.hasBar(order.asset, bar)) return bar;
    return this.#book.setup.profile.missingBar === "rest" ? -1 : lastBarOf(this.#book, order.asset, bar);
  }

  #isOver({ order, dayEnd }: Ticket, bar: number): boolean {
    if (order.kind === MARKET || order.kind === MARKET_ON_OPEN) return false;
    const time = this.#book.market.clock[bar]!;
    if (order.timeInForce === "gtd") return time > order.until;
    return order.timeInForce === "day" && time > dayEnd;
  }

  #execute(ticket: Ticket, execution: Execution): void {
    const account = this.#account;
    const { order } = ticket;
    const { price } = execution;
    const cap = capOf(this.#book, order.asset, execution.volumeBar);
    const most = cap === Number.POSITIVE_INFINITY ? order.quantity : Math.min(cap, Math.abs(order.quantity));
    if (most === 0) return;
    const { closing, opening: wanted } = account.partsOf(order, most);
    if (closing !== 0) {
      account.close(order, closing, price);
      this.#bookPart(order, closing, execution);
    }
    const { opening, reason } = this.#allowed(order, wanted, execution);
    if (opening !== 0) {
      account.free = account.afterOpening(order, opening, price);
      this.#bookPart(order, opening, execution);
    }
    const done = closing + opening;
    account.hold(order.asset, done, price);
    account.booked();
    // Not rounded off: where the two parts do not add up to the last bit, backtrader's order rests with what is missing or
    // too much.
    order.quantity -= order.side * done;
    if (done !== 0) this.#endPair(ticket);
    if (reason !== "") this.#endCut(ticket, opening, reason);
    else if (order.quantity === 0) {
      this.#finish(ticket, "filled", "");
      this.#wakeFamily(ticket);
    }
  }

  /**
   * What risk and cash allow of a part that opens, and why it is less. Cash allows all or nothing, or where the profile
   * trims, what it pays for.
   */
  #allowed(order: WorkingOrder, wanted: number, { price, reference, moment }: Execution): Allowed {
    if (wanted === 0) return { opening: 0, reason: "" };
    const { cash } = this.#book.setup.profile;
    const { quantity, cut } = allowedIncrease(this.#book, order, Math.abs(wanted), price, reference, moment);
    const opening = order.side * quantity;
    const reason = cut ?? "";
    if (cut !== null) this.#book.risk!.count(cut, quantity > 0 ? "trimmed" : "refused");
    if (cash === "overdraw" || this.#account.afterOpening(order, opening, price) >= 0) return { opening, reason };
    const paid = cash === "trim" ? this.#account.affordable(order, opening, price) : 0;
    return { opening: paid, reason: paid === 0 ? "no cash" : "trimmed: cash" };
  }

  /** An order that cash or risk cut ends. What was opened of an entry is guarded by its children. */
  #endCut(ticket: Ticket, opening: number, reason: string): void {
    if (opening === 0) {
      this.#finish(ticket, "cancelled", reason);
      this.#endPair(ticket);
      this.#endFamily(ticket);
      return;
    }
    for (const { order, parent } of ticket.family) if (parent === ticket) order.quantity = Math.abs(opening);
    this.#finish(ticket, "filled", reason);
    this.#wakeFamily(ticket);
  }

  #bookPart(order: WorkingOrder, quantity: number, { price, reference, moment }: Execution): void {
    if (Math.abs(quantity) >= DUST) this.#book.book(order, Math.abs(quantity), price, reference, moment);
  }

  /** Once an order of a pair has filled or ended, those of it that rest end. The word is free again. */
  #endPair(ticket: Ticket): void {
    const word = ticket.order.oco;
    if (word === null) return;
    const members = this.#pairs.get(word);
    this.#pairs.delete(word);
    for (const other of members ?? []) {
      if (this.#rests(other)) this.#finish(other, "cancelled", "the other side filled or ended");
    }
  }

  /** An entry that ends without its fill, or a child that ends in any way, ends what hangs on it. */
  #endFamily(ticket: Ticket): void {
    for (const other of ticket.family.splice(0)) {
      if (!this.#rests(other)) continue;
      this.#finish(other, "cancelled", ticket.parent === null ? "its entry ended" : "the other side filled or ended");
      this.#endPair(other);
    }
  }

  #wakeFamily(ticket: Ticket): void {
    if (ticket.parent !== null) {
      this.#endFamily(ticket);
      return;
    }
    if (ticket.family[0] === ticket) ticket.family.shift();
    this.#waking.push(...ticket.family);
  }

  #cancel(ticket: Ticket, reason: string): void {
    if (!this.#rests(ticket)) return;
    this.#finish(ticket, "cancelled", reason);
    this.#endPair(ticket);
    this.#endFamily(ticket);
  }

  /** In the pending list, and not the one that is being worked. */
  #rests(ticket: Ticket): boolean {
    return ticket.accepted && ticket.alive && ticket !== this.#current;
  }

  #finish(ticket: Ticket, state: "filled" | "cancelled" | "expired" | "rejected", reason: string): void {
    ticket.settled = true;
    this.#book.end(ticket.order, state, reason);
  }
}

function hasStop({ kind }: WorkingOrder): boolean {
  return kind === STOP || kind === STOP_LIMIT;
}
