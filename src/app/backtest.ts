import { join } from "node:path";
import { parseGate } from "#metrics/gate";
import { documentJson } from "#results/documents/document-json";
import type { RunRecord } from "#results/run-record";
import type { ParameterValues } from "#strategy/resolve-parameters";
import { formatTime } from "#time/format-time";
import { DAY_MS } from "#time/units";
import type { BacktestOutcome, BacktestRequest, RunOutcome, Surroundings } from "./backtest-request.ts";
import { withBorrowTable } from "./load-borrow.ts";
import { loadPrices, openSource } from "./load-prices.ts";
import { loadRisk } from "./load-risk.ts";
import { loadStrategies, type NamedStrategy } from "./load-strategies.ts";
import { openLock } from "./lock-data.ts";
import { packageVersion } from "./package-version.ts";
import { parametersOfEach } from "./parameters-of-each.ts";
import { describeOne, type Played, playOne } from "./play-one.ts";
import { loadRiskFree } from "./risk-free.ts";
import type { RunBasis } from "./run-basis.ts";
import { checkTimeframes, runMarket } from "./run-market.ts";
import { DEFAULT_CASH, resolveConvention, resolveProfile } from "./run-settings.ts";
import { storeRun } from "./store-runs.ts";

/**
 * Runs one strategy or several over past prices, read once, and leaves a run folder for each behind. Throws an IvyError
 * for whatever is wrong with the request, the prices or a strategy; nothing is written then, not even the runs before it.
 */
export async function runBacktest(request: BacktestRequest, surroundings: Surroundings): Promise<BacktestOutcome> {
  const startedAt = Date.now();
  const costs = withBorrowTable(request.costs, surroundings.projectFolder);
  const profile = resolveProfile({ ...request, costs });
  const convention = resolveConvention(request.convention);
  const gates = request.require.map(parseGate);
  const strategies = await loadStrategies(request, surroundings);
  const params = parametersOfEach(strategies, request.set);
  const together = strategies.length > 1 ? request.out : null;
  const comparisons = together === null ? null : await import("#results/stores/comparison-folder");
  if (together !== null) comparisons?.refuseOtherThanComparison(together);
  const lock = request.lock === null ? null : await openLock(request.lock, surroundings.updateLock === true);
  const opened = await openSource(request, surroundings);
  const source = lock === null ? opened : lock.watching(opened);
  const { progress } = surroundings;
  const prices = await loadPrices(request, source, strategies, surroundings);
  await lock?.hold();
  const series = prices.map((one) => one.series);
  checkTimeframes(series);
  const { fingerprint } = await import("#market-data/adapters/fingerprint");
  const { sha256 } = await import("#results/stores/run-store");
  const basis: RunBasis = {
    request,
    profile,
    convention,
    cash: request.cash ?? DEFAULT_CASH,
    risk: loadRisk(
      request.risk,
      surroundings.projectFolder,
      series.map(({ symbol }) => symbol),
    ),
    source,
    prices,
    fingerprints: series.map(fingerprint),
    rates: await loadRiskFree(request.riskFree, surroundings.projectFolder),
    prepared: runMarket(series, request),
    gates,
    version: packageVersion(surroundings.packageFolder),
    hash: sha256,
    progress,
  };
  const { played, alignedFrom } = await playAll(strategies, params, basis);
  // The benchmark has been read as well by now.
  await lock?.hold();
  const isLocked = (await lock?.finish()) ?? false;
  const comparison = comparisonJson(played, basis.version);
  const folders = foldersOf(played, strategies, request, surroundings);
  const runs: RunOutcome[] = [];
  for (const [i, one] of played.entries()) {
    const { projectFolder } = surroundings;
    const strategyFile = strategies[i]!.file;
    const asked = request.strategies[i]!;
    const folder = folders[i]!;
    runs.push(await storeRun({ played: one, basis, folder, projectFolder, startedAt, strategyFile, asked }));
  }
  if (together !== null) comparisons?.writeComparison(together, comparison);
  const [first, ...others] = runs as [RunOutcome, ...RunOutcome[]];
  return {
    runs: [first, ...others],
    json: others.length === 0 ? documentJson(first.document) : comparison,
    alignedFrom,
    locked: isLocked ? request.lock : null,
    seconds: (Date.now() - startedAt) / 1000,
    exitCode: runs.some(({ document }) => isFailed(document, request.strict)) ? 1 : 0,
  };
}

const COMPARING = { label: "comparing", parts: "strategies" };

/**
 * Plays every strategy, measured over the same days: where the warm-up of one ends later than the others', all of them
 * are played again from there. A cold start (--warmup none) would only move, so there each keeps its own.
 */
async function playAll(
  strategies: readonly NamedStrategy[],
  params: readonly ParameterValues[],
  basis: RunBasis,
): Promise<{ readonly played: readonly Played[]; readonly alignedFrom: string | null }> {
  const play = async (on: RunBasis) => {
    const records: RunRecord[] = [];
    for (const [i, strategy] of strategies.entries()) {
      on.progress?.step(COMPARING, i, strategies.length);
      records.push(await playOne(strategy, params[i]!, on));
    }
    return records;
  };
  const describe = async (records: readonly RunRecord[], on: RunBasis) => {
    const played: Played[] = [];
    for (const [i, record] of records.entries()) {
      played.push(await describeOne(strategies[i]!, params[i]!, record, on));
    }
    return played;
  };
  const records = await play(basis);
  const starts = records.map(({ market, from }) => market.clock[from]!);
  // A day, as --from takes it: then the same runs can be asked for one by one.
  const from = Math.ceil(Math.max(...starts) / DAY_MS) * DAY_MS;
  const { request, prices } = basis;
  if (request.warmup !== "auto" || starts.every((start) => start === starts[0])) {
    return { played: await describe(records, basis), alignedFrom: null };
  }
  const later = { ...request, from };
  const series = prices.map((one) => one.series);
  const on = { ...basis, request: later, prepared: runMarket(series, later) };
  return { played: await describe(await play(on), on), alignedFrom: formatTime(from, series[0]!.timeframe) };
}

function isFailed({ gates, findings }: Played["document"], isStrict: boolean): boolean {
  const hasFailedGate = gates?.some(({ passed }) => !passed) === true;
  return hasFailedGate || (isStrict && findings.some(({ severity }) => severity !== "info"));
}

function comparisonJson(played: readonly Played[], version: string): string {
  if (played.length === 1) return "";
  return documentJson({ schema: "ivy.comparison/1", ivy: version, runs: played.map(({ document }) => document) });
}

/** The folder of each run: --out itself for one, a folder in it for each of several, else that of the run's id. */
function foldersOf(
  played: readonly Played[],
  strategies: readonly NamedStrategy[],
  { out }: BacktestRequest,
  { projectFolder }: Surroundings,
): readonly string[] {
  if (out === null) return played.map(({ document }) => join(projectFolder, "reports/backtest", document.run));
  if (played.length === 1) return [out];
  const names = strategies.map(({ name }) => name);
  // Two files of one name in different folders: their ids differ.
  const isTwice = (name: string) => names.indexOf(name) !== names.lastIndexOf(name);
  return played.map(({ document }, i) => join(out, isTwice(names[i]!) ? document.run : names[i]!));
}
