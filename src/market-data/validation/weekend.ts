import { DAY_MS } from "#time/units";

/** Saturday or Sunday in UTC; 1970-01-01 was a Thursday. */
export function isWeekend(time: number): boolean {
  const weekday = (((Math.floor(time / DAY_MS) + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}
