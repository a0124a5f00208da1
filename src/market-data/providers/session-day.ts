import { DAY_MS } from "#time/units";
import { offsetAt, type TimeZone, zoneNamed } from "#time/zone";
import { UnexpectedAnswer } from "./answers.ts";

/**
 * The calendar day of moments in a zone, as midnight UTC of that day (epoch ms): the session date of a daily bar that a
 * provider stamps with the opening of its exchange. Throws UnexpectedAnswer for a zone that nobody knows.
 */
export function dayIn(zone: string): (time: number) => number {
  const known = knownZone(zone);
  return (time) => utcDay(time + offsetAt(time, known));
}

/** Milliseconds since midnight in a zone. */
export function clockIn(zone: string): (time: number) => number {
  const known = knownZone(zone);
  return (time) => {
    const local = time + offsetAt(time, known);
    return local - utcDay(local);
  };
}

function knownZone(name: string): TimeZone {
  const zone = zoneNamed(name);
  if (zone === null) throw new UnexpectedAnswer(`a time zone that is none: ${name}`);
  return zone;
}

/** A day as providers write it: 2013-01-31. */
export function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Midnight UTC of the day that a moment lies in. */
export function utcDay(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS;
}
