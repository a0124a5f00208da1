import type { TradingCalendar } from "#time/calendars/trading-calendar";
import { isDailyOrLonger, type Timeframe } from "#time/timeframe";
import { divides, lengthMs } from "#time/timeframe-length";
import type { BarColumns } from "./bars.ts";
import { type Bucket, bucketOf } from "./resample-buckets.ts";
import { barCloses } from "./resample-closes.ts";

/** Longer bars made of shorter ones, as columns of length m. */
export interface ResampledBars extends BarColumns {
  readonly timeframe: Timeframe;
  /** When each bar closed, epoch ms UTC: before, nobody could know it. */
  readonly visibleFrom: Float64Array;
  /** 1 where the shorter bars begin after, or end before, what the bar stands for; only the first and the last may be so. */
  readonly partial: Uint8Array;
  /** Of each shorter bar, length n: the index of the longer one into which it went; −1: it went into none. */
  readonly bucket: Int32Array;
  /** How many shorter bars lie outside of all sessions and went into none. */
  readonly outside: number;
}

/**
 * Makes longer bars: first open, highest high, lowest low, last close, sum of volumes.
 *
 * With a calendar that knows the whole range, bars within the day are counted from the open of their session (1h of the NYSE:
 * 9:30, 10:30, …, 15:30 to 16:00), go into the day of their session, and are left out (and counted) outside of sessions. Without,
 * they are counted from midnight UTC. Weeks are ISO weeks and bear the time of their Monday, months that of their first day. A
 * bar that begins before the open and ends after it belongs to the session; one that lies across two longer bars goes into the
 * one in which it closes.
 *
 * Rows whose close is NaN are no bars and are passed over. A volume is NaN where one of its parts is: a sum without it would be
 * too small. A half-day is whole: a calendar knows when it ends.
 * @param bars columns of length n, increasing in time
 * @param from their timeframe
 * @throws RangeError when bars of `to` cannot be made of whole bars of `from`, as days cannot of weeks
 */
export function resampleBars(
  bars: BarColumns,
  from: Timeframe,
  to: Timeframe,
  calendar: TradingCalendar | null,
): ResampledBars {
  if (!divides(from, to)) throw new RangeError(`bars of ${to} cannot be made of bars of ${from}`);
  const { time, open, high, low, close, volume } = bars;
  const n = time.length;
  const isWithinDay = !isDailyOrLonger(from);
  // Of hours a calendar is used where it knows all of them: bars of years that it does not know are not outside of sessions.
  const isKnown = n > 0 && (calendar?.holds(time[0]!, time[n - 1]!) ?? false);
  const market = isWithinDay && !isKnown ? null : calendar;
  const sessions = isWithinDay && market !== null ? market.indicesAt(time, lengthMs(from)) : null;
  const ends = barCloses(time, from, market);
  const out = emptyColumns(n, volume !== null);
  const buckets = new Int32Array(n).fill(-1);
  const { high: highs, low: lows, close: lasts, volume: volumes } = out;
  let bucket: Bucket | null = null;
  let isCut = false;
  let end = Number.NaN;
  let outside = 0;
  let at = -1;
  for (let i = 0; i < n; i++) {
    if (close[i]! !== close[i]!) continue;
    if (sessions !== null && sessions[i]! < 0) {
      outside++;
      continue;
    }
    end = ends[i]!;
    if (bucket === null || end > bucket.close) {
      const isFirst = bucket === null;
      const session = sessions === null ? null : { calendar: market!, index: sessions[i]! };
      bucket = bucketOf(time[i]!, end, to, session, market);
      if (isFirst) isCut = time[i]! > bucket.first;
      at++;
      out.time[at] = bucket.start;
      out.visibleFrom[at] = bucket.close;
      out.open[at] = open[i]!;
      highs[at] = Number.NEGATIVE_INFINITY;
      lows[at] = Number.POSITIVE_INFINITY;
    }
    buckets[i] = at;
    if (high[i]! > highs[at]!) highs[at] = high[i]!;
    if (low[i]! < lows[at]!) lows[at] = low[i]!;
    lasts[at] = close[i]!;
    if (volumes !== null) volumes[at] = volumes[at]! + volume![i]!;
  }
  const partial = new Uint8Array(at + 1);
  if (isCut) partial[0] = 1;
  if (bucket !== null && end < bucket.close) partial[at] = 1;
  return { ...firstOf(out, at + 1), partial, timeframe: to, bucket: buckets, outside };
}

type Columns = BarColumns & Pick<ResampledBars, "visibleFrom">;

function emptyColumns(n: number, hasVolume: boolean): Columns {
  const column = () => new Float64Array(n);
  const [time, open, high, low, close, visibleFrom] = [column(), column(), column(), column(), column(), column()];
  return { time, open, high, low, close, visibleFrom, volume: hasVolume ? column() : null };
}

/** Copies, so that the memory of the rest is free. */
function firstOf({ time, open, high, low, close, visibleFrom, volume }: Columns, m: number): Columns {
  return {
    ...{ time: time.slice(0, m), open: open.slice(0, m), high: high.slice(0, m), low: low.slice(0, m) },
    ...{ close: close.slice(0, m), volume: volume?.slice(0, m) ?? null, visibleFrom: visibleFrom.slice(0, m) },
  };
}
