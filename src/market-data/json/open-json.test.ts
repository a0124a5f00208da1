import { expect, test } from "vitest";
import type { DataError } from "#base/errors";
import type { ColumnPlan, RawTable } from "../raw-table.ts";
import type { Reading } from "../reading.ts";
import { openJson } from "./open-json.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const open = (value: unknown, reading?: Reading) =>
  openJson(bytesOf(typeof value === "string" ? value : JSON.stringify(value)), "a.json", reading);

/** The columns of these names as arrays; times by epoch unit, or as text. */
async function read(table: RawTable, names: readonly string[], form: ColumnPlan["timeForm"] = { kind: "iso" }) {
  const at = (name: string) => {
    expect(table.names).toContain(name);
    return table.names.indexOf(name);
  };
  const symbol = table.names.indexOf("symbol");
  const [time, ...values] = names as [string, ...string[]];
  const plan = { time: [at(time)] as const, timeForm: form, values: values.map(at), symbol, wanted: null };
  const raw = await table.read(plan);
  return { raw, time: [...raw.time], values: raw.values.map((column) => [...column]) };
}

function refusal(value: unknown, reading?: Reading): DataError {
  try {
    open(value, reading);
  } catch (error) {
    return error as DataError;
  }
  throw new Error("it was read");
}

const MS = { kind: "epoch", unit: "ms" } as const;
const S = { kind: "epoch", unit: "s" } as const;
const OHLC = ["time", "open", "high", "low", "close"] as const;

test("reads Binance klines, whose prices are texts", async () => {
  const row = [
    1499040000000,
    "10.0",
    "12.0",
    "9.5",
    "11.5",
    "148976.11",
    1499644799999,
    "2434.1",
    308,
    "1756.8",
    "28.4",
    "0",
  ];
  const table = open([row]);
  expect(table.names).toHaveLength(12);
  const { time, values } = await read(table, [...OHLC, "volume"], MS);
  expect(time).toEqual([1499040000000]);
  expect(values).toEqual([[10], [12], [9.5], [11.5], [148976.11]]);
});

test("reads Coinbase's candles, whose low comes first and whose last row is the oldest", async () => {
  const table = open([
    [1415398768, 0.32, 4.2, 0.35, 4.2, 12.3],
    [1415398708, 0.3, 0.5, 0.31, 0.4, 1],
  ]);
  const { time, values } = await read(table, [...OHLC, "volume"], S);
  expect(time).toEqual([1415398768000, 1415398708000]);
  expect(values).toEqual([
    [0.35, 0.31],
    [4.2, 0.5],
    [0.32, 0.3],
    [4.2, 0.4],
    [12.3, 1],
  ]);
  expect(table.notes).toEqual(["candles read as time, low, high, open, close"]);
});

test("reads Bitfinex's candles, whose close stands before high and low", async () => {
  const { values } = await read(open([[1678465320000, 20097, 20094, 20097, 20090, 0.07]]), [...OHLC, "volume"], MS);
  expect(values).toEqual([[20097], [20097], [20090], [20094], [0.07]]);
});

test("reads Gate.io's candles, whose turnover stands before the prices and whose open comes last", async () => {
  const table = open([["1539852480", "971519.677", "100.5", "101", "99", "100", "9.6", "true"]]);
  expect((await read(table, [...OHLC, "volume"], S)).values).toEqual([[100], [101], [99], [100.5], [9.6]]);
});

test("takes the usual order for candles that are the same in any order", async () => {
  const table = open([[1509836520000, 5, 5, 5, 5, 1]]);
  expect(table.notes).toBeUndefined();
  expect(table.names).toEqual(["time", "open", "high", "low", "close", "volume"]);
});

test("refuses candles of no order, and says each one that could be meant", () => {
  // As OHLC the first row is right and the second is not; as LHOC the other way around.
  const error = refusal([
    [1415398768, 10, 12, 9, 11, 1],
    [1415398828, 9, 12, 10, 11, 1],
  ]);
  expect(error.code).toBe("ambiguous-candles");
  expect(error.where.expected).toBe("time, open, high, low, close; or time, low, high, open, close");
  expect(error.help).toContain(
    "--read columns.time=1 --read columns.open=4 --read columns.high=3 --read columns.low=2",
  );
});

