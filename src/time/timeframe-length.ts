import type { Timeframe } from "./timeframe.ts";
import { DAY_MS } from "./units.ts";

/** Milliseconds of the letter that a timeframe ends with. */
const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS };

/**
 * Milliseconds from the beginning of a bar to its end, by the clock: a session may be shorter, and a day of a zone an hour
 * longer. NaN for months.
 */
export function lengthMs(timeframe: Timeframe): number {
  if (timeframe === "1mo") return Number.NaN;
  return Number(timeframe.slice(0, -1)) * UNIT_MS[timeframe.at(-1)!]!;
}

/**
 * True where whole bars of `shorter` make one of `longer`, so that one can be made of the other: 5m of 1h, not 40m of 1h, not
 * weeks of months. Every timeframe divides itself, and everything below a day that divides a day divides days, weeks and months.
 */
export function divides(shorter: Timeframe, longer: Timeframe): boolean {
  if (shorter === longer) return true;
  if (shorter === "1mo" || (shorter === "1w" && longer === "1mo")) return false;
  if (longer === "1mo") return true;
  const [a, b] = [lengthMs(shorter), lengthMs(longer)];
  // Bars of a session are cut off at its close: they make days however long they are.
  if (longer === "1d" || longer === "1w") return a < b;
  return a < b && Number.isInteger(b / a);
}
