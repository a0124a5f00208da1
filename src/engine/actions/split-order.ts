import type { Bracket, BracketLevel, Trail } from "#domain/order";
import type { OrderBook } from "../order-book.ts";
import type { Profile } from "../profile.ts";
import type { WorkingOrder } from "../working-order.ts";
import type { ActionSchedule } from "./schedule.ts";
import { splitToCent, wholeUnits } from "./to-the-cent.ts";

/** Keeps, of a run, how far its splits have changed the orders that rest. */
export class OrderSplits {
  readonly #schedule: ActionSchedule;
  readonly #isRounded: boolean;
  #next = 0;

  constructor(schedule: ActionSchedule, rounding: Profile["splitRounding"]) {
    this.#schedule = schedule;
    this.#isRounded = rounding !== "exact";
  }

  reset(): void {
    this.#next = 0;
  }

  /**
   * Splits that take effect up to `bar` change the orders that were placed before them. Of whole lots the rest of one is
   * dropped.
   */
  meet(book: OrderBook, bar: number): void {
    const { length, asset, split, ...schedule } = this.#schedule;
    for (; this.#next < length && schedule.bar[this.#next]! <= bar; this.#next++) {
      const i = this.#next;
      if (split[i] === 1) continue;
      for (const order of book.orders) {
        if (!order.alive || order.asset !== asset[i] || order.placedAt >= schedule.bar[i]!) continue;
        const ratio = split[i]!;
        if (this.#isRounded) {
          splitToTheCent(order, ratio);
          // zipline charges an order by what it has filled, as that counts after the split.
          book.charging?.split(order.number, (units) => wholeUnits(units, ratio));
        } else splitExactly(order, ratio);
        order.quantity = book.floorToLot(order.quantity, order.asset);
        followSplit(order, ratio, schedule.bar[i]!);
      }
    }
  }
}

/** What else of an order a split changes, and what its record says then. */
function followSplit(order: WorkingOrder, ratio: number, bar: number): void {
  order.best /= ratio;
  order.trailAmount /= ratio;
  order.limitOffset /= ratio;
  if (order.bracket !== null) order.bracket = splitBracket(order.bracket, ratio);
  const { record } = order;
  if (record === null) return;
  record.filled = order.filled;
  if (record.quantity !== null) record.quantity = order.filled + order.quantity;
  if (record.limit !== null) record.limit = order.limit;
  if (record.stop !== null) record.stop = order.isTrailing ? record.stop / ratio : order.stop;
  record.notes ??= [];
  record.notes.push({ bar, state: "working", reason: `split ${ratio}`, isFirst: true });
}

/** `ratio` new shares for one old: all quantities grow by it, and all levels shrink. */
function splitExactly(order: WorkingOrder, ratio: number): void {
  order.quantity *= ratio;
  order.filled *= ratio;
  order.limit /= ratio;
  order.stop /= ratio;
}

/** The same in whole units, those that are left and those that filled each for themselves, and levels to the cent. */
function splitToTheCent(order: WorkingOrder, ratio: number): void {
  order.quantity = wholeUnits(order.quantity, ratio);
  order.filled = wholeUnits(order.filled, ratio);
  order.limit = splitToCent(order.limit, ratio);
  order.stop = splitToCent(order.stop, ratio);
}

function splitBracket({ stop, target }: Bracket, ratio: number): Bracket {
  return {
    ...(stop !== undefined && {
      stop: "trail" in stop ? { trail: splitTrail(stop.trail, ratio) } : splitLevel(stop, ratio),
    }),
    ...(target !== undefined && { target: splitLevel(target, ratio) }),
  };
}

function splitTrail(trail: Trail, ratio: number): Trail {
  return "amount" in trail ? { amount: trail.amount / ratio } : trail;
}

function splitLevel(level: BracketLevel, ratio: number): BracketLevel {
  if ("price" in level) return { price: level.price / ratio };
  return "amount" in level ? { amount: level.amount / ratio } : level;
}
