import { DUST_OF_EQUITY } from "../ledger.ts";
import { AT_CLOSE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import { allowedIncrease, keepCut } from "../risk-review.ts";
import { MARKET_ON_CLOSE, type WorkingOrder } from "../working-order.ts";
import { isAllOrNothing, uncovered, unitCost } from "./buying-power.ts";

/** Market-on-close orders, in the order of placing, within what the bar left of cash and volume; what is cut expires. */
export function bookMarketOnClose(book: OrderBook, bar: number, live: readonly WorkingOrder[]): void {
  const { commission, market } = book.setup;
  const orders = live.filter((order) => order.alive && order.kind === MARKET_ON_CLOSE);
  for (const order of orders.sort((a, b) => a.number - b.number)) {
    const reference = market.assets[order.asset]!.close[bar]!;
    const wanted = order.isShare ? Number.POSITIVE_INFINITY : order.quantity;
    const room = () => book.floorToLot(Math.max(0, book.room[order.asset]!), order.asset);
    const closes = Math.min(book.standingAgainst(order), wanted, room());
    if (closes > 0) book.book(order, closes, book.reducingPrice(order, reference, true, closes), reference, AT_CLOSE);
    let opens = 0;
    let cut: string | null = null;
    let isRefused = false;
    if (!order.reduceOnly && !order.isShare) {
      const most = Math.min(wanted - closes, Math.max(0, book.room[order.asset]!));
      const sized = book.sizingPrice(order, reference, true, most);
      const unit = unitCost(book, order, sized);
      const affordable = Math.max(0, (book.budget - commission.fixed) / unit);
      isRefused = isAllOrNothing(book.setup.profile) && affordable < most;
      const paid = isRefused ? 0 : book.floorToLot(Math.min(most, affordable), order.asset);
      ({ quantity: opens, cut } = allowedIncrease(book, order, paid, sized, reference, AT_CLOSE));
      if (opens * sized > DUST_OF_EQUITY * book.setup.ledger.startingCash) {
        book.book(order, opens, book.increasingPrice(order, reference, true, opens), reference, AT_CLOSE);
        book.budget -= opens * unit + commission.fixed;
      } else opens = 0;
    }
    const isWhole = order.isShare ? closes > 0 : closes + opens >= order.quantity - 1e-9;
    if (isWhole) book.end(order, "filled", "");
    else if (isRefused && closes === 0) book.end(order, uncovered(book.setup.profile), "no cash");
    else book.end(order, "expired", "cut at the close");
    if (cut !== null) keepCut(book, order, cut, opens > 0);
  }
}
