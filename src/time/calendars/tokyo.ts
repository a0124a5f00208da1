import { type ExchangeFacts, WEEKDAYS } from "./exchange-facts.ts";
import { dayOf, type HolidayRule, MONDAY, nth, weekdayOf, within, yearly } from "./holiday-rules.ts";

/** The last day of holidays in May: one of them on a Sunday is made up for after it. */
const goldenWeek: HolidayRule = (year) => {
  // The law knows a day off for a holiday on Sunday; since 2007 on the next day that is no holiday itself.
  const sunday = [3, 4, 5].find((day) => weekdayOf(dayOf(`${year}-05-0${day}`)) === 0);
  return sunday === undefined || (year < 2007 && sunday !== 5) ? null : dayOf(`${year}-05-06`);
};

/**
 * The day of an equinox in Japan, 1980 to 2099.
 * *Source*: S. Nagasawa's approximation as the National Astronomical Observatory of Japan states it; the law leaves the
 * day to the Observatory's announcement of the February before.
 */
function equinox(month: 3 | 9): HolidayRule {
  const base = month === 3 ? 20.8431 : 23.2488;
  return (year) => {
    const day = Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));
    const number = dayOf(`${year}-0${month}-${day}`);
    return weekdayOf(number) === 0 ? number + 1 : number;
  };
}

/** The Tokyo Stock Exchange. */
export const TSE: ExchangeFacts = {
  name: "TSE",
  title: "Tokyo Stock Exchange",
  aliases: ["XTKS", "JPX", "XJPX", "Tokyo", "Tokyo Stock Exchange", "Japan"],
  zone: "Asia/Tokyo",
  from: "2000-01-01",
  to: "2028-12-31",
  weekdays: WEEKDAYS,
  hours: [
    { from: "2000-01-01", open: "09:00", close: "15:00", rest: ["11:00", "12:30"] },
    { from: "2011-11-21", rest: ["11:30", "12:30"] },
    { from: "2024-11-05", close: "15:30" },
  ],
  holidays: [
    ...[yearly(1, 1), yearly(1, 2), yearly(1, 3), yearly(12, 31)],
    nth(2, MONDAY, 1),
    yearly(2, 11, "Sunday on Monday"),
    within(yearly(2, 23, "Sunday on Monday"), { from: 2020 }),
    equinox(3),
    yearly(4, 29, "Sunday on Monday"),
    ...[yearly(5, 3), yearly(5, 4), yearly(5, 5), goldenWeek],
    within(yearly(7, 20, "Sunday on Monday"), { to: 2002 }),
    within(nth(3, MONDAY, 7), { from: 2003, except: [2020, 2021] }),
    within(yearly(8, 11, "Sunday on Monday"), { from: 2016, except: [2020, 2021] }),
    within(yearly(9, 15, "Sunday on Monday"), { to: 2002 }),
    within(nth(3, MONDAY, 9), { from: 2003 }),
    equinox(9),
    within(nth(2, MONDAY, 10), { except: [2020, 2021] }),
    yearly(11, 3, "Sunday on Monday"),
    yearly(11, 23, "Sunday on Monday"),
    within(yearly(12, 23, "Sunday on Monday"), { to: 2018 }),
  ],
  closures: [
    ...["2009-09-22", "2015-09-22", "2026-09-22"], // between two holidays
    ...["2019-04-30", "2019-05-01", "2019-05-02", "2019-10-22"], // a new emperor
    ...["2020-07-23", "2020-07-24", "2020-08-10"], // holidays moved for the Olympic Games
    ...["2021-07-22", "2021-07-23", "2021-08-09"],
    "2020-10-01", // the trading system failed for the whole day
  ],
  // The first and the last session of a year were mornings only, the last time on 2009-01-05.
  short: [
    {
      close: "11:00",
      dates: [
        ...["2000-01-04", "2000-12-29", "2001-01-04", "2001-12-28", "2002-01-04", "2002-12-30", "2003-01-06"],
        ...["2003-12-30", "2004-01-05", "2004-12-30", "2005-01-04", "2005-12-30", "2006-01-04", "2006-12-29"],
        ...["2007-01-04", "2007-12-28", "2008-01-04", "2008-12-30", "2009-01-05"],
      ],
    },
  ],
  sessionsPerYear: 245,
  source:
    "Japan Exchange Group, Calendar and Trading Hours (jpx.co.jp): rest from 11:30 since 2011-11-21, close at 15:30 since 2024-11-05; the " +
    "Act on National Holidays; days held against exchange_calendars 4.13.2 (XTKS)",
};
