import { MARGIN_CALL } from "#domain/order";
import type { Venue } from "./venue.ts";
import type { WorkingOrder } from "./working-order.ts";

/**
 * What a broker does at a close at which equity covers less of the exposure than `maintenanceMargin` says: market orders that
 * reduce every position by the same share, at the next bar, so that the exposure is `leverage` times equity again (at this
 * close's prices, rounded up to whole lots). Without equity all is closed. A call that was not filled yet is placed anew.
 */
export class MarginDesk {
  readonly #venue: Venue;
  readonly #maintenance: number;
  #called: WorkingOrder[] = [];

  constructor(venue: Venue) {
    this.#venue = venue;
    this.#maintenance = venue.setup.profile.maintenanceMargin;
  }

  /** Looks at the books after the close of `bar` was marked. */
  look(bar: number): void {
    const venue = this.#venue;
    const { ledger, profile } = venue.setup;
    const { positions } = ledger;
    let gross = 0;
    for (let k = 0; k < positions.length; k++) {
      if (positions[k] !== 0) gross += Math.abs(positions[k]! * venue.lastClose(k, bar));
    }
    const equity = ledger.valueAt(bar);
    if (!(equity < this.#maintenance * gross)) return;
    for (const order of this.#called) venue.cancel(order, "called anew");
    this.#called = [];
    const kept = Math.max(0, (profile.leverage * equity) / gross);
    for (let k = 0; k < positions.length; k++) {
      const held = positions[k]!;
      if (held !== 0) this.#reduce(k, held, kept, bar);
    }
  }

  #reduce(asset: number, held: number, kept: number, bar: number): void {
    const venue = this.#venue;
    const size = Math.abs(held);
    const quantity = size - venue.floorToLot(size * kept, asset);
    if (!(quantity > 0)) return;
    const side = held > 0 ? "sell" : "buy";
    const order = venue.place({ asset, side, type: "market", quantity, reduceOnly: true, tag: MARGIN_CALL }, bar);
    this.#called.push(order);
  }
}
