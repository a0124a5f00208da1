import { isDailyOrLonger, type Timeframe } from "#time/timeframe";
import type { BarsWanted, HttpAnswer, Page, Provider, Refusal } from "../provider.ts";
import { beginningOf, fieldOf, jsonIfAny, jsonOf, listOf, numberOf, textField, UnexpectedAnswer } from "./answers.ts";
import { barEnd } from "./bar-length.ts";
import { columnsOf, type Row } from "./bar-rows.ts";
import { clockIn, dayIn } from "./session-day.ts";
import { finishedRows } from "./unfinished.ts";

const NAMES: Partial<Record<Timeframe, string>> = {
  "1m": "1Min",
  "5m": "5Min",
  "15m": "15Min",
  "30m": "30Min",
  "1h": "1Hour",
  "4h": "4Hour",
  "1d": "1Day",
  "1w": "1Week",
  "1mo": "1Month",
};
const NEW_YORK = "America/New_York";

/** A quarter of an hour after the close: accounts that pay nothing see trades so much later. */
const DAY_IS_OVER_MS = (16 * 60 + 15) * 60_000;

/**
 * Alpaca's market data: stocks (v2) and, with a slash in the symbol (BTC/USD), currencies (v1beta3).
 *
 * *Source*: docs.alpaca.markets, "Historical bars" and "Market Data FAQ" (which answers with 403 where a key is wrong).
 */
export const alpaca: Provider = {
  name: "alpaca",
  title: "Alpaca",
  keys: ["APCA_API_KEY_ID", "APCA_API_SECRET_KEY"],
  baseUrl: "https://data.alpaca.markets",
  urlVariable: "IVY_ALPACA_URL",
  timeframes: ["1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w", "1mo"],
  hasRaw: true,
  pace: { requests: 200, perMs: 60_000 },
  earliest: () => Date.UTC(2015, 11, 1),
  request: (wanted, cursor, { base, keys }) => {
    const { symbol, timeframe, from, to, isRaw } = wanted;
    const query = new URLSearchParams({
      timeframe: NAMES[timeframe]!,
      start: new Date(from).toISOString(),
      limit: "10000",
      sort: "asc",
    });
    // Without an end it is the last moment that the account may see; a moment later is refused.
    if (Number.isFinite(to)) query.set("end", new Date(to).toISOString());
    if (isCrypto(wanted)) query.set("symbols", symbol);
    else query.set("adjustment", isRaw ? "raw" : "all");
    if (cursor !== null) query.set("page_token", cursor);
    const path = isCrypto(wanted) ? "/v1beta3/crypto/us/bars" : `/v2/stocks/${encodeURIComponent(symbol)}/bars`;
    return {
      url: `${base}${path}?${query}`,
      headers: {
        "apca-api-key-id": keys.get("APCA_API_KEY_ID")!,
        "apca-api-secret-key": keys.get("APCA_API_SECRET_KEY")!,
        accept: "application/json",
      },
    };
  },
  refusal,
  page: readPage,
  // What is left of the minute's requests, and when (epoch seconds) they are all there again.
  pause: ({ headers }, now) => {
    const reset = Number(headers.get("x-ratelimit-reset")) * 1000;
    return headers.get("x-ratelimit-remaining") === "0" && reset > now ? reset - now : 0;
  },
};

function isCrypto({ symbol }: BarsWanted): boolean {
  return symbol.includes("/");
}

function refusal(answer: HttpAnswer, _wanted: BarsWanted, now: number): Refusal | null {
  if (answer.status === 200) return null;
  const words = textField(jsonIfAny(answer), "message") ?? beginningOf(answer.body);
  if (answer.status === 403 && /subscription/i.test(words)) {
    return { kind: "not-permitted", words, help: "Ask for older bars (--to), or change what your account may see." };
  }
  if (answer.status === 429) {
    const reset = Number(answer.headers.get("x-ratelimit-reset")) * 1000;
    return { kind: "rate-limit", words, ...(reset > now && { waitMs: reset - now }) };
  }
  if (/invalid symbol|symbol.*not found|asset not found/i.test(words)) return { kind: "unknown-symbol", words };
  if (answer.status === 400 || answer.status === 422) return { kind: "not-available", words };
  return null;
}

function readPage(answer: HttpAnswer, wanted: BarsWanted, _cursor: string | null, now: number): Page {
  const { timeframe, symbol, isRaw } = wanted;
  const document = jsonOf(answer);
  const all = fieldOf(document, "bars");
  if (all === undefined) throw new UnexpectedAnswer("no bars");
  const bars = isCrypto(wanted) ? fieldOf(all, symbol) : all;
  const zone = isCrypto(wanted) ? "UTC" : NEW_YORK;
  const day = dayIn(zone);
  const isDay = isDailyOrLonger(timeframe);
  // A symbol without bars in the range has null, or nothing at all.
  const rows = (bars === null || bars === undefined ? [] : listOf(bars, "bars that are no list")).map((bar): Row => {
    const time = Date.parse(textField(bar, "t") ?? "");
    if (Number.isNaN(time)) throw new UnexpectedAnswer("a bar without a time");
    const number = (key: string) => numberOf(fieldOf(bar, key), key);
    const prices = { open: number("o"), high: number("h"), low: number("l"), close: number("c") };
    return { time: isDay ? day(time) : time, ...prices, volume: number("v") };
  });
  const today = day(now);
  const { finished, unfinished } = finishedRows(rows, ({ time }) => {
    if (!isDay) return barEnd(time, timeframe) <= now;
    if (timeframe !== "1d") return barEnd(time, timeframe) <= today;
    return time < today || (time === today && zone === NEW_YORK && clockIn(zone)(now) >= DAY_IS_OVER_MS);
  });
  return {
    ...columnsOf(finished),
    next: textField(document, "next_page_token"),
    zone,
    adjustment: isRaw || isCrypto(wanted) ? "none" : "splits and dividends",
    currency: isCrypto(wanted) ? (symbol.split("/")[1] ?? null) : "USD",
    unfinished,
  };
}
