import type { OrderBook } from "../order-book.ts";
import type { WorkingOrder } from "../working-order.ts";

/** After the close, trailing stops follow: the bar's best price for them or its close, as the profile's `trailOn` says. */
export function followPrice(book: OrderBook, bar: number): void {
  for (const order of book.orders) {
    if (order.isTrailing && order.placedAt < bar && book.hasBar(order.asset, bar)) ratchet(book, order, bar);
    order.fresh = false;
  }
}

function ratchet(book: OrderBook, order: WorkingOrder, bar: number): void {
  const asset = book.market.assets[order.asset]!;
  // What came to life inside the bar knows of nothing that came before it.
  const isByClose = order.fresh || book.setup.profile.trailOn === "close";
  const best = isByClose ? asset.close[bar]! : order.side < 0 ? asset.high[bar]! : asset.low[bar]!;
  // Placed before the asset's first bar, it starts from the first close there is.
  if (Number.isNaN(order.best)) order.best = asset.close[bar]!;
  else order.best = order.side < 0 ? Math.max(order.best, best) : Math.min(order.best, best);
}
