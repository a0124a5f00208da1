import { isDailyOrLonger, type Timeframe } from "#time/timeframe";
import { DAY_MS } from "#time/units";
import type { BarsWanted, HttpAnswer, Page, Provider, Refusal } from "../provider.ts";
import { beginningOf, fieldOf, jsonIfAny, jsonOf, listOf, numberOf, textField, UnexpectedAnswer } from "./answers.ts";
import { barEnd } from "./bar-length.ts";
import { columnsOf, type Extras, type Row } from "./bar-rows.ts";
import { dayIn } from "./session-day.ts";
import { finishedRows } from "./unfinished.ts";

/** How many days back Yahoo keeps bars of a length, and how many it gives at once; what it says where it is asked for more. */
const INTRADAY: Partial<Record<Timeframe, { readonly back: number; readonly atOnce: number }>> = {
  "1m": { back: 29, atOnce: 7 },
  "5m": { back: 59, atOnce: 59 },
  "15m": { back: 59, atOnce: 59 },
  "30m": { back: 59, atOnce: 59 },
  "1h": { back: 729, atOnce: 729 },
};
const INTERVALS: Partial<Record<Timeframe, string>> = { "1h": "60m", "1w": "1wk", "1mo": "1mo" };

/**
 * Yahoo's chart service. It has no documentation; its answers are described by the projects that read it.
 *
 * Prices carry splits, the adjusted close dividends too. Bars of a day bear the time at which their session opened.
 * *Source*: answers as recorded in the issues of ranaroussi/yfinance (#2902 for the words about ranges), 2026.
 */
export const yahoo: Provider = {
  name: "yahoo",
  title: "Yahoo",
  keys: [],
  baseUrl: "https://query1.finance.yahoo.com",
  urlVariable: "IVY_YAHOO_URL",
  timeframes: ["1m", "5m", "15m", "30m", "1h", "1d", "1w", "1mo"],
  hasRaw: true,
  pace: { requests: 60, perMs: 60_000 },
  earliest: (timeframe, now) => {
    const kept = INTRADAY[timeframe];
    return kept === undefined ? Date.UTC(1900, 0, 1) : now - kept.back * DAY_MS;
  },
  request: (wanted, cursor, { base }) => {
    const { start, end } = windowOf(wanted, cursor);
    const query = new URLSearchParams({
      period1: String(Math.floor(start / 1000)),
      period2: Number.isFinite(end) ? String(Math.ceil(end / 1000)) : "9999999999",
      interval: INTERVALS[wanted.timeframe] ?? wanted.timeframe,
      events: "div,splits",
      includeAdjustedClose: "true",
    });
    // Without the name of a browser the service answers 429 to everybody.
    const headers = { "user-agent": "Mozilla/5.0 (compatible; ivy)", accept: "application/json" };
    return { url: `${base}/v8/finance/chart/${encodeURIComponent(wanted.symbol)}?${query}`, headers };
  },
  refusal,
  page: (answer, wanted, cursor, now) => {
    const { end } = windowOf(wanted, cursor);
    const isLast = end >= Math.min(wanted.to, now) || isDailyOrLonger(wanted.timeframe);
    return { ...readChart(answer, wanted, now), next: isLast ? null : String(end) };
  },
};

/** What one question asks for. A day more at both ends: a session may begin on another date of UTC. */
function windowOf({ from, to, timeframe }: BarsWanted, cursor: string | null): { start: number; end: number } {
  const intraday = INTRADAY[timeframe];
  if (intraday === undefined) return { start: from - DAY_MS, end: to + DAY_MS };
  const start = cursor === null ? from : Number(cursor);
  return { start, end: Math.min(to, start + intraday.atOnce * DAY_MS) };
}

function refusal(answer: HttpAnswer): Refusal | null {
  const chart = fieldOf(jsonIfAny(answer), "chart");
  if (chart === undefined) return answer.status === 401 ? { kind: "blocked", words: beginningOf(answer.body) } : null;
  const error = fieldOf(chart, "error");
  const hasResult = fieldOf(chart, "result") !== null && fieldOf(chart, "result") !== undefined;
  if (error === null || error === undefined) {
    return hasResult ? null : { kind: "unknown-symbol", words: "no result" };
  }
  const words = textField(error, "description") ?? textField(error, "code") ?? beginningOf(answer.body);
  if (/^not found$/i.test(textField(error, "code") ?? "") || /symbol may be delisted/i.test(words)) {
    return { kind: "unknown-symbol", words };
  }
  if (/too many requests/i.test(words)) return { kind: "rate-limit", words };
  return answer.status >= 500 ? { kind: "busy", words } : { kind: "not-available", words };
}

