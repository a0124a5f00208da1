import { nearest } from "#base/nearest";
import { ALWAYS, FX } from "./around-the-clock.ts";
import { CME } from "./chicago.ts";
import { LSE, XETRA } from "./europe.ts";
import type { ExchangeFacts } from "./exchange-facts.ts";
import { NASDAQ, NYSE } from "./new-york.ts";
import { TSE } from "./tokyo.ts";
import { TradingCalendar } from "./trading-calendar.ts";

const EXCHANGES: readonly ExchangeFacts[] = [NYSE, NASDAQ, CME, LSE, XETRA, TSE, FX, ALWAYS];

/** The names of all calendars, as errors and help list them. */
export const CALENDAR_NAMES: readonly string[] = EXCHANGES.map((exchange) => exchange.name);

const made = new Map<string, TradingCalendar>();

/**
 * The calendar of that name or alias (XNYS, nyse, London), in any case; made when first asked for. Null when there is none:
 * `nearCalendar` then says which may be meant.
 */
export function calendarOf(name: string): TradingCalendar | null {
  const asked = name.trim().toLowerCase();
  const facts = EXCHANGES.find((one) => namesOf(one).some((other) => other.toLowerCase() === asked));
  if (facts === undefined) return null;
  let calendar = made.get(facts.name);
  if (calendar === undefined) {
    calendar = new TradingCalendar(facts);
    made.set(facts.name, calendar);
  }
  return calendar;
}

/** The calendar that a name which is none may mean, or null. */
export function nearCalendar(name: string): string | null {
  const near = nearest(name.trim(), EXCHANGES.flatMap(namesOf));
  return EXCHANGES.find((one) => namesOf(one).some((other) => other === near))?.name ?? null;
}

function namesOf({ name, aliases }: ExchangeFacts): readonly string[] {
  return [name, ...aliases];
}
