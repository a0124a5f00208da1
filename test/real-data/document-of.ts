import { createHash } from "node:crypto";
import { backtestDocument } from "#app/backtest-document";
import type { BacktestRequest } from "#app/backtest-request";
import { benchmarkPrices } from "#app/benchmark-prices";
import { playRun } from "#app/play-run";
import { runMarket } from "#app/run-market";
import { DEFAULT_CASH, resolveConvention, resolveProfile } from "#app/run-settings";
import { openPath } from "#market-data/adapters/locate";
import type { BacktestDocument } from "#results/documents/backtest";
import type { RunRecord } from "#results/run-record";
import type { AnyStrategy } from "#strategy/define-strategy";
import { resolveParameters } from "#strategy/resolve-parameters";

const NOTHING_SAID: BacktestRequest = {
  strategies: ["strategy"],
  tickers: [],
  data: null,
  sql: null,
  reading: {},
  from: null,
  to: null,
  timeframe: null,
  finer: null,
  actions: null,
  riskFree: null,
  benchmark: null,
  cash: null,
  warmup: "auto",
  profile: null,
  convention: null,
  commission: null,
  slippage: null,
  fills: {},
  costs: {},
  risk: null,
  rebalance: {},
  trading: new Map(),
  adjusted: false,
  lock: null,
  set: new Map(),
  seed: 1,
  out: null,
  series: "csv",
  require: [],
  strict: false,
  check: false,
};

/** What `ivy backtest` would write for a request, without writing it: the steps of the use case, and no build needed. */
export async function documentOf(
  strategy: unknown,
  said: Partial<BacktestRequest> & { data: string; tickers: readonly string[] },
): Promise<{ document: BacktestDocument; record: RunRecord }> {
  const request = { ...NOTHING_SAID, ...said };
  const known = strategy as AnyStrategy;
  const source = await openPath(said.data);
  const prices = await source.load(request.tickers, { from: request.from, to: request.to });
  const series = prices.map((one) => one.series);
  const profile = resolveProfile(request);
  const params = resolveParameters(known, request.set);
  const cash = request.cash ?? DEFAULT_CASH;
  const prepared = runMarket(series, request);
  const record = playRun({ strategy: known, params, profile, cash }, prepared, request);
  const document = backtestDocument({
    request,
    name: "strategy",
    codeHash: "",
    strategy: known,
    params,
    checks: [],
    risk: null,
    profile,
    convention: resolveConvention(request.convention),
    cash,
    prices,
    record,
    prepared,
    fingerprints: series.map(() => ""),
    rates: null,
    benchmark: await benchmarkPrices(request, source, series, record),
    version: "0.0.0",
    hash: (text) => createHash("sha256").update(text).digest("hex"),
  });
  return { document, record };
}

/** Midnight UTC of a date written as 2013-01-02. */
export function day(text: string): number {
  return Date.parse(`${text}T00:00:00Z`);
}
