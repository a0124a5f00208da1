/** Numbers nearer than this share of the larger one, or than this much, are one number to vectorbt. */
const RELATIVE = 1e-9;
const ABSOLUTE = 1e-12;

/** Whether two numbers are one but for rounding. Nothing is close to what is not finite. */
export function isClose(a: number, b: number): boolean {
  if (a === b) return Number.isFinite(a);
  const distance = Math.abs(a - b);
  return (
    distance <= Math.max(RELATIVE * Math.max(Math.abs(a), Math.abs(b)), ABSOLUTE) && distance < Number.POSITIVE_INFINITY
  );
}

/** Whether `a` is below `b` by more than rounding. */
export function isBelow(a: number, b: number): boolean {
  return a < b && !isClose(a, b);
}

/** The sum; exactly zero where the two cancel but for rounding. */
export function sumOf(a: number, b: number): number {
  return isClose(a, -b) ? 0 : a + b;
}

/**
 * How many whole lots there are in a quantity, times the lot, by the remainder of the division and not by its quotient:
 * 0.6 holds five whole lots of 0.1, since 0.1 is a little more than a tenth.
 */
export function wholeLots(quantity: number, lot: number): number {
  if (lot === 0) return quantity;
  const remainder = quantity % lot;
  const quotient = (quantity - remainder) / lot;
  const lots = Math.floor(quotient);
  // The quotient is whole but for rounding, which may have left it just below.
  return (quotient - lots > 0.5 ? lots + 1 : lots) * lot;
}
