/**
 * What zipline makes of a split: whole units, cut towards zero by dividing, and prices to the cent.
 */
export function wholeUnits(units: number, ratio: number): number {
  // It knows a split by old shares for a new one, and divides by that.
  return Math.trunc(units / (1 / ratio));
}

/** A price of an old share in new ones, to the cent; a half goes to the even one. */
export function splitToCent(price: number, ratio: number): number {
  return toCent(price * (1 / ratio));
}

/** Money rounded to the cent; a half goes to the even one, as Python rounds. NaN stays NaN. */
export function toCent(amount: number): number {
  if (!Number.isFinite(amount)) return amount;
  const rounded = Number(amount.toFixed(2));
  // A half that a double holds exactly ends in 5 and then nothing; toFixed takes it away from zero.
  const isHalf = /\.\d{2}50*$/.test(amount.toFixed(40));
  if (!isHalf || Math.round(Math.abs(rounded) * 100) % 2 === 0) return rounded;
  return Number((rounded - Math.sign(amount) * 0.01).toFixed(2));
}
