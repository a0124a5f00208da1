import { calendarOf } from "#time/calendars/calendar-of";
import type { SessionSpan } from "./bar-clock.ts";
import type { SessionSource } from "./request-clock.ts";

/** The sessions of a calendar by its name, in any case; null: there is none of that name. */
export function calendarSource(name: string): SessionSource | null {
  const calendar = calendarOf(name);
  if (calendar === null) return null;
  return {
    name: calendar.name,
    sessionsPerYear: calendar.periodsPerYear("1d"),
    *sessionsFrom(from) {
      for (const day of calendar.sessions(from, calendar.lastDay)) {
        const { open, close, breaks } = calendar.sessionHours(day)!;
        const parts: [number, number][] = [];
        let begin = open;
        for (const rest of breaks) {
          parts.push([begin, rest.from]);
          begin = rest.to;
        }
        yield { day, parts: [...parts, [begin, close]] } satisfies SessionSpan;
      }
    },
  };
}
