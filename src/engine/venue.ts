import { bookMarketOnClose } from "./close-phase.ts";
import { fillInside } from "./inside-phase.ts";
import { executeLone, isLone } from "./lone-order.ts";
import { AT_CLOSE, AT_OPEN } from "./moments.ts";
import { fillAtOpen } from "./open-phase.ts";
import { OrderBook } from "./order-book.ts";
import { isMet } from "./triggers.ts";
import { MARKET, TRAILING, type WorkingOrder } from "./working-order.ts";

/**
 * The simulated venue: works the orders that rest against each bar, and books what they execute. At the open closing
 * orders first, then what opens, scaled to the cash by one factor; then the path inside the bar; then the close.
 */
export class Venue extends OrderBook {
  /** Bar `bar` meets the orders that rest. False when the run was ruined before it. */
  step(bar: number): boolean {
    const { orders } = this;
    if (orders.length === 0) return true;
    this.bar = bar;
    if (!this.setup.ledger.beginBar(bar)) return false;
    const first = orders[0]!;
    if (orders.length === 1 && first.placedAt < bar && isLone(this, first)) {
      executeLone(this, first, bar, AT_OPEN);
    } else if (!this.#anyMet(bar)) this.#markSeen(bar);
    else this.#stepAll(bar);
    this.compact();
    return true;
  }

  /** Profiles that fill at the close of the signal: the orders just placed execute now. False as of `step`. */
  stepAtSignal(bar: number): boolean {
    if (this.orders.length === 0) return true;
    this.bar = bar;
    if (!this.setup.ledger.beginBar(bar)) return false;
    const first = this.orders[0]!;
    if (this.orders.length === 1 && isLone(this, first)) {
      executeLone(this, first, bar, AT_CLOSE);
    } else {
      this.openRoom(bar);
      const live = this.orders.filter((o) => o.kind === MARKET && this.hasBar(o.asset, bar));
      fillAtOpen(this, bar, live, AT_CLOSE);
    }
    this.compact();
    return true;
  }

  /** After the close: trailing stops follow, children of a closed position and orders past their time end. */
  afterClose(bar: number): void {
    if (this.orders.length === 0) return;
    this.bar = bar;
    const time = this.setup.market.clock[bar]!;
    for (const order of this.orders) {
      if (order.kind === TRAILING && order.placedAt < bar && this.hasBar(order.asset, bar)) this.#ratchet(order, bar);
      order.fresh = false;
    }
    for (const order of this.orders) {
      if (order.reduceOnly && this.standingAgainst(order) === 0) {
        this.end(order, "cancelled", "nothing to reduce");
      }
      const { timeInForce } = order;
      if (timeInForce === "gtc" || order.parent !== null) continue;
      if (timeInForce === "gtd" ? time >= order.until : order.seen) this.end(order, "expired", "time in force");
    }
    this.compact();
  }

  #anyMet(bar: number): boolean {
    for (const order of this.orders) {
      if (order.group !== null) return true;
      if (order.placedAt < bar && this.hasBar(order.asset, bar) && isMet(this, order, bar)) return true;
    }
    return false;
  }

  #markSeen(bar: number): void {
    for (const order of this.orders) if (order.placedAt < bar && this.hasBar(order.asset, bar)) order.seen = true;
  }

  #stepAll(bar: number): void {
    this.openRoom(bar);
    this.#checkGroups(bar);
    const live = this.orders.filter((o) => o.alive && o.placedAt < bar && this.hasBar(o.asset, bar));
    for (const order of live) order.seen = true;
    const children = fillAtOpen(this, bar, live, AT_OPEN);
    fillInside(this, bar, live, children);
    bookMarketOnClose(this, bar, live);
  }

  /** A group lives or dies at the first clock time after it was placed. */
  #checkGroups(bar: number): void {
    const incomplete = new Set<string>();
    for (const order of this.orders) {
      if (order.group !== null && order.placedAt < bar && !this.hasBar(order.asset, bar)) incomplete.add(order.group);
    }
    if (incomplete.size === 0) return;
    for (const order of this.orders) {
      if (order.group !== null && incomplete.has(order.group)) this.end(order, "cancelled", "a leg has no bar");
    }
  }

  #ratchet(order: WorkingOrder, bar: number): void {
    const asset = this.setup.market.assets[order.asset]!;
    const best = order.fresh ? asset.close[bar]! : order.side < 0 ? asset.high[bar]! : asset.low[bar]!;
    // Placed before the asset's first bar, it starts from the first close there is.
    if (Number.isNaN(order.best)) order.best = asset.close[bar]!;
    else order.best = order.side < 0 ? Math.max(order.best, best) : Math.min(order.best, best);
  }
}
