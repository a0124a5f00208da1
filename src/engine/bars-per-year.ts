import type { Market } from "#domain/market";
import { periodsPerYear, sessionEnds } from "#time/annualization";
import { calendarOf } from "#time/calendars/calendar-of";

/** Bars of the market's clock in a year, by the calendar of its first asset: the sessions, times the usual bars of one. */
export function barsPerYear({ clock, assets, asked }: Market): number {
  const calendar = calendarOf(assets[asked[0]!]!.series.calendar ?? "");
  const sessions = sessionEnds(clock, calendar).length;
  return periodsPerYear(clock, calendar) * Math.max(1, Math.round(clock.length / sessions));
}
