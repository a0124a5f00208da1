import type { Timeframe } from "#time/timeframe";
import type { BarsWanted, HttpAnswer, Page, Provider, Refusal } from "../provider.ts";
import { beginningOf, fieldOf, jsonIfAny, jsonOf, listOf, numberOf, textField, UnexpectedAnswer } from "./answers.ts";
import { columnsOf, type Row } from "./bar-rows.ts";
import { finishedRows } from "./unfinished.ts";

const INTERVALS: Partial<Record<Timeframe, string>> = { "1mo": "1M" };
const AT_ONCE = 1000;
const MINUTE_MS = 60_000;
/** Of the 6,000 that a minute allows: the rest is left to whatever else runs here. */
const WEIGHT_PER_MINUTE = 4800;
/** Times of the year 5138 in ms, of 1973 in µs: what is later is in µs, as the exchange gives on demand and in its files. */
const MICROSECONDS_FROM = 1e14;

/**
 * Binance spot candles. Days begin at midnight UTC, weeks on Monday.
 *
 * *Source*: developers.binance.com, spot REST API: "Kline/Candlestick data", "Limits", "Error codes".
 */
export const binance: Provider = {
  name: "binance",
  title: "Binance",
  keys: [],
  baseUrl: "https://api.binance.com",
  urlVariable: "IVY_BINANCE_URL",
  timeframes: ["1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "1w", "1mo"],
  hasRaw: true,
  pace: { requests: 20, perMs: 1000 },
  earliest: () => Date.UTC(2017, 6, 1),
  request: ({ symbol, timeframe, from, to }, cursor, { base }) => {
    const query = new URLSearchParams({
      symbol: symbol.replace(/[/-]/g, ""),
      interval: INTERVALS[timeframe] ?? timeframe,
      startTime: cursor ?? String(Math.max(0, from)),
      limit: String(AT_ONCE),
    });
    if (Number.isFinite(to)) query.set("endTime", String(to));
    return { url: `${base}/api/v3/klines?${query}`, headers: { accept: "application/json" } };
  },
  refusal,
  page: readPage,
  pause: ({ headers }, now) => {
    const used = Number(headers.get("x-mbx-used-weight-1m"));
    return used >= WEIGHT_PER_MINUTE ? MINUTE_MS - (now % MINUTE_MS) : 0;
  },
};

function refusal(answer: HttpAnswer): Refusal | null {
  if (answer.status === 200) return null;
  const document = jsonIfAny(answer);
  const code = fieldOf(document, "code");
  const words = textField(document, "msg") ?? beginningOf(answer.body);
  if (code === -1121 || (code === -1100 && /symbol/i.test(words))) {
    return { kind: "unknown-symbol", words, help: "Its symbols are two currencies in one word: BTCUSDT." };
  }
  if (code === -1003 && answer.status < 500) return { kind: "rate-limit", words };
  if (answer.status === 451 || /restricted location/i.test(words)) {
    const help =
      "Where this exchange is closed, another address may serve: IVY_BINANCE_URL=https://data-api.binance.vision";
    return { kind: "not-permitted", words, help };
  }
  return answer.status === 400 ? { kind: "not-available", words } : null;
}

function readPage(answer: HttpAnswer, { symbol }: BarsWanted, _cursor: string | null, now: number): Page {
  const candles = listOf(jsonOf(answer), "something that is no list of candles");
  let lastOpen = 0;
  let lastClose = 0;
  const rows = candles.map((candle): Row => {
    const cells = listOf(candle, "a candle that is no list");
    if (cells.length < 7) throw new UnexpectedAnswer(`a candle of ${cells.length} values`);
    const number = (at: number, name: string) => numberOf(cells[at], name);
    lastOpen = milliseconds(number(0, "open time"));
    lastClose = milliseconds(number(6, "close time"));
    if (!(lastOpen > 0)) throw new UnexpectedAnswer("a candle without a time");
    const prices = {
      open: number(1, "open"),
      high: number(2, "high"),
      low: number(3, "low"),
      close: number(4, "close"),
    };
    return { time: lastOpen, ...prices, volume: number(5, "volume") };
  });
  const { finished, unfinished } = finishedRows(rows, () => lastClose < now);
  return {
    ...columnsOf(finished),
    next: candles.length < AT_ONCE ? null : String(lastOpen + 1),
    zone: "UTC",
    adjustment: "none",
    currency: /(USDT|USDC|FDUSD|TUSD|BUSD|EUR|TRY|BRL|BTC|ETH|BNB)$/.exec(symbol)?.[1] ?? null,
    unfinished,
  };
}

function milliseconds(time: number): number {
  return time >= MICROSECONDS_FROM ? Math.floor(time / 1000) : time;
}
