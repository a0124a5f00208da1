import type { Market } from "#domain/market";
import type { BracketLeg, OrderChanges, OrderRequest, OrderType, TimeInForce } from "#domain/order";
import type { RiskDesk } from "#risk/risk-desk";

/** An order as the one who placed it sees it. */
export interface PlacedOrder {
  /** Tells this order from another that takes its place in memory. */
  readonly number: number;
  /** Place among the orders that were placed: "o3" is the third. */
  readonly ordinal: number;
  /** 1 buys, −1 sells. */
  readonly side: number;
  readonly alive: boolean;
  /** What it was placed as. */
  readonly type: OrderType;
  /** Sized by a share of equity or by cash. */
  readonly isShare: boolean;
  readonly timeInForce: TimeInForce;
}

/**
 * What a strategy's context needs of a venue. The simulated venue is one; a broker's account behind the same port makes
 * the same strategy trade live. Orders are placed after the close of `bar`.
 */
export interface VenuePort {
  readonly market: Market;
  /** The bar at whose close an order is cancelled or replaced: bars on which nothing happens do not come to the venue. */
  bar: number;
  /** Share of equity that "all of it" means. */
  readonly allEquity: number;
  /** Share of equity that sizes given as a share of it may use. */
  readonly usableEquity: number;
  /** Whether orders fill at the close after which they are placed. */
  readonly fillsAtSignal: boolean;
  /** Whether entries and exits are placed as signals, which the venue judges together with the others of their bar. */
  readonly takesSignals: boolean;
  /** Whether an entry adds to a position that is held on its side already. */
  readonly addsToPositions: boolean;
  readonly cash: number;
  /** Price step of raw prices; 0: not known. */
  readonly tick: number;
  /** Whether a stop or a bracket on the wrong side of the price is refused. */
  readonly refusesWrongSide: boolean;
  /** Who sizes orders that have no size, and looks at what opens; null: nobody. */
  readonly risk: RiskDesk | null;
  /**
   * Whether entries are kept apart: a share bought or sold is set off against them as units are, where else all that stands
   * against it closes first; and an order may close one of them.
   */
  readonly keepsEntries: boolean;
  /** Units held of each asset, negative when short: one array for the life of the venue. */
  readonly positions: Float64Array;
  /** Cash plus all positions at the closes of the bar. */
  valueAt(bar: number): number;
  floorToLot(quantity: number, asset: number): number;
  /** `note` is why it is smaller than it was asked for. */
  place(request: OrderRequest, bar: number, note?: string): PlacedOrder;
  /** Market order for all equity on one side. */
  placeEntry(asset: number, side: number, bar: number): PlacedOrder;
  /** Market order that closes all that is held. */
  placeExit(asset: number, bar: number): PlacedOrder;
  /** Keeps an order that may not be placed, with the reason. */
  refuse(request: OrderRequest, bar: number, reason: string): PlacedOrder;
  /** The order of that number, if it or a child of it still works. */
  working(number: number): PlacedOrder | null;
  /** Cancels an order and, of an entry, its children; with `leg`, only that leg of its bracket. */
  cancel(order: PlacedOrder, reason?: string, leg?: BracketLeg | null): void;
  /** Changes an order, or a leg of its bracket, from the next bar on. False when none works that could be changed. */
  replace(order: PlacedOrder, changes: OrderChanges, leg?: BracketLeg | null): boolean;
}
