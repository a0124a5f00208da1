import type { CommissionModel } from "./commission.ts";
import type { TradingTerms } from "./ledger.ts";
import type { Profile } from "./profile.ts";
import type { SlippageModel } from "./slippage.ts";

/** The terms on which the books execute a lone order, from the run's profile, cost models and lots. */
export function termsOf(
  profile: Profile,
  commission: CommissionModel,
  slippage: SlippageModel,
  lots: Float64Array,
): TradingTerms {
  const { leverage, lotSlack } = profile;
  return { commission, slippage, slipsOnExit: profile.slippageOn === "all", leverage, lot: lots[0]!, lotSlack };
}
