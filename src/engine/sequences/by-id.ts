import type { OrderRequest } from "#domain/order";
import type { Objection } from "#risk/review-order";
import { AT_CLOSE, AT_OPEN, INSIDE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import type { Sequence } from "../sequence.ts";
import { MARKET, MARKET_ON_CLOSE, MARKET_ON_OPEN, STOP, TRAILING, type WorkingOrder } from "../working-order.ts";
import { keepTo } from "./keep-to.ts";
import { endOutOfTime } from "./time-in-force.ts";
import { followPrice } from "./trail.ts";
import { fillWhole, wantedNow } from "./whole-fill.ts";

/** What may not be set otherwise: the rules of this sequence leave no room for it. */
const RULES = {
  triggerOn: ["range"],
  childrenFrom: ["nextBar"],
  stopLimitSameBar: ["proven", "nextBar"],
  stopBeforeTarget: [true],
  uncertainStop: ["ignored"],
  reentryOnExitBar: [true],
  slippageOn: ["all"],
  shortMargin: [1],
} as const;

/** Where a bar executes an order. */
interface Hit {
  /** The price that slips. */
  readonly from: number;
  /** No better than this, however little it slips; NaN: nothing holds it. */
  readonly level: number;
  readonly slips: boolean;
  readonly moment: number;
}

/**
 * Each order against the bar as it was placed, whole, one fill whether it closes, opens or turns a position around: the
 * fill rules of LEAN. Market orders at the open; a stop at the worse of its level and the close, where the bar went beyond
 * it; a limit at the worst price of the bar that it allows, where the bar went through it; a stop-limit whose stop was met
 * where the close lies within its limit.
 *
 * Source: QuantConnect LEAN (Apache-2.0), Common/Orders/Fills/EquityFillModel.cs and FillModel.cs.
 */
export class ById implements Sequence {
  readonly leavesLone = false;
  readonly #book: OrderBook;

  constructor(book: OrderBook) {
    keepTo(book.setup.profile, RULES);
    this.#book = book;
  }

  reset(): void {}

  refuses({ group, timeInForce, type }: OrderRequest): Objection | null {
    const what =
      group !== undefined
        ? "A group of orders"
        : timeInForce === "fok"
          ? 'An order with the time in force "fok"'
          : type === "trailingLimit"
            ? "A trailing stop that becomes a limit"
            : null;
    if (what === null) return null;
    return {
      code: "not-in-profile",
      message: `${what} is not something that the profile ${this.#book.setup.profile.name} can play.`,
      help: "It has market, limit, stop, stop-limit and trailing stop orders, and those for the open and the close.\nUse these, or --profile ivy.",
    };
  }

  meet(bar: number, live: readonly WorkingOrder[]): void {
    for (const order of live) {
      if (!order.alive) continue;
      const hit = this.#hitOf(order, bar);
      if (hit !== null) this.#execute(order, hit);
    }
  }

  atSignal(bar: number, live: readonly WorkingOrder[]): void {
    for (const order of live) {
      const from = this.#book.closes[order.asset]![bar]!;
      if (order.alive) this.#execute(order, { from, level: Number.NaN, slips: true, moment: AT_CLOSE });
    }
  }

  afterClose(bar: number): void {
    followPrice(this.#book, bar);
    endOutOfTime(this.#book, bar);
  }

  #hitOf(order: WorkingOrder, bar: number): Hit | null {
    const { kind } = order;
    const { fillAt } = this.#book.setup.profile;
    const asset = this.#book.market.assets[order.asset]!;
    const isForClose = kind === MARKET_ON_CLOSE || (kind === MARKET && fillAt === "nextClose");
    if (isForClose || kind === MARKET || kind === MARKET_ON_OPEN) {
      const from = isForClose ? asset.close[bar]! : asset.open[bar]!;
      return { from, level: Number.NaN, slips: true, moment: isForClose ? AT_CLOSE : AT_OPEN };
    }
    if (order.isLimit) return order.type === "limit" ? this.#limitHit(order, bar) : this.#closeHit(order, bar);
    if (!this.#isStopMet(order, bar)) return null;
    if (kind === STOP || kind === TRAILING) return this.#stopHit(order, bar);
    order.trigger();
    return this.#book.setup.profile.stopLimitSameBar === "nextBar" ? null : this.#closeHit(order, bar);
  }

  #isStopMet(order: WorkingOrder, bar: number): boolean {
    const { stopTrigger } = this.#book.setup.profile;
    const { high, low } = this.#book.market.assets[order.asset]!;
    const far = order.side > 0 ? high[bar]! : low[bar]!;
    const beyond = (far - order.stopLevel) * order.side;
    return stopTrigger === "beyond" ? beyond > 0 : beyond >= 0;
  }

  #stopHit(order: WorkingOrder, bar: number): Hit {
    const { open, close } = this.#book.market.assets[order.asset]!;
    const { stopFill } = this.#book.setup.profile;
    const level = order.stopLevel;
    if (stopFill === "worseOfLevelAndClose") return { from: close[bar]!, level, slips: true, moment: INSIDE };
    if (stopFill === "close") return { from: close[bar]!, level: Number.NaN, slips: true, moment: AT_CLOSE };
    const isGap = (open[bar]! - level) * order.side >= 0;
    return { from: isGap ? open[bar]! : level, level: Number.NaN, slips: true, moment: isGap ? AT_OPEN : INSIDE };
  }

  #limitHit(order: WorkingOrder, bar: number): Hit | null {
    const { limitFill, limitImprove } = this.#book.setup.profile;
    const { open, high, low } = this.#book.market.assets[order.asset]!;
    const { limit, side } = order;
    const near = side > 0 ? low[bar]! : high[bar]!;
    const through = (limit - near) * side;
    if (limitFill === "touch" ? through < 0 : through <= 0) return null;
    if (limitImprove && (limit - open[bar]!) * side > 0) return unslipped(open[bar]!, AT_OPEN);
    // No worse than the worst price of the bar, which a limit far away leaves behind.
    return unslipped(side > 0 ? Math.min(limit, high[bar]!) : Math.max(limit, low[bar]!), INSIDE);
  }

  /** A stop-limit whose stop was met fills where the close proves that its limit allows it. */
  #closeHit(order: WorkingOrder, bar: number): Hit | null {
    const { high, low, close } = this.#book.market.assets[order.asset]!;
    const { limit, side } = order;
    if ((limit - close[bar]!) * side <= 0) return null;
    return unslipped(side > 0 ? Math.min(limit, high[bar]!) : Math.max(limit, low[bar]!), INSIDE);
  }

  #execute(order: WorkingOrder, { from, level, slips, moment }: Hit): void {
    const book = this.#book;
    const { side } = order;
    const room = book.floorToLot(Math.max(0, book.room[order.asset]!), order.asset);
    if (room <= 0) return;
    const quantity = Math.min(wantedNow(book, order, from, moment), room);
    const price = worse(slips ? book.increasingPrice(order, from, true, quantity) : from, level, side);
    // What volume leaves of a stop that was met goes on as a market order.
    if (order.kind === STOP || order.kind === TRAILING) order.kind = MARKET;
    fillWhole(book, order, quantity, price, worse(from, level, side), moment);
  }
}

function unslipped(from: number, moment: number): Hit {
  return { from, level: Number.NaN, slips: false, moment };
}

/** The worse of two prices for the side; a level that is NaN is none. */
function worse(price: number, level: number, side: number): number {
  if (level !== level) return price;
  return side > 0 ? Math.max(price, level) : Math.min(price, level);
}
