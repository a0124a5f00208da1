import type { OrderId } from "#strategy/context";
import { grown } from "./grown.ts";
import type { PlacedOrder } from "./venue-port.ts";

/** An order that may have ended, and been taken again for another: its number tells. */
export interface Remembered {
  order: PlacedOrder | null;
  number: number;
}

/** An order that was placed: the number that it has as long as it works, and the index of its asset. */
interface Found {
  readonly number: number;
  readonly asset: number;
}

/** The orders that a strategy has an id of, in the order of placing: as columns, which a long run fills with thousands. */
export class PlacedOrders {
  #length = 0;
  #ordinals = new Int32Array(64);
  #numbers = new Int32Array(64);
  #assets = new Int32Array(64);

  /** Keeps an order of the asset of that index, and returns its id. */
  remember({ ordinal, number }: PlacedOrder, asset: number): OrderId {
    const at = this.#length++;
    if (at === this.#ordinals.length) this.#grow();
    this.#ordinals[at] = ordinal;
    this.#numbers[at] = number;
    this.#assets[at] = asset;
    return `o${ordinal}`;
  }

  /** The order of that id; null: there is none. */
  find(id: OrderId): Found | null {
    const ordinal = /^o(\d+)$/.exec(id)?.[1];
    if (ordinal === undefined) return null;
    const wanted = Number(ordinal);
    let low = 0;
    let high = this.#length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.#ordinals[middle]!;
      if (at === wanted) return { number: this.#numbers[middle]!, asset: this.#assets[middle]! };
      if (at < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }

  clear(): void {
    this.#length = 0;
  }

  #grow(): void {
    const size = 4 * this.#ordinals.length;
    this.#ordinals = grown(this.#ordinals, new Int32Array(size));
    this.#numbers = grown(this.#numbers, new Int32Array(size));
    this.#assets = grown(this.#assets, new Int32Array(size));
  }
}
