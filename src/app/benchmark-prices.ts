import type { BarSeries } from "#domain/bars";
import { requireSplitInPrices } from "#engine/actions/split-in-prices";
import { refuseUntradeable } from "#market-data/derived/refuse-untradeable";
import type { LoadOptions, PriceSource } from "#market-data/source";
import type { Benchmark } from "#metrics/compute";
import type { RunRecord } from "#results/run-record";
import type { BacktestRequest } from "./backtest-request.ts";

const DEFAULT = "SPY";

type BenchmarkRequest = Pick<BacktestRequest, "benchmark" | "to" | "reading"> & {
  /** Splits and dividends of raw prices count, as in the run. */
  readonly booksActions?: boolean;
};

/** `--benchmark none`: the run is compared with nothing. */
export function isBenchmarkOff(benchmark: string | null): boolean {
  return benchmark?.toLowerCase() === "none";
}

/**
 * What the run is compared with: the asset asked for; else SPY where the source has it over the whole run; else holding
 * the run's own assets, in equal shares from the first close they share. Aligned to the run's clock by the last close
 * known, never back-filled. Of raw prices it is what one share becomes that is held over splits, with each dividend put
 * back into it at the close of its day, where the run books these too. null where nothing is asked for.
 */
export async function benchmarkPrices(
  { benchmark, to, reading, booksActions = true }: BenchmarkRequest,
  source: PriceSource,
  own: readonly BarSeries[],
  { market, from }: RunRecord,
): Promise<Benchmark | null> {
  const { clock } = market;
  if (isBenchmarkOff(benchmark)) return null;
  const known = await closesKnown(benchmark, source, own, clock, { to, reading, booksActions });
  if (known !== null && (benchmark !== null || !Number.isNaN(known.close[from]!))) return known;
  return { symbol: nameOf(own), close: heldTogether(own, clock, booksActions) };
}

/** The closes of the asset asked for, or of SPY; null where neither is there. */
async function closesKnown(
  asked: string | null,
  source: PriceSource,
  own: readonly BarSeries[],
  clock: Float64Array,
  { booksActions, ...options }: LoadOptions & { readonly booksActions: boolean },
): Promise<Benchmark | null> {
  const isMeant = (symbol: string) => symbol.toUpperCase() === (asked ?? DEFAULT).toUpperCase();
  const mine = own.find(({ symbol }) => isMeant(symbol));
  // Read already, from before the run's first bar on.
  if (mine !== undefined) return { symbol: mine.symbol, close: asOf(mine, clock, booksActions) };
  const symbol = asked ?? (await source.symbols()).find(isMeant);
  if (symbol === undefined) return null;
  const [loaded] = await source.load([symbol], options);
  refuseUntradeable([loaded!.series]);
  return { symbol: loaded!.series.symbol, close: asOf(loaded!.series, clock, booksActions) };
}

/** Few by their names; many would fill the screen. */
function nameOf(own: readonly BarSeries[]): string {
  return own.length > 3 ? `the same ${own.length}` : own.map((one) => one.symbol).join("+");
}

/**
 * What one share of the first bar is worth at each close: of raw prices with what splits made of it, and with its dividends,
 * each spent on more of it at the close of its day, as adjusted prices have it.
 */
function worthOfOne(series: BarSeries): Float64Array {
  const { close, actions, adjusted } = series;
  if (adjusted || actions == null) return close;
  let units = 1;
  return close.map((price, i) => {
    const ratio = actions.split?.[i] ?? 1;
    if (ratio !== 1) requireSplitInPrices(series, i, ratio);
    units *= ratio * (1 + (actions.dividend?.[i] ?? 0) / price);
    return units * price;
  });
}

/** What was known of its worth, or its bare close, at or before each clock time; NaN before the first. */
function asOf(series: BarSeries, clock: Float64Array, booksActions: boolean): Float64Array {
  const worth = booksActions ? worthOfOne(series) : series.close;
  const out = new Float64Array(clock.length).fill(Number.NaN);
  let next = 0;
  let last = Number.NaN;
  for (let i = 0; i < clock.length; i++) {
    while (next < series.time.length && series.time[next]! <= clock[i]!) last = worth[next++]!;
    out[i] = last;
  }
  return out;
}

/** The value of equal shares bought at the first time at which every asset has a price. */
function heldTogether(own: readonly BarSeries[], clock: Float64Array, booksActions: boolean): Float64Array {
  const closes = own.map((series) => asOf(series, clock, booksActions));
  const start = clock.findIndex((_, i) => closes.every((close) => !Number.isNaN(close[i]!)));
  return clock.map((_, i) => {
    if (start < 0 || i < start) return Number.NaN;
    let value = 0;
    for (const close of closes) value += close[i]! / close[start]! / closes.length;
    return value;
  });
}
