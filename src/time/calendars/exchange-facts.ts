import type { HolidayRule } from "./holiday-rules.ts";

/** Hours of an ordinary session, by the exchange's own clock ("09:30"). What an entry does not say goes on as before. */
export interface Hours {
  /** First session date with these hours. */
  readonly from: string;
  /** "-17:00": on the evening of the calendar day before. */
  readonly open?: string;
  readonly close?: string;
  /** A rest in the middle of the session; null: none any more. */
  readonly rest?: readonly [from: string, to: string] | null;
}

/** Sessions that end early (or start late): each rule's day, and single dates. */
export interface ShortSessions {
  readonly close?: string;
  readonly open?: string;
  readonly rules?: readonly HolidayRule[];
  readonly dates?: readonly string[];
}

/** What is known of an exchange: data, from which a calendar is made. */
export interface ExchangeFacts {
  readonly name: string;
  readonly title: string;
  /** Other names for the same calendar, any case. */
  readonly aliases: readonly string[];
  readonly zone: string;
  /** First and last date for which the facts hold. */
  readonly from: string;
  readonly to: string;
  /** Weekdays with sessions, 0 is Sunday. */
  readonly weekdays: readonly number[];
  readonly hours: readonly Hours[];
  /** Rules of days without a session. */
  readonly holidays: readonly HolidayRule[];
  /** Single days without a session. */
  readonly closures: readonly string[];
  readonly short: readonly ShortSessions[];
  /** Returns of a year: what people reckon with where they agree, else the mean number of sessions. */
  readonly sessionsPerYear: number;
  readonly source: string;
}

export const WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5];
