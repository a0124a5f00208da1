import { UsageError } from "#base/errors";

/**
 * A day, month or year of a flag as epoch ms UTC: its first millisecond for `start`, its last for `end`.
 * Throws UsageError for anything else, and for days that no calendar has.
 */
export function parseDateFlag(flag: string, text: string, edge: "start" | "end"): number {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim());
  if (match === null) throw notADate(flag, text);
  const year = Number(match[1]);
  const month = match[2] === undefined ? null : Number(match[2]);
  const day = match[3] === undefined ? null : Number(match[3]);
  const start = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const found = new Date(start);
  if (month !== null && found.getUTCMonth() !== month - 1) throw notADate(flag, text);
  if (day !== null && found.getUTCDate() !== day) throw notADate(flag, text);
  if (edge === "start") return start;
  if (month === null) return Date.UTC(year + 1, 0, 1) - 1;
  if (day === null) return Date.UTC(year, month, 1) - 1;
  return Date.UTC(year, month - 1, day + 1) - 1;
}

function notADate(flag: string, text: string): UsageError {
  return new UsageError({
    code: "bad-date",
    message: `${flag} ${text} is not a date.`,
    where: { flag, expected: "2013-01-31, 2013-01 or 2013", received: text },
    help: `Write the date as year, month, day: ${flag} 2013-01-31`,
  });
}
