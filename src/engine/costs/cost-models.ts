import type { Profile } from "../profile.ts";
import { parseCommission } from "./commission.ts";
import type { CommissionModel } from "./commission-model.ts";
import { SlippageWithImpact } from "./impact/with-impact.ts";
import { parseImpact } from "./impact.ts";
import { parseSlippage } from "./slippage.ts";
import type { SlippageModel } from "./slippage-model.ts";

/** The cost models that a profile names; an impact is part of its slippage. Throws ConfigError for what is none. */
export function costModelsOf(profile: Pick<Profile, "commission" | "slippage" | "impact">): {
  readonly commission: CommissionModel;
  readonly slippage: SlippageModel;
} {
  const slippage = parseSlippage(profile.slippage);
  const impact = parseImpact(profile.impact);
  return {
    commission: parseCommission(profile.commission),
    slippage: impact === null ? slippage : new SlippageWithImpact(slippage, impact),
  };
}

/** What a reader of adjusted prices must know: whether commission is money per unit, and whether slippage goes by volume. */
export function costTraitsOf(profile: Parameters<typeof costModelsOf>[0]): {
  readonly perShare: boolean;
  readonly byVolume: boolean;
} {
  const { commission, slippage } = costModelsOf(profile);
  // At a price of zero only what is money per unit is left.
  return { perShare: commission.unit(0) > 0, byVolume: slippage.needs?.volume ?? false };
}
