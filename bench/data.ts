import type { BarSeries } from "#domain/bars";
import { Xorshift32 } from "#math/random";

const DAY = 86_400_000;

/** A random walk from 100: `n` daily bars, the same bits on every machine and in every language. */
export function walk(n: number, seed: number, mu: number, sigma: number): BarSeries {
  const random = new Xorshift32(seed);
  const columns = Array.from({ length: 5 }, () => new Float64Array(n));
  const [time, open, high, low, close] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let price = 100;
  for (let i = 0; i < n; i++) {
    const first = price;
    price *= 1 + mu + sigma * random.normal12();
    time[i] = i * DAY;
    open[i] = first;
    close[i] = price;
    high[i] = Math.max(first, price) * (1 + random.uniform() * sigma * 0.5);
    low[i] = Math.min(first, price) * (1 - random.uniform() * sigma * 0.5);
  }
  const about = {
    symbol: "WALK",
    timeframe: "1d",
    source: "walk",
    adjusted: true,
    closeOnly: false,
    synthetic: true,
  } as const;
  return { ...about, time, open, high, low, close, volume: null };
}

/** Entry and exit flags of n bars: one order in each block of 714 bars, in turn. */
export function sparseSignals(n: number): { enter: Uint8Array; exit: Uint8Array } {
  const random = new Xorshift32(7);
  const enter = new Uint8Array(n);
  const exit = new Uint8Array(n);
  for (let block = 0; block < 1400; block++) {
    const flags = block % 2 === 0 ? enter : exit;
    flags[block * 714 + (random.nextUint32() % 714)] = 1;
  }
  return { enter, exit };
}

/** Entry on even bars, exit on odd ones. */
export function denseSignals(n: number): { enter: Uint8Array; exit: Uint8Array } {
  return {
    enter: Uint8Array.from({ length: n }, (_, i) => 1 - (i % 2)),
    exit: Uint8Array.from({ length: n }, (_, i) => i % 2),
  };
}
