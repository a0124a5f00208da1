import { type ExchangeFacts, WEEKDAYS } from "./exchange-facts.ts";
import { fromEaster, MONDAY, nth, onlyOn, within, yearly } from "./holiday-rules.ts";

const earlyMay = nth(1, MONDAY, 5);
const spring = nth(-1, MONDAY, 5);

/** The London Stock Exchange. Christmas Eve and New Year's Eve end at half past twelve; on a weekend the Friday before does. */
export const LSE: ExchangeFacts = {
  name: "LSE",
  title: "London Stock Exchange",
  aliases: ["XLON", "London", "London Stock Exchange", "UK"],
  zone: "Europe/London",
  from: "2000-01-01",
  to: "2028-12-31",
  weekdays: WEEKDAYS,
  hours: [{ from: "2000-01-01", open: "08:00", close: "16:30" }],
  holidays: [
    yearly(1, 1, "next Monday"),
    fromEaster(-2),
    fromEaster(1),
    within(earlyMay, { except: [2020] }),
    within(spring, { except: [2002, 2012, 2022] }),
    nth(-1, MONDAY, 8),
    yearly(12, 25),
    yearly(12, 26),
    // Christmas or Boxing Day on a weekend: the weekdays after make up for both.
    onlyOn(yearly(12, 27), [1, 2]),
    onlyOn(yearly(12, 28), [1, 2]),
  ],
  closures: [
    ...["2002-06-03", "2002-06-04"], // fifty years of Queen Elizabeth II
    "2011-04-29", // a royal wedding
    ...["2012-06-04", "2012-06-05"], // sixty years
    "2020-05-08", // seventy-five years of peace, in the place of early May
    ...["2022-06-02", "2022-06-03"], // seventy years
    "2022-09-19", // the Queen's funeral
    "2023-05-08", // the King's coronation
  ],
  short: [{ close: "12:30", rules: [yearly(12, 24, "Friday before"), yearly(12, 31, "Friday before")] }],
  sessionsPerYear: 253,
  source:
    "London Stock Exchange, Business Days and trading hours (londonstockexchange.com), and the bank holidays of England and " +
    "Wales (gov.uk/bank-holidays); held day by day against exchange_calendars 4.13.2 (XLON)",
};

/** Xetra, the electronic market of Deutsche Börse in Frankfurt. */
export const XETRA: ExchangeFacts = {
  name: "XETRA",
  title: "Xetra, Deutsche Börse",
  aliases: ["XETR", "Deutsche Börse", "Deutsche Boerse", "Germany"],
  zone: "Europe/Berlin",
  from: "2004-01-01",
  to: "2028-12-31",
  weekdays: WEEKDAYS,
  hours: [{ from: "2004-01-01", open: "09:00", close: "17:30" }],
  holidays: [
    yearly(1, 1),
    fromEaster(-2),
    fromEaster(1),
    yearly(5, 1),
    within(fromEaster(50), { from: 2015, to: 2021 }),
    within(yearly(10, 3), { from: 2014, to: 2021 }),
    yearly(12, 24),
    yearly(12, 25),
    yearly(12, 26),
    yearly(12, 31),
  ],
  closures: ["2007-05-28", "2017-10-31"], // Whit Monday; five hundred years of the Reformation
  // The last session of the year, before New Year's Eve, which is none.
  short: [{ close: "14:00", rules: [within(yearly(12, 30, "Friday before"), { from: 2010 })] }],
  sessionsPerYear: 254,
  source:
    "Deutsche Börse, Trading Calendar of Xetra (xetra.com); continuous trading to 17:30 since 2003-11-03; held day by day against " +
    "exchange_calendars 4.13.2 (XETR)",
};
