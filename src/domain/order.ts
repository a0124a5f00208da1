export type Side = "buy" | "sell";
export type OrderType = "market" | "limit" | "stop" | "stopLimit" | "trailing" | "marketOnClose";
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
  readonly limit?: number;
  readonly stop?: number;
  readonly trail?: Trail;
  readonly timeInForce?: TimeInForce;
  /** Last clock time at which a GTD order works, epoch ms. */
  readonly until?: number;
  /** Orders of one group fill whole at one open, or not at all. */
  readonly group?: string;
  /** When one order of an OCO pair fills, the other is cancelled. */
  readonly oco?: string;
  readonly bracket?: Bracket;
  readonly reduceOnly?: boolean;
  readonly tag?: string;
}

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

/** What became of an order: one row of orders.csv. */
export interface OrderRecord {
  /** o1, o2, … in the order of placing; a bracket's children are o1/stop and o1/target. */
  readonly id: string;
  /** Clock index of the bar after whose close it was placed. */
  readonly placedAt: number;
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  /** Units asked for, or null when the size was a share of equity. */
  readonly quantity: number | null;
  readonly limit: number | null;
  readonly stop: number | null;
  readonly timeInForce: TimeInForce;
  state: OrderState;
  /** Why it ended, or why it was refused; empty while nothing needs saying. */
  reason: string;
  filled: number;
  readonly tag: string;
}
