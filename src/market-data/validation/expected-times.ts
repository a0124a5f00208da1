import type { Timeframe } from "#time/timeframe";
import { lengthMs } from "#time/timeframe-length";
import type { CalendarFound } from "./find-calendar.ts";

/**
 * The times between the first bar and the last at which there should be one, increasing: the sessions of the calendar, or
 * of bars within a day their steps while it is open; else the times at which the file has a bar of any ticker. null where
 * neither is known.
 */
export function expectedTimes(
  times: Float64Array,
  timeframe: Timeframe,
  found: CalendarFound | null,
  fileTimes: Float64Array | null,
): Float64Array | null {
  if (found === null || timeframe === "1w" || timeframe === "1mo" || times.length === 0) return fileTimes;
  const { calendar } = found;
  const [first, last] = [times[0]!, times[times.length - 1]!];
  if (timeframe === "1d") return calendar.sessions(first, last);
  const step = lengthMs(timeframe);
  const { open, close, restFrom, restTo } = calendar.columns;
  const expected: number[] = [];
  // Bars may stand at 9:30 or on the hour: the file's own bar of a session says where.
  const phase = first % step;
  for (let i = 0; i < open.length; i++) {
    if (close[i]! <= first || open[i]! > last) continue;
    for (let time = open[i]! + ((((phase - open[i]!) % step) + step) % step); time < close[i]!; time += step) {
      if (time >= first && time <= last && !(time >= restFrom[i]! && time < restTo[i]!)) expected.push(time);
    }
  }
  return Float64Array.from(expected);
}