test("guesses no order where a person names the columns", () => {
  const rows = [
    [1415398768, 10, 12, 9, 11],
    [1415398828, 9, 12, 10, 11],
  ];
  expect(open(rows, { columns: { open: "2", close: "5" } }).names).toEqual(["", "", "", "", ""]);
});

test("bears with a few odd bars where every other one speaks for the order", () => {
  const rows = Array.from({ length: 100 }, (_, i) => [1415398768 + 60 * i, 10, 12, 9, 11, 1]);
  rows[50]![1] = 13;
  expect(open(rows).names.slice(0, 5)).toEqual(OHLC);
});

test("reads Kraken's answer: the pair is the ticker, vwap is no volume", async () => {
  const bar = [1616662740, "52591.9", "52600.0", "52580.0", "52599.9", "52599.1", "0.11091626", 5];
  const table = open({ error: [], result: { XXBTZUSD: [bar], last: 1616662740 } });
  const { raw, values } = await read(table, [...OHLC, "volume"], S);
  expect(raw.symbols).toEqual(["XXBTZUSD"]);
  expect(values[4]).toEqual([0.11091626]);
});

test("reads Yahoo's chart: daily bars stand on the session date of the exchange", async () => {
  const quote = {
    open: [1, null, 2],
    high: [1, null, 2],
    low: [1, null, 2],
    close: [1, null, 2],
    volume: [5, null, 6],
  };
  const meta = { symbol: "KO", exchangeTimezoneName: "America/New_York", dataGranularity: "1d" };
  // 9:30 in New York on 2013-01-02 and 2013-07-02; of the row between there are no prices.
  const timestamp = [1357137000, 1357223400, 1372771800];
  const table = open({
    chart: {
      result: [{ meta, timestamp, indicators: { quote: [quote], adjclose: [{ adjclose: [0.5, null, 1] }] } }],
      error: null,
    },
  });
  const { raw, values } = await read(table, ["time", "close", "adj close", "volume"]);
  expect([...raw.time]).toEqual([Date.UTC(2013, 0, 2), Date.UTC(2013, 6, 2)]);
  expect(values).toEqual([
    [1, 2],
    [0.5, 1],
    [5, 6],
  ]);
  expect(table.notes).toEqual(["1 row without any price passed over"]);
});

test("reads Alpaca's bars for one ticker, and for several", async () => {
  const bar = {
    t: "2022-01-03T09:00:00Z",
    o: 178.26,
    h: 178.34,
    l: 177.76,
    c: 178.08,
    v: 60937,
    n: 1727,
    vw: 177.954244,
  };
  const one = await read(open({ bars: [bar], symbol: "AAPL", next_page_token: null }), ["t", "o", "c", "v"]);
  expect(one.raw.symbols).toEqual(["AAPL"]);
  const table = open({ bars: { AAPL: [bar, bar], TSLA: [{ ...bar, c: 3 }] }, next_page_token: "abc" });
  const { raw, values } = await read(table, ["t", "c"]);
  expect(raw.symbols).toEqual(["AAPL", "TSLA"]);
  expect([...raw.symbolOf!]).toEqual([0, 0, 1]);
  expect(values).toEqual([[178.08, 178.08, 3]]);
  expect(table.notes).toEqual(["one page of several: the file names a next one"]);
});

test("reads arrays of objects, whatever other keys they have", async () => {
  const tiingo = [
    {
      date: "2013-01-02T00:00:00.000Z",
      close: 37.6,
      high: 37.7,
      low: 36.8,
      open: 36.8,
      volume: 100,
      adjClose: 26.1,
      divCash: 0,
    },
    { date: "2013-01-03T00:00:00.000Z", close: 37.5, high: 37.7, low: 37.3, open: 37.7, volume: null },
  ];
  const { time, values } = await read(open(tiingo), ["date", "close", "volume", "adjClose"]);
  expect(time).toEqual([Date.UTC(2013, 0, 2), Date.UTC(2013, 0, 3)]);
  expect(values).toEqual([
    [37.6, 37.5],
    [100, Number.NaN],
    [26.1, Number.NaN],
  ]);
});

