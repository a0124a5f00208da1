import { CALENDAR_NAMES } from "#time/calendars/calendar-of";
import { isDailyOrLonger, type Timeframe } from "#time/timeframe";
import { isWeekend } from "./weekend.ts";

const HOUR_MS = 3_600_000;

const AROUND_THE_CLOCK_MARKETS = ["24/7", "FX", "CME"];
/** NASDAQ has the days of the NYSE. */
const WEEKDAY_MARKETS = CALENDAR_NAMES.filter((name) => name !== "24/7" && name !== "NASDAQ");

/** Hours of UTC within which sessions lie, in summer and winter and however the hours have changed. */
const HOURS: readonly { readonly names: readonly string[]; readonly from: number; readonly to: number }[] = [
  { names: ["NYSE"], from: 13, to: 21 },
  { names: ["LSE", "XETRA"], from: 6, to: 19 },
  { names: ["TSE"], from: 0, to: 7 },
];

/** From so many hours of the day on a market is open around the clock. */
const AROUND_THE_CLOCK = 20;
/** Share of bars that may be out of place. */
const SLIPS = 0.005;
/** A market that rests on weekends, and opens on Sunday evening, has a share of bars below this on them. */
const SUNDAY_EVENINGS = 0.08;

/**
 * The calendars that bars may follow by the hours and weekdays at which they stand: each that is looked at has its days to be
 * made, and for bars within a day the table of its zone.
 */
export function likelyCalendars(times: Float64Array, timeframe: Timeframe): readonly string[] {
  let weekends = 0;
  for (let i = 0; i < times.length; i++) if (isWeekend(times[i]!)) weekends++;
  if (weekends > SUNDAY_EVENINGS * times.length) return ["24/7"];
  if (isDailyOrLonger(timeframe)) return WEEKDAY_MARKETS;
  const hours = new Float64Array(24);
  for (let i = 0; i < times.length; i++) {
    const hour = Math.floor(times[i]! / HOUR_MS) % 24;
    hours[hour < 0 ? hour + 24 : hour]!++;
  }
  const used = hours.reduce((count, bars) => count + (bars > SLIPS * times.length ? 1 : 0), 0);
  // Of one day nobody knows whether the next is a weekend.
  if (used >= AROUND_THE_CLOCK) return AROUND_THE_CLOCK_MARKETS;
  const outside = (from: number, to: number) =>
    hours.reduce((sum, bars, hour) => sum + (hour < from || hour >= to ? bars : 0), 0);
  return HOURS.filter(({ from, to }) => outside(from, to) <= SLIPS * times.length).flatMap(({ names }) => names);
}
