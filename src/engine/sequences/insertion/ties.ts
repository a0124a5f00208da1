import type { OrderBook } from "../../order-book.ts";
import type { Ticket } from "./ticket.ts";

type Ending = "filled" | "cancelled" | "expired" | "rejected";

/** What hangs on an order: the other of a pair that bears the same word, and the stop and target of an entry. */
export class Ties {
  /** The order that is being worked, which nothing else ends. */
  current: Ticket | null = null;
  readonly #book: OrderBook;
  /** Children whose entry was filled: awake from the next bar on. */
  #waking: Ticket[] = [];
  /** The orders that cancel each other, by the word that they carry. */
  readonly #pairs = new Map<string | number, Ticket[]>();

  constructor(book: OrderBook) {
    this.#book = book;
  }

  reset(): void {
    this.current = null;
    this.#waking = [];
    this.#pairs.clear();
  }

  /** Wakes the children of the entries that the bar before has filled. */
  wake(): void {
    for (const ticket of this.#waking) ticket.active = true;
    this.#waking = [];
  }

  /** Joins the orders that bear its word, where it bears one. */
  join(ticket: Ticket): void {
    const word = ticket.order.oco;
    if (word !== null) this.#pairs.set(word, [...(this.#pairs.get(word) ?? []), ticket]);
  }

  /** Ends an order, and nothing else. */
  finish(ticket: Ticket, state: Ending, reason: string): void {
    ticket.settled = true;
    this.#book.end(ticket.order, state, reason);
  }

  /** Ends an order, the others of its pair, and its family. */
  endAll(ticket: Ticket, state: Ending, reason: string): void {
    this.finish(ticket, state, reason);
    this.loosen(ticket);
  }

  /** Cancels an order that rests, with all that hangs on it. */
  cancel(ticket: Ticket, reason: string): void {
    if (this.#rests(ticket)) this.endAll(ticket, "cancelled", reason);
  }

  /** After an order has ended: ends what hangs on it. */
  loosen(ticket: Ticket): void {
    this.endPair(ticket);
    this.#endFamily(ticket);
  }

  /** Once an order of a pair has filled or ended, those of it that rest end. The word is free again. */
  endPair(ticket: Ticket): void {
    const word = ticket.order.oco;
    if (word === null) return;
    const members = this.#pairs.get(word);
    this.#pairs.delete(word);
    for (const other of members ?? []) {
      if (this.#rests(other)) this.finish(other, "cancelled", "the other side filled or ended");
    }
  }

  /** An entry that has filled wakes its children from the next bar on; a child that has ends the other. */
  fill(ticket: Ticket, reason: string): void {
    this.finish(ticket, "filled", reason);
    if (ticket.parent !== null) {
      this.#endFamily(ticket);
      return;
    }
    if (ticket.family[0] === ticket) ticket.family.shift();
    this.#waking.push(...ticket.family);
  }

  /** An entry that ends without its fill, or a child that ends in any way, ends what hangs on it. */
  #endFamily(ticket: Ticket): void {
    for (const other of ticket.family.splice(0)) {
      if (!this.#rests(other)) continue;
      this.finish(other, "cancelled", ticket.parent === null ? "its entry ended" : "the other side filled or ended");
      this.endPair(other);
    }
  }

  /** In the pending list, and not the one that is being worked. */
  #rests(ticket: Ticket): boolean {
    return ticket.accepted && ticket.alive && ticket !== this.current;
  }
}
