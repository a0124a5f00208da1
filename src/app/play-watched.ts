import { InterruptedError, type IvyError, StrategyError } from "#base/errors";
import type { RunRecord } from "#results/run-record";
import { onGuardedPrices } from "#strategy/guard-prices";
import { CURSOR } from "#strategy/present";
import { PRICES_HELP, PRICES_WRITTEN } from "#strategy/prices-written";
import { type PriceChange, PriceWatch } from "#strategy/watch-prices";
import { formatMoment } from "#time/format-time";
import type { BacktestRequest } from "./backtest-request.ts";
import { followed, type Progress, symbolsOf } from "./follow-strategy.ts";
import { atUsersLine, type PlayedRun, playRun } from "./play-run.ts";
import type { RunMarket } from "./run-market.ts";

/** Where the strategy's code stands. */
interface Source {
  /** Absolute. */
  readonly file: string;
  readonly shownFile: string;
}

/** What is called at a bar. */
const PLAYING: ReadonlySet<Progress["doing"]> = new Set(["onBar", "onSessionEnd", "weights"]);

/** Above so many bars the line that writes to prices is not looked for: the run would take minutes. */
const MOST_GUARDED_BARS = 200_000;

/**
 * Plays a single run under watch: Ctrl-C ends it at any point (InterruptedError, which names the bar and, where onBar was
 * not coming back, its line), and a strategy that throws, reads the clock, draws unseeded random numbers or writes to
 * prices ends it with StrategyError and its line. A sweep plays through Runner, without all this.
 */
export async function playWatched(
  run: PlayedRun,
  prepared: RunMarket,
  request: BacktestRequest,
  source: Source,
): Promise<RunRecord> {
  const { interruptible, isInterruption } = await import("#strategy/adapters/interruptible");
  const { withoutClock } = await import("#strategy/adapters/without-clock");
  const { withoutExit } = await import("#strategy/adapters/out-of-reach");
  const { refuseEscaped } = await import("#strategy/adapters/escapes");
  const progress: Progress = { doing: "nothing", market: null, again: () => {} };
  const watch = new PriceWatch(prepared.market);
  const strategy = followed(run.strategy, progress);
  let record: RunRecord;
  try {
    // Ending a task skips its `finally`: the clock is put back outside of what Ctrl-C ends.
    const play = () => playRun({ ...run, strategy }, prepared, request);
    record = withoutClock(() => withoutExit(() => interruptible(play)));
  } catch (error) {
    if (isInterruption(error)) throw await stopped(progress, source);
    throw await atUsersLine(error, source.file, source.shownFile);
  }
  await refuseEscaped();
  const change = watch.firstChange();
  if (change === null) return record;
  watch.restore();
  const guarded = () => playRun({ ...run, strategy: onGuardedPrices(run.strategy) }, prepared, request);
  let line: unknown = null;
  if (prepared.market.clock.length <= MOST_GUARDED_BARS) {
    try {
      interruptible(guarded);
    } catch (error) {
      line = error;
    }
  }
  throw await changedPrices(change, line, source);
}

async function changedPrices(change: PriceChange, line: unknown, source: Source): Promise<unknown> {
  const { symbol, column, bar, time, before, after } = change;
  const cause = line instanceof StrategyError && line.code === PRICES_WRITTEN ? (line.cause ?? line) : null;
  const error = new StrategyError({
    code: PRICES_WRITTEN,
    message: `it changed the ${column} from ${before} to ${after}.`,
    where: { bar, time: formatMoment(time), symbol },
    help: PRICES_HELP,
    ...(cause !== null && { cause }),
  });
  return atUsersLine(error, source.file, source.shownFile);
}

/** What to say after Ctrl-C: where the run stood, and whether the strategy's code was coming back. */
async function stopped({ doing, market, again }: Progress, { file, shownFile }: Source): Promise<IvyError> {
  const { bar } = CURSOR;
  const nothing = "Nothing was written.";
  const busy = doing === "nothing" ? null : (await import("#strategy/adapters/busy-line")).busyLine(again, file);
  const { line, column, excerpt } = busy?.frame ?? {};
  const where = { file: shownFile, ...(line !== undefined && { line, column: column!, excerpt: excerpt! }) };
  const total = market?.time.length ?? 0;
  const isPlaying = PLAYING.has(doing) && market !== null && bar < total;
  const moment = isPlaying ? { bar, time: formatMoment(market.time[bar]!), symbol: symbolsOf(market) } : {};
  const stand = isPlaying ? `bar ${bar} of ${total} (${moment.time}, ${moment.symbol})` : "";
  if (busy !== null) {
    return new InterruptedError({
      code: "interrupted",
      message: `${shownFile} hung in ${doing}${isPlaying ? ` at ${stand}` : ""}.`,
      where: { ...where, ...moment },
      help: `It was not coming back: look for a loop that never ends.\n${nothing}`,
    });
  }
  return new InterruptedError({
    code: "interrupted",
    message: isPlaying ? `Stopped at ${stand}.` : "Stopped before the run had ended.",
    where: moment,
    help: `${nothing} The same command starts it again.`,
  });
}
