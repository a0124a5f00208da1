import { checkGate } from "#metrics/gate";
import type { BacktestDocument } from "#results/documents/backtest";
import type { Finding } from "#results/documents/finding";
import type { RunRecord } from "#results/run-record";
import type { ParameterValues } from "#strategy/resolve-parameters";
import { formatTime } from "#time/format-time";
import { backtestDocument } from "./backtest-document.ts";
import { benchmarkPrices } from "./benchmark-prices.ts";
import type { NamedStrategy } from "./load-strategies.ts";
import { ofStrategy } from "./of-strategy.ts";
import { playWatched } from "./play-watched.ts";
import type { RunBasis } from "./run-basis.ts";

export interface Played {
  readonly record: RunRecord;
  readonly document: BacktestDocument;
  /** The starting cash in the benchmark at the measured closes; null where the two are not compared. */
  readonly held: { readonly symbol: string; readonly equity: Float64Array } | null;
}

/** Plays one strategy of a request. */
export async function playOne(named: NamedStrategy, params: ParameterValues, basis: RunBasis): Promise<RunRecord> {
  const { request, prepared, profile, cash, risk, progress } = basis;
  const { name, strategy, file, shownFile } = named;
  try {
    return await playWatched({ strategy, params, profile, cash, risk, progress }, prepared, request, {
      file,
      shownFile,
    });
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
  const { request, profile, prices, cash, source, gates } = basis;
  const { name, strategy, codeHash } = named;
  const series = prices.map((one) => one.series);
  const benchmark = await benchmarkPrices(
    { ...request, booksActions: profile.corporateActions === "booked" },
    source,
    series,
    record,
  );
  const timeText = (time: number) => formatTime(time, series[0]!.timeframe);
  const checks = request.check ? await checkedAgain(named, params, basis, timeText) : [];
  const document = backtestDocument({ ...basis, name, codeHash, strategy, params, record, benchmark, checks });
  const checked = gates.map((gate) => checkGate(gate, document.metrics));
  const isCompared = benchmark !== null && document.benchmark !== null;
  return {
    record,
    document: checked.length === 0 ? document : { ...document, gates: checked },
    held: isCompared ? heldInstead(benchmark.symbol, benchmark.close, record, cash) : null,
  };
}

const CHECKING = { label: "checking", parts: "strategies" };

/** Loaded where it is asked for: it plays the strategy some thirty times. */
async function checkedAgain(
  named: NamedStrategy,
  params: ParameterValues,
  basis: RunBasis,
  timeText: (time: number) => string,
): Promise<readonly Finding[]> {
  basis.progress?.step(CHECKING, 0, 1);
  return (await import("./check-strategy.ts")).checkStrategy(named, params, basis, timeText);
}

/** What the starting cash would have become in the benchmark, at the measured closes. */
function heldInstead(symbol: string, close: Float64Array, { from, to }: RunRecord, cash: number): Played["held"] {
  return { symbol, equity: close.subarray(from, to).map((price) => (cash * price) / close[from]!) };
}
