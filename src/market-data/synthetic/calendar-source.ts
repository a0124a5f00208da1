import { DAY_MS } from "#time/units";
import type { SessionSource } from "./request-clock.ts";

/** Every day, from midnight to midnight UTC. */
const ALWAYS: SessionSource = {
  name: "24/7",
  sessionsPerYear: 365,
  *sessionsFrom(from) {
    for (let day = Math.ceil(from / DAY_MS) * DAY_MS; ; day += DAY_MS) yield { day, open: day, close: day + DAY_MS };
  },
};

export const CALENDAR_NAMES: readonly string[] = [ALWAYS.name];

/** The sessions of a calendar by its name; null: there is none of that name. */
export function calendarSource(name: string): SessionSource | null {
  return name === ALWAYS.name ? ALWAYS : null;
}