function readChart(answer: HttpAnswer, { timeframe, isRaw }: BarsWanted, now: number): Omit<Page, "next"> {
  const [result] = listOf(fieldOf(fieldOf(jsonOf(answer), "chart"), "result"), "no chart.result");
  const meta = fieldOf(result, "meta");
  const zone = textField(meta, "exchangeTimezoneName");
  if (zone === null) throw new UnexpectedAnswer("no exchangeTimezoneName");
  const day = dayIn(zone);
  const place = isDailyOrLonger(timeframe) ? day : (time: number) => time;
  const { rows, hasAdjusted } = rowsOf(result, place);
  withEvents(rows, fieldOf(result, "events"), place);
  const sessionEnd = numberOf(fieldOf(fieldOf(fieldOf(meta, "currentTradingPeriod"), "regular"), "end"), "end") * 1000;
  const today = day(now);
  const { finished, unfinished } = finishedRows(rows, (row, before) => {
    // While a market is open, and after it closed, the last row is the last price under the time of its trade.
    if (before !== undefined && row.time < barEnd(before.time, timeframe)) return false;
    if (timeframe === "1d") {
      if (row.time < today) return true;
      return !Number.isNaN(sessionEnd) && day(sessionEnd - 1) === row.time && now >= sessionEnd;
    }
    if (isDailyOrLonger(timeframe)) return barEnd(row.time, timeframe) <= today;
    return row.time % 60_000 === 0 && row.time !== sessionEnd && barEnd(row.time, timeframe) <= now;
  });
  const carries: Extras = hasAdjusted && !isRaw ? ["adjustedClose"] : [];
  // The prices carry splits already: a column of splits beside them would be applied twice.
  const extras: Extras = isDailyOrLonger(timeframe) ? [...carries, "dividend"] : carries;
  return {
    ...columnsOf(finished, extras),
    zone,
    adjustment: "splits",
    currency: textField(meta, "currency"),
    unfinished,
  };
}

type MutableRow = { -readonly [K in keyof Row]: Row[K] };

function rowsOf(
  result: unknown,
  place: (time: number) => number,
): { readonly rows: MutableRow[]; readonly hasAdjusted: boolean } {
  const times = fieldOf(result, "timestamp");
  if (times === undefined || times === null) return { rows: [], hasAdjusted: false };
  const indicators = fieldOf(result, "indicators");
  const [quote] = listOf(fieldOf(indicators, "quote"), "no indicators.quote");
  const adjusted = fieldOf(indicators, "adjclose");
  const adjustedClose = Array.isArray(adjusted) ? fieldOf(adjusted[0], "adjclose") : undefined;
  const stamps = listOf(times, "timestamps that are no list");
  const column = (name: string) => {
    const values = listOf(fieldOf(quote, name), `no column ${name}`);
    if (values.length === stamps.length) return values;
    throw new UnexpectedAnswer(`${values.length} values of ${name} for ${stamps.length} times`);
  };
  const [open, high, low, close, volume] = ["open", "high", "low", "close", "volume"].map(column);
  const hasAdjusted = Array.isArray(adjustedClose) && adjustedClose.length === stamps.length;
  const rows = stamps.map((stamp, i) => ({
    time: place(numberOf(stamp, "timestamp") * 1000),
    open: numberOf(open![i], "open"),
    high: numberOf(high![i], "high"),
    low: numberOf(low![i], "low"),
    close: numberOf(close![i], "close"),
    volume: numberOf(volume![i], "volume"),
    ...(hasAdjusted && { adjustedClose: numberOf(adjustedClose[i], "adjclose") }),
  }));
  return { rows, hasAdjusted };
}

/** Dividends on the bar on which they take effect: the first at or after their time. */
function withEvents(rows: readonly MutableRow[], events: unknown, place: (time: number) => number): void {
  const dividends = fieldOf(events, "dividends");
  if (typeof dividends !== "object" || dividends === null) return;
  for (const event of Object.values(dividends)) {
    const time = place(numberOf(fieldOf(event, "date"), "date") * 1000);
    const row = rows.find((one) => one.time >= time);
    if (row !== undefined) row.dividend = (row.dividend ?? 0) + numberOf(fieldOf(event, "amount"), "amount");
  }
}
