import { type ExchangeFacts, WEEKDAYS } from "./exchange-facts.ts";
import {
  after,
  FRIDAY,
  fromEaster,
  MONDAY,
  nth,
  onlyOn,
  THURSDAY,
  TUESDAY,
  WEDNESDAY,
  within,
  yearly,
} from "./holiday-rules.ts";

const thanksgiving = nth(4, THURSDAY, 11);
const dayAfterThanksgiving = after(thanksgiving, 1);
const christmasEve = onlyOn(yearly(12, 24), [MONDAY, TUESDAY, WEDNESDAY, THURSDAY]);
const electionDay = after(nth(1, MONDAY, 11), 1);

/** The crash of October 1987 left paper behind: the exchange closed early for three weeks to work through it. */
const AFTER_THE_CRASH = ["1987-10-23", "1987-10-26", "1987-10-27", "1987-10-28", "1987-10-29", "1987-10-30"];

/**
 * The New York Stock Exchange.
 *
 * Left out: openings held back by three minutes and less (a minute of silence).
 */
export const NYSE: ExchangeFacts = {
  name: "NYSE",
  title: "New York Stock Exchange",
  aliases: ["XNYS", "New York Stock Exchange", "US", "USA", "US equities", "AMEX", "XASE", "ARCA", "NYSEARCA", "ARCX"],
  zone: "America/New_York",
  from: "1970-01-01",
  to: "2028-12-31",
  weekdays: WEEKDAYS,
  hours: [
    { from: "1970-01-01", open: "10:00", close: "15:00" },
    { from: "1970-05-04", close: "15:30" },
    { from: "1974-10-01", close: "16:00" },
    { from: "1985-09-30", open: "09:30" },
  ],
  holidays: [
    yearly(1, 1, "Sunday on Monday"),
    within(nth(3, MONDAY, 1), { from: 1998 }),
    within(yearly(2, 22, "nearest weekday"), { to: 1970 }),
    within(nth(3, MONDAY, 2), { from: 1971 }),
    fromEaster(-2),
    // In 1970 the day fell on a Saturday, and the Friday before was a session.
    within(nth(-1, MONDAY, 5), { from: 1971 }),
    within(yearly(6, 19, "nearest weekday"), { from: 2022 }),
    yearly(7, 4, "nearest weekday"),
    nth(1, MONDAY, 9),
    (year) => (year <= 1980 && year % 4 === 0 ? electionDay(year) : null),
    thanksgiving,
    yearly(12, 25, "nearest weekday"),
  ],
  closures: [
    "1972-12-28", // President Truman
    "1973-01-25", // President Johnson
    "1977-07-14", // no power in New York
    "1985-09-27", // hurricane Gloria
    "1994-04-27", // President Nixon
    ...["2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14"],
    "2004-06-11", // President Reagan
    "2007-01-02", // President Ford
    ...["2012-10-29", "2012-10-30"], // hurricane Sandy
    "2018-12-05", // President Bush
    "2025-01-09", // President Carter
  ],
  short: [
    {
      close: "13:00",
      rules: [
        within(onlyOn(yearly(7, 3), [MONDAY, TUESDAY, THURSDAY]), { from: 1995 }),
        within(onlyOn(yearly(7, 3), [WEDNESDAY]), { from: 2013 }),
        within(onlyOn(yearly(7, 5), [FRIDAY]), { from: 1995, to: 2012 }),
        within(dayAfterThanksgiving, { from: 1993 }),
        within(christmasEve, { from: 1993 }),
      ],
      dates: ["1997-12-26", "2003-12-26"],
    },
    {
      close: "14:00",
      rules: [within(dayAfterThanksgiving, { from: 1992, to: 1992 }), within(christmasEve, { from: 1990, to: 1992 })],
      dates: ["1974-12-24", "1975-12-24", "1978-02-06", ...AFTER_THE_CRASH, "1996-01-08"],
    },
    { close: "14:30", dates: ["1975-02-12", "1987-11-02", "1987-11-03", "1987-11-04", "1994-02-11"] },
    { close: "15:00", dates: ["1976-08-09", "1987-11-05", "1987-11-06"] },
    { close: "15:17", dates: ["1981-03-30"] }, // President Reagan was shot at
    { close: "15:28", dates: ["1981-09-09"] },
    { close: "15:30", dates: ["1987-11-09", "1987-11-10", "1987-11-11", "1997-10-27"] },
    { close: "15:56", dates: ["2005-06-01"] },
    { open: "10:15", dates: ["1974-01-16", "1974-11-22", "1976-06-08"] },
    { open: "10:30", dates: ["1995-12-18"] },
    { open: "11:00", dates: ["1973-12-17", "1978-02-07", "1989-11-10", "1996-01-08"] },
    { open: "11:15", dates: ["1976-02-02"] },
    { open: "12:00", dates: ["1978-01-20", "2002-09-11"] },
  ],
  sessionsPerYear: 252,
  source:
    "NYSE, Holidays and Trading Hours (nyse.com/markets/hours-calendars) and its list of special closings since 1885; " +
    "held day by day against LEAN's market hours 1998–2028, exchange_calendars 4.13.2 and pandas_market_calendars 5.5.0 from 1970",
};

/** Nasdaq keeps the days and hours of the NYSE; its own calendar is taken from where both are known to agree. */
export const NASDAQ: ExchangeFacts = {
  ...NYSE,
  name: "NASDAQ",
  title: "Nasdaq Stock Market",
  aliases: ["XNAS", "XNMS", "Nasdaq Stock Market"],
  from: "1998-01-01",
  source: "Nasdaq Trader, Holiday Schedule (nasdaqtrader.com), which is the NYSE's; days as there",
};
