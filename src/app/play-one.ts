import type { Progress } from "#base/progress";
import type { Profile } from "#engine/profile";
import type { LoadedSeries, PriceSource } from "#market-data/source";
import type { Convention } from "#metrics/compute";
import { checkGate, type Gate } from "#metrics/gate";
import type { BacktestDocument } from "#results/documents/backtest";
import type { RunRecord } from "#results/run-record";
import type { ParameterValues } from "#strategy/resolve-parameters";
import { backtestDocument } from "./backtest-document.ts";
import type { BacktestRequest } from "./backtest-request.ts";
import { benchmarkPrices } from "./benchmark-prices.ts";
import type { NamedStrategy } from "./load-strategies.ts";
import { ofStrategy } from "./of-strategy.ts";
import { playWatched } from "./play-watched.ts";
import type { RiskFreeRates } from "./risk-free.ts";
import type { RunMarket } from "./run-market.ts";

/** What every strategy of a request runs on. */
export interface RunBasis {
  readonly request: BacktestRequest;
  readonly profile: Profile;
  readonly convention: Convention;
  readonly cash: number;
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

export interface Played {
  readonly record: RunRecord;
  readonly document: BacktestDocument;
  /** The starting cash in the benchmark at the measured closes; null where the two are not compared. */
  readonly held: { readonly symbol: string; readonly equity: Float64Array } | null;
}

/** Plays one strategy of a request. */
export async function playOne(named: NamedStrategy, params: ParameterValues, basis: RunBasis): Promise<RunRecord> {
  const { request, prepared, profile, cash, progress } = basis;
  const { name, strategy, file, shownFile } = named;
  try {
    return await playWatched({ strategy, params, profile, cash, progress }, prepared, request, { file, shownFile });
  } catch (error) {
    throw request.strategies.length === 1 ? error : ofStrategy(error, name);
  }
}

/** What a strategy's run comes to: its document and its benchmark; nothing is written. */
export async function describeOne(
  named: NamedStrategy,
  params: ParameterValues,
  record: RunRecord,
  basis: RunBasis,
): Promise<Played> {
  const { request, prices, cash, source, gates } = basis;
  const { name, strategy, codeHash } = named;
  const series = prices.map((one) => one.series);
  const benchmark = await benchmarkPrices(request, source, series, record);
  const document = backtestDocument({ ...basis, name, codeHash, strategy, params, record, benchmark });
  const checked = gates.map((gate) => checkGate(gate, document.metrics));
  const isCompared = benchmark !== null && document.benchmark !== null;
  return {
    record,
    document: checked.length === 0 ? document : { ...document, gates: checked },
    held: isCompared ? heldInstead(benchmark.symbol, benchmark.close, record, cash) : null,
  };
}

/** What the starting cash would have become in the benchmark, at the measured closes. */
function heldInstead(symbol: string, close: Float64Array, { from, to }: RunRecord, cash: number): Played["held"] {
  return { symbol, equity: close.subarray(from, to).map((price) => (cash * price) / close[from]!) };
}
