import { nearest } from "#base/nearest";
import { buildOffsetTable, type OffsetTable, rowAt } from "./zone-table.ts";

/** A zone of local time. Made by `zoneNamed`; its offsets are looked up once for the years that are asked for. */
export interface TimeZone {
  /** As it was asked for, in the spelling of the zone database where that has the name. */
  readonly name: string;
  /** The zone's offsets, whole for the years from `fromYear` to `toYear` (within 1850 to 2200). */
  table(fromYear: number, toYear: number): OffsetTable;
}

/** Years outside have the offset of the edge: no prices are that old, and a slip in a year must not cost a minute. */
const FIRST_YEAR = 1850;
const LAST_YEAR = 2200;

/**
 * Short names that the zone database has without daylight saving, or not at all, and that people write for a place with
 * it: taken at their word they would be an hour off for half of the year.
 */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  ...{ ET: "America/New_York", EST: "America/New_York", EDT: "America/New_York", NYSE: "America/New_York" },
  ...{ CT: "America/Chicago", CST: "America/Chicago", CDT: "America/Chicago", PT: "America/Los_Angeles" },
  ...{ MT: "America/Denver", MST: "America/Denver", MDT: "America/Denver", PST: "America/Los_Angeles" },
  ...{ PDT: "America/Los_Angeles", BST: "Europe/London", CEST: "Europe/Berlin", EEST: "Europe/Athens" },
  ...{ JST: "Asia/Tokyo", HKT: "Asia/Hong_Kong", IST: "Asia/Kolkata", SGT: "Asia/Singapore", KST: "Asia/Seoul" },
  ...{ AEST: "Australia/Sydney", AEDT: "Australia/Sydney", NZT: "Pacific/Auckland", MSK: "Europe/Moscow" },
};

/** A day of hours, east or west of Greenwich. */
const FIXED = /^(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?([0-5]\d))?$/i;

const known = new Map<string, TimeZone | null>();

/**
 * The zone of an IANA name in any case (`America/New_York`, `us/eastern`), `UTC`, `GMT`, `Z`, or a fixed offset
 * (`+05:30`, `UTC-5`). Null when there is none of that name: `nearZone` then says which may be meant. Abbreviations such
 * as EST are none: they leave open what holds in summer.
 */
export function zoneNamed(name: string): TimeZone | null {
  const key = name.trim().toLowerCase();
  let zone = known.get(key);
  if (zone === undefined) {
    zone = makeZone(name.trim());
    known.set(key, zone);
  }
  return zone;
}

function makeZone(name: string): TimeZone | null {
  const upper = name.toUpperCase();
  if (["UTC", "Z", "GMT", "ETC/UTC", "ETC/GMT", "UCT", "ZULU"].includes(upper)) return fixedZone("UTC", 0);
  if (Object.hasOwn(SHORT_NAMES, upper)) return null;
  const fixed = FIXED.exec(name);
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    // UTC+14:00 (Kiritimati) is the furthest that any clock has been.
    return minutes <= 14 * 60 ? fixedZone(name, (fixed[1] === "-" ? -1 : 1) * minutes * 60_000) : null;
  }
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: name, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23" },
      ...{ year: "numeric", month: "2-digit", day: "2-digit" },
      ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return clockZone(listedNames().find((one) => one.toLowerCase() === name.toLowerCase()) ?? name, clock);
}

function fixedZone(name: string, offset: number): TimeZone {
  const starts = Float64Array.of(Number.NEGATIVE_INFINITY);
  const table = { fromYear: FIRST_YEAR, toYear: LAST_YEAR, starts, offsets: Float64Array.of(offset) };
  return { name, table: () => table };
}

function clockZone(name: string, clock: Intl.DateTimeFormat): TimeZone {
  let built: OffsetTable | null = null;
  return {
    name,
    table: (fromYear, toYear) => {
      const from = Math.max(FIRST_YEAR, Math.min(fromYear, toYear, LAST_YEAR));
      const to = Math.min(LAST_YEAR, Math.max(toYear, from));
      if (built === null || from < built.fromYear || to > built.toYear) {
        const first = Math.min(from, built?.fromYear ?? from);
        built = buildOffsetTable(name, (utc) => offsetBy(clock, utc), first, Math.max(to, built?.toYear ?? to));
      }
      return built;
    },
  };
}

/** What a clock shows, taken for UTC, less the time itself. `01/31/2013, 15:30:00` is how en-US writes it. */
function offsetBy(clock: Intl.DateTimeFormat, utc: number): number {
  const [month, day, year, hour, minute, second] = clock.format(utc).match(/\d+/g)!.map(Number) as number[];
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - utc;
}

/** Milliseconds that a clock in the zone is ahead of UTC at an epoch time. */
export function offsetAt(utc: number, zone: TimeZone): number {
  const year = new Date(utc).getUTCFullYear();
  const table = zone.table(year, year);
  return table.offsets[rowAt(table, utc)]!;
}

/** The zone that a name which is none may mean, or null: `New York` and `EST` are America/New_York. */
export function nearZone(name: string): string | null {
  const short = SHORT_NAMES[name.trim().toUpperCase()];
  if (short !== undefined) return short;
  const names = listedNames();
  const asked = name.trim().replaceAll(" ", "_").toLowerCase();
  const city = (zone: string) => zone.slice(zone.lastIndexOf("/") + 1);
  const exact = names.find((zone) => city(zone).toLowerCase() === asked);
  if (exact !== undefined) return exact;
  if (asked.includes("/")) return nearest(asked, names);
  const near = nearest(asked, names.map(city));
  return near === null ? null : names.find((zone) => city(zone) === near)!;
}

let listed: readonly string[] | null = null;

function listedNames(): readonly string[] {
  listed ??= Intl.supportedValuesOf("timeZone");
  return listed;
}
