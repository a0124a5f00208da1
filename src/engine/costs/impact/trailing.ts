import type { MarketAsset } from "#domain/market";

/** What the bars of an asset before each bar were like; columns of the clock's length, NaN where too few came before. */
export interface Trailing {
  /** Deviation (ddof 1) of simple returns close to close. */
  readonly volatility: Float64Array;
  /** Mean volume, in units of the bar. */
  readonly usualVolume: Float64Array;
}

/**
 * Volatility and usual volume of the `bars` returns before each bar: nothing of the bar itself is in them. Holes are passed
 * over; a split that is known changes neither.
 *
 * @param bars 2 or more
 */
export function trailingOf(asset: MarketAsset, bars: number): Trailing {
  const { close, volume } = asset;
  const n = close.length;
  const splits = splitsOnClock(asset);
  const volatility = new Float64Array(n).fill(Number.NaN);
  const usualVolume = new Float64Array(n).fill(Number.NaN);
  const returns: number[] = [];
  const volumes: number[] = [];
  let last = Number.NaN;
  for (let i = 0; i < n; i++) {
    const ratio = splits === null ? 1 : splits[i]!;
    if (ratio !== 1) {
      last /= ratio;
      for (let k = 0; k < volumes.length; k++) volumes[k]! *= ratio;
    }
    if (returns.length === bars) {
      volatility[i] = deviation(returns);
      usualVolume[i] = mean(volumes);
    }
    const price = close[i]!;
    if (price !== price) continue;
    if (last === last) {
      returns.push(price / last - 1);
      volumes.push(volume === null ? Number.NaN : volume[i]!);
      if (returns.length > bars) {
        returns.shift();
        volumes.shift();
      }
    }
    last = price;
  }
  return { volatility, usualVolume };
}

/** New shares for one old at each clock time, 1 where nothing happens; null: no split is known. */
function splitsOnClock({ series, time, close }: MarketAsset): Float64Array | null {
  const split = series.actions?.split ?? null;
  if (split === null || series.adjusted) return null;
  const out = new Float64Array(close.length).fill(1);
  let own = 0;
  for (let i = 0; i < time.length && own < split.length; i++) {
    if (series.time[own] === time[i]) out[i] = split[own++]!;
  }
  return out;
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Two passes: returns may be small against their mean. */
function deviation(values: readonly number[]): number {
  const middle = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - middle) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}
