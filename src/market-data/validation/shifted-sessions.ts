import { formatMoment } from "#time/format-time";
import { isDailyOrLonger } from "#time/timeframe";
import { lengthMs } from "#time/timeframe-length";
import { DAY_MS } from "#time/units";
import type { DataWarning, Occurrence } from "../source.ts";
import type { CheckContext, CheckedBars } from "./checked-bars.ts";
import { occurrenceOf } from "./occurrence.ts";

const HOUR_MS = 3_600_000;
/** A rest of so long ends a session; a lunch does not. */
const NIGHT_MS = 4 * HOUR_MS;
/** A late opening or a feed that began late moves one session; a zone moves all that follow. */
const IN_A_ROW = 3;

/**
 * Sessions of intraday bars that begin and end hours earlier or later than those before them, or an hour at a time of the
 * year at which no clock changes: most likely a part of the file is in another zone.
 */
export function checkShiftedSessions(bars: CheckedBars, context: CheckContext): DataWarning | null {
  const { time, timeframe } = bars;
  if (isDailyOrLonger(timeframe) || time.length === 0) return null;
  const starts = sessionStarts(time, Math.max(NIGHT_MS, 3 * lengthMs(timeframe)));
  if (starts.length < 2 * IN_A_ROW) return null;
  const clocks = starts.map((bar) => clockOf(time[bar]!));
  const ends = starts.map((_, k) => clockOf(time[(starts[k + 1] ?? time.length) - 1]!));
  const usual = middle(clocks.slice(0, IN_A_ROW));
  const usualEnd = middle(ends.slice(0, IN_A_ROW));
  const occurrences: Occurrence[] = [];
  let from = usual;
  let until = usualEnd;
  for (let k = IN_A_ROW; k + IN_A_ROW <= starts.length; k++) {
    const next = middle(clocks.slice(k, k + IN_A_ROW));
    const shift = apart(clocks[k]!, from);
    if (Math.abs(shift) < HOUR_MS / 2 || clocks[k] !== next) continue;
    const endShift = apart(middle(ends.slice(k, k + IN_A_ROW)), until);
    const isMoved = clocks.slice(k, k + IN_A_ROW).every((clock) => clock === next) && endShift === shift;
    if (!isMoved) continue;
    const isSeasonal = Math.abs(shift) <= HOUR_MS && isNearClockChange(time[starts[k]!]!);
    from = next;
    until = middle(ends.slice(k, k + IN_A_ROW));
    if (isSeasonal) continue;
    const last = (starts[endOfShift(clocks, k, next)] ?? time.length) - 1;
    const hours = Number((shift / HOUR_MS).toFixed(1));
    occurrences.push(
      occurrenceOf(bars, context, starts[k]!, last, {
        weight: Math.abs(shift),
        text: `sessions begin and end ${Math.abs(hours)} h ${hours > 0 ? "later" : "earlier"} from ${formatMoment(time[starts[k]!]!)} on`,
      }),
    );
  }
  if (occurrences.length === 0) return null;
  return {
    id: "mixed-zones",
    severity: "warning",
    symbol: bars.symbol,
    occurrences,
    words: { one: "bar is in another zone, it seems", many: "bars are in another zone, it seems" },
    help: "Bring all times to one zone, or read the parts on their own with --read zone=NAME.",
  };
}

/** The first bar, and each after a rest. */
function sessionStarts(time: Float64Array, rest: number): number[] {
  const starts = [0];
  for (let i = 1; i < time.length; i++) if (time[i]! - time[i - 1]! >= rest) starts.push(i);
  return starts;
}

function endOfShift(clocks: readonly number[], from: number, clock: number): number {
  let k = from;
  while (k < clocks.length && Math.abs(apart(clocks[k]!, clock)) <= HOUR_MS) k++;
  return k;
}

function clockOf(time: number): number {
  return ((time % DAY_MS) + DAY_MS) % DAY_MS;
}

/** How much later `a` is than `b` by the clock, from −12 to 12 hours. */
function apart(a: number, b: number): number {
  const later = (((a - b) % DAY_MS) + DAY_MS) % DAY_MS;
  return later > DAY_MS / 2 ? later - DAY_MS : later;
}

/** Clocks have changed between mid February and the end of April, and between September and mid November, in any zone since 1970 that markets are in. */
function isNearClockChange(time: number): boolean {
  const day = new Date(time).toISOString().slice(5, 10);
  return (day >= "02-15" && day <= "05-01") || (day >= "09-01" && day <= "11-15");
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
