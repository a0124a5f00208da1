/**
 * What is known of a value in each bar, columns of length n: its first and last, exact, and bounds that it cannot have left
 * in between.
 */
export interface Bounds {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** A value that does not change within a bar. */
export function steady(column: Float64Array): Bounds {
  return { open: column, high: column, low: column, close: column };
}

/** a + b: the bounds add up. Rounding is monotone, so that open and close stay within them. */
export function sumOf(a: Bounds, b: Bounds): Bounds {
  const add = (one: Float64Array, other: Float64Array) => one.map((value, i) => value + other[i]!);
  return {
    open: add(a.open, b.open),
    high: add(a.high, b.high),
    low: add(a.low, b.low),
    close: add(a.close, b.close),
  };
}

/** a − b: highest where a is highest and b lowest, whether or not that was at one time. */
export function differenceOf(a: Bounds, b: Bounds): Bounds {
  const subtract = (one: Float64Array, other: Float64Array) => one.map((value, i) => value - other[i]!);
  return {
    open: subtract(a.open, b.open),
    high: subtract(a.high, b.low),
    low: subtract(a.low, b.high),
    close: subtract(a.close, b.close),
  };
}

/** a · b: the highest and the lowest of the four products of bounds. */
export function productOf(a: Bounds, b: Bounds): Bounds {
  return ofCorners(a, b, (one, other) => one * other);
}

/** a / b, where b keeps its sign within each bar (`firstThroughZero`): the highest and the lowest of the four quotients. */
export function quotientOf(a: Bounds, b: Bounds): Bounds {
  return ofCorners(a, b, (one, other) => one / other);
}

/** A function that never falls, such as the logarithm. */
export function rising(a: Bounds, apply: (value: number) => number): Bounds {
  return { open: a.open.map(apply), high: a.high.map(apply), low: a.low.map(apply), close: a.close.map(apply) };
}

/** The first bar in which the value may have been 0; −1: there is none. Bars that are not defined are passed over. */
export function firstThroughZero({ high, low }: Bounds): number {
  return low.findIndex((value, i) => value <= 0 && high[i]! >= 0);
}

/** The first bar in which the value may have been 0 or less; −1: there is none. */
export function firstNotPositive({ low }: Bounds): number {
  return low.findIndex((value) => value <= 0);
}

/** *Source*: Moore (1966), "Interval Analysis", ch. 3. */
function ofCorners(a: Bounds, b: Bounds, apply: (one: number, other: number) => number): Bounds {
  const n = a.close.length;
  const high = new Float64Array(n);
  const low = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const first = apply(a.high[i]!, b.high[i]!);
    const second = apply(a.high[i]!, b.low[i]!);
    const third = apply(a.low[i]!, b.high[i]!);
    const fourth = apply(a.low[i]!, b.low[i]!);
    high[i] = Math.max(first, second, third, fourth);
    low[i] = Math.min(first, second, third, fourth);
  }
  const each = (one: Float64Array, other: Float64Array) => one.map((value, i) => apply(value, other[i]!));
  return { open: each(a.open, b.open), high, low, close: each(a.close, b.close) };
}
