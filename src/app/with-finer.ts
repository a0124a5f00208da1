import { DataError, UsageError } from "#base/errors";
import { fitFinerBars } from "#domain/finer-bars";
import { resampleBars } from "#domain/resample";
import type { LoadedSeries } from "#market-data/source";
import { findCalendar } from "#market-data/validation/find-calendar";
import { counted } from "#reporting/format";
import { divides } from "#time/timeframe-length";
import type { BacktestRequest, Surroundings } from "./backtest-request.ts";
import { loadOptions, openData } from "./open-data.ts";

/**
 * The prices of a run with shorter bars from `--finer`, which tell what came first within a bar. Bars whose shorter ones
 * have other prices are left without. Throws UsageError for bars that are not shorter, DataError where they are not
 * there, or most of them are of other prices.
 */
export async function withFiner(
  loaded: readonly LoadedSeries[],
  request: BacktestRequest,
  at: Pick<Surroundings, "projectFolder" | "packageFolder" | "progress" | "tell">,
): Promise<readonly LoadedSeries[]> {
  const { finer: path, reading } = request;
  if (path === null) return loaded;
  const symbols = loaded.map(({ series }) => series.symbol);
  const source = await openData({ data: path, sql: null, tickers: symbols, reading, actions: null }, at);
  const shorter = await source.load(symbols, loadOptions({ ...request, from: null }, at));
  return loaded.map((one, i) => fitted(one, shorter[i]!, path, reading.calendar ?? null));
}

function fitted(
  one: LoadedSeries,
  { series: shorter }: LoadedSeries,
  path: string,
  calendar: string | null,
): LoadedSeries {
  const { series } = one;
  const { symbol, timeframe } = series;
  if (series.closeOnly || shorter.closeOnly) throw closesOnly(symbol, series.closeOnly ? series.source : path);
  if (shorter.timeframe === timeframe || !divides(shorter.timeframe, timeframe)) {
    throw notShorter(symbol, shorter.timeframe, timeframe);
  }
  const found = findCalendar(shorter.time, shorter.timeframe, calendar)?.calendar ?? null;
  const made = resampleBars(shorter, shorter.timeframe, timeframe, found);
  const { finer, covered, disagreeing } = fitFinerBars(series, shorter, shorter.timeframe, made);
  if (covered === 0) throw noneCovered(symbol, path);
  if (disagreeing * 2 > covered) throw otherPrices(symbol, path, covered, disagreeing);
  const others = disagreeing === 0 ? "" : `; ${counted(disagreeing, "bar")} of other prices left out`;
  const note = `${shorter.timeframe} bars of ${shorter.source} tell what came first within ${counted(covered - disagreeing, "bar")}${others}`;
  return { ...one, series: { ...series, finer }, notes: [...one.notes, note] };
}

function closesOnly(symbol: string, file: string): DataError {
  return new DataError({
    code: "finer-closes-only",
    message: `${symbol} has closes only in ${file}: nothing is known of what happened within a bar.`,
    where: { flag: "--finer", file, symbol },
    help: "Give prices with open, high and low, or leave --finer out.",
  });
}

function notShorter(symbol: string, shorter: string, timeframe: string): UsageError {
  return new UsageError({
    code: "finer-not-shorter",
    message: `--finer has ${shorter} bars of ${symbol}, which do not lie within the ${timeframe} bars of the run.`,
    where: { flag: "--finer", symbol, expected: `bars shorter than ${timeframe}`, received: shorter },
    help: "Give shorter bars, or longer ones to the run: --timeframe 1d",
  });
}

function noneCovered(symbol: string, file: string): DataError {
  return new DataError({
    code: "finer-elsewhere",
    message: `The bars of --finer lie at other times than those of ${symbol}.`,
    where: { flag: "--finer", file, symbol },
    help: "Give shorter bars of the same years; a zone can be named: --read zone=America/New_York",
  });
}

function otherPrices(symbol: string, file: string, covered: number, disagreeing: number): DataError {
  return new DataError({
    code: "finer-disagrees",
    message: `The bars of --finer have other highs or lows than those of ${symbol} on ${disagreeing} of ${counted(covered, "bar")}.`,
    where: { flag: "--finer", file, symbol },
    help: "Both must be raw, or both adjusted, and of the same market and session.",
  });
}
