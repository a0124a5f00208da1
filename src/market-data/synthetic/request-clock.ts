import { UsageError } from "#base/errors";
import type { Timeframe } from "#time/timeframe";
import { lengthMs } from "#time/timeframe-length";
import { type BarClock, barsOf, dailyClock, intradayClock, type SessionSpan } from "./bar-clock.ts";
import type { SyntheticRequest } from "./synthetic-request.ts";

/** Where the sessions of a calendar come from. */
export interface SessionSource {
  readonly name: string;
  /** Daily bars in a year, on average. */
  readonly sessionsPerYear: number;
  /** Sessions from `day` on (midnight UTC, epoch ms), in order, to the end of what the calendar knows. */
  readonly sessionsFrom: (day: number) => Iterable<SessionSpan>;
}

/** Length of an intraday bar in ms; null for a day; NaN for what a generator does not make. */
export function stepOf(timeframe: Timeframe): number | null {
  if (timeframe === "1d") return null;
  return /^\d+[smh]$/.test(timeframe) ? lengthMs(timeframe) : Number.NaN;
}

/**
 * The bars of a request on its calendar. Throws UsageError where the calendar ends before all bars are made.
 */
export function requestClock(request: SyntheticRequest, calendar: SessionSource): BarClock {
  const { bars, from, timeframe, values } = request;
  const step = stepOf(timeframe);
  const sessions: SessionSpan[] = [];
  let made = 0;
  for (const session of calendar.sessionsFrom(from)) {
    if (made >= bars) break;
    sessions.push(session);
    made += step === null ? 1 : barsOf(session, step);
  }
  if (made < bars) throw calendarEnds(request, calendar, made);
  const settings = { sessionsPerYear: calendar.sessionsPerYear, overnight: values.overnight };
  if (step !== null) return intradayClock(sessions, step, bars, timeframe, settings);
  return dailyClock(
    sessions.map(({ day }) => day),
    settings,
  );
}

function calendarEnds({ bars, from }: SyntheticRequest, calendar: SessionSource, made: number): UsageError {
  const day = new Date(from).toISOString().slice(0, 10);
  return new UsageError({
    code: "calendar-ends",
    message: `The calendar ${calendar.name} knows ${made} of the ${bars} bars from ${day} on.`,
    where: { flag: "--bars", received: String(bars), expected: `at most ${made}` },
    help: "Take fewer --bars, an earlier --from, or a calendar without end: --calendar 24/7",
  });
}
