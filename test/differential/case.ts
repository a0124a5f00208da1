import type { OrderChanges, OrderRequest, Side } from "#domain/order";
import type { Profile } from "#engine/profile";
import type { EntryOptions } from "#strategy/context";

/** Time (epoch ms), open, high, low, close, volume; null: no volume. */
export type BarRow = readonly [number, number, number, number, number, number | null];

/** What is done after the close of bar `at`, which is an index on the clock of all assets. */
export type Action =
  /** An order under a name of its own; `closes` names the one whose entry it closes. The asset is the first unless said. */
  | ({
      readonly do: "place";
      readonly at: number;
      readonly id: string;
      readonly symbol?: string;
      readonly closes?: string;
    } & Omit<OrderRequest, "asset" | "closes">)
  /**
   * Places, at this close, the order that brings the position to so many units, so much money or such a share of equity;
   * negative is short. Nothing where the position is there.
   */
  | ({ readonly do: "reach"; readonly at: number; readonly id: string; readonly symbol?: string } & Omit<
      OrderRequest,
      "asset" | "side"
    > & {
        /** The side that may only reduce. */
        readonly reducing?: Side;
      })
  /** Ends an order and its children; "a/stop" and "a/target" are the children of "a". Nothing if it has ended. */
  | { readonly do: "cancel"; readonly at: number; readonly id: string }
  /** Changes an order or a leg of its bracket, from the next bar on. Nothing if it has ended. */
  | { readonly do: "replace"; readonly at: number; readonly id: string; readonly changes: OrderChanges }
  /** Places the market order that closes all that is held of the asset; nothing where nothing is held. */
  | { readonly do: "close"; readonly at: number; readonly symbol?: string }
  /** enterLong, enterShort and exit of a strategy. */
  | ({
      readonly do: "enter";
      readonly at: number;
      readonly symbol?: string;
      readonly side: "long" | "short";
    } & EntryOptions)
  | { readonly do: "exit"; readonly at: number; readonly symbol?: string }
  /** Moves to a weight, as a target column does. */
  | { readonly do: "aim"; readonly at: number; readonly symbol?: string; readonly fraction: number };

/** An execution: signed quantity, price after slippage, commission in cash. */
export interface CaseFill {
  readonly bar: number;
  readonly symbol: string;
  readonly quantity: number;
  readonly price: number;
  readonly commission: number;
}

/** Everything one run needs, as data: both engines play it from here. */
export interface Case {
  readonly name: string;
  readonly cash: number;
  readonly bars: Readonly<Record<string, readonly BarRow[]>>;
  /** Splits (new units for an old one) and dividends (cash per unit) that take effect before the open of bar `at`. */
  readonly corporate?: readonly {
    readonly symbol: string;
    readonly at: number;
    readonly split?: number;
    readonly dividend?: number;
  }[];
  /** First bar with a decision. */
  readonly from: number;
  /** What differs from the profile. */
  readonly settings: Partial<Profile>;
  readonly actions: readonly Action[];
  /** What the other engine did. */
  readonly expect: CaseResult;
}

/** A closed round trip, in the order of exit: signed quantity, bars and prices of entry and exit. */
export type CaseTrade = readonly [
  quantity: number,
  entryBar: number,
  exitBar: number,
  entryPrice: number,
  exitPrice: number,
];

export interface CaseResult {
  readonly fills: readonly CaseFill[];
  /** Absent where the engine keeps none that could be compared. */
  readonly trades?: readonly CaseTrade[];
  /** Equity at each close of the clock; null where the engine says nothing. The last one is the final equity. */
  readonly equity: readonly (number | null)[];
  /** The run was stopped by a mistake in what it asks for: the code of ivy's error; nothing else is said then. */
  readonly refused?: string;
}

/** What a peer's program writes, and what is kept of it for the tests. */
export interface CaseFile {
  /** The engine whose figures these are, and its version. */
  readonly tool: string;
  readonly version: string;
  /** Day on which they were made. */
  readonly date: string;
  readonly seed: number;
  readonly cases: readonly Case[];
}
