import { isDailyOrLonger } from "#time/timeframe";
import { lengthMs } from "#time/timeframe-length";
import { DAY_MS } from "#time/units";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { nextOpen, openTime } from "./open-time.ts";
import { isWeekend } from "./weekend.ts";

/** A stretch between two bars at which bars are missing. */
export interface Hole {
  /** Index of the bar before it. */
  readonly after: number;
  /** Epoch ms of the first and the last bar that is missing. */
  readonly from: number;
  readonly to: number;
  /** How many are missing. */
  readonly bars: number;
}

/** Where bars are missing, and what says so. */
export interface Holes {
  readonly holes: readonly Hole[];
  readonly against: "calendar" | "file" | "step" | "weeks";
  /** How many bars there should have been, from the first bar to the last. */
  readonly expected: number;
}

/** Without a calendar a gap of more days than the longest week of holidays is one (Tokyo in 2019: ten days without a session). */
const LONGEST_HOLIDAY = 12 * DAY_MS;
/** Without a calendar a longer gap of minutes or hours may be a night or a lunch. */
const WITHIN = 3_600_000;
/** The same for bars of an hour and longer. */
const WITHIN_BARS = 3;
/** Below this share of steps of the length of a bar, bars are missing because nothing was traded. */
const DENSE = 0.9;

/** The holes of a series between its first bar and its last, by the best that is known of when there should be bars. */
export function holesOf(bars: CheckedBars, { calendar, fileTimes }: CheckContext): Holes {
  const { time, timeframe } = bars;
  if (timeframe === "1w" || timeframe === "1mo" || time.length < 2) return { holes: [], against: "weeks", expected: 0 };
  if (calendar !== null) {
    const { firstDay, lastDay } = calendar.calendar;
    const known = { from: Math.max(firstDay, time[0]!), to: Math.min(lastDay + DAY_MS, time[time.length - 1]!) };
    if (timeframe === "1d") return missingOf(time, calendar.calendar.sessions(known.from, known.to), "calendar");
    const length = lengthMs(timeframe);
    return {
      holes: holesInSessions(time, length, calendar.calendar, known),
      against: "calendar",
      expected: Math.floor(openTime(calendar.calendar, known.from, known.to) / length),
    };
  }
  if (fileTimes !== null) return missingOf(time, fileTimes, "file");
  if (isDailyOrLonger(timeframe)) return { holes: longGaps(time), against: "weeks", expected: 0 };
  return { holes: holesOfStep(time, lengthMs(timeframe)), against: "step", expected: 0 };
}

/** Expected times without a bar, those between the same two bars together. Both columns increase; a bar stands on its day or time. */
function missingOf(time: Float64Array, expected: Float64Array, against: "calendar" | "file"): Holes {
  const holes: Hole[] = [];
  let bar = 0;
  let open: { after: number; from: number; to: number; bars: number } | null = null;
  for (let k = 0; k < expected.length; k++) {
    const wanted = expected[k]!;
    while (bar < time.length && time[bar]! < wanted) bar++;
    if (bar >= time.length) break;
    // A daily bar may carry a time of day.
    const isThere = time[bar] === wanted || (against === "calendar" && time[bar]! < wanted + DAY_MS);
    if (isThere || bar === 0) continue;
    if (open !== null && open.after === bar - 1) {
      open.to = wanted;
      open.bars++;
    } else {
      open = { after: bar - 1, from: wanted, to: wanted, bars: 1 };
      holes.push(open);
    }
  }
  return { holes, against, expected: expected.length };
}

function holesInSessions(
  time: Float64Array,
  length: number,
  calendar: Parameters<typeof openTime>[0],
  known: { readonly from: number; readonly to: number },
): Hole[] {
  const holes: Hole[] = [];
  for (let i = 1; i < time.length; i++) {
    const before = time[i - 1]!;
    if (time[i]! - before <= length || before < known.from || time[i]! > known.to) continue;
    const missing = Math.floor(openTime(calendar, before + length, time[i]!) / length);
    if (missing === 0) continue;
    const from = nextOpen(calendar, before + length);
    holes.push({ after: i - 1, from, to: Math.max(from, time[i]! - length), bars: missing });
  }
  return holes;
}

/** Gaps within an hour, or of few bars, in a file that has nearly every step; not those that come at one time of day. */
function holesOfStep(time: Float64Array, length: number): Hole[] {
  const holes: Hole[] = [];
  const longest = Math.max(WITHIN, WITHIN_BARS * length);
  const clocks = new Map<number, number>();
  let whole = 0;
  for (let i = 1; i < time.length; i++) {
    const step = time[i]! - time[i - 1]!;
    if (step === length) whole++;
    if (step < 2 * length || step > longest) continue;
    const clock = time[i - 1]! % DAY_MS;
    clocks.set(clock, (clocks.get(clock) ?? 0) + 1);
    const bars = Math.round(step / length) - 1;
    holes.push({ after: i - 1, from: time[i - 1]! + length, to: time[i]! - length, bars });
  }
  if (whole < DENSE * (time.length - 1)) return [];
  const days = (time[time.length - 1]! - time[0]!) / DAY_MS;
  const often = Math.max(2, days / 5);
  return holes.filter(({ after }) => clocks.get(time[after]! % DAY_MS)! <= often);
}

function longGaps(time: Float64Array): Hole[] {
  const holes: Hole[] = [];
  const restsOnWeekends = hasNoWeekends(time);
  for (let i = 1; i < time.length; i++) {
    if (time[i]! - time[i - 1]! <= LONGEST_HOLIDAY) continue;
    const from = time[i - 1]! + DAY_MS;
    const to = time[i]! - DAY_MS;
    let bars = 0;
    for (let day = from; day <= to; day += DAY_MS) if (!restsOnWeekends || !isWeekend(day)) bars++;
    holes.push({ after: i - 1, from, to, bars });
  }
  return holes;
}

function hasNoWeekends(time: Float64Array): boolean {
  for (let i = 0; i < time.length; i++) if (isWeekend(time[i]!)) return false;
  return true;
}
