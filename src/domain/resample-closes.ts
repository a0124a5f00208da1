import type { TradingCalendar } from "#time/calendars/trading-calendar";
import type { Timeframe } from "#time/timeframe";
import { isDailyOrLonger } from "#time/timeframe";
import { lengthMs } from "#time/timeframe-length";
import { calendarPeriod } from "./resample-buckets.ts";

/**
 * When each bar closes, and so from when it is known: a bar within the day at its end or at the close of its session,
 * whichever is earlier; a daily bar at the close of its session; weeks and months at the close of their last session. Where
 * the calendar has no session, or there is none: at the end of the bar's UTC day, ISO week or month.
 * @param times epoch ms UTC, the bars' opens, length n
 * @returns epoch ms UTC, length n
 */
export function barCloses(times: Float64Array, timeframe: Timeframe, calendar: TradingCalendar | null): Float64Array {
  const closes = new Float64Array(times.length);
  if (isDailyOrLonger(timeframe)) {
    let close = Number.NaN;
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < times.length; i++) {
      const time = times[i]!;
      if (!(time >= from && time < to)) ({ close, from, to } = calendarPeriod(time, timeframe, calendar));
      closes[i] = close;
    }
    return closes;
  }
  const length = lengthMs(timeframe);
  const sessions = calendar?.indicesAt(times, length) ?? null;
  for (let i = 0; i < times.length; i++) {
    const end = times[i]! + length;
    const session = sessions === null ? -1 : sessions[i]!;
    closes[i] = session < 0 ? end : Math.min(end, calendar!.columns.close[session]!);
  }
  return closes;
}

/**
 * For each bar the last one of a longer timeframe that has closed by the time at which it closes; −1 while none has. What is
 * known at a bar is so never more than what a trader knew then.
 * @param longer when the longer bars close, increasing, length m
 * @param closes when the bars close, increasing, length n (`barCloses`)
 * @returns indices in [−1, m), length n
 */
export function asOfClosed(longer: Float64Array, closes: Float64Array): Int32Array {
  const out = new Int32Array(closes.length);
  let last = -1;
  for (let i = 0; i < closes.length; i++) {
    while (last + 1 < longer.length && longer[last + 1]! <= closes[i]!) last++;
    out[i] = last;
  }
  return out;
}
