import type { OrderRequest } from "#domain/order";
import type { Objection } from "#risk/review-order";
import { DUST } from "../dust.ts";
import type { OrderBook } from "../order-book.ts";
import { allowedIncrease } from "../risk-review.ts";
import type { Sequence } from "../sequence.ts";
import type { PlacedOrder } from "../venue-port.ts";
import { MARKET, MARKET_ON_OPEN, type WorkingOrder } from "../working-order.ts";
import { Account } from "./insertion/account.ts";
import { type Execution, executionOf, followPrice, lastBarOf } from "./insertion/executions.ts";
import { capOf, wholeUnits } from "./insertion/sizes.ts";
import { levelOrClose, Submissions } from "./insertion/submissions.ts";
import type { Ticket } from "./insertion/ticket.ts";
import { Ties } from "./insertion/ties.ts";
import { keepTo, type Rules } from "./keep-to.ts";

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
  /** Taken, in the order of placing; children follow their entry. */
  #pending: Ticket[] = [];
  readonly #account: Account;
  readonly #ties: Ties;
  readonly #submissions: Submissions;

  constructor(book: OrderBook) {
    const { profile } = book.setup;
    keepTo(profile, RULES);
    this.#book = book;
    this.#account = new Account(book);
    this.#ties = new Ties(book);
    this.#submissions = new Submissions(book, this.#account, this.#ties);
    const isLent = profile.borrow !== 0 || profile.borrowRates !== "";
    if (isLent && profile.borrowBase !== "value") book.setup.ledger.loanBase = this.#account;
  }

  reset(): void {
    this.#pending = [];
    this.#account.reset();
    this.#ties.reset();
    this.#submissions.reset();
  }

  meet(bar: number): void {
    this.#enlist();
    this.afterCancel();
    this.#ties.wake();
    const { cashBefore, cash } = this.#book;
    this.#account.align(cashBefore);
    this.#pending.push(...this.#submissions.lookAtCash(bar));
    this.#account.settle();
    this.#account.align(cash);
    for (const ticket of this.#pending) if (ticket.alive) this.#work(ticket, bar);
    this.#ties.current = null;
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
    return !this.#submissions.holds(order);
  }

  afterCancel(): void {
    for (const ticket of this.#pending) {
      if (!ticket.alive && !ticket.settled) {
        ticket.settled = true;
        this.#ties.loosen(ticket);
      }
    }
  }

  /** Units of an order that is sized by cash or by a share of equity, at the close at which it is placed. */
  unitsAtDecision(order: WorkingOrder, bar: number): number {
    const book = this.#book;
    this.#account.settle();
    this.#account.align(book.cash);
    const close = book.lastClose(order.asset, bar);
    const standing = Math.max(0, -order.side * this.#account.holdings[order.asset]!.size);
    if (order.fraction === 0) return standing;
    const equity = this.#account.equityAt(bar);
    if (order.unitValue === order.unitValue) {
      return standing + book.floorToLot(order.shareUnits(equity, close), order.asset);
    }
    const opening = order.cash === order.cash ? order.cash : order.fraction * equity;
    const level = levelOrClose(order, close);
    return wholeUnits(opening + standing * close, level, book.setup.lots[order.asset]!);
  }

  #enlist(): void {
    this.#pending.push(...this.#submissions.enlist(this.#pending));
  }

  #work(ticket: Ticket, bar: number): void {
    const book = this.#book;
    const { order } = ticket;
    this.#ties.current = ticket;
    const at = this.#barFor(order, bar);
    if (at < 0) return;
    if (this.#isOver(ticket, at)) {
      this.#ties.endAll(ticket, "expired", "time in force");
      return;
    }
    if (!ticket.active) return;
    const wasTrailing = order.isTrailing;
    const execution = executionOf(book, ticket, at);
    if (execution !== null) this.#execute(ticket, execution);
    if (!ticket.alive) return;
    if (wasTrailing) followPrice(book, order, at);
    if (order.kind === MARKET_ON_OPEN && at > order.placedAt) this.#ties.finish(ticket, "expired", "cut at the open");
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
    if (done !== 0) this.#ties.endPair(ticket);
    if (reason !== "") this.#endCut(ticket, opening, reason);
    else if (order.quantity === 0) this.#ties.fill(ticket, "");
  }

  /**
   * What risk and cash allow of a part that opens, and why it is less. Cash allows all or nothing, or where the profile
   * trims, what it pays for.
   */
  #allowed(order: WorkingOrder, wanted: number, { price, reference, moment }: Execution): Allowed {
    if (wanted === 0) return { opening: 0, reason: "" };
    const { cash } = this.#book.setup.profile;
    const { quantity, cut } = allowedIncrease(this.#book, order, Math.abs(wanted), price, reference, moment);
    const opening = Math.sign(wanted) * quantity;
    const reason = cut ?? "";
    if (cut !== null) this.#book.risk!.count(cut, quantity > 0 ? "trimmed" : "refused");
    if (cash === "overdraw" || this.#account.afterOpening(order, opening, price) >= 0) return { opening, reason };
    const paid = cash === "trim" ? this.#account.affordable(order, opening, price) : 0;
    return { opening: paid, reason: paid === 0 ? "no cash" : "trimmed: cash" };
  }

  /** An order that cash or risk cut ends. What was opened of an entry is guarded by its children. */
  #endCut(ticket: Ticket, opening: number, reason: string): void {
    if (opening === 0) {
      this.#ties.endAll(ticket, "cancelled", reason);
      return;
    }
    for (const { order, parent } of ticket.family) if (parent === ticket) order.quantity = Math.abs(opening);
    this.#ties.fill(ticket, reason);
  }

  #bookPart(order: WorkingOrder, quantity: number, { price, reference, moment }: Execution): void {
    if (Math.abs(quantity) < DUST) return;
    const { side } = order;
    // One that rounding has filled too far takes that back.
    order.side = Math.sign(quantity);
    this.#book.book(order, Math.abs(quantity), price, reference, moment);
    order.side = side;
  }
}
