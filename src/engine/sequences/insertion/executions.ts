import { AT_CLOSE, AT_OPEN, INSIDE } from "../../moments.ts";
import type { OrderBook } from "../../order-book.ts";
import {
  LIMIT,
  MARKET,
  MARKET_ON_CLOSE,
  MARKET_ON_OPEN,
  STOP,
  TRAILING,
  TRAILING_LIMIT,
  type WorkingOrder,
} from "../../working-order.ts";
import { capOf } from "./sizes.ts";
import type { Ticket } from "./ticket.ts";

/** Where an order executes: the price before and after slippage, when in the bar, and the bar whose volume counts. */
export interface Execution {
  readonly reference: number;
  readonly price: number;
  readonly moment: number;
  readonly volumeBar: number;
}

/** The last bar of the asset up to and with `bar`; −1: none yet. */
export function lastBarOf(book: OrderBook, asset: number, bar: number): number {
  let found = bar;
  while (found >= 0 && !book.hasBar(asset, found)) found--;
  return found;
}

interface Prices {
  readonly bar: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** What a bar of its asset does to an order, else null. Marks a stop-limit whose stop is met; notes closes for market-on-close. */
export function executionOf(book: OrderBook, ticket: Ticket, bar: number): Execution | null {
  const { order } = ticket;
  const { open, high, low, close } = book.market.assets[order.asset]!;
  const prices: Prices = { bar, open: open[bar]!, high: high[bar]!, low: low[bar]!, close: close[bar]! };
  switch (order.kind) {
    case MARKET:
    case MARKET_ON_OPEN:
      return atMarket(book, order, prices);
    case MARKET_ON_CLOSE:
      return atClose(book, ticket, prices);
    case LIMIT:
      return atLimit(book, order, order.limit, prices);
    case STOP:
    case TRAILING:
      return atStop(book, order, prices);
    default:
      return order.triggered ? atLimit(book, order, order.limit, prices) : atStopLimit(book, order, prices);
  }
}

/**
 * After an order was held against a bar and lives: what it follows moves with the close (or the best price, as the profile
 * says). A trailing stop-limit whose stop was met on this bar moves once more.
 */
export function followPrice(book: OrderBook, order: WorkingOrder, bar: number): void {
  const { high, low, close } = book.market.assets[order.asset]!;
  const best = book.setup.profile.trailOn === "close" ? close : order.side < 0 ? high : low;
  const price = best[bar]!;
  const isBetter = !((order.best - price) * -order.side >= 0);
  if (isBetter) order.best = price;
  if (order.kind !== TRAILING_LIMIT || !order.triggered) return;
  order.stop = order.trailLevel;
  order.limit = order.stop + order.side * order.limitOffset;
}

function atMarket(book: OrderBook, order: WorkingOrder, prices: Prices): Execution | null {
  const { bar, open } = prices;
  const { fillAt, cashAt } = book.setup.profile;
  const atSignal = order.kind === MARKET && fillAt === "signalClose";
  // An asset that had no bar since: its last one was over when the order was placed.
  if (bar <= order.placedAt && !atSignal && cashAt === "close") return null;
  const reference = atSignal ? book.lastClose(order.asset, order.placedAt) : open;
  return atOpen(book, order, reference, farOf(order, prices), false, bar);
}

/** The close of the day is known on the first bar after it: it fills there, at the last close of the day or its own. */
function atClose(book: OrderBook, ticket: Ticket, { bar, close }: Prices): Execution | null {
  const isOver = book.market.clock[bar]! > ticket.dayEnd && bar > ticket.order.placedAt;
  if (!isOver) {
    ticket.lastClose = close;
    return null;
  }
  const isLate = ticket.lastClose === ticket.lastClose;
  const reference = isLate ? ticket.lastClose : close;
  const volumeBar = isLate ? lastBarOf(book, ticket.order.asset, bar - 1) : bar;
  return { reference, price: reference, moment: AT_CLOSE, volumeBar };
}

function atLimit(book: OrderBook, order: WorkingOrder, limit: number, prices: Prices): Execution | null {
  const { side } = order;
  const { bar, open, high, low } = prices;
  const isTouch = book.setup.profile.limitFill === "touch";
  const reaches = (price: number) => (isTouch ? (limit - price) * side >= 0 : (limit - price) * side > 0);
  if (reaches(open)) {
    // A sale may slip below the low of the bar, a purchase not above its high: so does backtrader.
    const bound = side > 0 ? Math.min(high, limit) : limit;
    return atOpen(book, order, open, bound, true, bar);
  }
  if (!reaches(side > 0 ? low : high)) return null;
  return { reference: limit, price: limit, moment: INSIDE, volumeBar: bar };
}

function atStop(book: OrderBook, order: WorkingOrder, prices: Prices): Execution | null {
  const level = order.stopLevel;
  const far = farOf(order, prices);
  if (isMet(book, order, level, prices.open)) return atOpen(book, order, prices.open, far, false, prices.bar);
  if (!isMet(book, order, level, far)) return null;
  return slipped(book, order, level, far, false, INSIDE, prices.bar);
}

function atStopLimit(book: OrderBook, order: WorkingOrder, prices: Prices): Execution | null {
  const { side } = order;
  const { bar, open, close } = prices;
  const level = order.stopLevel;
  const far = farOf(order, prices);
  if (isMet(book, order, level, open)) {
    order.trigger();
    return atLimit(book, order, order.limit, prices);
  }
  if (!isMet(book, order, level, far)) return null;
  order.trigger();
  const { limit } = order;
  if ((limit - level) * side >= 0) return slipped(book, order, level, far, true, INSIDE, bar);
  // The price came back to the limit only where the bar closed against its open, and the close lies within the limit.
  const cameBack = side > 0 ? open > close : open <= close;
  if (!cameBack || (limit - close) * side < 0) return null;
  return { reference: limit, price: limit, moment: INSIDE, volumeBar: bar };
}

function isMet(book: OrderBook, order: WorkingOrder, level: number, price: number): boolean {
  const through = (price - level) * order.side;
  return book.setup.profile.stopTrigger === "touch" ? through >= 0 : through > 0;
}

/** The end of the bar's range on the side to which the order pays. */
function farOf(order: WorkingOrder, { high, low }: Prices): number {
  return order.side > 0 ? high : low;
}

function atOpen(
  book: OrderBook,
  order: WorkingOrder,
  reference: number,
  bound: number,
  isLimit: boolean,
  bar: number,
): Execution | null {
  if (!book.setup.profile.slippageAtOpen) return { reference, price: reference, moment: AT_OPEN, volumeBar: bar };
  return slipped(book, order, reference, bound, isLimit, AT_OPEN, bar);
}

/** An execution that slips, up to `bound` or beyond it as the profile says; null where there is no fill beyond it. */
function slipped(
  book: OrderBook,
  order: WorkingOrder,
  reference: number,
  bound: number,
  isLimit: boolean,
  moment: number,
  volumeBar: number,
): Execution | null {
  const { slippageOn, slippageWithin, limitSlippage } = book.setup.profile;
  if (isLimit && slippageOn !== "limitsToo") return { reference, price: reference, moment, volumeBar };
  const most = Math.min(order.quantity, capOf(book, order.asset, volumeBar));
  const full = book.increasingPrice(order, reference, true, most);
  const rule = isLimit ? limitSlippage : slippageWithin;
  const isFree = full === reference || (full - bound) * order.side <= 0 || rule === "anything";
  if (!isFree && rule === "wait") return null;
  return { reference, price: isFree ? full : bound, moment, volumeBar };
}
