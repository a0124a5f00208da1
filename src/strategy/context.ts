import type { OrderChanges, TimeInForce, Trail } from "#domain/order";

/** A level measured from the price at which an entry fills, or a price of its own. */
export type ExitLevel = { readonly fraction: number } | { readonly amount: number } | { readonly price: number };

/** At most one of the three; none: all of the strategy's equity. */
export interface Size {
  /** Units. */
  readonly quantity?: number;
  /** Money, in the account's currency. */
  readonly cash?: number;
  /** Share of the strategy's equity, worked out at the fill. */
  readonly fraction?: number;
}

export interface EntryOptions extends Size {
  /** From 0 to 1, 1 unless given: scales the size, whichever it is. At 0 nothing is opened. */
  readonly confidence?: number;
  readonly stopLoss?: ExitLevel | { readonly trail: Trail };
  readonly takeProfit?: ExitLevel;
  /** A word that shows up in trades.csv and orders.csv. */
  readonly tag?: string;
}

export interface OrderOptions extends EntryOptions {
  /** The order's own limit price. */
  readonly limit?: number;
  /** The order's own stop price: it becomes active when the market reaches it. */
  readonly stop?: number;
  readonly trail?: Trail;
  /**
   * With `trail`: once its level is met, the order is a limit this far beyond it, in the currency of the price (0.5: a sale
   * accepts half a unit less than the level; below zero: the price must come back first).
   */
  readonly limitOffset?: number;
  /** Orders that carry the same word cancel each other when one of them fills. */
  readonly oco?: string;
  /**
   * Closes what this order entered, all of it or a quantity, and nothing else; with a `stop` or `limit` as its stop or target.
   * Only profiles that keep entries apart (backtesting-py).
   */
  readonly closes?: OrderId;
  readonly timeInForce?: TimeInForce;
  /** Last time at which a "gtd" order works, epoch ms. */
  readonly until?: number;
  /** Fill at the close of the next bar. */
  readonly atClose?: boolean;
  /** Fill at the open of the next bar, whatever the profile does with market orders; what is cut there is dropped. */
  readonly atOpen?: boolean;
}

/** A handle on an order: "o1" and so on. What its bracket brings to life is "o1/stop" and "o1/target". */
export type OrderId = string;

/** What can be traded and what is held, of one asset, now. */
export interface Trading {
  /** Units held; negative when short. */
  readonly position: number;
  /** Goes long (from short: closes first, then opens); nothing when long already. */
  enterLong(options?: EntryOptions): void;
  /** Goes short (from long: closes first, then opens); nothing when short already. */
  enterShort(options?: EntryOptions): void;
  /** Closes the position and drops entries that wait; nothing when flat. */
  exit(options?: { readonly tag?: string }): void;
  buy(options: OrderOptions): OrderId;
  sell(options: OrderOptions): OrderId;
}

/** An asset at the bar that has just closed. Prices are NaN when it had no bar then. */
export interface AssetNow extends Trading {
  readonly symbol: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** What a strategy sees and can do after a bar has closed. The trading methods are those of the run's first asset. */
export interface Context extends Trading {
  /** Time of the bar, epoch ms UTC (daily bars: midnight of the session date). */
  readonly time: number;
  /** Index of the bar on the run's clock. */
  readonly bar: number;
  /** Cash plus the value of all positions at this close. */
  readonly equity: number;
  readonly cash: number;
  /** Orders placed inside `place` fill together at one open, or not at all. */
  together(place: () => void): void;
  cancel(order: OrderId): void;
  /**
   * Changes an order that works, or a leg of its bracket ("o1/stop"), from the next bar on: it keeps its id, its place
   * among the others and what has filled. False, and nothing is changed, when it works no more.
   */
  replace(order: OrderId, changes: OrderChanges): boolean;
  /** Keeps a value of this bar in the result's records.csv. */
  record(name: string, value: number): void;
}
