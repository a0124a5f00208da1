import { calendarOf } from "#time/calendars/calendar-of";
import type { TradingCalendar } from "#time/calendars/trading-calendar";
import type { Market } from "./market.ts";

/** The calendar that all assets of a market are known to follow; null where one of them follows another, or nobody knows. */
export function marketCalendar({ assets }: Market): TradingCalendar | null {
  const names = new Set(assets.map(({ series }) => series.calendar ?? null));
  const [name] = names;
  return names.size === 1 && name != null ? calendarOf(name) : null;
}
