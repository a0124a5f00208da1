/** The tag of orders that a margin call places. */
export const MARGIN_CALL = "margin call";

export type Side = "buy" | "sell";
export type OrderType =
  | "market"
  | "limit"
  | "stop"
  | "stopLimit"
  | "trailing"
  | "marketOnClose"
  | "marketOnOpen"
  | "trailingLimit";
export type TimeInForce = "gtc" | "day" | "gtd" | "ioc" | "fok";

/** A distance that follows the best price since the order was placed: in money, or as a fraction of that price. */
export type Trail = { readonly amount: number } | { readonly fraction: number };

/** A level of a bracket: a price, or a distance from the price at which the entry filled (a positive number either way). */
export type BracketLevel = { readonly price: number } | { readonly amount: number } | { readonly fraction: number };

/** The stop and the target that come to life when an entry fills. */
export interface Bracket {
  readonly stop?: BracketLevel | { readonly trail: Trail };
  readonly target?: BracketLevel;
}

/**
 * What a strategy asks for, before anyone looked at it. Exactly one size: a positive `quantity` in units; or a `fraction`
 * of equity or an amount of `cash`, worked out at the fill. These two first close all that stands against them, so a
 * fraction of 0 closes, and live for one fill.
 */
export interface OrderRequest {
  /** Index of the asset in the market. */
  readonly asset: number;
  readonly side: Side;
  readonly type: OrderType;
  readonly quantity?: number;
  readonly fraction?: number;
  readonly cash?: number;
  /** Money that one unit counts for where a `fraction` or `cash` is turned into units (what it risks); its price unless given. */
  readonly unitValue?: number;
  readonly limit?: number;
  readonly stop?: number;
  readonly trail?: Trail;
  /**
   * How far beyond the level of its trailing stop the limit of a `trailingLimit` lies, in the currency of the price: 0.5 lets
   * a sale accept half a unit of money less than the stop. Below zero, the price must come back first.
   */
  readonly limitOffset?: number;
  readonly timeInForce?: TimeInForce;
  /** Last clock time at which a GTD order works, epoch ms. */
  readonly until?: number;
  /** Orders of one group fill whole at one open, or not at all. */
  readonly group?: string;
  /** When one order of an OCO pair fills, the other is cancelled. */
  readonly oco?: string;
  readonly bracket?: Bracket;
  readonly reduceOnly?: boolean;
  /**
   * A share or an amount of cash is set off against what is held as an amount of units is, and does not close all of it
   * first. Only where the venue keeps entries apart.
   */
  readonly nets?: boolean;
  /** What `enterLong`, `enterShort` and `exit` ask for where the venue judges the signals of a bar together. */
  readonly signal?: Signal;
  /** Running number of the order whose entry this one only reduces; where the venue keeps entries apart. */
  readonly closes?: number;
  readonly tag?: string;
}

export type Signal = "entry" | "exit";

/** The states of an order's life; it only moves forward. */
export type OrderState =
  | "created"
  | "approved"
  | "refused"
  | "working"
  | "partiallyFilled"
  | "filled"
  | "cancelled"
  | "expired"
  | "rejected";

/**
 * What may be changed of an order that works. It keeps its id, its place among the others and what has filled; `quantity`
 * is the whole of it, with what has filled. A new trail keeps the best price seen. Levels and times that an order of its
 * type does not have cannot be given.
 */
export interface OrderChanges {
  readonly quantity?: number;
  readonly limit?: number;
  readonly stop?: number;
  readonly trail?: Trail;
  readonly timeInForce?: TimeInForce;
  readonly until?: number;
}

/** One of the two orders that a bracket brings to life. */
export type BracketLeg = "stop" | "target";

/** Something that was done to an order and that neither its fills nor its end tell: it was made smaller, or replaced. */
export interface OrderNote {
  /** Clock index. */
  readonly bar: number;
  readonly state: "approved" | "working";
  readonly reason: string;
  /** It came before what filled on its bar, as a split does; else after it. */
  readonly isFirst?: boolean;
}

/** The reason of an order that was replaced by one of the quantity that it had filled, or less: no fill ended it. */
export const REPLACED_BY_LESS = "replaced by no more than had filled";

/** What became of an order: one row of orders.csv. */
export interface OrderRecord {
  /** o1, o2, … in the order of placing; a bracket's children are o1/stop and o1/target. */
  readonly id: string;
  /** Clock index of the bar after whose close it was placed; of a bracket's child, its entry was. */
  readonly placedAt: number;
  /** Clock index of the bar on which it came to life: of a bracket's child that on which its entry filled. */
  readonly createdAt: number;
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  /** Units asked for, or null when the size was a share of equity. */
  quantity: number | null;
  limit: number | null;
  stop: number | null;
  timeInForce: TimeInForce;
  state: OrderState;
  /** Why it ended, or why it was refused; empty while nothing needs saying. */
  reason: string;
  filled: number;
  readonly tag: string;
  /** Clock index of the bar on which it ended; −1 while it works. */
  endedAt: number;
  /** What was done to it besides; null: nothing. */
  notes: OrderNote[] | null;
}
