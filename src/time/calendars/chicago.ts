import { type ExchangeFacts, WEEKDAYS } from "./exchange-facts.ts";
import {
  after,
  FRIDAY,
  fromEaster,
  type HolidayRule,
  MONDAY,
  nth,
  onlyOn,
  THURSDAY,
  TUESDAY,
  WEDNESDAY,
  within,
  yearly,
} from "./holiday-rules.ts";

const goodFriday = fromEaster(-2);
const thanksgiving = nth(4, THURSDAY, 11);

/** Good Fridays on which the labour report came out: trading went on until shortly after it. */
const REPORT_ON_GOOD_FRIDAY = [2010, 2012, 2015, 2021, 2023, 2026];

/** Holidays of New York on which Globex stops at noon: Independence Day from 2014 on, the others of the year with them. */
const NOON: readonly HolidayRule[] = [
  nth(3, MONDAY, 1),
  nth(3, MONDAY, 2),
  nth(-1, MONDAY, 5),
  yearly(7, 4, "nearest weekday"),
  nth(1, MONDAY, 9),
  thanksgiving,
];
const [KING, WASHINGTON, ...LATER] = NOON as [HolidayRule, HolidayRule, ...HolidayRule[]];

/** Equity index futures on CME Globex: a session begins on the evening before the date that it bears. */
export const CME: ExchangeFacts = {
  name: "CME",
  title: "CME Globex, equity index futures",
  aliases: ["CME Globex", "Globex", "XCME", "CMES", "CME_Equity", "CME Globex Equity", "ES", "us_futures"],
  zone: "America/Chicago",
  from: "2012-11-19",
  to: "2027-12-31",
  weekdays: WEEKDAYS,
  hours: [
    { from: "2012-11-19", open: "-17:00", close: "16:15", rest: ["15:15", "15:30"] },
    { from: "2015-09-21", close: "16:00" },
    { from: "2021-06-28", rest: null },
  ],
  holidays: [
    yearly(1, 1, "Sunday on Monday"),
    within(goodFriday, { except: REPORT_ON_GOOD_FRIDAY }),
    yearly(12, 25, "nearest weekday"),
  ],
  closures: [],
  short: [
    { close: "08:15", rules: REPORT_ON_GOOD_FRIDAY.map((year) => within(goodFriday, { from: year, to: year })) },
    { close: "08:30", dates: ["2018-12-05", "2025-01-09"] }, // Presidents Bush and Carter: with New York closed
    {
      close: "10:30",
      rules: [
        ...LATER.map((rule) => within(rule, { to: 2013 })),
        ...[KING, WASHINGTON].map((r) => within(r, { to: 2014 })),
      ],
    },
    {
      close: "12:00",
      rules: [
        ...LATER.map((rule) => within(rule, { from: 2014 })),
        ...[KING, WASHINGTON].map((rule) => within(rule, { from: 2015 })),
        within(yearly(6, 19, "nearest weekday"), { from: 2022 }),
      ],
    },
    {
      close: "12:15",
      rules: [
        onlyOn(yearly(7, 3), [MONDAY, TUESDAY, WEDNESDAY, THURSDAY]),
        onlyOn(after(thanksgiving, 1), [FRIDAY]),
        onlyOn(yearly(12, 24), [MONDAY, TUESDAY, WEDNESDAY, THURSDAY]),
      ],
    },
  ],
  sessionsPerYear: 258,
  source:
    "CME Group, Holiday Calendar and its notices on trading hours of equity index futures (cmegroup.com/trading-hours.html): close " +
    "at 16:15 from 2012-11-19, at 16:00 from 2015-09-21, no rest at 15:15 from 2021-06-28; days held against LEAN's market " +
    "hours of ES and pandas_market_calendars 5.5.0, which keeps Good Friday open in years without a report",
};
