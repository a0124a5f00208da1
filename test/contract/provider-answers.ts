import type { Provider } from "../../src/market-data/provider.ts";
import { alpaca } from "../../src/market-data/providers/alpaca.ts";
import { binance } from "../../src/market-data/providers/binance.ts";
import { stooq } from "../../src/market-data/providers/stooq.ts";
import { tiingo } from "../../src/market-data/providers/tiingo.ts";
import { yahoo } from "../../src/market-data/providers/yahoo.ts";
import type { Said } from "./provider-stage.ts";

/** One day of a provider: open, high, low, close and volume. */
export interface Day {
  readonly date: string;
  readonly prices: readonly [number, number, number, number, number];
}

/** What a provider says, in its own form. */
export interface Voice {
  readonly provider: Provider;
  readonly days: (days: readonly Day[]) => Said;
  readonly unknown: Said;
  /** What it says of a range without bars; null: it cannot be told from an unknown symbol. */
  readonly empty: Said | null;
  /** What it says to a wrong key; null: it asks for none. */
  readonly wrongKey: Said | null;
  readonly limit: Said;
}

const json = (value: unknown, status = 200, headers = {}): Said => ({ status, headers, body: JSON.stringify(value) });

const OFFSETS: Readonly<Record<string, number>> = { winter: 5, summer: 4 };
/** Hours between New York and UTC: daylight time from 2013-03-10 to 2013-11-03. */
function behind(date: string): number {
  return OFFSETS[date >= "2013-03-10" && date < "2013-11-03" ? "summer" : "winter"]!;
}
const at = (date: string, hours: number) => Date.parse(date) + hours * 3_600_000;

function chart(days: readonly Day[], more: object = {}): unknown {
  const column = (k: number) => days.map(({ prices }) => prices[k]);
  const [open, high, low, close, volume] = [0, 1, 2, 3, 4].map(column);
  const timestamp = days.map(({ date }) => at(date, 9.5 + behind(date)) / 1000);
  const result = {
    meta: { currency: "USD", symbol: "KO", exchangeTimezoneName: "America/New_York", gmtoffset: -18_000, ...more },
    ...(days.length > 0 && { timestamp }),
    indicators: {
      quote: [days.length > 0 ? { open, high, low, close, volume } : {}],
      adjclose: [{ adjclose: close!.map((value) => value! / 2) }],
    },
  };
  return { chart: { result: [result], error: null } };
}

export const VOICES: readonly Voice[] = [
  {
    provider: yahoo,
    days: (days) => json(chart(days)),
    unknown: json(
      { chart: { result: null, error: { code: "Not Found", description: "No data found, symbol may be delisted" } } },
      404,
    ),
    empty: json(chart([])),
    wrongKey: null,
    limit: { status: 429, body: "Too Many Requests\r\n", headers: { "retry-after": "7" } },
  },
  {
    provider: stooq,
    days: (days) => ({
      body: ["Date,Open,High,Low,Close,Volume", ...days.map((day) => [day.date, ...day.prices].join(",")), ""].join(
        "\r\n",
      ),
    }),
    unknown: { body: "No data" },
    empty: null,
    wrongKey: { body: "Get your apikey:\n\n1. Open https://stooq.com/q/d/?s=ko.us&get_apikey" },
    limit: { status: 429, body: "Too many requests", headers: { "retry-after": "7" } },
  },
  {
    provider: alpaca,
    days: (days) =>
      json({
        bars: days.map(({ date, prices: [o, h, l, c, v] }) => {
          return { t: new Date(at(date, behind(date))).toISOString().replace(".000", ""), o, h, l, c, v, n: 1, vw: c };
        }),
        symbol: "KO",
        next_page_token: null,
      }),
    unknown: json({ message: "invalid symbol: KO" }, 400),
    empty: json({ bars: null, symbol: "KO", next_page_token: null }),
    wrongKey: json({ message: "forbidden." }, 403),
    limit: json({ message: "too many requests." }, 429, { "retry-after": "7" }),
  },
  {
    provider: binance,
    days: (days) =>
      json(
        days.map(({ date, prices: [o, h, l, c, v] }) => {
          const open = Date.parse(date);
          return [open, `${o}`, `${h}`, `${l}`, `${c}`, `${v}`, open + 86_399_999, "1.0", 3, "1.0", "1.0", "0"];
        }),
      ),
    unknown: json({ code: -1121, msg: "Invalid symbol." }, 400),
    empty: json([]),
    wrongKey: null,
    limit: json({ code: -1003, msg: "Too much request weight used" }, 429, { "retry-after": "7" }),
  },
  {
    provider: tiingo,
    days: (days) =>
      json(
        days.map(({ date, prices: [open, high, low, close, volume] }) => {
          const adjusted = { adjOpen: open / 2, adjHigh: high / 2, adjLow: low / 2, adjClose: close / 2 };
          const day = { date: `${date}T00:00:00.000Z`, open, high, low, close, volume, ...adjusted };
          return { ...day, adjVolume: volume, divCash: 0, splitFactor: 1 };
        }),
      ),
    unknown: json({ detail: "Error: Ticker 'KO' not found" }, 404),
    empty: json([]),
    wrongKey: json({ detail: "Invalid token." }, 401),
    limit: { status: 429, body: JSON.stringify({ detail: "slow down" }), headers: { "retry-after": "7" } },
  },
];
