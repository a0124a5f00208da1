import type { Bracket, BracketLevel, Trail } from "#domain/order";
import type { WorkingOrder } from "../working-order.ts";
import type { ActionSchedule } from "./schedule.ts";

/** Keeps, of a run, how far its splits have changed the orders that rest. */
export class OrderSplits {
  readonly #schedule: ActionSchedule;
  #next = 0;

  constructor(schedule: ActionSchedule) {
    this.#schedule = schedule;
  }

  reset(): void {
    this.#next = 0;
  }

  /** Splits that take effect up to `bar` change the orders that were placed before them. */
  meet(orders: readonly WorkingOrder[], bar: number): void {
    const { length, asset, split, ...schedule } = this.#schedule;
    for (; this.#next < length && schedule.bar[this.#next]! <= bar; this.#next++) {
      const i = this.#next;
      if (split[i] === 1) continue;
      for (const order of orders) {
        if (order.asset === asset[i] && order.placedAt < schedule.bar[i]!)
          splitOrder(order, split[i]!, schedule.bar[i]!);
      }
    }
  }
}

/** `ratio` new shares for one old: all quantities grow by it, and all levels shrink. */
function splitOrder(order: WorkingOrder, ratio: number, bar: number): void {
  order.quantity *= ratio;
  order.filled *= ratio;
  order.limit /= ratio;
  order.stop /= ratio;
  order.best /= ratio;
  order.trailAmount /= ratio;
  order.limitOffset /= ratio;
  if (order.bracket !== null) order.bracket = splitBracket(order.bracket, ratio);
  const { record } = order;
  if (record === null) return;
  record.filled *= ratio;
  if (record.quantity !== null) record.quantity *= ratio;
  if (record.limit !== null) record.limit /= ratio;
  if (record.stop !== null) record.stop /= ratio;
  record.notes ??= [];
  record.notes.push({ bar, state: "working", reason: `split ${ratio}` });
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
