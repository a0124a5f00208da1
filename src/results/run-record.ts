import type { FillColumns } from "#domain/fill";
import type { Market } from "#domain/market";
import type { OrderRecord } from "#domain/order";
import type { PortfolioColumns } from "#domain/rebalance";
import type { RiskCount } from "#domain/risk-count";
import type { TradeColumns } from "#domain/trade";

/**
 * What the accounting core gathers while it marks: the only source of the metrics that use it, in single runs and in
 * sweeps. Returns are simple, bar to bar, over the measured bars; the first one is against the starting cash.
 */
export interface CoreStatistics {
  readonly startingCash: number;
  readonly finalEquity: number;
  /** Measured bars, and so returns counted from the starting cash. */
  readonly bars: number;
  readonly sumOfReturns: number;
  readonly sumOfSquaredReturns: number;
  /** Deepest fall from a running peak (which starts at the starting cash), as a positive fraction. */
  readonly maxDrawdown: number;
  /** Closes at which some position was held. */
  readonly barsHeld: number;
  /** Positions opened from flat. */
  readonly openings: number;
  /** Round trips that ended flat. */
  readonly closings: number;
}

/** Money that the run paid, in the account's currency, all as positive amounts (dividends received: negative). */
export interface Costs {
  readonly commission: number;
  readonly slippage: number;
  readonly borrow: number;
  readonly interest: number;
  /** Paid on shorts less received on longs. */
  readonly dividends: number;
}

/** A split that met a position: from this bar on its asset's units are others, `ratio` new for one old. */
export interface BookedSplit {
  /** Clock index. */
  readonly bar: number;
  /** Index in the market. */
  readonly asset: number;
  readonly ratio: number;
}

/**
 * What one asset came to over the run, in the account's currency. `gross` is its profit at the prices before slippage and
 * before all costs; `net` is what is left after its own. The interest on debit cash is the account's and stands nowhere here.
 */
export interface SymbolResult {
  readonly symbol: string;
  readonly commission: number;
  readonly slippage: number;
  readonly borrow: number;
  /** Paid on shorts less received on longs, as in Costs. */
  readonly dividends: number;
  readonly gross: number;
  readonly net: number;
}

/** What one run of the engine leaves behind; everything that is printed or written is computed from this. */
export interface RunRecord {
  readonly market: Market;
  /** Clock index of the first measured bar: its close is the first point of the equity curve. */
  readonly from: number;
  /** Clock index after the last measured bar: the clock's length, or one past the bar of ruin. */
  readonly to: number;
  /** Leading bars at which some prepared column was not defined. */
  readonly warmupBars: number;
  /** Columns of the clock's length; before `from` they hold the starting cash, after `to` NaN. */
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  readonly grossExposure: Float64Array;
  readonly statistics: CoreStatistics;
  readonly costs: Costs;
  /** Each asset that was traded, in the order of the market; together they are `costs` but for the interest. */
  readonly bySymbol: readonly SymbolResult[];
  readonly fills: FillColumns;
  readonly trades: TradeColumns;
  readonly orders: readonly OrderRecord[];
  /** Series that the strategy recorded, of the clock's length, NaN where it recorded nothing. */
  readonly records: ReadonlyMap<string, Float64Array>;
  /** Bars at which both the stop and the target of a bracket could have filled. */
  readonly ambiguous: number;
  /** Of those, and of entries within a bar, how many finer bars decided; they do not count as ambiguous. */
  readonly decided: number;
  /** Entries inside of a bar that also holds an exit of theirs, which may have come before them. */
  readonly uncertain: number;
  /** Groups whose legs opened in other proportions than were asked for by more than 2 %, the worst of them and its bar. */
  readonly legsOff: { readonly groups: number; readonly worst: number; readonly bar: number };
  /** What risk has cut and refused, the most frequent reason first, and `SIZED_NOTHING`; empty where nothing of the kind happened. */
  readonly risk: readonly RiskCount[];
  /** Splits that met a position. */
  readonly splits: readonly BookedSplit[];
  readonly ruined: boolean;
  /** What a portfolio's rebalances decided; absent for a strategy without weights. */
  readonly portfolio?: PortfolioColumns;
}
