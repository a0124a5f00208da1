import { type ExchangeFacts, WEEKDAYS } from "./exchange-facts.ts";
import { yearly } from "./holiday-rules.ts";

/**
 * Currencies: from five in the afternoon in New York to five on the next day, Monday to Friday. There is no exchange that
 * says so; banks and brokers reckon the day in this way, and rest on the two days on which nearly all of them do.
 */
export const FX: ExchangeFacts = {
  name: "FX",
  title: "Currencies, five in the afternoon New York to five",
  aliases: ["Forex", "Currencies", "24/5"],
  zone: "America/New_York",
  from: "1999-01-04",
  to: "2028-12-31",
  weekdays: WEEKDAYS,
  hours: [{ from: "1999-01-04", open: "-17:00", close: "17:00" }],
  holidays: [yearly(1, 1), yearly(12, 25)],
  closures: [],
  short: [],
  sessionsPerYear: 260,
  source:
    "the market's convention (value dates roll at 17:00 New York; ACI FX Global Code), hours as in pandas_market_calendars 5.5.0 " +
    "(FX), days of rest as in LEAN's market hours of FXCM",
};

/** Crypto: every day of UTC is a session. */
export const ALWAYS: ExchangeFacts = {
  name: "24/7",
  title: "Every day, around the clock",
  aliases: ["24x7", "247", "Always", "Crypto", "Binance", "Coinbase", "Kraken"],
  zone: "UTC",
  from: "1970-01-01",
  to: "2100-12-31",
  weekdays: [0, 1, 2, 3, 4, 5, 6],
  hours: [{ from: "1970-01-01", open: "00:00", close: "24:00" }],
  holidays: [],
  closures: [],
  short: [],
  sessionsPerYear: 365,
  source:
    "the exchanges' candles of a day, which run from midnight to midnight UTC (Binance, Coinbase: API documentation)",
};
