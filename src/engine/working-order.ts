import type { Bracket, OrderRecord, OrderType, Signal, TimeInForce } from "#domain/order";

export const MARKET = 0;
export const LIMIT = 1;
export const STOP = 2;
export const STOP_LIMIT = 3;
export const TRAILING = 4;
export const MARKET_ON_CLOSE = 5;
export const MARKET_ON_OPEN = 6;
export const TRAILING_LIMIT = 7;

export const KIND_OF: Readonly<Record<OrderType, number>> = {
  market: MARKET,
  limit: LIMIT,
  stop: STOP,
  stopLimit: STOP_LIMIT,
  trailing: TRAILING,
  marketOnClose: MARKET_ON_CLOSE,
  marketOnOpen: MARKET_ON_OPEN,
  trailingLimit: TRAILING_LIMIT,
};

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
  /** What it was placed as: a stop that was met and cut by volume goes on as a market order. */
  type: OrderType = "market";
  /** Units still wanted; NaN for an order sized by `fraction` or `cash`. */
  quantity = Number.NaN;
  /** Share of equity, worked out at the fill. */
  fraction = Number.NaN;
  /** Money, turned into units at the fill. */
  cash = Number.NaN;
  /** Money that one unit of such a size counts for; NaN: its price. */
  unitValue = Number.NaN;
  limit = Number.NaN;
  stop = Number.NaN;
  trailAmount = Number.NaN;
  trailFraction = Number.NaN;
  /** How far beyond the level of a trailing stop-limit its limit lies. */
  limitOffset = Number.NaN;
  /** Units filled. Not kept of an order that the ledger executes alone. */
  filled = 0;
  /** Best price so far, of a trailing stop. */
  best = Number.NaN;
  timeInForce: TimeInForce = "gtc";
  until = Number.NaN;
  group: string | null = null;
  /** What orders of one pair share: the strategy's word, or a number that the children of an entry have. */
  oco: string | number | null = null;
  bracket: Bracket | null = null;
  reduceOnly = false;
  /** Sized by a share or by cash, and set off against what is held as an amount of units is. */
  nets = false;
  /** A wish that is judged together with the others of its bar; null: an order. */
  signal: Signal | null = null;
  /** Running number of the order whose entry it closes; 0: none by itself. */
  closes = 0;
  /** The entry whose child this is. */
  parent: WorkingOrder | null = null;
  /** Clock index of the bar after whose close it was placed. */
  placedAt = 0;
  /** A stop-limit whose stop was met, trailing or not. */
  triggered = false;
  /** Clock index of the bar on which it was; −1: it was not. */
  triggeredAt = -1;
  alive = false;
  /** A market order for a share of equity, or for all that is held, and nothing else: known when it is placed. */
  plain = false;
  /** Running number, among those of the orders, of the last time that it was changed or cancelled; 0: never. */
  changed = 0;
  /** Has met a bar. */
  seen = false;
  /** Fills that made children. */
  entries = 0;
  /** Child of an entry that came after the open of the bar that is being played. */
  fresh = false;

  /** Children of it that work. Counted only where orders are used again. */
  living = 0;

  /** Makes it as it was when it was new, to be used for another order. */
  renew(): void {
    this.index = -1;
    this.record = null;
    this.kind = MARKET;
    this.type = "market";
    this.quantity = Number.NaN;
    this.fraction = Number.NaN;
    this.cash = Number.NaN;
    this.unitValue = Number.NaN;
    this.limit = Number.NaN;
    this.stop = Number.NaN;
    this.trailAmount = Number.NaN;
    this.trailFraction = Number.NaN;
    this.limitOffset = Number.NaN;
    this.filled = 0;
    this.best = Number.NaN;
    this.timeInForce = "gtc";
    this.until = Number.NaN;
    this.group = null;
    this.oco = null;
    this.bracket = null;
    this.reduceOnly = false;
    this.nets = false;
    this.signal = null;
    this.closes = 0;
    this.parent = null;
    this.placedAt = 0;
    this.triggered = false;
    this.triggeredAt = -1;
    this.alive = false;
    this.plain = false;
    this.changed = 0;
    this.seen = false;
    this.entries = 0;
    this.fresh = false;
    this.living = 0;
  }

  /** Sized by a share of equity or by cash: closes what stands against it, and lives for one fill. */
  get isShare(): boolean {
    return this.quantity !== this.quantity;
  }

  /** Units that its share of this equity, or its cash, buys at this price. */
  shareUnits(equity: number, price: number): number {
    const { unitValue } = this;
    const each = unitValue === unitValue ? unitValue : price;
    return (this.cash === this.cash ? this.cash : this.fraction * equity) / each;
  }

  get trailLevel(): number {
    const distance = this.trailAmount === this.trailAmount ? this.trailAmount : this.best * this.trailFraction;
    return this.best + this.side * distance;
  }

  /** The price at which a stop, trailing or not, becomes a market order or a limit. */
  get stopLevel(): number {
    return this.isTrailing ? this.trailLevel : this.stop;
  }

  /** Follows the price: a trailing stop, or a trailing stop-limit whose stop was not met yet. */
  get isTrailing(): boolean {
    return this.kind === TRAILING || (this.kind === TRAILING_LIMIT && !this.triggered);
  }

  /** A limit, or a stop-limit whose stop was met. */
  get isLimit(): boolean {
    return this.kind === LIMIT || ((this.kind === STOP_LIMIT || this.kind === TRAILING_LIMIT) && this.triggered);
  }

  /** The stop of a stop-limit is met: it is a limit from now on. That of a trailing one stands where the stop stood. */
  trigger(): void {
    if (this.kind === TRAILING_LIMIT) {
      this.stop = this.trailLevel;
      this.limit = this.stop + this.side * this.limitOffset;
    }
    this.triggered = true;
  }
}

/** A market order with nothing but its size and side. */
export function isPlain(order: WorkingOrder): boolean {
  return (
    order.kind === MARKET &&
    order.parent === null &&
    order.closes === 0 &&
    order.group === null &&
    order.oco === null &&
    order.bracket === null &&
    order.timeInForce === "gtc" &&
    order.signal === null &&
    order.cash !== order.cash &&
    order.unitValue !== order.unitValue
  );
}

/** An order that is to be used for one plain one after the other. */
export function plainOrder(): WorkingOrder {
  const order = new WorkingOrder();
  order.plain = true;
  return order;
}
