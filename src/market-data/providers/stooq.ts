import { DAY_MS } from "#time/units";
import type { Page, Provider, Refusal } from "../provider.ts";
import { numberOf, UnexpectedAnswer } from "./answers.ts";
import { columnsOf, type Row } from "./bar-rows.ts";
import { dayText, utcDay } from "./session-day.ts";
import { finishedRows } from "./unfinished.ts";

/** The exchange of a symbol by its ending; a symbol of the home exchange has none. */
const ZONES: Readonly<Record<string, string>> = {
  us: "America/New_York",
  uk: "Europe/London",
  de: "Europe/Berlin",
  jp: "Asia/Tokyo",
  hk: "Asia/Hong_Kong",
  hu: "Europe/Budapest",
  v: "UTC",
};

/** Its longest histories begin then. */
const EARLIEST = Date.UTC(1789, 0, 1);
const FAR = "20991231";

const IN_A_BROWSER = "Download the CSV file in a browser, then: ivy data import FILE --source stooq";

/**
 * Stooq's CSV files. Failures come with status 200 and a sentence, or a page for a browser: since July 2026 it asks
 * programs to solve a task first (Verdenroz/finance-query #263), which ivy does not do.
 *
 * Prices carry splits and dividends. A plain ticker (KO) is taken for one of the United States: KO.US.
 */
export const stooq: Provider = {
  name: "stooq",
  title: "Stooq",
  keys: [],
  optionalKeys: ["STOOQ_API_KEY"],
  baseUrl: "https://stooq.com",
  urlVariable: "IVY_STOOQ_URL",
  timeframes: ["1d"],
  hasRaw: false,
  pace: { requests: 1, perMs: 1000 },
  earliest: () => EARLIEST,
  request: ({ symbol, from, to }, _cursor, { base, keys }) => {
    const query = new URLSearchParams({ s: stooqSymbol(symbol), i: "d" });
    // Both or none, as its own page sends them.
    if (from > EARLIEST || Number.isFinite(to)) {
      query.set("d1", compact(from));
      query.set("d2", Number.isFinite(to) ? compact(to) : FAR);
    }
    const apikey = keys.get("STOOQ_API_KEY");
    // Unpacked: a packed table that is cut off between two lines would look whole.
    const headers = { "user-agent": "ivy", accept: "text/csv", "accept-encoding": "identity" };
    const request = { url: `${base}/q/d/l/?${query}`, headers };
    return apikey === undefined ? request : { ...request, secretQuery: { apikey } };
  },
  refusal: ({ body }) => refusal(body),
  page: ({ body }, { symbol }, _cursor, now): Page => {
    const { finished, unfinished } = finishedRows(readRows(body), (row) => row.time < utcDay(now));
    const ending = stooqSymbol(symbol).split(".")[1] ?? "";
    return {
      ...columnsOf(finished),
      next: null,
      zone: ZONES[ending] ?? "Europe/Warsaw",
      adjustment: "splits and dividends",
      currency: null,
      unfinished,
    };
  },
};

function stooqSymbol(symbol: string): string {
  const plain = symbol.toLowerCase();
  return /^[a-z]+([-][a-z])?$/.test(plain) ? `${plain}.us` : plain;
}

function compact(time: number): string {
  return dayText(time).replaceAll("-", "");
}

function refusal(body: string): Refusal | null {
  const text = body.trim();
  if (/^(no data|brak danych)/i.test(text)) {
    return {
      kind: "unknown-symbol",
      words: "No data",
      help: "Stooq says so of symbols that it does not know and of dates without bars. Its symbols end in their exchange: KO.US, ^SPX, BTC.V.",
    };
  }
  if (/exceeded the daily hits limit|przekroczony dzienny limit/i.test(text)) {
    return { kind: "rate-limit", words: "Exceeded the daily hits limit", waitMs: DAY_MS };
  }
  if (/apikey/i.test(text.slice(0, 400)) && !/^(date|data),/i.test(text)) {
    return { kind: "authentication", words: "Get your apikey", help: `Put the key in STOOQ_API_KEY.\n${IN_A_BROWSER}` };
  }
  if (/^\s*</.test(text)) return { kind: "blocked", words: "a page for a browser", help: IN_A_BROWSER };
  return null;
}

function readRows(body: string): Row[] {
  const lines = body.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (!/^(date,open,high,low,close|data,otwarcie,najwyzszy,najnizszy,zamkniecie)/i.test(lines[0]!)) {
    throw new UnexpectedAnswer("something that is no price table");
  }
  const width = lines[0]!.split(",").length;
  // Every line that is whole ends in a line break.
  if (lines.pop() !== "") throw new UnexpectedAnswer("a table that is cut off", true);
  return lines.slice(1).map((line) => {
    const cells = line.split(",");
    const time = /^\d{4}-\d\d-\d\d$/.test(cells[0]!) ? Date.parse(cells[0]!) : Number.NaN;
    if (cells.length !== width || Number.isNaN(time)) throw new UnexpectedAnswer(`the line "${line.slice(0, 60)}"`);
    const cell = (at: number, name: string) => numberOf(cells[at] === "" ? null : cells[at], name);
    return {
      time,
      open: cell(1, "open"),
      high: cell(2, "high"),
      low: cell(3, "low"),
      close: cell(4, "close"),
      volume: cell(5, "volume"),
    };
  });
}
