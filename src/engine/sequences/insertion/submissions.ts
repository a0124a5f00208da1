import type { OrderBook } from "../../order-book.ts";
import type { PlacedOrder } from "../../venue-port.ts";
import { LIMIT, MARKET, STOP, STOP_LIMIT, TRAILING_LIMIT, type WorkingOrder } from "../../working-order.ts";
import type { Account } from "./account.ts";
import { childrenOf } from "./brackets.ts";
import { lastBarOf } from "./executions.ts";
import { Ticket } from "./ticket.ts";
import type { Ties } from "./ties.ts";

const DAY = 86_400_000;

/** Orders between being placed and being taken: enlisted in the order of placing, each with its children behind it. */
export class Submissions {
  readonly #book: OrderBook;
  readonly #account: Account;
  readonly #ties: Ties;
  /** Whether orders are held against the cash before they are taken. */
  readonly #looks: boolean;
  #submitted: Ticket[] = [];
  #seen = 0;

  constructor(book: OrderBook, account: Account, ties: Ties) {
    this.#book = book;
    this.#account = account;
    this.#ties = ties;
    this.#looks = book.setup.profile.cash === "reject";
  }

  reset(): void {
    this.#submitted = [];
    this.#seen = 0;
  }

  /** Whether the order was not taken yet. */
  holds(order: PlacedOrder): boolean {
    return this.#submitted.some((ticket) => ticket.order === order && ticket.alive);
  }

  /** Takes note of what was placed since, and returns what is taken at once, which is nothing where the cash is looked at first. */
  enlist(pending: readonly Ticket[]): readonly Ticket[] {
    // Children are added to the list while it is gone through.
    for (const order of this.#book.orders.slice()) {
      if (order.parent !== null || order.number <= this.#seen) continue;
      this.#seen = order.number;
      if (order.alive) this.#enlistOne(order, pending);
    }
    return this.#looks ? [] : this.#submitted.splice(0).filter(accept);
  }

  /**
   * Plays the orders to come on paper, one after the other at the prices at which they were placed: one that leaves less
   * than no cash is rejected. What it would have spent stays spent for those behind it, as backtrader has it. Returns those
   * that are taken.
   */
  lookAtCash(bar: number): readonly Ticket[] {
    const submitted = this.#submitted.splice(0);
    if (submitted.length === 0) return submitted;
    const paper = this.#account.onPaper();
    const taken: Ticket[] = [];
    for (const ticket of submitted) {
      const { order, parent } = ticket;
      const price = this.#priceOnPaper(ticket, bar);
      if (!ticket.alive) continue;
      if (parent !== null && parent.family.length === 0) {
        this.#ties.finish(ticket, "rejected", "its entry was rejected");
        continue;
      }
      const { closing, opening } = paper.partsOf(order, order.quantity);
      // On paper nothing is gained: what it closes is taken to have been entered at this price.
      if (closing !== 0) paper.close(order, closing, price, price);
      if (opening !== 0) paper.free = paper.afterOpening(order, opening, price);
      paper.hold(order.asset, order.side * order.quantity, price);
      if (paper.free >= 0 && accept(ticket)) taken.push(ticket);
      else this.#ties.endAll(ticket, "rejected", "no cash at the price at which it was placed");
    }
    return taken;
  }

  #enlistOne(order: WorkingOrder, pending: readonly Ticket[]): void {
    const book = this.#book;
    const { clock } = book.market;
    const standing = book.standingAgainst(order);
    const isSizedByShare = order.fraction === order.fraction || order.cash === order.cash;
    const close = book.lastClose(order.asset, order.placedAt);
    const price = order.isTrailing ? order.stopLevel : levelOrClose(order, close);
    // backtrader reads a bar of the future there.
    if (Number.isNaN(isSizedByShare ? close : price)) {
      book.end(order, "cancelled", "its asset has no price yet");
      return;
    }
    order.quantity = book.floorToLot(order.quantity, order.asset);
    if (!(order.quantity > 0)) {
      book.end(order, "cancelled", "size is zero");
      return;
    }
    if (isSizedByShare || order.reduceOnly) this.#dropChildrenOf(order, pending);
    // The day of the asset's last bar, which may have been before the day on which the order was placed.
    const last = Math.max(0, lastBarOf(book, order.asset, order.placedAt));
    const dayEnd = (Math.floor(clock[last]! / DAY) + 1) * DAY - 1;
    if (order.kind === TRAILING_LIMIT) {
      // backtrader keeps the distance as the difference of two prices, which decides where a limit is touched by a hair; a
      // limit of exactly zero is none to it, and no distance.
      const limit = close + order.side * order.limitOffset || close;
      order.limitOffset = order.side * (limit - close);
    }
    const ticket = new Ticket(order, null, price, dayEnd);
    this.#submitted.push(ticket);
    this.#ties.join(ticket);
    // Of an order for a share of equity only what it opens is guarded.
    const guarded = isSizedByShare ? order.quantity - standing : order.quantity;
    if (order.bracket === null || !(guarded > 0)) return;
    for (const child of childrenOf(book, order, guarded, levelOrClose(order, close))) {
      const level = child.kind === LIMIT ? child.limit : child.stopLevel;
      const young = new Ticket(child, ticket, level, dayEnd);
      ticket.family.push(young);
      this.#submitted.push(young);
    }
  }

  /** A position that is closed by name takes the stops and targets with it that would close it as well. */
  #dropChildrenOf(order: WorkingOrder, pending: readonly Ticket[]): void {
    for (const ticket of pending) {
      const { parent } = ticket;
      if (parent === null || parent.order.alive || !ticket.alive) continue;
      const { asset, side } = ticket.order;
      if (asset === order.asset && side === order.side) this.#ties.cancel(ticket, "the position is closed");
    }
  }

  #priceOnPaper({ order, price }: Ticket, bar: number): number {
    if (this.#book.setup.profile.cashAt === "close" || order.kind !== MARKET) return price;
    return this.#book.opens[order.asset]![lastBarOf(this.#book, order.asset, bar)] ?? price;
  }
}

/** The level at which an order enters, its limit or its stop; else the close at which it was placed. */
export function levelOrClose({ kind, limit, stop }: WorkingOrder, close: number): number {
  if (kind === LIMIT) return limit;
  return kind === STOP || kind === STOP_LIMIT ? stop : close;
}

/** Takes an order that is still alive into the pending list. */
function accept(ticket: Ticket): boolean {
  if (ticket.alive) ticket.accepted = true;
  return ticket.alive;
}
