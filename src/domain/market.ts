import type { BarColumns, BarSeries } from "./bars.ts";

/** An asset on the market's clock: its columns have the clock's length, NaN at times where it has no bar. */
export interface MarketAsset extends BarColumns {
  readonly symbol: string;
  readonly series: BarSeries;
  /** True when the asset has a bar at every clock time; its columns are then the series' own, not copies. */
  readonly complete: boolean;
}

/** Several assets on one clock: the union of their bar times. */
export interface Market {
  readonly clock: Float64Array;
  /** In the order of their symbols, so that a sum over assets has the same bits however they were asked for. */
  readonly assets: readonly MarketAsset[];
  /** Indices into `assets` in the order in which they were asked for. */
  readonly asked: readonly number[];
}

/** Puts series on one clock. Throws RangeError when there is no series, or two of one symbol. */
export function marketOf(series: readonly BarSeries[]): Market {
  if (series.length === 0) throw new RangeError("a market needs at least one series");
  const symbols = series.map((s) => s.symbol).sort(byCodeUnits);
  const twice = symbols.find((symbol, i) => i > 0 && symbols[i - 1] === symbol);
  if (twice !== undefined) throw new RangeError(`a market holds ${twice} twice`);
  const clock = unionOfTimes(series.map((s) => s.time));
  const sorted = [...series].sort((a, b) => byCodeUnits(a.symbol, b.symbol));
  return {
    clock,
    assets: sorted.map((s) => onClock(s, clock)),
    asked: series.map((s) => symbols.indexOf(s.symbol)),
  };
}

/** An order that no locale changes. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function onClock(series: BarSeries, clock: Float64Array): MarketAsset {
  const { symbol } = series;
  if (series.time.length === clock.length) {
    const { time, open, high, low, close, volume } = series;
    return { symbol, series, complete: true, time, open, high, low, close, volume };
  }
  const at = positions(series.time, clock);
  const spread = (column: Float64Array) => {
    const out = new Float64Array(clock.length).fill(Number.NaN);
    for (let i = 0; i < at.length; i++) out[at[i]!] = column[i]!;
    return out;
  };
  return {
    symbol,
    series,
    complete: false,
    time: clock,
    open: spread(series.open),
    high: spread(series.high),
    low: spread(series.low),
    close: spread(series.close),
    volume: series.volume === null ? null : spread(series.volume),
  };
}

/** For each time, its index in the clock, which holds them all. */
function positions(times: Float64Array, clock: Float64Array): Int32Array {
  const out = new Int32Array(times.length);
  let at = 0;
  for (let i = 0; i < times.length; i++) {
    while (clock[at]! < times[i]!) at++;
    out[i] = at;
  }
  return out;
}

function unionOfTimes(columns: readonly Float64Array[]): Float64Array {
  let union = columns[0]!;
  for (let k = 1; k < columns.length; k++) union = mergeTimes(union, columns[k]!);
  return union;
}

function mergeTimes(a: Float64Array, b: Float64Array): Float64Array {
  if (a.length === b.length && a.every((time, i) => time === b[i])) return a;
  const out = new Float64Array(a.length + b.length);
  let i = 0;
  let j = 0;
  let n = 0;
  while (i < a.length || j < b.length) {
    const left = i < a.length ? a[i]! : Number.POSITIVE_INFINITY;
    const right = j < b.length ? b[j]! : Number.POSITIVE_INFINITY;
    if (left <= right) i++;
    if (right <= left) j++;
    out[n++] = Math.min(left, right);
  }
  return out.slice(0, n);
}
