import type { OrderBook } from "../order-book.ts";
import { allowedIncrease, keepCut } from "../risk-review.ts";
import type { WorkingOrder } from "../working-order.ts";
import { equityAt, withinBuyingPower } from "./buying-power.ts";
import { bringToLife } from "./children.ts";

/**
 * Units that the order wants now, in whole lots; no more than stands against one that may only reduce. A share of equity or
 * cash is worked out at this price, with what stands against it.
 */
export function wantedNow(book: OrderBook, order: WorkingOrder, price: number, moment: number): number {
  const standing = book.standingAgainst(order);
  if (order.isShare) {
    const units = book.floorToLot(order.shareUnits(equityAt(book, moment), price), order.asset);
    return standing + (order.reduceOnly ? 0 : Math.max(0, units));
  }
  const wanted = book.floorToLot(order.quantity, order.asset);
  return order.reduceOnly ? Math.min(wanted, standing) : wanted;
}

/**
 * Books `quantity` units of the order as one fill, whether it closes, opens or turns a position around, as far as buying
 * power goes; what that refuses ends the order. The bracket of what it opens comes to life.
 */
export function fillWhole(
  book: OrderBook,
  order: WorkingOrder,
  quantity: number,
  price: number,
  reference: number,
  moment: number,
): void {
  const paid = withinBuyingPower(book, order, quantity, price, moment);
  const closes = Math.min(paid, book.standingAgainst(order));
  const { quantity: opens, cut } = allowedIncrease(book, order, paid - closes, price, reference, moment);
  const allowed = cut === null ? paid : closes + opens;
  if (!(allowed > 0)) {
    if (cut !== null) {
      book.end(order, "cancelled", "");
      keepCut(book, order, cut, false);
      return;
    }
    if (quantity > 0) book.end(order, book.setup.profile.cash === "reject" ? "rejected" : "cancelled", "no cash");
    else book.end(order, "cancelled", order.reduceOnly ? "nothing to reduce" : "size is zero");
    return;
  }
  book.book(order, allowed, price, reference, moment);
  const left = order.quantity - allowed;
  const isTrimmed = paid < quantity;
  book.afterFill(order, allowed, isTrimmed || cut !== null || !(book.floorToLot(left, order.asset) > 0));
  if (isTrimmed && order.record !== null) order.record.reason = "trimmed: cash";
  if (cut !== null) keepCut(book, order, cut, opens > 0);
  if (opens > 0 && order.bracket !== null) bringToLife(book, order, opens, price, reference, moment);
}
