import { utcOf } from "../local-times.ts";
import { DAY_MS } from "../units.ts";
import { zoneNamed } from "../zone.ts";
import type { ExchangeFacts, Hours } from "./exchange-facts.ts";
import { dayOf, weekdayOf } from "./holiday-rules.ts";

/** The sessions of a calendar as columns of one length, in the order of time. */
export interface SessionColumns {
  /** Session dates, midnight UTC. */
  readonly day: Float64Array;
  /** Epoch ms UTC. */
  readonly open: Float64Array;
  readonly close: Float64Array;
  /** The rest within the session, epoch ms UTC; NaN where there is none. */
  readonly restFrom: Float64Array;
  readonly restTo: Float64Array;
  /** 1 where the session ends earlier than an ordinary one of its time. */
  readonly half: Uint8Array;
}

/** The session dates of an exchange, midnight UTC, by what is known of it. */
export function sessionDays(facts: ExchangeFacts): Float64Array {
  const [first, last] = [dayOf(facts.from), dayOf(facts.to)];
  const closed = new Uint8Array(last - first + 1);
  for (let weekday = 0; weekday < 7; weekday++) {
    if (facts.weekdays.includes(weekday)) continue;
    // From the first such weekday on, week by week.
    for (let i = (((weekday - weekdayOf(first)) % 7) + 7) % 7; i < closed.length; i += 7) closed[i] = 1;
  }
  // Days before the first and after the last fall beside the column.
  for (const day of holidaysOf(facts)) closed[day - first] = 1;
  const days = new Float64Array(closed.length);
  let n = 0;
  for (let i = closed.indexOf(0); i !== -1; i = closed.indexOf(0, i + 1)) days[n++] = (first + i) * DAY_MS;
  return days.slice(0, n);
}

/** When the sessions of an exchange open and close. */
export function sessionColumns(facts: ExchangeFacts, days: Float64Array): SessionColumns {
  const short = shortSessions(facts);
  const n = days.length;
  const half = new Uint8Array(n);
  const local = {
    open: new Float64Array(n),
    close: new Float64Array(n),
    restFrom: new Float64Array(n),
    restTo: new Float64Array(n),
  };
  const eras = erasOf(facts.hours);
  let era = 0;
  for (let i = 0; i < n; i++) {
    const day = days[i]!;
    while (era + 1 < eras.length && eras[era + 1]!.from <= day) era++;
    const { open, close, restFrom, restTo } = eras[era]!;
    const changed = short.get(day / DAY_MS);
    const end = changed?.close === undefined ? close : clock(changed.close);
    local.open[i] = day + (changed?.open === undefined ? open : clock(changed.open));
    local.close[i] = day + end;
    half[i] = end < close ? 1 : 0;
    const rests = restFrom < end;
    local.restFrom[i] = rests ? day + restFrom : Number.NaN;
    local.restTo[i] = rests ? day + restTo : Number.NaN;
  }
  const zone = zoneNamed(facts.zone)!;
  const inUtc = (column: Float64Array) => utcOf(column, zone).utc;
  return {
    day: days,
    open: inUtc(local.open),
    close: inUtc(local.close),
    restFrom: inUtc(local.restFrom),
    restTo: inUtc(local.restTo),
    half,
  };
}

function holidaysOf(facts: ExchangeFacts): Set<number> {
  const closed = new Set(facts.closures.map(dayOf));
  // A new year's day on a Saturday may be kept in the old year.
  for (let year = yearOf(facts.from) - 1; year <= yearOf(facts.to) + 1; year++) {
    for (const rule of facts.holidays) {
      const day = rule(year);
      if (day !== null) closed.add(day);
    }
  }
  return closed;
}

function shortSessions(facts: ExchangeFacts): Map<number, { open?: string; close?: string }> {
  const short = new Map<number, { open?: string; close?: string }>();
  for (const { rules = [], dates = [], ...times } of facts.short) {
    const days = dates.map(dayOf);
    for (const rule of rules) {
      for (let year = yearOf(facts.from); year <= yearOf(facts.to); year++) {
        const day = rule(year);
        if (day !== null) days.push(day);
      }
    }
    // A session may begin late and end early: two entries.
    for (const day of days) short.set(day, { ...short.get(day), ...times });
  }
  return short;
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** Hours from a day on, in ms from midnight of the session date; a rest is NaN where there is none. */
interface Era {
  readonly from: number;
  readonly open: number;
  readonly close: number;
  readonly restFrom: number;
  readonly restTo: number;
}

function erasOf(hours: readonly Hours[]): readonly Era[] {
  const eras: Era[] = [];
  let now: Required<Hours> = { from: "", open: "", close: "", rest: null };
  for (const entry of hours) {
    now = { ...now, ...entry };
    const [restFrom, restTo] = now.rest === null ? [Number.NaN, Number.NaN] : [clock(now.rest[0]), clock(now.rest[1])];
    eras.push({ from: dayOf(now.from) * DAY_MS, open: clock(now.open), close: clock(now.close), restFrom, restTo });
  }
  return eras;
}

/** Ms from midnight of "09:30"; "-17:00" is on the day before. */
function clock(text: string): number {
  const isBefore = text.startsWith("-");
  const [hours, minutes] = text
    .slice(isBefore ? 1 : 0)
    .split(":")
    .map(Number) as [number, number];
  return (hours * 60 + minutes) * 60_000 - (isBefore ? DAY_MS : 0);
}
