import type { Market } from "#domain/market";
import type { ActionSchedule } from "./actions/schedule.ts";
import { parseBorrowRates } from "./costs/borrow.ts";
import type { CommissionModel } from "./costs/commission-model.ts";
import type { SlippageModel } from "./costs/slippage-model.ts";
import type { Profile } from "./profile.ts";
import type { RangeTables } from "./range-tables.ts";

/** What a ledger marks to: `marks` holds, day-major (bar × assets), each asset's last close up to that bar. */
export interface MarkingBasis {
  readonly time: Float64Array;
  readonly assets: number;
  readonly marks: Float64Array;
}

/** What trading costs and how sizes are cut, for orders that the books execute themselves. */
export interface TradingTerms {
  readonly commission: CommissionModel;
  readonly slippage: SlippageModel;
  readonly slipsOnExit: boolean;
  readonly leverage: number;
  /** Smallest tradable quantity of the first asset; 0: any fraction. */
  readonly lot: number;
  readonly lotSlack: number;
  /** Equity at or below this share of the starting cash is ruin. */
  readonly ruin: number;
}

const RUIN = 1e-9;

/** What a ledger keeps and knows besides. */
export interface LedgerOptions {
  /** Equity at each close, and not only its statistics. */
  readonly recordEquity: boolean;
  readonly recordFills: boolean;
  readonly tables?: RangeTables | null;
  /** Splits and dividends to book. */
  readonly actions?: ActionSchedule | null;
  /** Smallest tradable quantity of each asset, where there are actions; 0: any fraction. */
  readonly lots?: Float64Array;
}

export interface FinancingRates {
  /** Annual rate on the market value of shorts, by actual days / 365. */
  readonly borrow: number;
  /** The same of each asset, where they differ; null or absent: `borrow` for all. */
  readonly borrowOf?: Float64Array | null;
  /** Annual rate on debit cash, by actual days / 365. */
  readonly interest: number;
}

/** What positions owe per year, from the run's profile. */
export function ratesOf({ borrow, borrowRates, interest }: Profile, market: Market): FinancingRates {
  const table = parseBorrowRates(borrowRates);
  if (table.size === 0) return { borrow, interest };
  return { borrow, interest, borrowOf: Float64Array.from(market.assets, ({ symbol }) => table.get(symbol) ?? borrow) };
}

/** The terms on which the books execute a lone order, from the run's profile, cost models and lots. */
export function termsOf(
  profile: Profile,
  commission: CommissionModel,
  slippage: SlippageModel,
  lots: Float64Array,
): TradingTerms {
  const { leverage, lotSlack } = profile;
  const slipsOnExit = profile.slippageOn !== "entries";
  const ruin = profile.ruin === "goOn" ? Number.NEGATIVE_INFINITY : RUIN;
  return { commission, slippage, slipsOnExit, leverage, lot: lots[0]!, lotSlack, ruin };
}
