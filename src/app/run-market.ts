import { DataError, UsageError } from "#base/errors";
import { type BarSeries, firstAtOrAfter, sliceSeries } from "#domain/bars";
import { type Market, marketOf } from "#domain/market";
import type { Universe } from "#strategy/define-strategy";
import type { BacktestRequest } from "./backtest-request.ts";
import { typed } from "./ticker-words.ts";

/** A market to run on, and the clock index from which it is measured: what lies before serves as warm-up. */
export interface RunMarket {
  readonly market: Market;
  readonly from: number;
}

/**
 * The market of a run. `--warmup none` starts cold: bars before `from` are not even seen. A number leaves just that many
 * before it. Throws DataError when no bar is left to measure.
 */
export function runMarket(series: readonly BarSeries[], { from, warmup }: BacktestRequest): RunMarket {
  const whole = marketOf(series);
  const start = from === null ? 0 : firstAtOrAfter(whole.clock, from);
  if (start >= whole.clock.length) throw nothingToMeasure(whole);
  if (warmup === "auto" || start === 0) return { market: whole, from: start };
  const keep = warmup === "none" ? 0 : warmup;
  const first = whole.clock[Math.max(0, start - keep)]!;
  const market = marketOf(series.map((one) => sliceSeries(one, firstAtOrAfter(one.time, first), one.time.length)));
  return { market, from: Math.min(start, keep) };
}

/** Throws DataError for a pair of which one ends before the other starts: most likely the wrong files. */
export function checkOverlap(series: readonly BarSeries[], universe: Universe): void {
  if (universe !== "pair") return;
  let first = series[0]!;
  let last = series[0]!;
  for (const one of series) {
    if (endOf(one) < endOf(first)) first = one;
    if (one.time[0]! > last.time[0]!) last = one;
  }
  if (last.time[0]! <= endOf(first)) return;
  const [end, start] = [endOf(first), last.time[0]!].map((time) => new Date(time).toISOString().slice(0, 10));
  throw new DataError({
    code: "no-overlap",
    message: `${first.symbol} and ${last.symbol} share no day: ${first.symbol} ends on ${end}, ${last.symbol} starts on ${start}.`,
    where: { symbol: last.symbol },
    help: "Run them apart, or give prices of the same years.",
  });
}

function endOf({ time }: BarSeries): number {
  return time[time.length - 1]!;
}

function nothingToMeasure(market: Market): DataError {
  const last = new Date(market.clock[market.clock.length - 1]!).toISOString().slice(0, 10);
  return new DataError({
    code: "no-bars-in-range",
    message: `The prices end on ${last}, before --from.`,
    where: { flag: "--from", time: last },
    help: "Choose an earlier --from, or prices that reach further.",
  });
}

/** The tickers of a run: those asked for, or the only ones that there are. Throws UsageError when that is not clear. */
export function tickersFor(
  { tickers }: BacktestRequest,
  available: readonly string[],
  universe: Universe,
  label: string,
): readonly string[] {
  const wanted = universe === "pair" ? 2 : 1;
  if (tickers.length === 0) {
    if (available.length === wanted) return available;
    const some = available.slice(0, wanted).join(",");
    throw new UsageError({
      code: "missing-tickers",
      message: `${label} has ${available.length} tickers; ivy needs to know which to trade.`,
      where: { flag: "--tickers", expected: universe === "pair" ? "two tickers" : "one ticker or more" },
      help: `Say which, for example: --tickers ${typed(some)}\nThere are ${available.slice(0, 30).join(", ")}${available.length > 30 ? ", …" : ""}.`,
    });
  }
  if (universe === "pair" && tickers.length !== 2) {
    throw new UsageError({
      code: "pair-needs-two",
      message: `A pair strategy trades two tickers; --tickers names ${tickers.length}.`,
      where: { flag: "--tickers", received: tickers.join(","), expected: "two tickers, the dependent one first" },
      help: "For example: --tickers KO,PEP",
    });
  }
  return tickers;
}

/** Throws DataError when the bars of several assets are not of one length. */
export function checkTimeframes(series: readonly BarSeries[]): void {
  const first = series[0]!;
  const other = series.find((one) => one.timeframe !== first.timeframe);
  if (other === undefined) return;
  throw new DataError({
    code: "mixed-timeframes",
    message: `${first.symbol} has ${first.timeframe} bars, ${other.symbol} has ${other.timeframe} bars.`,
    where: { symbol: other.symbol, expected: first.timeframe, received: other.timeframe },
    help: "Make them of one length (--timeframe 1d makes days of anything shorter), or run them apart.",
  });
}
