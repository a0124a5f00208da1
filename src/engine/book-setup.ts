import type { Market } from "#domain/market";
import type { RiskDesk } from "#risk/risk-desk";
import type { ActionSchedule } from "./actions/schedule.ts";
import type { CommissionModel } from "./costs/commission-model.ts";
import type { SlippageModel } from "./costs/slippage-model.ts";
import type { Ledger } from "./ledger.ts";
import type { Profile } from "./profile.ts";

/** What a venue works with. */
export interface BookSetup {
  readonly market: Market;
  readonly ledger: Ledger;
  readonly profile: Profile;
  readonly commission: CommissionModel;
  readonly slippage: SlippageModel;
  /** Smallest tradable quantity of each asset; 0: any fraction. */
  readonly lots: Float64Array;
  /** Share of a bar's volume that may be filled, of each asset; infinite: no cap. */
  readonly participation: Float64Array;
  /** Last close of each asset up to each bar, day-major. */
  readonly marks: Float64Array;
  /** Keep a record of every order. A sweep does not. */
  readonly recordOrders: boolean;
  /** Who sizes orders and looks at what opens; absent or null: nobody. */
  readonly risk?: RiskDesk | null;
  /** Every order is planned, also where a shorter way gives the same: what tests hold the short ways against. */
  readonly plansAll?: boolean;
  /** Splits and dividends; null or absent: none are booked. */
  readonly actions?: ActionSchedule | null;
}
