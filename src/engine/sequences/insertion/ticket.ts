import type { WorkingOrder } from "../../working-order.ts";

/** An order as the pending list keeps it: the order, and what backtrader remembers of one beside it. */
export class Ticket {
  readonly order: WorkingOrder;
  /** Tells this order from another that takes its place in memory. */
  readonly number: number;
  /** The entry whose child this is. */
  readonly parent: Ticket | null;
  /** An entry and its children, while they hang together; emptied when one of them ends the others. */
  readonly family: Ticket[];
  /** Passed the look at the cash, and is in the pending list. */
  accepted = false;
  /** A child sleeps until the bar after its entry was filled. */
  active: boolean;
  /** The level against which the cash is looked at: its own price, or the close at which it was placed. */
  readonly price: number;
  /** Last moment of the day on which it was placed, epoch ms: market-on-close orders wait for it. */
  readonly dayEnd: number;
  /** The close of the last bar before that moment, once there was one. */
  lastClose = Number.NaN;
  /** Ended, and what hung on it was looked at. */
  settled = false;

  constructor(order: WorkingOrder, parent: Ticket | null, price: number, dayEnd: number) {
    this.order = order;
    this.number = order.number;
    this.parent = parent;
    this.family = parent === null ? [this] : parent.family;
    this.active = parent === null;
    this.price = price;
    this.dayEnd = dayEnd;
  }

  get alive(): boolean {
    return this.order.alive && this.order.number === this.number;
  }
}
