import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { resolveTickers } from "#market-data/resolve-tickers";
import type { LoadedSeries, PriceSource } from "#market-data/source";
import type { Benchmark } from "#metrics/compute";
import { backtestView } from "#reporting/backtest-view";
import { drawdowns } from "#results/columns";
import { documentJson } from "#results/documents/document-json";
import { shortHash } from "#results/run-id";
import type { RunRecord } from "#results/run-record";
import type { AnyStrategy } from "#strategy/define-strategy";
import { resolveParameters } from "#strategy/resolve-parameters";
import { formatTime } from "#time/format-time";
import { type BacktestParts, backtestDocument } from "./backtest-document.ts";
import type { BacktestOutcome, BacktestRequest, Surroundings } from "./backtest-request.ts";
import { benchmarkPrices } from "./benchmark-prices.ts";
import { atUsersLine, playRun } from "./play-run.ts";
import { runFiles } from "./run-files.ts";
import { checkTimeframe, runMarket, tickersFor } from "./run-market.ts";
import { DEFAULT_CASH, resolveConvention, resolveProfile } from "./run-settings.ts";

/**
 * Runs a strategy over past prices, and leaves a run folder behind. Throws an IvyError for whatever is wrong with the
 * request, the prices or the strategy; nothing is written then.
 */
export async function runBacktest(request: BacktestRequest, surroundings: Surroundings): Promise<BacktestOutcome> {
  const started = Date.now();
  const { projectFolder, packageFolder } = surroundings;
  const profile = resolveProfile(request);
  const convention = resolveConvention(request.convention);
  const { loadStrategy } = await import("#strategy/adapters/load-strategy");
  const builtInFolder = join(packageFolder, "dist/strategies");
  const loaded = await loadStrategy(request.strategies[0], { projectFolder, builtInFolder });
  const strategy = loaded.definition as AnyStrategy;
  const params = resolveParameters(strategy, request.set);
  const source = await openSource(request, surroundings);
  const prices = await loadPrices(request, source, strategy);
  const series = prices.map((one) => one.series);
  checkTimeframe(series, request.timeframe);
  const cash = request.cash ?? DEFAULT_CASH;
  const prepared = runMarket(series, request);
  let record: RunRecord;
  try {
    record = playRun({ strategy, params, profile, cash }, prepared, request);
  } catch (error) {
    throw await atUsersLine(error, loaded.file, loaded.shownFile);
  }
  const { fingerprint } = await import("#market-data/adapters/fingerprint");
  const { sha256, writeRun } = await import("#results/stores/run-store");
  const parts: BacktestParts = {
    request,
    name: loaded.name,
    codeHash: loaded.codeHash,
    strategy,
    params,
    profile,
    convention,
    cash,
    prices,
    record,
    prepared,
    fingerprints: series.map(fingerprint),
    benchmark: await benchmarkPrices(request, source, series, record),
    version: versionOf(packageFolder),
    hash: sha256,
  };
  const document = backtestDocument(parts);
  const json = documentJson(document);
  const folder = request.out ?? join(projectFolder, "reports/backtest", document.run);
  const timeText = (time: number) => formatTime(time, series[0]!.timeframe);
  writeRun(folder, runFiles(record, json, timeText), {
    startedAt: new Date(started).toISOString(),
    durationMs: Date.now() - started,
    workingFolder: projectFolder,
    ivy: parts.version,
    node: process.version,
    paths: [loaded.file, source.path],
  });
  const { from, to } = record;
  const equity = record.equity.subarray(from, to);
  const isFailed = request.strict && document.findings.some((finding) => finding.severity !== "info");
  return {
    document,
    json,
    screen: {
      view: backtestView(document),
      curve: {
        times: record.market.clock.subarray(from, to),
        equity,
        drawdown: drawdowns(equity, cash),
        benchmark: document.benchmark === null ? null : heldInstead(parts.benchmark, record, cash),
      },
      stored: { hash: shortHash(document.run.slice(-6)), folder: shownFolder(folder, projectFolder) },
      seconds: (Date.now() - started) / 1000,
    },
    exitCode: isFailed ? 1 : 0,
  };
}

/** What the starting cash would have become in the benchmark, at the measured closes. */
function heldInstead(benchmark: Benchmark | null, { from, to }: RunRecord, cash: number) {
  if (benchmark === null) return null;
  const { symbol, close } = benchmark;
  return { symbol, equity: close.subarray(from, to).map((price) => (cash * price) / close[from]!) };
}

async function openSource({ data, tickers, benchmark }: BacktestRequest, at: Surroundings): Promise<PriceSource> {
  const { locateSource } = await import("#market-data/adapters/locate");
  const wanted = benchmark === null || tickers.includes(benchmark) ? tickers : [...tickers, benchmark];
  const sampleFolder = join(at.packageFolder, "data/sample");
  return locateSource({ data, tickers: wanted, projectFolder: at.projectFolder, sampleFolder });
}

async function loadPrices(
  request: BacktestRequest,
  source: PriceSource,
  { universe }: AnyStrategy,
): Promise<readonly LoadedSeries[]> {
  const symbols = await source.symbols();
  const { found } = resolveTickers(request.tickers, symbols);
  const tickers = tickersFor({ ...request, tickers: found }, symbols, universe, source.label);
  const { from, to, adjusted } = request;
  return source.load(tickers, { from, to, ...(adjusted && { adjusted }) });
}

function versionOf(packageFolder: string): string {
  return (JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string }).version;
}

/** As a person would type it. */
function shownFolder(folder: string, projectFolder: string): string {
  const path = relative(projectFolder, folder);
  return path.startsWith("..") || path === "" ? folder : path;
}
