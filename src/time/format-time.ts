import { isDailyOrLonger, type Timeframe } from "./timeframe.ts";

/**
 * A time as documents and screens carry it: the session date for bars of a day and longer, else ISO 8601 in UTC, with
 * milliseconds only where there are any.
 * @param ms epoch ms UTC
 * @returns "n/a" for NaN and for what no calendar date can hold
 */
export function formatTime(ms: number, timeframe: Timeframe): string {
  if (!(Math.abs(ms) <= 8.64e15)) return "n/a";
  const iso = new Date(ms).toISOString();
  if (isDailyOrLonger(timeframe)) return iso.slice(0, iso.indexOf("T"));
  return iso.endsWith(".000Z") ? `${iso.slice(0, -5)}Z` : iso;
}

/** A bar's time where the length of bars is not known: the date of a midnight, else date and time. */
export function formatMoment(ms: number): string {
  return formatTime(ms, "1m").replace(/T00:00:00Z$/, "");
}
