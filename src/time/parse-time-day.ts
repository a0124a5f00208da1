const DAYS_BEFORE_MONTH = Int32Array.of(0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365);
const DAYS_BEFORE_1970 = daysBeforeYear(1970);

/** Days since 1970-01-01 of a date; NaN when no calendar has it (2013-02-30), and outside the years 1 to 9999. */
export function dayOf(year: number, month: number, day: number): number {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const leapDay = isLeap && month >= 3 ? 1 : 0;
  const before = DAYS_BEFORE_MONTH[month - 1]!;
  const length = DAYS_BEFORE_MONTH[month]! - before + (isLeap && month === 2 ? 1 : 0);
  if (day > length) return Number.NaN;
  return daysBeforeYear(year) + before + leapDay + day - 1 - DAYS_BEFORE_1970;
}

/** Days from 0001-01-01 to the first of January of `year`, in the Gregorian calendar carried back. */
function daysBeforeYear(year: number): number {
  const whole = year - 1;
  return whole * 365 + Math.floor(whole / 4) - Math.floor(whole / 100) + Math.floor(whole / 400);
}
