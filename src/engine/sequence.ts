import type { OrderRequest } from "#domain/order";
import type { Objection } from "#risk/review-order";
import type { OrderBook } from "./order-book.ts";
import type { PlacedOrder } from "./venue-port.ts";
import type { WorkingOrder } from "./working-order.ts";

/** How the orders that rest meet a bar: one for each `sequence` of a profile, made anew for each venue. */
export interface Sequence {
  /**
   * Whether an order that is alone may be left to the ledger (lone-order.ts): only where this sequence would book it the
   * same way to the last bit.
   */
  readonly leavesLone: boolean;
  /** Whether entries are kept apart, and an order may close one of them. */
  readonly keepsEntries?: boolean;
  /** Whether entries and exits are signals that it judges together at the end of the bar, conflicts included. */
  readonly takesSignals?: boolean;
  /** Whether orders that fill at the close of their signal are booked with the next bar. */
  readonly booksLater?: boolean;
  /** Starts a run: whatever it remembers of the last one is forgotten. */
  reset(): void;
  /**
   * Why an order that is placed at the close of `bar` cannot be played by this sequence; null: it can. One that has no such
   * method plays every order.
   */
  refuses?(request: OrderRequest, bar: number): Objection | null;
  /** Bar `bar` meets the orders that were placed before it and whose assets trade. The ledger stands at its start. */
  meet(bar: number, live: readonly WorkingOrder[]): void;
  /** Where market orders fill at the close of the signal: those just placed execute at the close of `bar`. */
  atSignal(bar: number, live: readonly WorkingOrder[]): void;
  /** After the close was marked: trailing stops follow, and orders that are over end. */
  afterClose(bar: number): void;
  /**
   * Where everything is to be closed at the open of the last bar, after the strategy has seen that bar; without it the
   * loop does it, before. The last bar is marked afterwards.
   */
  finish?(bar: number): void;
  /** What equity that is set to zero closes, at the close of the bar of ruin; without it the ledger does it, without cost. */
  ruin?(bar: number): void;
  /** Whether this order may be cancelled now; where this is not there, any may. */
  mayCancel?(order: PlacedOrder): boolean;
  /** Orders were cancelled: what hangs on them ends too. */
  afterCancel?(): void;
  /** Units of an order sized by cash or by a share of equity, at the close of `bar`, at which it is placed. */
  unitsAtDecision?(order: WorkingOrder, bar: number): number;
}

export type SequenceMaker = (book: OrderBook) => Sequence;
