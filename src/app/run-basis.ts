import type { Progress } from "#base/progress";
import type { Profile } from "#engine/profile";
import type { LoadedSeries, PriceSource } from "#market-data/source";
import type { Convention } from "#metrics/compute";
import type { Gate } from "#metrics/gate";
import type { RiskSettings } from "#risk/settings";
import type { BacktestRequest } from "./backtest-request.ts";
import type { RiskFreeRates } from "./risk-free.ts";
import type { RunMarket } from "./run-market.ts";

/** What every strategy of a request runs on. */
export interface RunBasis {
  readonly request: BacktestRequest;
  readonly profile: Profile;
  readonly convention: Convention;
  readonly cash: number;
  readonly risk: RiskSettings | null;
  readonly source: PriceSource;
  readonly prices: readonly LoadedSeries[];
  readonly fingerprints: readonly string[];
  /** null: 0. */
  readonly rates: RiskFreeRates | null;
  readonly prepared: RunMarket;
  readonly gates: readonly Gate[];
  readonly version: string;
  readonly hash: (text: string) => string;
  readonly progress?: Progress | undefined;
}
