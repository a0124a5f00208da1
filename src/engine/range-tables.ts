/** Above this many bars a position is marked bar by bar: the tables would leave the cache. */
export const RANGE_TABLE_MAX_BARS = 20_000;

/**
 * Answers, in constant time, what a held stretch of one price column did: sums of returns by prefix sums; highest,
 * lowest and deepest fall by a disjoint sparse table (for each level, each index holds the aggregate from itself to the
 * middle of its block, so that any range is two entries). Memory: 24 bytes × n × log2 n.
 *
 * `prices`: length n, positive, without NaN.
 */
export class RangeTables {
  /** Σ of returns up to and including bar i; entry 0 is 0. */
  readonly returns: Float64Array;
  readonly squaredReturns: Float64Array;
  /** Per level and index: highest, lowest, deepest ratio of a later to an earlier price. */
  readonly aggregates: Float64Array;
  readonly length: number;

  constructor(prices: Float64Array) {
    const n = prices.length;
    this.length = n;
    this.returns = new Float64Array(n);
    this.squaredReturns = new Float64Array(n);
    for (let i = 1; i < n; i++) {
      const r = prices[i]! / prices[i - 1]! - 1;
      this.returns[i] = this.returns[i - 1]! + r;
      this.squaredReturns[i] = this.squaredReturns[i - 1]! + r * r;
    }
    const levels = n <= 1 ? 1 : 32 - Math.clz32(n - 1);
    this.aggregates = new Float64Array(levels * n * 3);
    for (let level = 0; level < levels; level++) fillLevel(prices, this.aggregates, level);
  }
}

function fillLevel(prices: Float64Array, out: Float64Array, level: number): void {
  const n = prices.length;
  const half = 1 << level;
  const base = level * n * 3;
  for (let middle = half; middle - half < n; middle += 2 * half) {
    if (middle < n) leftOfMiddle(prices, out, base, middle - half, middle);
    else leftOfMiddle(prices, out, base, middle - half, n);
    if (middle < n) rightOfMiddle(prices, out, base, middle, Math.min(n, middle + half));
  }
}

/** Entry i aggregates [i, end). */
function leftOfMiddle(prices: Float64Array, out: Float64Array, base: number, start: number, end: number): void {
  let high = prices[end - 1]!;
  let low = high;
  let fall = 1;
  for (let i = end - 1; i >= start; i--) {
    const price = prices[i]!;
    if (price < low) low = price;
    if (price > high) high = price;
    if (low < fall * price) fall = low / price;
    const at = base + i * 3;
    out[at] = high;
    out[at + 1] = low;
    out[at + 2] = fall;
  }
}

/** Entry i aggregates [start, i]. */
function rightOfMiddle(prices: Float64Array, out: Float64Array, base: number, start: number, end: number): void {
  let high = prices[start]!;
  let low = high;
  let fall = 1;
  for (let i = start; i < end; i++) {
    const price = prices[i]!;
    if (price > high) high = price;
    else if (price < fall * high) fall = price / high;
    if (price < low) low = price;
    const at = base + i * 3;
    out[at] = high;
    out[at + 1] = low;
    out[at + 2] = fall;
  }
}
