import { DataError, UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { type BarSeries, firstAtOrAfter, sliceSeries } from "#domain/bars";
import { type Market, marketOf } from "#domain/market";
import type { Universe } from "#strategy/define-strategy";
import type { BacktestRequest } from "./backtest-request.ts";

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
      help: `Say which, for example: --tickers ${some}\nThere are ${available.slice(0, 30).join(", ")}${available.length > 30 ? ", …" : ""}.`,
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

/** What a person may have meant by a word that is no timeframe. */
const COMMON_TIMEFRAMES = ["1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w", "1mo"];

/**
 * Throws DataError when the bars are not of the length that --timeframe asks for, UsageError when that is no length of a
 * bar.
 */
export function checkTimeframe(series: readonly BarSeries[], asked: string | null): void {
  if (asked !== null && !/^(\d+[smh]|1d|1w|1mo)$/.test(asked)) throw noTimeframe(asked);
  const first = series[0]!;
  const other = series.find((one) => one.timeframe !== (asked ?? first.timeframe));
  if (other === undefined) return;
  throw new DataError({
    code: asked === null ? "mixed-timeframes" : "wrong-timeframe",
    message:
      asked === null
        ? `${first.symbol} has ${first.timeframe} bars, ${other.symbol} has ${other.timeframe} bars.`
        : `${other.symbol} has ${other.timeframe} bars, not ${asked}.`,
    where: { symbol: other.symbol, expected: asked ?? first.timeframe, received: other.timeframe },
    help:
      asked === null
        ? "Run them apart, or give prices of one timeframe."
        : `Give prices of ${asked}, or leave --timeframe out.`,
  });
}

function noTimeframe(asked: string): UsageError {
  const words: Readonly<Record<string, string>> = { day: "1d", daily: "1d", hour: "1h", week: "1w", month: "1mo" };
  const near = words[asked.toLowerCase()] ?? nearest(asked.slice(0, 3), COMMON_TIMEFRAMES);
  return new UsageError({
    code: "unknown-timeframe",
    message: `--timeframe ${asked} is not the length of a bar.`,
    where: { flag: "--timeframe", received: asked, expected: COMMON_TIMEFRAMES.join(", ") },
    help: near === null ? "A day is 1d, an hour 1h, five minutes 5m." : `Did you mean: --timeframe ${near}`,
  });
}
