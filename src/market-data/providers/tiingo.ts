import { isDailyOrLonger, type Timeframe } from "#time/timeframe";
import { DAY_MS } from "#time/units";
import type { BarsWanted, HttpAnswer, Page, Provider, Refusal } from "../provider.ts";
import { beginningOf, fieldOf, jsonIfAny, jsonOf, listOf, numberOf, textField, UnexpectedAnswer } from "./answers.ts";
import { barEnd } from "./bar-length.ts";
import { columnsOf, type Row } from "./bar-rows.ts";
import { clockIn, dayIn, dayText, utcDay } from "./session-day.ts";
import { finishedRows } from "./unfinished.ts";

/** Words of an interval, and days that stay below the 10,000 bars of one answer. */
const INTRADAY: Partial<Record<Timeframe, { readonly frequency: string; readonly days: number }>> = {
  "1m": { frequency: "1min", days: 30 },
  "5m": { frequency: "5min", days: 150 },
  "15m": { frequency: "15min", days: 500 },
  "30m": { frequency: "30min", days: 900 },
  "1h": { frequency: "1hour", days: 1800 },
  "4h": { frequency: "4hour", days: 3600 },
};
const NEW_YORK = "America/New_York";
const HOUR_MS = 3_600_000;
/** The prices of a day are there from 17:30 in New York. */
const DAY_IS_OVER_MS = 17.5 * HOUR_MS;

/**
 * Tiingo, and what answers like it: end-of-day prices with their adjusted twins, and intraday bars of IEX.
 *
 * *Source*: tiingo.com/documentation, "End-of-Day" and "IEX"; the words of its limits, which come with status 200, from
 * hydrosquall/tiingo-python #45.
 */
export const tiingo: Provider = {
  name: "tiingo",
  title: "Tiingo",
  keys: ["TIINGO_API_KEY"],
  baseUrl: "https://api.tiingo.com",
  urlVariable: "IVY_TIINGO_URL",
  timeframes: ["1m", "5m", "15m", "30m", "1h", "4h", "1d"],
  hasRaw: true,
  pace: { requests: 10, perMs: 1000 },
  earliest: (timeframe) => (timeframe === "1d" ? Date.UTC(1962, 0, 1) : Date.UTC(2017, 0, 1)),
  request: (wanted, cursor, { base, keys }) => {
    const { start, end } = windowOf(wanted, cursor);
    const query = new URLSearchParams({ startDate: dayText(start) });
    if (Number.isFinite(end)) query.set("endDate", dayText(end));
    const intraday = INTRADAY[wanted.timeframe];
    if (intraday !== undefined) {
      query.set("resampleFreq", intraday.frequency);
      query.set("columns", "open,high,low,close,volume");
    }
    const ticker = encodeURIComponent(wanted.symbol.replace(/[./]/g, "-").toLowerCase());
    return {
      url: `${base}/${intraday === undefined ? "tiingo/daily" : "iex"}/${ticker}/prices?${query}`,
      headers: { authorization: `Token ${keys.get("TIINGO_API_KEY")!}`, accept: "application/json" },
    };
  },
  refusal,
  page: readPage,
};

function windowOf({ from, to, timeframe }: BarsWanted, cursor: string | null): { start: number; end: number } {
  const intraday = INTRADAY[timeframe];
  if (intraday === undefined) return { start: from, end: to };
  const start = cursor === null ? utcDay(from) : Number(cursor);
  return { start, end: Math.min(to, start + (intraday.days - 1) * DAY_MS) };
}

function refusal(answer: HttpAnswer): Refusal | null {
  const document = jsonIfAny(answer);
  const words = textField(document, "detail") ?? (typeof document === "string" ? document : answer.body.trim());
  if (/you have run over your/i.test(words.slice(0, 400))) {
    const waitMs = /hourly/i.test(words) ? HOUR_MS : DAY_MS;
    return { kind: "rate-limit", words: beginningOf(words), waitMs };
  }
  if (answer.status === 404 && document !== undefined) return { kind: "unknown-symbol", words: beginningOf(words) };
  if (answer.status === 400 && document !== undefined) return { kind: "not-available", words: beginningOf(words) };
  return null;
}

function readPage(answer: HttpAnswer, wanted: BarsWanted, cursor: string | null, now: number): Page {
  const { timeframe, isRaw } = wanted;
  const isDay = isDailyOrLonger(timeframe);
  const rows = listOf(jsonOf(answer), "something that is no list of prices").map((bar): Row => {
    const time = Date.parse(textField(bar, "date") ?? "");
    if (Number.isNaN(time)) throw new UnexpectedAnswer("a price without a date");
    const number = (key: string) => numberOf(fieldOf(bar, key), key);
    const prices = { open: number("open"), high: number("high"), low: number("low"), close: number("close") };
    if (!isDay) return { time, ...prices, volume: number("volume") };
    const actions = { split: number("splitFactor"), dividend: number("divCash") };
    return { time: utcDay(time), ...prices, volume: number("volume"), adjustedClose: number("adjClose"), ...actions };
  });
  const today = dayIn(NEW_YORK)(now);
  const { finished, unfinished } = finishedRows(rows, ({ time }) => {
    if (!isDay) return barEnd(time, timeframe) <= now;
    return time < today || (time === today && clockIn(NEW_YORK)(now) >= DAY_IS_OVER_MS);
  });
  const { end } = windowOf(wanted, cursor);
  const isLast = isDay || end >= Math.min(wanted.to, now);
  const actions = ["split", "dividend"] as const;
  return {
    ...columnsOf(finished, isDay ? (isRaw ? actions : ["adjustedClose", ...actions]) : []),
    next: isLast ? null : String(utcDay(end) + DAY_MS),
    zone: NEW_YORK,
    adjustment: "none",
    currency: "USD",
    unfinished,
  };
}
