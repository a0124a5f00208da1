import { calendarOf } from "#time/calendars/calendar-of";
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
  broken: new Float64Array(),
  mixed: [],
};

/** The same, held against a calendar that was asked for. */
export function asked(name: string): CheckContext {
  return { ...noContext, calendar: { calendar: calendarOf(name)!, how: "asked" } };
}

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** Midnight UTC of a day, or a moment of it: "2020-01-06", "2020-01-06T14:30Z". */
export const at = (text: string): number => Date.parse(text);

/** Times at one step, n of them. */
export function times(from: string, n: number, step: number = DAY_MS): number[] {
  return Array.from({ length: n }, (_, i) => at(from) + i * step);
}

/** A walk that moves by some tenths of a percent a bar, the same every time. */
export function walk(n: number, start = 100): number[] {
  const closes: number[] = [];
  let price = start;
  for (let i = 0; i < n; i++) {
    price *= 1 + 0.004 * Math.sin(i * 2.3) + 0.003 * Math.cos(i * i);
    closes.push(price);
  }
  return closes;
}

/** Closes at times. */
export function closesAt(
  time: readonly number[],
  close: readonly number[],
  over: Partial<CheckedBars> = {},
): CheckedBars {
  const column = Float64Array.from(close);
  const prices = { open: column, high: column, low: column, close: column, volume: null };
  return { ...checkedFacts, closeOnly: true, time: Float64Array.from(time), ...prices, ...over };
}

/** Bars around closes: each opens at the close before it and reaches a little further than both. */
export function barsAt(
  time: readonly number[],
  close: readonly number[],
  over: Partial<CheckedBars> = {},
): CheckedBars {
  const open = close.map((price, i) => close[i - 1] ?? price);
  const top = (a: number, b: number) => Math.max(a, b) * 1.001;
  const bottom = (a: number, b: number) => Math.min(a, b) * 0.999;
  return {
    ...checkedFacts,
    time: Float64Array.from(time),
    open: Float64Array.from(open),
    high: Float64Array.from(close, (price, i) => top(price, open[i]!)),
    low: Float64Array.from(close, (price, i) => bottom(price, open[i]!)),
    close: Float64Array.from(close),
    volume: Float64Array.from(close, (_, i) => 1000 + i),
    ...over,
  };
}
