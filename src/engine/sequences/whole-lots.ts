/**
 * Whole lots that `money` buys at `unit` each, rounded down as floor division does it: by the exact remainder, so that a
 * quotient which rounding lifts onto a whole number stays below it. A lot of 0: any fraction.
 */
export function wholeLots(money: number, unit: number, lot: number): number {
  if (!(money > 0)) return 0;
  if (lot === 0) return money / unit;
  const price = unit * lot;
  const exact = (money - (money % price)) / price;
  const whole = Math.floor(exact);
  return (exact - whole > 0.5 ? whole + 1 : whole) * lot;
}
