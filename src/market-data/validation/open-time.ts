import type { TradingCalendar } from "#time/calendars/trading-calendar";

/** How long a market is open from one moment to another, in ms; rests do not count. Moments are epoch ms UTC. */
export function openTime({ columns }: TradingCalendar, from: number, to: number): number {
  const { open, close, restFrom, restTo } = columns;
  let sum = 0;
  for (let i = firstAfter(close, from); i < open.length && open[i]! < to; i++) {
    sum += overlap(open[i]!, close[i]!, from, to);
    if (restFrom[i] === restFrom[i]) sum -= overlap(restFrom[i]!, restTo[i]!, from, to);
  }
  return sum;
}

/** The first moment at or after `from` at which the market is open; NaN where the calendar knows none. */
export function nextOpen({ columns }: TradingCalendar, from: number): number {
  const { open, close, restFrom, restTo } = columns;
  const i = firstAfter(close, from);
  if (i >= open.length) return Number.NaN;
  const moment = Math.max(from, open[i]!);
  return moment >= restFrom[i]! && moment < restTo[i]! ? restTo[i]! : moment;
}

function overlap(from: number, to: number, a: number, b: number): number {
  return Math.max(0, Math.min(to, b) - Math.max(from, a));
}

/** Index of the first of an increasing column above `value`. */
function firstAfter(column: Float64Array, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
