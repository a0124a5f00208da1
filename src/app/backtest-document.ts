import { marketCalendar } from "#domain/market-calendar";
import { costTraitsOf } from "#engine/costs/cost-models";
import type { Profile } from "#engine/profile";
import { checkRun, gravestFirst } from "#findings/check-run";
import type { LoadedSeries } from "#market-data/source";
import { type Benchmark, benchmarkMetrics, type Convention, computeMetrics } from "#metrics/compute";
import { runSharpeInterval } from "#metrics/sharpe-interval";
import { formatPercent } from "#reporting/format";
import { analyzePair, gateOf } from "#research/analyze-pair";
import type { BacktestDocument } from "#results/documents/backtest";
import type { Finding } from "#results/documents/finding";
import type { PairDocument } from "#results/documents/pair";
import { portfolioParts } from "#results/portfolio-parts";
import { recordParts } from "#results/record-parts";
import { runId } from "#results/run-id";
import type { RunRecord } from "#results/run-record";
import type { RiskSettings } from "#risk/settings";
import type { AnyStrategy } from "#strategy/define-strategy";
import { rebalanceSettings } from "#strategy/rebalance";
import type { ParameterValues } from "#strategy/resolve-parameters";
import { periodsPerYear } from "#time/annualization";
import { formatTime } from "#time/format-time";
import type { BacktestRequest } from "./backtest-request.ts";
import { dataFindings } from "./data-findings.ts";
import { riskSettings } from "./load-risk.ts";
import { repairEntries } from "./repair-entries.ts";
import { type RiskFreeOfRun, type RiskFreeRates, riskFreeOver } from "./risk-free.ts";
import type { RunMarket } from "./run-market.ts";

/** All that a document is made of. */
export interface BacktestParts {
  readonly request: BacktestRequest;
  readonly name: string;
  readonly codeHash: string;
  readonly strategy: AnyStrategy;
  readonly params: ParameterValues;
  readonly profile: Profile;
  readonly convention: Convention;
  readonly cash: number;
  readonly risk: RiskSettings | null;
  readonly prices: readonly LoadedSeries[];
  readonly record: RunRecord;
  readonly prepared: RunMarket;
  readonly fingerprints: readonly string[];
  /** null: 0. */
  readonly rates: RiskFreeRates | null;
  /** null: the run is compared with nothing. */
  readonly benchmark: Benchmark | null;
  /** What --check found; empty where it was not asked for. */
  readonly checks: readonly Finding[];
  readonly version: string;
  readonly hash: (text: string) => string;
}

/** The result of a run as the document that other programs read: a function of its inputs, of no clock and no machine. */
export function backtestDocument(parts: BacktestParts): BacktestDocument {
  const { request, record, profile, convention, benchmark, prices, fingerprints, version } = parts;
  const timeframe = prices[0]!.series.timeframe;
  const timeText = (time: number) => formatTime(time, timeframe);
  const measured = record.market.clock.subarray(record.from, record.to);
  const riskFree = riskFreeOver(parts.rates, measured, timeframe);
  const settings = { ...settingsOf(parts, timeText), ...riskFreeSettings(riskFree) };
  // backtesting.py knows no calendars: its figures reckon with 252 or 365 by the weekdays of the data.
  const calendar = convention === "backtesting-py" ? null : marketCalendar(record.market);
  const basis = {
    record,
    periodsPerYear: periodsPerYear(measured, calendar),
    riskFreeRate: riskFree?.rate ?? 0,
    benchmark,
    convention,
  };
  const { metrics, notes } = computeMetrics(basis);
  const compared = benchmark === null ? null : benchmarkMetrics({ ...basis, benchmark });
  const sharpeInterval = runSharpeInterval(record, { ...basis, seed: request.seed });
  const asked = { from: request.from, to: request.to };
  const parameters = Object.values(parts.strategy.params).filter(
    ({ kind }) => kind === "integer" || kind === "decimal",
  ).length;
  const costModels = costTraitsOf(profile);
  const findings = checkRun({ record, sharpeInterval, asked, benchmark, parameters, costModels, timeText });
  const pairs: { pairs?: PairDocument } = parts.strategy.universe === "pair" ? { pairs: pairOf(parts, timeText) } : {};
  // What lies before the warm-up was not looked at by the run.
  const firstSeen = record.market.clock[Math.max(0, record.from - record.warmupBars)]!;
  const ofPrices = dataFindings(prices, {
    from: firstSeen,
    booksSplits: profile.corporateActions === "booked",
  });
  const identity = JSON.stringify([profile.name, settings, fingerprints, parts.codeHash, version, request.seed]);
  return {
    schema: "ivy.backtest/1",
    run: runId(parts.name, settings.tickers, parts.hash(identity)),
    ivy: version,
    settings,
    profile: profile.name,
    data: prices.map(({ series, notes, repairs }, i) => ({
      symbol: series.symbol,
      source: series.source,
      timeframe: series.timeframe,
      from: timeText(series.time[0]!),
      to: timeText(series.time[series.time.length - 1]!),
      bars: series.time.length,
      fingerprint: fingerprints[i]!,
      synthetic: series.synthetic,
      adjusted: series.adjusted,
      closeOnly: series.closeOnly,
      ...(series.boundsOnly === true && { boundsOnly: true }),
      ...(notes.length > 0 && { notes: [...notes] }),
      ...(repairs !== undefined && { repairs: repairEntries({ series, repairs }) }),
    })),
    ...recordParts(record, timeText),
    metrics,
    notes: { ...notes },
    sharpeInterval,
    benchmark: benchmark === null || compared === null ? null : { symbol: benchmark.symbol, metrics: compared },
    ...pairs,
    ...portfolioParts(record),
    findings: gravestFirst([
      ...parts.checks,
      ...ofPrices,
      ...pairFindings(parts, pairs.pairs),
      ...notSaidYet(findings, ofPrices),
    ]),
  };
}

