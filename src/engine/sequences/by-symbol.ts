import type { OrderRequest, OrderType } from "#domain/order";
import type { Objection } from "#risk/review-order";
import { AT_CLOSE } from "../moments.ts";
import type { OrderBook } from "../order-book.ts";
import type { Sequence } from "../sequence.ts";
import { LIMIT, MARKET, MARKET_ON_CLOSE, STOP, STOP_LIMIT, type WorkingOrder } from "../working-order.ts";
import { CostBasis } from "./cost-basis.ts";
import { keepTo } from "./keep-to.ts";
import { endOutOfTime } from "./time-in-force.ts";
import { fillWhole, wantedNow } from "./whole-fill.ts";

/** What may not be set otherwise: the rules of this sequence leave no room for it. */
const RULES = {
  fillAt: ["nextClose", "signalClose"],
  triggerOn: ["close"],
  stopFill: ["close"],
  limitImprove: [true],
  trailOn: ["close"],
  childrenFrom: ["nextBar"],
  stopLimitSameBar: ["atOnce"],
  stopBeforeTarget: [true],
  uncertainStop: ["ignored"],
  reentryOnExitBar: [true],
  slippageOn: ["limitsToo"],
  shortMargin: [0],
} as const;

/** What the close decides, or nothing: an order of another type would need to know what happened inside the bar. */
const PLAYED: ReadonlySet<OrderType> = new Set<OrderType>(["market", "limit", "stop", "stopLimit", "marketOnClose"]);

/**
 * Each asset's orders after the other's, in the order of placing, all at the close of the bar and judged by the close
 * alone: zipline. Nobody asks for cash. Volume that is used up ends the asset's turn: what stands behind is not even
 * looked at. A level that was met stays met, so that what volume left of a limit fills later at any price.
 */
export class BySymbol implements Sequence {
  readonly leavesLone = false;
  readonly #book: OrderBook;
  /** Kept where a split may ask for it. */
  readonly #costs: CostBasis | null;
  /** Commissions of the bar, which become part of what a position cost when all its fills are known. */
  readonly #fees: [asset: number, fee: number][] = [];

  constructor(book: OrderBook) {
    keepTo(book.setup.profile, RULES);
    this.#book = book;
    const { actions } = book.setup.ledger;
    const costs = actions === null ? null : new CostBasis(book.market.assets.length);
    this.#costs = costs;
    if (actions !== null && costs !== null && book.setup.profile.splitRounding === "toTheCent") {
      actions.costAfterSplit = (asset, ratio, units) => costs.split(asset, ratio, units);
    }
  }

  reset(): void {
    this.#costs?.reset();
  }

  refuses(request: OrderRequest): Objection | null {
    const what = unknownHere(request);
    return what === null
      ? null
      : {
          code: "not-in-profile",
          message: `${what} is not something that the profile ${this.#book.setup.profile.name} can play.`,
          help: "It has market, limit, stop and stop-limit orders, all judged by the close. Use these, or --profile ivy.",
        };
  }

  meet(bar: number, live: readonly WorkingOrder[]): void {
    const { assets } = this.#book.market;
    for (let k = 0; k < assets.length; k++) {
      const orders = live.filter((order) => order.asset === k);
      const { volume } = assets[k]!;
      // On a bar without a trade there is no price to fill at.
      if (orders.length > 0 && (volume === null || volume[bar]! > 0)) this.#fill(bar, k, orders);
    }
    for (const [asset, fee] of this.#fees.splice(0)) this.#costs?.charge(asset, fee);
  }

  atSignal(bar: number, live: readonly WorkingOrder[]): void {
    this.meet(bar, live);
  }

  afterClose(bar: number): void {
    endOutOfTime(this.#book, bar);
  }

  #fill(bar: number, asset: number, orders: readonly WorkingOrder[]): void {
    const book = this.#book;
    const close = book.closes[asset]![bar]!;
    this.#openRoom(bar, asset);
    for (const order of orders) {
      if (!order.alive) continue;
      this.#judge(order, close);
      if (order.kind !== MARKET && order.kind !== MARKET_ON_CLOSE) continue;
      const room = book.floorToLot(book.room[asset]!, asset);
      if (room <= 0) return;
      this.#execute(order, room, close);
    }
  }

  /** The share of the volume in whole lots: a share that lies just below a whole lot is not one more. */
  #openRoom(bar: number, asset: number): void {
    const { participation, lots } = this.#book.setup;
    const share = participation[asset]!;
    if (share === Number.POSITIVE_INFINITY) return;
    const units = share * this.#book.market.assets[asset]!.volume![bar]!;
    const lot = lots[asset]!;
    this.#book.room[asset] = lot === 0 ? units : Math.floor(units / lot) * lot;
  }

  /** What the close meets becomes a market order, a limit too; a stop-limit whose stop is met is a limit from then on. */
  #judge(order: WorkingOrder, close: number): void {
    const { stopTrigger, limitFill } = this.#book.setup.profile;
    const { side } = order;
    if (order.kind === STOP || order.kind === STOP_LIMIT) {
      const beyond = (close - order.stop) * side;
      if (stopTrigger === "touch" ? beyond >= 0 : beyond > 0) order.kind = order.kind === STOP ? MARKET : LIMIT;
    }
    if (order.kind === LIMIT) {
      const through = (order.limit - close) * side;
      if (limitFill === "touch" ? through >= 0 : through > 0) order.kind = MARKET;
    }
  }

  #execute(order: WorkingOrder, room: number, close: number): void {
    const book = this.#book;
    const quantity = Math.min(wantedNow(book, order, close, AT_CLOSE), room);
    const price = book.increasingPrice(order, close, true, quantity);
    if (book.setup.profile.slippageWithin === "limit" && (price - order.limit) * order.side > 0) return;
    const { ledger } = book.setup;
    const held = book.positions[order.asset]!;
    const paid = ledger.commission;
    fillWhole(book, order, quantity, price, close, AT_CLOSE);
    if (this.#costs === null) return;
    this.#costs.fill(order.asset, book.positions[order.asset]! - held, price);
    this.#fees.push([order.asset, ledger.commission - paid]);
  }
}

/** What of the order the sequence cannot play, in words; null: nothing. */
function unknownHere({ group, timeInForce, type, bracket }: OrderRequest): string | null {
  if (group !== undefined) return "A group of orders";
  if (timeInForce === "fok") return 'An order with the time in force "fok"';
  if (!PLAYED.has(type)) return `An order of the type ${type}`;
  return bracket?.stop !== undefined && "trail" in bracket.stop ? "A stop loss that trails" : null;
}
