/**
 * Wanted while one column is above another: `whenAbove` where a > b, `whenBelow` where a < b, no opinion on ties and
 * where either is not defined. Kept as a rule, not as a column, so that a search can skip the bars between crossings.
 */
export interface ComparisonTarget {
  readonly kind: "comparison";
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly whenAbove: -1 | 0 | 1;
  readonly whenBelow: -1 | 0 | 1;
}

/** Long from a bar at which `enter` is 1 to one at which `exit` is 1, each a column of 0 and 1. Flat: exit is not looked at. */
export interface SignalTarget {
  readonly kind: "signals";
  readonly enter: Uint8Array;
  readonly exit: Uint8Array;
}

/**
 * The position wanted at each bar: a column (1 long, 0 flat, −1 short, or a share of equity between; NaN: no opinion), or
 * a rule that says the same. Orders arise only when it changes.
 */
export type Target = Float64Array | ComparisonTarget | SignalTarget;

/** Long while a is above b, flat while it is below. */
export function longWhileAbove(a: Float64Array, b: Float64Array): ComparisonTarget {
  return { kind: "comparison", a, b, whenAbove: 1, whenBelow: 0 };
}

/** Long while a is above b, short while it is below. */
export function longShortWhileAbove(a: Float64Array, b: Float64Array): ComparisonTarget {
  return { kind: "comparison", a, b, whenAbove: 1, whenBelow: -1 };
}

/** Long from an `enter` to the next `exit`; both columns of 0 and 1. */
export function longOnSignals(enter: Uint8Array, exit: Uint8Array): SignalTarget {
  return { kind: "signals", enter, exit };
}
