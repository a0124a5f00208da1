import type { OrderBook } from "../order-book.ts";
import type { Execution } from "../triggers.ts";
import type { WorkingOrder } from "../working-order.ts";

/** Steps of halving: the rest of a quantity after them is below its last bit. */
const HALVINGS = 60;

/**
 * How many units an order wants to open, and the price at which they are sized. `asked`: its units; null: it is sized by a
 * share of `equity` or by cash. Where slippage grows with the size, that is the largest size whose own price it pays.
 */
export function sizeOpening(
  book: OrderBook,
  order: WorkingOrder,
  { reference, slips }: Execution,
  equity: number,
  asked: number | null,
  room: number,
): { readonly units: number; readonly price: number } {
  if (book.setup.slippage.slippedOn === undefined) {
    const price = book.sizingPrice(order, reference, slips, 0);
    return { units: asked ?? order.shareUnits(equity, price), price };
  }
  if (asked !== null) return { units: asked, price: book.sizingPrice(order, reference, slips, Math.min(asked, room)) };
  let most = Math.min(order.shareUnits(equity, reference), room);
  const priceOf = (units: number) => book.sizingPrice(order, reference, slips, units);
  const price = priceOf(most);
  if (order.shareUnits(equity, price) >= most) return { units: order.shareUnits(equity, price), price };
  let least = 0;
  for (let step = 0; step < HALVINGS && least < most; step++) {
    const middle = (least + most) / 2;
    if (order.shareUnits(equity, priceOf(middle)) >= middle) least = middle;
    else most = middle;
  }
  return { units: least, price: priceOf(least) };
}