test.each<readonly [string, unknown, string]>([
  ["Polygon", { ticker: "KO", results: [{ v: 1, o: 1, c: 2, h: 2, l: 1, t: 1357102800000 }] }, "KO"],
  ["Twelve Data", { meta: { symbol: "KO" }, values: [{ datetime: "2013-01-02", close: "2" }], status: "ok" }, "KO"],
  [
    "Bybit",
    {
      retCode: 0,
      retMsg: "OK",
      result: { symbol: "BTCUSDT", list: [["1670608800000", "17", "18", "16", "17", "1", "2"]] },
    },
    "BTCUSDT",
  ],
  ["a day of several tickers", { data: { KO: [{ t: 1, c: 2 }], PEP: [{ t: 1, c: 2 }] } }, "KO,PEP"],
  ["Tiingo's crypto", [{ ticker: "btcusd", priceData: [{ date: "2013-01-02", close: 1 }] }], "btcusd"],
])("takes the ticker that the answer of %s names", async (_, value, symbols) => {
  expect((await open(value).tickers(0)).join()).toBe(symbols);
});

test("reads one array per column", async () => {
  const { time, values } = await read(
    open({ s: "ok", t: [1357102800, 1357189200], o: [1, 2], c: [1.5, null] }),
    ["t", "o", "c"],
    S,
  );
  expect(time).toEqual([1357102800000, 1357189200000]);
  expect(values).toEqual([
    [1, 2],
    [1.5, Number.NaN],
  ]);
});

test("reads objects by date, as Alpha Vantage and pandas write them", async () => {
  const days = {
    "2013-01-03": { "1. open": "2", "4. close": "2.5" },
    "2013-01-02": { "1. open": "1", "4. close": "1.5" },
  };
  const vantage = await read(open({ "Meta Data": { "2. Symbol": "IBM" }, "Time Series (Daily)": days }), [
    "time",
    "4. close",
  ]);
  expect(vantage.time).toEqual([Date.UTC(2013, 0, 3), Date.UTC(2013, 0, 2)]);
  expect(vantage.values).toEqual([[2.5, 1.5]]);
  const frame = {
    Open: { "1357084800000": 1, "1357171200000": 2 },
    Close: { "1357084800000": 1.5, "1357171200000": 2.5 },
  };
  expect((await read(open(frame), ["time", "Close"], MS)).values).toEqual([[1.5, 2.5]]);
  const split = { columns: ["Open", "Close"], index: [1357084800000], data: [[1, 1.5]] };
  expect((await read(open(split), ["time", "Open", "Close"], MS)).values).toEqual([[1], [1.5]]);
});

test("reads the columns of Deribit, and a table of pandas with its schema", async () => {
  const deribit = { result: { ticks: [1357102800000], open: [1], close: [2], status: "ok" } };
  expect((await read(open(deribit), ["time", "close"], MS)).values).toEqual([[2]]);
  const fields = [{ name: "Date", type: "datetime" }];
  const table = { schema: { fields, pandas_version: "1.4.0" }, data: [{ Date: "2013-01-02T00:00:00.000", Close: 2 }] };
  expect((await read(open(table), ["Date", "Close"])).values).toEqual([[2]]);
});

test("reads JSON lines, and says on which line a row stands", async () => {
  const table = open('{"t":"2013-01-02","c":1}\n{"t":"2013-01-03","c":2}\n\n{"t":"2013-01-04","c":3}\n');
  const { raw, values } = await read(table, ["t", "c"]);
  expect(values).toEqual([[1, 2, 3]]);
  expect(raw.placeOf(2)).toEqual({ file: "a.json", line: 4 });
  expect(raw.placeOf(2, true)).toMatchObject({ line: 4, excerpt: '{"t":"2013-01-04","c":3}' });
});

test("says where a cell stands that is no number", async () => {
  const table = open('[\n{"t":"2013-01-02","c":1},\n{"t":"2013-01-03","c":"high"}\n]');
  await expect(read(table, ["t", "c"])).rejects.toMatchObject({
    code: "bad-number",
    where: { file: "a.json", line: 3, received: '"high"' },
  });
});

