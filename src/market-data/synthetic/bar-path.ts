import type { Xorshift32 } from "#math/random";

/** Pieces that a bar is walked in: enough that the highest and the lowest point seldom lie in the same one. */
export const PIECES = 8;

/**
 * The highest point of a Brownian path between two points that it is known to touch.
 *
 * From a to b with variance v in between, P(max ≤ m) = 1 − exp(−2(m − a)(m − b) / v) for m ≥ a, b; solved for m at a
 * uniform draw. Exact, whatever the drift: the bridge has none.
 * *Source*: Glasserman (2004), "Monte Carlo Methods in Financial Engineering", section 6.4; Karatzas & Shreve (1991),
 * "Brownian Motion and Stochastic Calculus", 2nd ed., eq. 4.3.40.
 * @param variance of the whole step, in the square of the unit of `from` and `to`
 */
export function highBetween(from: number, to: number, variance: number, random: Xorshift32): number {
  const distance = to - from;
  return (from + to + Math.sqrt(distance * distance - 2 * variance * Math.log(random.uniform()))) / 2;
}

/** The lowest point: the highest one of the path turned over. */
export function lowBetween(from: number, to: number, variance: number, random: Xorshift32): number {
  const distance = to - from;
  return (from + to - Math.sqrt(distance * distance - 2 * variance * Math.log(random.uniform()))) / 2;
}

/** Prices of length n that are being filled, bar by bar, from logarithms. */
export class PriceColumns {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;

  constructor(bars: number) {
    this.open = new Float64Array(bars);
    this.high = new Float64Array(bars);
    this.low = new Float64Array(bars);
    this.close = new Float64Array(bars);
  }

  /** Writes a bar. High and low hold open and close, whatever the exponential rounds to. */
  setLogs(bar: number, open: number, high: number, low: number, close: number): void {
    const o = printable(Math.exp(open));
    const c = printable(Math.exp(close));
    this.open[bar] = o;
    this.close[bar] = c;
    this.high[bar] = Math.max(o, c, printable(Math.exp(high)));
    this.low[bar] = Math.min(o, c, printable(Math.exp(low)));
  }
}

/** Eight significant digits: what is written into a file is what is read back, and a line stays short. */
function printable(price: number): number {
  return Number(price.toPrecision(8));
}
