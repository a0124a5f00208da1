import { gzipSync } from "node:zlib";
import { type BadCase, priceFile, rows } from "./bad-case.ts";

/** A case of one price file, named with `--data`. */
function file(
  name: string,
  path: string,
  content: string | Uint8Array,
  code: string,
  words: readonly string[],
): BadCase {
  const line = ["backtest", "--strategy", "buy-and-hold", "--data", path];
  return { name, line, files: { [path]: content }, exit: 4, code, words };
}

const HEADER = priceFile({}, 0);
const FIFTH = rows()[4]!;
const withFifth = (row: string) => priceFile({ 4: row });
const replaced = (from: string, to: string) => withFifth(FIFTH.replace(from, to));

export const PRICE_FILE_CASES: readonly BadCase[] = [
  file("an empty file", "a.csv", "", "empty-file", ["a.csv is empty", "header line"]),
  file("a header and nothing under it", "a.csv", HEADER, "no-rows", ["no prices", "one row per bar"]),
  file("a file cut off in a row", "a.csv", priceFile().slice(0, -12), "too-few-cells", ["a.csv:61", "cut off"]),
  file(
    "random bytes",
    "a.csv",
    Uint8Array.from({ length: 900 }, (_, i) => (i * 7919) % 256),
    "not-text",
    ["no text"],
  ),
  file("a gzip file cut off", "a.csv.gz", gzipSync(priceFile()).subarray(0, 200), "broken-gzip", ["cut off"]),
  file("UTF-16", "a.csv", Buffer.from(`\ufeff${priceFile()}`, "utf16le"), "not-text", ["UTF-16", "UTF-8"]),
  file("a PDF", "a.csv", "%PDF-1.4\n1 0 obj\n", "not-text", ["it is a PDF"]),
  file("a web page", "a.csv", "<!DOCTYPE html>\n<title>404</title>\n", "not-text", ["web page", "get it again"]),
  file("JSON without prices", "a.csv", '{"chart":{"result":null}}\n', "no-rows", ["No rows of prices"]),
  file("an archive cut off", "a.csv", "PK\u0003\u0004\u0014\u0000", "broken-zip", ["cut off"]),
  file("a header that says nothing", "a.csv", "foo,bar\n1,2\n", "no-time-column", ["a.csv:1", "foo,bar", '"date"']),
  file("no header", "a.csv", "2020-01-02,0.01\n2020-01-03,0.02\n", "no-header", [
    "not a header",
    "date,open,high,low,close",
    "--read columns.time=1",
  ]),
  file("no column of lows", "a.csv", "Date,Open,High,Close\n2020-01-02,1,1,1\n", "missing-columns", ["low", "a.csv:1"]),
  file("dates in no order", "a.csv", priceFile({ 1: rows()[3]!, 3: rows()[1]! }), "times-not-increasing", [
    "a.csv:4",
    "not in order",
    "oldest row first",
  ]),
  file("a day that stands twice", "a.csv", withFifth(`${rows()[3]!}9`), "duplicate-time", ["a.csv:6", "stands twice"]),
  file("a word as price", "a.csv", replaced(",1000", ",many"), "bad-number", ["a.csv:6", '"many" in Volume']),
  file("a negative price", "a.csv", withFifth("2020-01-07,-5,101,99,100,1"), "price-not-positive", ["open is -5"]),
  file("a price of zero", "a.csv", withFifth("2020-01-07,100,101,99,0,1"), "price-not-positive", ["close is 0"]),
  file("a high below the low", "a.csv", withFifth("2020-01-07,100,90,110,100,1"), "high-below-low", ["a.csv:6"]),
  file("a date that could be two", "a.csv", withFifth("07/01/2020,100,101,99,100,1"), "bad-time", [
    "a.csv:6",
    "year-month-day",
  ]),
  file("dates that could be two", "a.csv", "Date,Close\n3/4/2020,10\n4/5/2020,11\n", "ambiguous-time", [
    "a.csv:2",
    "3/4/2020 could be 2020-03-04 or 2020-04-03",
    "--read dates=mdy",
    "--read dates=dmy",
    "data: { path: a.csv, dates: dmy }",
  ]),
  file("numbers that could be two", "a.csv", 'Date,Close\n2020-01-02,"1,234"\n', "ambiguous-number", [
    "a.csv:2",
    '"1,234" in Close could be 1234 or 1.234',
    "--read decimal=point",
    "--read decimal=comma",
  ]),
  file(
    "two columns of closes",
    "a.csv",
    "Date,Open,High,Low,Close,Price\n2020-01-02,1,1,1,1,1\n",
    "ambiguous-columns",
    ["Close and Price", "--read columns.close=Price"],
  ),
  file("a day that no month has", "a.csv", withFifth("2020-02-30,100,101,99,100,1"), "bad-time", ["2020-02-30"]),
  file("a row too short", "a.csv", withFifth("2020-01-07,100"), "too-few-cells", ["2 of 6 cells"]),
  file("a row too long", "a.csv", withFifth("2020-01-07,1,1,1,1,1,000"), "too-many-cells", ["more cells"]),
  file("a quote that is not closed", "a.csv", withFifth('"2020-01-07,100,101,99,100,1'), "broken-quotes", ["quote"]),
  file("a first line without end", "a.csv", "1,".repeat(9 * 2 ** 20), "no-header", ["does not end within 16 MB"]),
  file(
    "a gzip file that unpacks to a line without end",
    "a.csv.gz",
    gzipSync(new Uint8Array(20 * 2 ** 20).fill(48), { level: 1 }),
    "no-header",
    ["does not end within 16 MB"],
  ),
  {
    name: "one ticker among fifty thousand columns that is not there",
    line: ["backtest", "--strategy", "buy-and-hold", "--data", "wide.csv", "--tickers", "ABSENT"],
    files: { "wide.csv": `Date${Array.from({ length: 50_000 }, (_, i) => `,T${i}`).join("")}\n` },
    exit: 4,
    code: "no-such-ticker",
    words: ["No prices for ABSENT"],
  },
  {
    name: "a key of --read that does not exist",
    line: [
      "backtest",
      "--strategy",
      "buy-and-hold",
      "--data",
      "prices",
      "--tickers",
      "GOOD",
      "--read",
      "decimel=comma",
    ],
    exit: 2,
    code: "unknown-read-key",
    words: ['no key "decimel"', "--read decimal=comma"],
  },
  {
    name: "a wrong value in the data section of a run file",
    line: ["backtest", "--config", "run.yaml"],
    files: {
      "run.yaml":
        "strategy: buy-and-hold\ntickers: [GOOD]\ndata:\n  path: prices\n  dates: dym\n  zone: Europe/Berlinn\n",
    },
    exit: 3,
    code: "wrong-value",
    words: ["run.yaml:5:10", '"data.dates" cannot be dym', "ymd, mdy or dmy"],
  },
  {
    name: "a zone in the data section that there is not",
    line: ["backtest", "--config", "run.yaml"],
    files: { "run.yaml": "strategy: buy-and-hold\ntickers: [GOOD]\ndata: { path: prices, zone: Europe/Berlinn }\n" },
    exit: 3,
    code: "bad-read-value",
    words: ["run.yaml:3:29", "Europe/Berlin"],
  },
  {
    name: "a file that is not there",
    line: ["backtest", "--strategy", "buy-and-hold", "--data", "nowhere.csv"],
    exit: 4,
    code: "no-such-file",
    words: ["no file or folder nowhere.csv", "folder in which ivy runs"],
  },
  {
    name: "a folder with no price file",
    line: ["backtest", "--strategy", "buy-and-hold", "--data", "notes", "--tickers", "KO"],
    files: { "notes/readme.md": "# notes\n" },
    exit: 4,
    code: "no-price-files",
    words: ["holds no price file", "readme.md", "one file per ticker"],
  },
  {
    name: "a folder named like a price file",
    line: ["backtest", "--strategy", "buy-and-hold", "--data", "KO.csv"],
    files: { "KO.csv/inside.md": "x" },
    exit: 4,
    code: "no-price-files",
    words: ["KO.csv holds no price file"],
  },
  {
    name: "a file cut off beside a sound one",
    line: ["backtest", "--strategy", "buy-and-hold", "--data", "prices", "--tickers", "GOOD,HALF"],
    files: { "prices/HALF.csv": priceFile().slice(0, -12) },
    exit: 4,
    code: "too-few-cells",
    words: ["prices/HALF.csv:61"],
  },
];
