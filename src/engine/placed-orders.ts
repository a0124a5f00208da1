import type { OrderId } from "#strategy/context";
import type { PlacedOrder } from "./venue-port.ts";

/** An order that may have ended, and been taken again for another: its number tells. */
export interface Remembered {
  order: PlacedOrder | null;
  number: number;
}

/** An order that was placed, and the index of its asset: another may have taken its place in memory since. */
interface Found extends Remembered {
  readonly order: PlacedOrder;
  readonly asset: number;
}

/** The orders that a strategy has an id of, in the order of placing. */
export class PlacedOrders {
  readonly #orders: PlacedOrder[] = [];
  readonly #ordinals: number[] = [];
  readonly #numbers: number[] = [];
  readonly #assets: number[] = [];

  /** Keeps an order of the asset of that index, and returns its id. */
  remember(order: PlacedOrder, asset: number): OrderId {
    const { ordinal } = order;
    this.#orders.push(order);
    this.#ordinals.push(ordinal);
    this.#numbers.push(order.number);
    this.#assets.push(asset);
    return `o${ordinal}`;
  }

  /** The order of that id, and the number that it had when it was placed; null: there is none. */
  find(id: OrderId): Found | null {
    const ordinal = /^o(\d+)$/.exec(id)?.[1];
    if (ordinal === undefined) return null;
    const wanted = Number(ordinal);
    let low = 0;
    let high = this.#ordinals.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.#ordinals[middle]!;
      if (at === wanted) {
        return { order: this.#orders[middle]!, number: this.#numbers[middle]!, asset: this.#assets[middle]! };
      }
      if (at < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }

  clear(): void {
    if (this.#orders.length === 0) return;
    this.#orders.length = 0;
    this.#ordinals.length = 0;
    this.#numbers.length = 0;
    this.#assets.length = 0;
  }
}
