import { ConfigError, StrategyError } from "#base/errors";
import type { Progress } from "#base/progress";
import { marketOf } from "#domain/market";
import type { Profile } from "#engine/profile";
import { requireVolume } from "#engine/require-volume";
import { Runner } from "#engine/runner";
import { sideBySide } from "#engine/side-by-side";
import type { RunRecord } from "#results/run-record";
import type { RiskSettings } from "#risk/settings";
import type { AnyStrategy } from "#strategy/define-strategy";
import type { ParameterValues } from "#strategy/resolve-parameters";
import type { BacktestRequest } from "./backtest-request.ts";
import { type RunMarket, runMarket } from "./run-market.ts";

export interface PlayedRun {
  readonly strategy: AnyStrategy;
  readonly params: ParameterValues;
  readonly profile: Profile;
  readonly cash: number;
  readonly risk?: RiskSettings | null | undefined;
  readonly progress?: Progress | undefined;
}

const PLAYING = { label: "playing", parts: "assets" };

/**
 * Plays a run and returns its record. A strategy of one asset that is given several plays each in its own part of the
 * book, with an equal share of the cash.
 */
export function playRun(run: PlayedRun, prepared: RunMarket, request: BacktestRequest): RunRecord {
  const { market } = prepared;
  if (request.fills.participation != null) requireVolume(market);
  requireWeights(run.strategy, request);
  if (run.strategy.universe !== "one" || market.assets.length === 1) return playOn(run, prepared, request, run.cash);
  const share = run.cash / market.assets.length;
  const records = market.asked.map((index, done) => {
    run.progress?.step(PLAYING, done, market.asked.length);
    const { series } = market.assets[index]!;
    const alone =
      request.warmup === "auto" ? runMarket([series], request) : { market: marketOf([series]), from: prepared.from };
    return playOn(run, alone, request, share);
  });
  run.progress?.step(PLAYING, records.length, records.length);
  return sideBySide(records, run.profile.tradeMatching);
}

/** Throws ConfigError for a rebalance of a strategy that has no weights. */
function requireWeights({ weights }: AnyStrategy, { rebalance = {} }: BacktestRequest): void {
  const [key] = Object.keys(rebalance);
  if (weights !== undefined || key === undefined) return;
  throw new ConfigError({
    code: "rebalance-without-weights",
    message: "rebalance says when weights are asked for, and this strategy has none.",
    where: { key: `rebalance.${key}`, expected: "a strategy with weights" },
    help: "Leave rebalance out, or run a strategy with weights: --strategy equal-weight",
  });
}

function playOn(
  { strategy, params, profile, risk }: PlayedRun,
  { market, from }: RunMarket,
  { warmup, rebalance }: BacktestRequest,
  cash: number,
): RunRecord {
  const runner = new Runner({
    strategy,
    market,
    profile,
    cash,
    risk,
    from,
    warmup: warmup === "none" ? "auto" : warmup,
    keep: "all",
    rebalance,
  });
  runner.run(params);
  return runner.record();
}

/** An error of the strategy's code with the line of its file; other errors as they are. */
export async function atUsersLine(error: unknown, file: string, shownFile: string): Promise<unknown> {
  if (!(error instanceof StrategyError)) return error;
  const { userFrame } = await import("#strategy/adapters/locate-error");
  const frame = userFrame(error.cause ?? error, file);
  const { code, message, where, help } = error;
  const day = where.time === undefined ? "" : ` on ${where.time} (bar ${where.bar}, ${where.symbol})`;
  const place = frame === null ? {} : { line: frame.line, column: frame.column, excerpt: frame.excerpt };
  return new StrategyError({
    code,
    message: `${shownFile} failed${day}: ${message.replace(/^(onBar|onSessionEnd|prepare|target|state|weights) failed: /, "")}`,
    where: { file: shownFile, ...place, ...where },
    help,
    cause: error.cause,
  });
}
