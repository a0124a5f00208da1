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

/** Prices of many assets with holes, and the size that each should have: columns of length n, NaN where one does not trade. */
export interface Panel {
  readonly prices: readonly Float64Array[];
  readonly sizes: readonly number[];
}

/**
 * `m` prices of `n` days that follow one market; every fourth goes with its neighbour. Two days in a hundred are missing, and
 * every tenth asset starts after 500 days. The same bits on every machine and in every language.
 */
export function panel(m: number, n: number, seed: number): Panel {
  const random = new Xorshift32(seed);
  const market = Float64Array.from({ length: n }, () => 0.0002 + 0.008 * random.normal12());
  const whole: Float64Array[] = [];
  for (let a = 0; a < m; a++) whole.push(onePrice(market, whole[a - 1] ?? market, a, seed));
  const holes = new Xorshift32(99);
  const sizes: number[] = [];
  const prices = whole.map((column, a) => {
    sizes.push(0.5 + holes.uniform());
    return column.map((price, t) => (holes.uniform() < 0.02 || (a % 10 === 9 && t < 500) ? Number.NaN : price));
  });
  return { prices, sizes };
}

function onePrice(market: Float64Array, neighbour: Float64Array, a: number, seed: number): Float64Array {
  const random = new Xorshift32(seed * 7919 + a * 104_729 + 13);
  const beta = 0.5 + random.uniform();
  if (a % 4 === 3) {
    let spread = 0;
    return neighbour.map((price) => {
      spread = 0.95 * spread + 0.5 * random.normal12();
      return 20 + 0.8 * price + spread;
    });
  }
  let price = 50 + 100 * random.uniform();
  return market.map((move) => {
    price *= 1 + beta * move + 0.012 * random.normal12();
    return price;
  });
}

/**
 * Closes of a panel as series of closes alone, without the days on which an asset does not trade. On one day more all of them
 * trade, at their last prices: an asset that misses the last day of all would count as one whose data have ended.
 */
export function closesOf({ prices }: Panel): BarSeries[] {
  return prices.map((column, a) => {
    const days = [...column.keys()].filter((t) => !Number.isNaN(column[t]!));
    const last = days[days.length - 1]!;
    const close = Float64Array.from([...days, last], (t) => column[t]!);
    return {
      symbol: `S${String(a).padStart(3, "0")}`,
      timeframe: "1d",
      source: "panel",
      adjusted: false,
      closeOnly: true,
      synthetic: true,
      calendar: null,
      time: Float64Array.from([...days, column.length], (t) => t * DAY),
      open: close,
      high: close,
      low: close,
      close,
      volume: null,
    };
  });
}
