import type { CheckContext, CheckedBars } from "./checked-bars.ts";

/** What of checked bars is not a column. */
export const checkedFacts = {
  symbol: "X",
  timeframe: "1d",
  closeOnly: false,
  adjusted: false,
  adjustedClose: null,
  split: null,
  stamps: null,
  filled: null,
} as const;

/** A file X.csv with a header and one row a line, and nothing known of its sessions. */
export const noContext: CheckContext = {
  placeOf: (bar) => ({ file: "X.csv", line: bar + 2 }),
  calendar: null,
  fileTimes: null,
  mixed: [],
};

/** Closes at times of the step given, from 2020-01-06 (a Monday) on. */
export function closesFrom(
  close: readonly number[],
  stepMs = 86_400_000,
  over: Partial<CheckedBars> = {},
): CheckedBars {
  const column = Float64Array.from(close);
  const time = Float64Array.from(close, (_, i) => Date.UTC(2020, 0, 6) + i * stepMs);
  return {
    ...checkedFacts,
    closeOnly: true,
    time,
    open: column,
    high: column,
    low: column,
    close: column,
    volume: null,
    ...over,
  };
}
