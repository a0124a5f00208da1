import { AT_CLOSE, AT_OPEN } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import type { Sequence } from "../sequence.ts";
import type { WorkingOrder } from "../working-order.ts";
import { bookMarketOnClose } from "./close-phase.ts";
import { fillInside } from "./inside-phase.ts";
import { fillAtOpen } from "./open-phase.ts";
import { endOutOfTime } from "./time-in-force.ts";

/** At the open closing orders first, then what opens, scaled to the cash by one factor; then the path inside the bar; then the close. */
export class ReducingFirst implements Sequence {
  readonly leavesLone = true;
  readonly #book: OrderBook;

  constructor(book: OrderBook) {
    this.#book = book;
  }

  reset(): void {}

  meet(bar: number, live: readonly WorkingOrder[]): void {
    const children = fillAtOpen(this.#book, bar, live, AT_OPEN);
    fillInside(this.#book, bar, live, children);
    bookMarketOnClose(this.#book, bar, live);
  }

  atSignal(bar: number, live: readonly WorkingOrder[]): void {
    fillAtOpen(this.#book, bar, live, AT_CLOSE);
  }

  afterClose(bar: number): void {
    const book = this.#book;
    for (const order of book.orders) {
      if (order.isTrailing && order.placedAt < bar && book.hasBar(order.asset, bar)) this.#ratchet(order, bar);
      order.fresh = false;
    }
    endOutOfTime(book, bar);
  }

  #ratchet(order: WorkingOrder, bar: number): void {
    const asset = this.#book.market.assets[order.asset]!;
    const best = order.fresh ? asset.close[bar]! : order.side < 0 ? asset.high[bar]! : asset.low[bar]!;
    // Placed before the asset's first bar, it starts from the first close there is.
    if (Number.isNaN(order.best)) order.best = asset.close[bar]!;
    else order.best = order.side < 0 ? Math.max(order.best, best) : Math.min(order.best, best);
  }
}
