import type { Bracket, OrderRecord, OrderType, TimeInForce } from "#domain/order";

export const MARKET = 0;
export const LIMIT = 1;
export const STOP = 2;
export const STOP_LIMIT = 3;
export const TRAILING = 4;
export const MARKET_ON_CLOSE = 5;

export const KIND_OF: Readonly<Record<OrderType, number>> = {
  market: MARKET,
  limit: LIMIT,
  stop: STOP,
  stopLimit: STOP_LIMIT,
  trailing: TRAILING,
  marketOnClose: MARKET_ON_CLOSE,
};

/** The order type of each kind. */
export const TYPE_OF = Object.keys(KIND_OF) as readonly OrderType[];

/** An order that the venue works on. One shape for every kind; numbers that an order does not have are NaN. */
export class WorkingOrder {
  /** Running number, in the order of placing; children take theirs when they come to life. */
  number = 0;
  /** Place among the orders that were placed, without children: "o3" is the third. */
  ordinal = 0;
  /** Index of its record in the run's orders; −1 where no records are kept. */
  index = -1;
  record: OrderRecord | null = null;
  asset = 0;
  /** 1 buys, −1 sells. */
  side = 1;
  kind = MARKET;
  /** Units still wanted; NaN for an order sized by `fraction` or `cash`. */
  quantity = Number.NaN;
  /** Share of equity, worked out at the fill. */
  fraction = Number.NaN;
  /** Money, turned into units at the fill. */
  cash = Number.NaN;
  limit = Number.NaN;
  stop = Number.NaN;
  trailAmount = Number.NaN;
  trailFraction = Number.NaN;
  /** Best price so far, of a trailing stop. */
  best = Number.NaN;
  timeInForce: TimeInForce = "gtc";
  until = Number.NaN;
  group: string | null = null;
  oco: string | null = null;
  bracket: Bracket | null = null;
  reduceOnly = false;
  /** The entry whose child this is. */
  parent: WorkingOrder | null = null;
  /** Clock index of the bar after whose close it was placed. */
  placedAt = 0;
  /** A stop-limit whose stop was met. */
  triggered = false;
  alive = false;
  /** A market order for a share of equity, or for all that is held, and nothing else: known when it is placed. */
  plain = false;
  /** Has met a bar. */
  seen = false;
  /** Fills that made children. */
  entries = 0;
  /** Child of an entry inside the bar that is being played. */
  fresh = false;

  /** Sized by a share of equity or by cash: closes what stands against it, and lives for one fill. */
  get isShare(): boolean {
    return this.quantity !== this.quantity;
  }

  /** Units that its share of this equity, or its cash, buys at this price. */
  shareUnits(equity: number, price: number): number {
    return (this.cash === this.cash ? this.cash : this.fraction * equity) / price;
  }

  get trailLevel(): number {
    const distance = this.trailAmount === this.trailAmount ? this.trailAmount : this.best * this.trailFraction;
    return this.best + this.side * distance;
  }

  /** The price at which a stop or trailing stop becomes a market order. */
  get stopLevel(): number {
    return this.kind === TRAILING ? this.trailLevel : this.stop;
  }
}

/** A market order with nothing but its size and side. */
export function isPlain(order: WorkingOrder): boolean {
  return (
    order.kind === MARKET &&
    order.parent === null &&
    order.group === null &&
    order.oco === null &&
    order.bracket === null &&
    order.timeInForce === "gtc" &&
    order.cash !== order.cash
  );
}
