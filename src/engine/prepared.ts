import { StrategyError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Market, MarketAsset } from "#domain/market";
import type { AssetNow } from "#strategy/context";
import type { AnyStrategy, StrategyMarket } from "#strategy/define-strategy";
import { LongerBars, Resampler } from "#strategy/longer-bars";
import type { PortfolioAsset } from "#strategy/portfolio-context";
import { ColumnView, FlagView, type Prepared } from "#strategy/present";
import type { ParameterValues } from "#strategy/resolve-parameters";
import type { StrategyAsset } from "#strategy/strategy-asset";
import { calendarOf } from "#time/calendars/calendar-of";
import { inferCalendar } from "#time/calendars/infer-calendar";

/** The market as `prepare` sees it, built once a run or sweep; `indexOf` tells which asset a column set is. */
export interface StrategyView {
  readonly market: StrategyMarket;
  readonly indexOf: ReadonlyMap<unknown, number>;
  /** Of each asset, in the order of the market. */
  readonly resamplers: readonly Resampler[];
}

export function strategyView(market: Market): StrategyView {
  const resamplers = market.assets.map(resamplerOf);
  const assets = market.assets.map((asset, i) => strategyAsset(asset, resamplers[i]!));
  const inOrder = market.asked.map((index) => assets[index]!) as [StrategyAsset, ...StrategyAsset[]];
  return {
    market: { time: market.clock, assets: inOrder, asset: (symbol) => assetNamed(assets, symbol) },
    indexOf: new Map(assets.map((asset, index) => [asset, index])),
    resamplers,
  };
}

function strategyAsset(asset: MarketAsset, { resample }: Resampler): StrategyAsset {
  const { symbol, time, open, high, low, close } = asset;
  const volume = asset.volume ?? new Float64Array(close.length).fill(Number.NaN);
  return { symbol, time, open, high, low, close, volume, resample };
}

function resamplerOf({ symbol, series, ...columns }: MarketAsset): Resampler {
  const { timeframe } = series;
  // What market the prices are of is a fact about them, like their symbol: it is looked for in all of them.
  const calendar = () =>
    series.calendar === undefined
      ? (inferCalendar(series.time, timeframe)?.calendar ?? null)
      : calendarOf(series.calendar ?? "");
  return new Resampler({ symbol, columns, timeframe, calendar });
}

function assetNamed(assets: readonly StrategyAsset[], symbol: string): StrategyAsset {
  const found = assets.find((asset) => asset.symbol === symbol);
  if (found !== undefined) return found;
  const symbols = assets.map((asset) => asset.symbol);
  const near = nearest(symbol, symbols);
  throw new StrategyError({
    code: "no-such-asset",
    message: `The strategy asks for ${symbol}, which is not in this run.`,
    where: { symbol, expected: symbols.join(", ") },
    help: near === null ? `Add it: --tickers ${[...symbols, symbol].join(",")}` : `Did it mean ${near}?`,
  });
}

/** Runs the strategy's `prepare`, and checks that its columns have the length of the clock. */
export function prepare(strategy: AnyStrategy, view: StrategyView, params: ParameterValues): Prepared {
  if (strategy.prepare === undefined) return {};
  const prepared = strategy.prepare({ bars: view.market.assets[0], market: view.market, params }) as unknown;
  if (typeof prepared !== "object" || prepared === null || Array.isArray(prepared) || prepared instanceof Promise) {
    throw new StrategyError({
      code: "prepare-result",
      message: "prepare must return an object of columns, assets or plain values.",
      where: { received: prepared === null ? "null" : prepared instanceof Promise ? "a promise" : typeof prepared },
      help: "Return what onBar or target needs by name: return { fast: sma(bars.close, 10) }.",
    });
  }
  for (const resampler of view.resamplers) resampler.checkUnwritten();
  const length = view.market.time.length;
  const columns = prepared as Prepared;
  for (const name in columns) checkLength(name, columns[name], length);
  return columns;
}

