import { DAY_MS } from "#time/units";
import { UnexpectedAnswer } from "./answers.ts";

/**
 * The calendar day of moments in a zone, as midnight UTC of that day (epoch ms): the session date of a daily bar that a
 * provider stamps with the opening of its exchange. Throws UnexpectedAnswer for a zone that nobody knows.
 */
export function dayIn(zone: string): (time: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, year: "numeric", month: "numeric", day: "numeric" });
  } catch {
    throw new UnexpectedAnswer(`a time zone that is none: ${zone}`);
  }
  return (time) => {
    const parts = format.formatToParts(time);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    return Date.UTC(part("year"), part("month") - 1, part("day"));
  };
}

/** Hours and minutes since midnight in a zone, in ms. */
export function clockIn(zone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  });
  return (time) => {
    const parts = format.formatToParts(time);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    return (part("hour") * 60 + part("minute")) * 60_000;
  };
}

/** A day as providers write it: 2013-01-31. */
export function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Midnight UTC of the day that a moment lies in. */
export function utcDay(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS;
}
