import { UsageError } from "#base/errors";
import { nearTimeframe, parseTimeframe } from "#time/parse-timeframe";
import type { Timeframe } from "#time/timeframe";
import { stepOf } from "./request-clock.ts";

const MOST_MS = 12 * 3_600_000;

/** Throws UsageError for what is not the length of a bar that a generator makes: a day, or up to twelve hours. */
export function readTimeframe(text: string): Timeframe {
  const timeframe = parseTimeframe(text);
  const step = timeframe === null ? Number.NaN : stepOf(timeframe);
  if (timeframe !== null && (step === null || (step > 0 && step <= MOST_MS))) return timeframe;
  const near = timeframe === null ? nearTimeframe(text) : null;
  throw new UsageError({
    code: "synthetic-timeframe",
    message: `Synthetic bars cannot be ${text} long.`,
    where: { flag: "--timeframe", received: text, expected: "1d, or seconds, minutes or hours up to 12h: 5m" },
    help:
      near !== null
        ? `Did you mean: --timeframe ${near}`
        : "A day is 1d, an hour 1h, five minutes 5m. Longer bars are made of days.",
  });
}