function checkLength(name: string, value: unknown, length: number): void {
  if (value instanceof LongerBars) {
    throw new StrategyError({
      code: "longer-bars",
      message: `prepare returned "${name}", which is all of the ${value.timeframe} bars, the future with them.`,
      where: { key: name },
      help: `Return columns of it, brought to the bars of the run: ${name}.onBars(${name}.close).`,
    });
  }
  if (!(value instanceof Float64Array || value instanceof Uint8Array)) {
    for (const [key, item] of innerOf(value)) checkLength(`${name}.${key}`, item, length);
    return;
  }
  if (value.length === length) return;
  throw new StrategyError({
    code: "column-length",
    message: `prepare returned "${name}" with ${value.length} values for ${length} bars.`,
    where: { key: name, expected: String(length), received: String(value.length) },
    help: "A column has one value per bar; leave NaN where it is not defined yet.\nOne of longer bars is brought over by their onBars(column).",
  });
}

/**
 * Leading bars at which some prepared column is not defined: the longest such run. For a portfolio a list of columns is
 * defined where one of them is: an asset that starts late keeps the others waiting for nothing.
 */
export function warmupOf(prepared: Prepared, isPortfolio = false): number {
  let longest = 0;
  for (const value of Object.values(prepared)) {
    const isList = isPortfolio && Array.isArray(value) && value.length > 0;
    const run = isList ? Math.min(...value.map(undefinedRun)) : undefinedRun(value);
    longest = Math.max(longest, run);
  }
  return longest;
}

/** The name of a prepared column that holds no value at all, or null. */
export function neverDefined(prepared: Prepared, bars: number): string | null {
  return Object.keys(prepared).find((name) => undefinedRun(prepared[name]) === bars) ?? null;
}

function undefinedRun(value: unknown): number {
  const inner = innerOf(value);
  if (inner.length > 0) return Math.max(...inner.map(([, item]) => undefinedRun(item)));
  if (!(value instanceof Float64Array)) return 0;
  let bar = 0;
  while (bar < value.length && Number.isNaN(value[bar]!)) bar++;
  return bar;
}

/** What `onBar` gets as `now`: columns as views on the present, assets as handles, lists of these, and plain values. */
export function presentOf(
  prepared: Prepared,
  view: StrategyView,
  handles: readonly AssetNow[] | readonly PortfolioAsset[],
): Record<string, unknown> {
  const look = (value: unknown): unknown => {
    if (value instanceof Float64Array) return new ColumnView(value);
    if (value instanceof Uint8Array) return new FlagView(value);
    const index = view.indexOf.get(value);
    if (index !== undefined) return handles[index];
    if (Array.isArray(value)) return Object.freeze(value.map(look));
    return isPlainObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, look(item)]))
      : value;
  };
  const now = new Now() as Record<string, unknown>;
  for (const name of Object.keys(prepared)) now[name] = look(prepared[name]);
  return now;
}

/**
 * What `now` is made as: V8 learns what its columns are from all objects that began alike, and parameters, which began as
 * `{}`, often have the names of columns. Numbers under them would make it look at each column anew on every bar.
 */
class Now {}

/** What a list or a plain object holds: columns in there are columns all the same. Assets are left whole. */
export function innerOf(value: unknown): [string, unknown][] {
  return Array.isArray(value) || (isPlainObject(value) && !(value.close instanceof Float64Array))
    ? Object.entries(value)
    : [];
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Makes `now` show the next trial's columns. False when it has another shape, and must be made anew. */
export function rebindPresent(now: Record<string, unknown>, prepared: Prepared): boolean {
  if (Object.keys(now).length !== Object.keys(prepared).length) return false;
  for (const name in prepared) {
    const view = now[name];
    const value = prepared[name];
    if (!(view instanceof ColumnView) || !(value instanceof Float64Array)) return false;
    ColumnView.rebind(view, value);
  }
  return true;
}
