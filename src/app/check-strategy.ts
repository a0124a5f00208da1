import { InterruptedError } from "#base/errors";
import { marketOf } from "#domain/market";
import { Runner, type RunnerSetup } from "#engine/runner";
import { checkLookAhead, type LookAheadReport } from "#research/check-look-ahead";
import { checkWarmup, type WarmupReport } from "#research/check-warmup";
import type { Finding } from "#results/documents/finding";
import type { ParameterValues } from "#strategy/resolve-parameters";
import type { BacktestRequest } from "./backtest-request.ts";
import type { NamedStrategy } from "./load-strategies.ts";
import { atUsersLine } from "./play-run.ts";
import type { RunBasis } from "./run-basis.ts";
import { type RunMarket, runMarket } from "./run-market.ts";

/** What `--check` found in one book of a run: the whole of it, or one asset of those that stand side by side. */
interface CheckedBook {
  readonly lookAhead: LookAheadReport;
  readonly warmup: WarmupReport;
}

/**
 * Plays the strategy again with the future hidden and with other first bars, and says what knew the future or hung on
 * where the bars begin; a note where nothing did. Throws InterruptedError on Ctrl-C, StrategyError where its code fails
 * on fewer bars.
 */
export async function checkStrategy(
  named: NamedStrategy,
  params: ParameterValues,
  { request, prepared, profile, cash, risk }: RunBasis,
  timeText: (time: number) => string,
): Promise<readonly Finding[]> {
  const { interruptible, isInterruption } = await import("#strategy/adapters/interruptible");
  const { withoutClock } = await import("#strategy/adapters/without-clock");
  const { strategy, file, shownFile } = named;
  const { rebalance } = request;
  const warmup = request.warmup === "none" ? "auto" : request.warmup;
  const setups = booksOf(strategy.universe === "one", prepared, request).map(
    ({ market, from }): RunnerSetup => ({
      strategy,
      market,
      profile,
      cash,
      risk,
      from,
      warmup,
      keep: "all",
      rebalance,
    }),
  );
  try {
    return withoutClock(() =>
      interruptible(() => {
        const books = setups.map((setup) => ({ setup, ...checkBook(setup, params) }));
        const found = books.flatMap(({ setup, lookAhead }) => futureFindings(lookAhead, setup.market.clock, timeText));
        const unsettled = books.flatMap(({ setup, warmup: report }) => warmupFindings(report, setup));
        return found.length + unsettled.length > 0 ? [...found, ...unsettled] : [nothingFound(books)];
      }),
    );
  } catch (error) {
    if (isInterruption(error)) throw stopped();
    throw await atUsersLine(error, file, shownFile);
  }
}

function checkBook(setup: RunnerSetup, params: ParameterValues): CheckedBook {
  const runner = new Runner(setup);
  runner.run(params);
  const { from, warmupBars, orders } = runner.record();
  return {
    lookAhead: checkLookAhead(setup, params, from, orders),
    warmup: checkWarmup(setup, params, warmupBars),
  };
}

/** A strategy of one asset that is given several plays each in a book of its own. */
function booksOf(isAlone: boolean, prepared: RunMarket, request: BacktestRequest): readonly RunMarket[] {
  const { market, from } = prepared;
  if (!isAlone || market.assets.length === 1) return [prepared];
  return market.asked.map((index) => {
    const { series } = market.assets[index]!;
    return request.warmup === "auto" ? runMarket([series], request) : { market: marketOf([series]), from };
  });
}

function futureFindings(
  { found }: LookAheadReport,
  clock: Float64Array,
  timeText: (time: number) => string,
): readonly Finding[] {
  return found.map(({ signal, bar, cut, symbol, seen, hidden }) => {
    const [time, until] = [timeText(clock[bar]!), timeText(clock[cut]!)];
    const values = signal === "orders" ? `: ${seen}; ${hidden}` : `: ${seen} on ${time}, ${hidden}`;
    return {
      id: "look-ahead",
      severity: "error",
      message: `${signal === "orders" ? "the orders know" : `"${signal}" knows`} the future${values} while the bars after ${until} are hidden`,
      help: "a value may come from its own bar and those before it only: no shift by a negative number, no extreme or average of a whole column",
      ...(symbol !== null && { symbol }),
      time,
    };
  });
}

/** One for all signals of a book, in the words of the one that hangs on it most. */
function warmupFindings({ unsettled }: WarmupReport, { market }: RunnerSetup): readonly Finding[] {
  const [most, ...others] = [...unsettled].sort((a, b) => b.atFirst - a.atFirst);
  if (most === undefined) return [];
  const { signal, atFirst } = most;
  const isLasting = unsettled.some(({ settles }) => settles === null);
  const settles = Math.max(...unsettled.map((one) => one.settles ?? 0));
  const who = others.length === 0 ? `"${signal}" hangs` : `${others.length + 1} signals hang`;
  const whose = others.length === 0 ? "its first value that counts" : `most "${signal}", whose first value that counts`;
  const symbol = market.assets.length === 1 ? market.assets[0]!.symbol : null;
  return [
    {
      id: "unstable-warmup",
      severity: "warning",
      message: `${who} on where the bars begin: ${whose} differs by ${percent(atFirst)}, ${isLasting ? "and later ones do as well" : `and settles after ${settles} bars`}`,
      help: isLasting
        ? "it remembers every bar there was, or looks at every n-th bar from the first: other bars before the run give another result"
        : "let it settle before the first decision: earlier bars before --from, or a longer --warmup",
      ...(symbol !== null && { symbol }),
    },
  ];
}

function nothingFound(books: readonly CheckedBook[]): Finding {
  const cuts = books.reduce((sum, { lookAhead }) => sum + lookAhead.cuts, 0);
  const starts = books.reduce((sum, { warmup }) => sum + warmup.starts, 0);
  return {
    id: "check-passed",
    severity: "info",
    message: `checked: nothing knew the future (hidden ${cuts} times) or hung on where the bars begin (${starts} other starts)`,
    help: "that is what the prices of this run show, no proof for others",
  };
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

function stopped(): InterruptedError {
  return new InterruptedError({
    code: "interrupted",
    message: "Stopped while the strategy was being checked.",
    where: {},
    help: "Nothing was written. The same command starts it again.",
  });
}
