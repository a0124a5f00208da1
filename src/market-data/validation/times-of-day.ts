import { isDailyOrLonger } from "#time/timeframe";
import { DAY_MS } from "#time/units";
import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf } from "./occurrence.ts";

const HOUR_MS = 3_600_000;
/** Changes of the clock in a year: into summer time and out of it. */
const CHANGES = 2;

/**
 * Bars of a day or longer that stand at another time of day in the file than the others. Two times of day an hour apart that
 * change twice a year are one zone in summer and winter; any other mixture is of zones, or a bar that is not over yet.
 */
export function checkTimesOfDay(bars: CheckedBars, context: CheckContext): DataWarning | null {
  if (!isDailyOrLonger(bars.timeframe)) return null;
  const times = bars.stamps ?? bars.time;
  const n = times.length;
  if (haveOneClock(times)) return null;
  const counts = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const clock = clockOf(times[i]!);
    counts.set(clock, (counts.get(clock) ?? 0) + 1);
  }
  const [usual] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  const isOther = (i: number) => clockOf(times[i]!) !== usual;
  const summer = [...counts.keys()].find(
    (clock) => isAnHourApart(clock, usual) && changesWithSeasons(times, usual, clock),
  );
  const occurrences: Occurrence[] = [];
  for (let i = 0; i < n; i++) {
    if (!isOther(i) || clockOf(times[i]!) === summer) continue;
    const first = i;
    while (i + 1 < n && clockOf(times[i + 1]!) === clockOf(times[first]!)) i++;
    const isLast = i === n - 1 && first === i;
    const text = `${clockText(clockOf(times[first]!))} where other bars stand at ${clockText(usual)}${isLast ? ": the last bar may not be over yet" : ""}`;
    occurrences.push(occurrenceOf(bars, context, first, i, { weight: i - first + 1, text }));
  }
  if (occurrences.length === 0) return null;
  return {
    id: "times-of-day-differ",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: "bar stands at another time of day", many: "bars stand at another time of day" },
    help: "Bring the times to one zone, and take out a bar that is not over yet.",
  };
}

function haveOneClock(times: Float64Array): boolean {
  const first = times[0]!;
  for (let i = 1; i < times.length; i++) {
    const apart = times[i]! - first;
    if (apart - Math.floor(apart / DAY_MS) * DAY_MS !== 0) return false;
  }
  return true;
}

function clockOf(time: number): number {
  return ((time % DAY_MS) + DAY_MS) % DAY_MS;
}

function isAnHourApart(a: number, b: number): boolean {
  const apart = Math.abs(a - b);
  return Math.min(apart, DAY_MS - apart) === HOUR_MS;
}

function changesWithSeasons(times: Float64Array, winter: number, summer: number): boolean {
  let changes = 0;
  let before = Number.NaN;
  for (let i = 0; i < times.length; i++) {
    const clock = clockOf(times[i]!);
    if (clock !== winter && clock !== summer) continue;
    if (before === before && clock !== before) changes++;
    before = clock;
  }
  const years = (times[times.length - 1]! - times[0]!) / (365.25 * DAY_MS);
  return changes <= CHANGES * Math.ceil(years) + 1;
}

function clockText(clock: number): string {
  const iso = new Date(clock).toISOString();
  return iso.endsWith("00.000Z") ? iso.slice(11, 16) : iso.slice(11, 19);
}
