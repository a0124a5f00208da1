import { DataError } from "#base/errors";
import { nearest } from "#base/nearest";
import { parseTime } from "#time/parse-time";

/** What the columns of a file mean, by their index. -1: the file has none. */
export type Layout = BarLayout | CloseLayout | WideLayout;

interface BarLayout {
  readonly kind: "bars";
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly adjustedClose: number;
  readonly volume: number;
}

/** One ticker, closes only. */
interface CloseLayout {
  readonly kind: "close";
  readonly time: number;
  readonly close: number;
  readonly adjustedClose: number;
  readonly volume: number;
}

/** One column of closes per ticker. */
interface WideLayout {
  readonly kind: "wide";
  readonly time: number;
  readonly tickers: readonly { readonly symbol: string; readonly column: number }[];
}

const TIME_NAMES = ["datetime", "timestamp", "date", "time"];
const FIELD_NAMES = ["open", "high", "low", "close"] as const;

/**
 * What the header of a price file says, in any case and order: a time column (date, time, datetime, timestamp, or an
 * empty first name), then open, high, low, close with adj close and volume if it has them; or closes alone; or one
 * column per ticker. Other columns are ignored beside open, high, low and close.
 * Throws a DataError when it says none of these.
 */
export function readLayout(header: readonly string[], file: string): Layout {
  const names = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, " "),
  );
  const fail = (code: string, message: string, help: string): never => {
    throw new DataError({ code, message, where: { file, line: 1, received: header.join(",") }, help });
  };
  const time = timeColumn(names);
  if (time === -1) failWithoutTime(header, names, fail);
  if (names.includes("date") && names.includes("time")) {
    fail("two-time-columns", "Date and time stand in two columns.", "Join them into one column: 2013-01-02 15:30");
  }
  const find = (...wanted: string[]) => indexOfOne(names, wanted, fail);
  const [open, high, low, close] = FIELD_NAMES.map((name) => find(name)) as [number, number, number, number];
  const adjustedClose = find("adj close", "adjusted close", "adjclose", "adj. close");
  const volume = find("volume", "vol");
  const missing = FIELD_NAMES.filter((name) => !names.includes(name));
  if (missing.length === 0) return { kind: "bars", time, open, high, low, close, adjustedClose, volume };
  // LOW and OPEN are tickers too: only with a close, or all three together, do these names speak of one asset's bars.
  const closes = close !== -1 || adjustedClose !== -1;
  if ((closes && high + low + open > -3) || (!closes && missing.length === 1)) {
    fail(
      "missing-columns",
      missing.length === 1 ? `The column ${missing[0]} is missing.` : `The columns ${missing.join(", ")} are missing.`,
      missingHelp(missing, header),
    );
  }
  if (closes) return { kind: "close", time, close: close === -1 ? adjustedClose : close, adjustedClose, volume };
  const tickers = header
    .map((name, column) => ({ symbol: name.trim(), column }))
    .filter(({ symbol, column }) => column !== time && symbol !== "");
  if (tickers.length === 0) {
    fail(
      "no-price-columns",
      "The file has no column of prices.",
      "Give it open, high, low, close columns, or one column of closes per ticker.",
    );
  }
  refuseTwice(
    tickers.map(({ column }) => names[column]!),
    fail,
  );
  return { kind: "wide", time, tickers };
}

type Fail = (code: string, message: string, help: string) => never;

function timeColumn(names: readonly string[]): number {
  for (const name of TIME_NAMES) if (names.includes(name)) return names.indexOf(name);
  return names.length > 1 && names[0] === "" ? 0 : -1;
}

function failWithoutTime(header: readonly string[], names: readonly string[], fail: Fail): never {
  if (!Number.isNaN(parseTime(header[0] ?? ""))) {
    return fail(
      "no-header",
      "The first line is a row of prices, not a header.",
      "Write the names of the columns above it: date,open,high,low,close,volume",
    );
  }
  const meant = names
    .map((name) => nearest(name, ["date", "time", "datetime", "timestamp"]))
    .find((name) => name !== null);
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return fail(
    "no-time-column",
    "No column is named date, time, datetime or timestamp.",
    `Name the column of times "date".${hint}`,
  );
}

/** Index of the only column with one of these names, or -1. */
function indexOfOne(names: readonly string[], wanted: readonly string[], fail: Fail): number {
  const found = names.flatMap((name, i) => (wanted.includes(name) ? [i] : []));
  if (found.length > 1) failTwice(wanted[0]!, fail);
  return found[0] ?? -1;
}

/** In one pass: a file may have a column for each of ten thousands of tickers. */
function refuseTwice(names: readonly string[], fail: Fail): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) failTwice(name, fail);
    seen.add(name);
  }
}

function failTwice(name: string, fail: Fail): never {
  return fail("duplicate-column", `Two columns are named ${name}.`, "Rename or remove one of them.");
}

function missingHelp(missing: readonly string[], header: readonly string[]): string {
  const meant = missing.map((name) => nearest(name, header)).filter((name) => name !== null);
  const hint = meant.length === 0 ? "" : ` Is it ${meant.join(", ")}?`;
  return `Name them in the header, or leave only a date and a close column.${hint}`;
}
