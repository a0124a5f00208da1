import { DAY_MS } from "../units.ts";

/** The day of a year on which a rule falls, as days since 1970-01-01; null in years without. */
export type HolidayRule = (year: number) => number | null;

/** Where a day that falls on a weekend is kept. */
export type Observed =
  /** As it falls: then nobody misses it. */
  | "as it falls"
  /** Saturday on the Friday before, Sunday on the Monday after. */
  | "nearest weekday"
  /** Sunday on the Monday after; a Saturday is not made up for. */
  | "Sunday on Monday"
  /** Saturday and Sunday on the Monday after. */
  | "next Monday"
  /** Saturday and Sunday on the Friday before. */
  | "Friday before";

export const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY] = [1, 2, 3, 4, 5] as const;

export function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** The day number of "2013-01-02". */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** 0 is Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The same date each year. */
export function yearly(month: number, day: number, observed: Observed = "as it falls"): HolidayRule {
  return (year) => observe(dayNumber(year, month, day), observed);
}

function observe(day: number, observed: Observed): number {
  const weekday = weekdayOf(day);
  if (weekday === 0) {
    if (observed === "Friday before") return day - 2;
    return observed === "as it falls" ? day : day + 1;
  }
  if (weekday !== 6) return day;
  if (observed === "nearest weekday" || observed === "Friday before") return day - 1;
  return observed === "next Monday" ? day + 2 : day;
}

/** The n-th such weekday of a month, from its first day; of the last, n is −1. */
export function nth(n: number, weekday: number, month: number): HolidayRule {
  return (year) => {
    if (n > 0) {
      const first = dayNumber(year, month, 1);
      return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1);
    }
    const last = dayNumber(year, month + 1, 1) - 1;
    return last - ((weekdayOf(last) - weekday + 7) % 7);
  };
}

/** So many days after another rule's. */
export function after(rule: HolidayRule, days: number): HolidayRule {
  return (year) => {
    const day = rule(year);
    return day === null ? null : day + days;
  };
}

/** Days from Easter Sunday (−2: Good Friday, 1: Easter Monday, 50: Whit Monday). */
export function fromEaster(days: number): HolidayRule {
  return (year) => easterSunday(year) + days;
}

/** *Source*: the Gregorian rule of 1876 as in J. Meeus, Astronomical Algorithms (2nd ed., 1998), ch. 8. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayNumber(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

/** The rule from a first to a last year (both included), without single ones. */
export function within(
  rule: HolidayRule,
  years: { readonly from?: number; readonly to?: number; readonly except?: readonly number[] },
): HolidayRule {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, except = [] } = years;
  return (year) => (year < from || year > to || except.includes(year) ? null : rule(year));
}

/** The rule in the years in which its day is one of these weekdays. */
export function onlyOn(rule: HolidayRule, weekdays: readonly number[]): HolidayRule {
  return (year) => {
    const day = rule(year);
    return day !== null && weekdays.includes(weekdayOf(day)) ? day : null;
  };
}
