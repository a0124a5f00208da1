import { requireSameBars } from "./arguments.ts";

/**
 * 1 at the bars where `a` is above `b` and was not above it on the bar before, else 0 (both length n, same unit; length n).
 * Where either is NaN nothing is above: a pair that becomes defined with `a` above crosses there, and so does the first bar.
 * Throws StrategyError when the lengths differ.
 */
export function crossesAbove(a: Float64Array, b: Float64Array): Uint8Array {
  requireSameBars("crossesAbove", a, b);
  const n = a.length;
  const out = new Uint8Array(n);
  let wasAbove = false;
  for (let i = 0; i < n; i++) {
    const isAbove = a[i]! > b[i]!;
    if (isAbove && !wasAbove) out[i] = 1;
    wasAbove = isAbove;
  }
  return out;
}

/** The mirror image of `crossesAbove`: 1 where `a` is below `b` and was not below it on the bar before. */
export function crossesBelow(a: Float64Array, b: Float64Array): Uint8Array {
  requireSameBars("crossesBelow", a, b);
  const n = a.length;
  const out = new Uint8Array(n);
  let wasBelow = false;
  for (let i = 0; i < n; i++) {
    const isBelow = a[i]! < b[i]!;
    if (isBelow && !wasBelow) out[i] = 1;
    wasBelow = isBelow;
  }
  return out;
}