/** What is missing against the other tickers is no news where it was found missing against a calendar. */
function notSaidYet(findings: readonly Finding[], ofPrices: readonly Finding[]): Finding[] {
  const isSaid = ({ id, symbol }: Finding) =>
    id === "missing-sessions" && ofPrices.some((one) => one.id === id && one.symbol === symbol);
  return findings.filter((one) => !isSaid(one));
}

function settingsOf(parts: BacktestParts, timeText: (time: number) => string): BacktestDocument["settings"] {
  const { request, profile, prices } = parts;
  const symbols = prices.map(({ series }) => series.symbol);
  const risk = riskSettings(parts.risk, request.trading);
  const isSplit = parts.strategy.universe === "one" && symbols.length > 1;
  return {
    strategy: parts.name,
    tickers: symbols,
    from: request.from === null ? null : timeText(request.from),
    to: request.to === null ? null : timeText(request.to),
    timeframe: prices[0]!.series.timeframe,
    params: { ...parts.params },
    cash: parts.cash,
    ...(isSplit && { split: "equal shares of the cash" }),
    warmup: request.warmup,
    convention: parts.convention,
    benchmark: parts.benchmark?.symbol ?? null,
    fillAt: fillWords(profile, prices[0]!.series.closeOnly),
    commission: profile.commission,
    slippage: profile.slippage,
    ...(profile.impact !== "none" && { impact: profile.impact }),
    borrow: profile.borrow,
    ...(profile.borrowRates !== "" && { borrowRates: profile.borrowRates }),
    interest: profile.interest,
    leverage: profile.leverage,
    participation: isCapped(parts) ? profile.participation : null,
    lots: profile.lots === "auto" ? (prices[0]!.series.adjusted ? "fractional" : "whole") : profile.lots,
    ...(risk !== null && { risk }),
    ...rebalanceParts(parts),
    ...(Object.keys(request.fills).length > 0 && { fills: inOrder(request.fills) }),
    seed: request.seed,
    ...(request.check && { check: true }),
  };
}

/** Said in another order it is the same run. */
function inOrder<T>(settings: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** When weights were asked for, of a strategy with weights; what is off is left out. */
function rebalanceParts({ strategy, request }: BacktestParts): Partial<BacktestDocument["settings"]> {
  if (strategy.weights === undefined) return {};
  const said = Object.entries(rebalanceSettings(strategy.rebalance, request.rebalance));
  const { volatilityOf, volatilityLookback, ...rebalance } = Object.fromEntries(
    said.filter(([, value]) => value !== null && value !== 0),
  );
  const isWatched = Object.keys(rebalance).some((key) => key.startsWith("volatility"));
  return { rebalance: { ...rebalance, ...(isWatched && { volatilityOf, volatilityLookback }) } };
}

/** Said only where a rate was given: without one it is 0. */
function riskFreeSettings(riskFree: RiskFreeOfRun | null): Partial<BacktestDocument["settings"]> {
  if (riskFree === null) return {};
  const { rate, source } = riskFree;
  return { riskFree: rate, ...(source !== null && { riskFreeSource: source }) };
}

/** A share of an adjusted price is not a share, so its volume caps nothing; nor does one that is not there. */
function isCapped({ prices }: BacktestParts): boolean {
  return prices.some(({ series }) => !series.adjusted && series.volume !== null);
}

function fillWords({ fillAt }: Profile, closeOnly: boolean): string {
  if (fillAt === "signalClose") return "signal close";
  if (fillAt === "lastClose") return "last close";
  return closeOnly || fillAt === "nextClose" ? "next close" : "next open";
}

function pairOf(
  { record, prepared, request, params }: BacktestParts,
  timeText: (time: number) => string,
): PairDocument {
  const { market } = record;
  const window = { from: request.from === null ? 0 : prepared.from, to: market.clock.length };
  const gate = record.records.get("gate");
  const level = typeof params.pValue === "number" ? params.pValue : null;
  return {
    ...analyzePair(market, window, timeText),
    ...(gate !== undefined && { gate: gateOf(gate, market.clock, record, timeText, level) }),
  };
}

/** Equal dollars trade another spread than the one that was tested. */
function pairFindings({ params }: BacktestParts, pair: PairDocument | undefined): Finding[] {
  const { hedged, dollar } = pair?.deviation ?? {};
  if (params.sizing !== "dollar" || typeof hedged !== "number" || typeof dollar !== "number") return [];
  const percent = (value: number) => formatPercent(value, { digits: 1 });
  return [
    {
      id: "dollar-sizing",
      severity: "warning",
      message: `equal dollars trade another spread than the one that was tested: its deviation is ${percent(dollar)}, not ${percent(hedged)}`,
      help: "--set sizing=hedge trades the one that was tested",
    },
  ];
}
