import { DUST_OF_EQUITY } from "../dust.ts";
import { AT_CLOSE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import { allowedIncrease, keepCut } from "../risk-review.ts";
import type { Execution } from "../triggers.ts";
import { MARKET_ON_CLOSE, type WorkingOrder } from "../working-order.ts";
import { equityAt, isAllOrNothing, isCutToCash, uncovered, unitCost } from "./buying-power.ts";
import { bringToLife } from "./children.ts";
import { sizeOpening } from "./size-opening.ts";

/** What the closing part of an order left to be opened, and what came of it. */
interface Opening {
  readonly opens: number;
  /** Why risk made it smaller; null: it did not. */
  readonly cut: string | null;
  readonly byCash: boolean;
}

const NOTHING: Opening = { opens: 0, cut: null, byCash: false };

/** Market-on-close orders, in the order of placing, within what the bar left of cash and volume; what is cut expires. */
export function bookMarketOnClose(book: OrderBook, bar: number, live: readonly WorkingOrder[]): void {
  const { market, profile } = book.setup;
  const orders = live.filter((order) => order.alive && order.kind === MARKET_ON_CLOSE);
  for (const order of orders.sort((a, b) => a.number - b.number)) {
    const reference = market.assets[order.asset]!.close[bar]!;
    const standing = book.standingAgainst(order);
    const closable = order.isShare ? standing : Math.min(standing, order.quantity);
    const closes = Math.min(closable, book.floorToLot(Math.max(0, book.room[order.asset]!), order.asset));
    if (closes > 0) book.book(order, closes, book.reducingPrice(order, reference, true, closes), reference, AT_CLOSE);
    const isBarred = !profile.reentryOnExitBar && closes === 0 && book.leftAt[order.asset] === bar;
    const mayOpen = !order.reduceOnly && !isBarred && closes >= closable - 1e-9;
    const { opens, cut, byCash } = mayOpen ? openAtClose(book, order, reference, closes) : NOTHING;
    const done = closes + opens;
    if (order.isShare ? done > 0 : done >= order.quantity - 1e-9) {
      book.end(order, "filled", byCash ? "trimmed: cash" : "");
    } else if (byCash && done === 0 && (order.isShare || isAllOrNothing(profile))) {
      book.end(order, uncovered(profile), "no cash");
    } else book.end(order, "expired", byCash ? "cut at the close: cash" : "cut at the close");
    if (cut !== null) keepCut(book, order, cut, opens > 0);
    // The order is over; the others of its pair end, or shrink with it.
    if (done > 0) book.afterFill(order, done, order.isShare || done >= order.quantity - 1e-9);
  }
}

function openAtClose(book: OrderBook, order: WorkingOrder, reference: number, closes: number): Opening {
  const { commission, profile, ledger } = book.setup;
  const execution: Execution = { reference, slips: true, by: "stop" };
  const room = Math.max(0, book.room[order.asset]!);
  const equity = order.isShare ? equityAt(book, AT_CLOSE) : 0;
  const asked = order.isShare ? null : order.quantity - closes;
  const sized = sizeOpening(book, order, execution, equity, asked, room);
  const most = Math.min(sized.units, room);
  const unit = unitCost(book, order, sized.price);
  const affordable = Math.max(0, (book.budget - commission.fixed) / unit);
  const isShort = affordable < most;
  const paid = isShort && !isCutToCash(order, profile) ? 0 : book.floorToLot(Math.min(most, affordable), order.asset);
  const { quantity, cut } = allowedIncrease(book, order, paid, sized.price, reference, AT_CLOSE);
  const byCash = isShort && paid < book.floorToLot(most, order.asset) - 1e-9;
  if (!(quantity * sized.price > DUST_OF_EQUITY * ledger.startingCash)) return { opens: 0, cut, byCash };
  const price = book.increasingPrice(order, reference, true, quantity);
  book.book(order, quantity, price, reference, AT_CLOSE);
  book.budget -= quantity * unit + commission.fixed;
  if (order.bracket !== null) bringToLife(book, order, quantity, price, reference, AT_CLOSE);
  return { opens: quantity, cut, byCash };
}
