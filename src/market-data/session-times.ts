import { DataError } from "#base/errors";
import { utcOf } from "#time/local-times";
import { isDailyOrLonger, type Timeframe } from "#time/timeframe";
import { DAY_MS } from "#time/units";
import { nearZone, type TimeZone, zoneNamed } from "#time/zone";
import type { Reading } from "./reading.ts";

/** Different times of day that the daily bars of one market may have. */
const MOST_CLOCKS = 16;
/** Share of the bars that the two usual times of day have to have. */
const USUAL_SHARE = 0.9;
const FEW = 5;

export interface SessionTimes {
  /** Epoch ms UTC; daily bars at midnight of their session date. */
  readonly time: Float64Array;
  /** Times as they stand in the file, where they were moved to session dates; null: they were not. */
  readonly stamps: Float64Array | null;
  readonly notes: readonly string[];
}

export interface TimeFacts {
  /** Times of the file carry their zone, and are UTC already. */
  readonly zoned: boolean;
  readonly file: string;
  readonly reading: Reading;
  /** Name of a zone that stands after the times of the file. */
  readonly zoneName: string | null;
  readonly timeframe: Timeframe;
}

/** Times of a file as the engine has them: moments in UTC, and dates for bars of a day and longer. */
export function sessionTimes(
  local: Float64Array,
  { zoned, file, reading, zoneName, timeframe }: TimeFacts,
): SessionTimes {
  const name = reading.zone ?? zoneName;
  if (isDailyOrLonger(timeframe)) return onDates(local);
  if (name === null || name === undefined || zoned) return { time: local, stamps: null, notes: [] };
  const zone = zoneOf(name, file);
  const { utc } = utcOf(local, zone);
  return { time: utc, stamps: null, notes: [`times in ${zone.name}`] };
}

function zoneOf(name: string, file: string): TimeZone {
  const zone = zoneNamed(name);
  if (zone !== null) return zone;
  const near = nearZone(name) ?? "America/New_York";
  throw new DataError({
    code: "unknown-zone",
    message: `${name} after the times is no zone by its IANA name.`,
    where: { file, received: name, expected: "a zone such as America/New_York" },
    help: `Say which zone the times are in: --read zone=${near}`,
  });
}

/**
 * Daily bars at midnight of their session date, where their times of day are those of a session: one, or two as clocks
 * change. Times of day that go up and down say something else, and stay.
 */
function onDates(local: Float64Array): SessionTimes {
  const unmoved = { time: local, stamps: null, notes: [] };
  if (local.length < 2 || local.every((time) => time % DAY_MS === 0)) return unmoved;
  const counts = new Map<number, number>();
  let day = Number.NaN;
  for (const time of local) {
    const today = Math.floor(time / DAY_MS);
    if (today === day) return unmoved;
    day = today;
    const clock = ((time % DAY_MS) + DAY_MS) % DAY_MS;
    counts.set(clock, (counts.get(clock) ?? 0) + 1);
    if (counts.size > MOST_CLOCKS) return unmoved;
  }
  const [first = 0, second = 0] = [...counts.values()].sort((a, b) => b - a);
  // Of few bars two times of day say nothing.
  const usual = local.length < FEW ? first : first + second;
  if (usual < USUAL_SHARE * local.length) return unmoved;
  return { time: local.map((time) => Math.floor(time / DAY_MS) * DAY_MS), stamps: local, notes: [] };
}