test("cuts nanoseconds at the millisecond, not at the millisecond before", async () => {
  const table = open(
    '[{"t":1640876400000000000,"c":1},{"t":1640876400001000000,"c":1},{"t":1640876400001999000,"c":1}]',
  );
  const { time } = await read(table, ["t", "c"], { kind: "epoch", unit: "ns" });
  expect(time).toEqual([1640876400000, 1640876400001, 1640876400001]);
});

test.each([
  ["an array that is cut off", "[[1,2,3],\n[4,5", 2, 5],
  ["a comma too many", "[[1,2],\n [3,],\n [4]]", 2, 5],
  ["a comma too few", '{"a":1 "b":2}', 1, 8],
  ["single quotes", "[{'t': 1}]", 1, 3],
  ["a text that is cut off", '[{"t": "2013', 1, 8],
  ["a number that is none", "[1.2.3]", 1, 5],
  ["two answers in one", "[1] x", 1, 5],
  ["a page", '{"a": <html>', 1, 7],
])("points at %s", (_, text, line, column) => {
  const error = refusal(text);
  expect(error.code).toBe("broken-json");
  expect(error.where).toMatchObject({ file: "a.json", line, column });
});

test.each([
  ["an empty array", [], "no-rows"],
  ["an empty object", {}, "no-rows"],
  ["Binance's error", { code: -1121, msg: "Invalid symbol." }, "error-answer"],
  ["Kraken's error", { error: ["EQuery:Unknown asset pair"] }, "error-answer"],
  [
    "Yahoo's error",
    { chart: { result: null, error: { code: "Not Found", description: "No data found" } } },
    "error-answer",
  ],
  ["nothing traded", { s: "no_data" }, "error-answer"],
  ["rows of two kinds", [[1357102800, 1, 2, 1, 2], { t: 1 }], "mixed-rows"],
  [
    "a row that is too short",
    [
      [1357102800, 1, 2, 1, 2],
      [1357102860, 1, 2],
    ],
    "too-few-cells",
  ],
  ["columns of different length", { t: [1, 2], c: [1] }, "uneven-columns"],
  ["two arrays of rows", { bars: [{ t: 1 }], quotes: [{ t: 1 }] }, "ambiguous-json"],
])("refuses %s", (_, value, code) => {
  expect(refusal(value).code).toBe(code);
});

test("gives the doubles that JSON.parse gives", async () => {
  const texts = [
    "0.1",
    "-0",
    "123456789012345.6",
    "9007199254740993",
    "1e-7",
    "3153694.607359",
    "5e-324",
    "0.30000000000000004",
    "1.7976931348623157e308",
  ];
  const table = open(`[${texts.map((text) => `{"t":"2013-01-02","c":${text}}`).join()}]`);
  const { values } = await read(table, ["t", "c"]);
  expect(values[0]).toEqual(texts.map((text) => JSON.parse(text) as number));
});

test("reads times of day from a column of their own, numbers without their zeros in front too", async () => {
  const rows = ["9:30", 93100, "09:32:00Z"].map((time) => ({ date: "2013-01-02", time, close: 1 }));
  const table = open(rows);
  const plan = { time: [0, 1], timeForm: { kind: "iso" }, values: [2], symbol: -1, wanted: null } as const;
  const raw = await table.read(plan);
  expect([...raw.time].map((ms) => new Date(ms).toISOString().slice(11, 16))).toEqual(["09:30", "09:31", "09:32"]);
  expect(raw.zoned).toBe(1);
});

test.each([[""], [null], [true], [2575]])("refuses a time of day that is none: %s", async (time) => {
  const table = open([{ date: "2013-01-02", time, close: 1 }]);
  const plan = { time: [0, 1], timeForm: { kind: "iso" }, values: [2], symbol: -1, wanted: null } as const;
  await expect(table.read(plan)).rejects.toMatchObject({ code: "bad-time" });
});

test("takes for missing what CSV does", async () => {
  const cells = ["--", ".", "<NA>", "-", "n/a", "", null, "1.5"];
  const table = open(cells.map((close, day) => ({ time: `2013-01-0${day + 1}`, close })));
  const { values } = await read(table, ["time", "close"]);
  expect(values[0]).toEqual([...new Array(7).fill(Number.NaN), 1.5]);
});
