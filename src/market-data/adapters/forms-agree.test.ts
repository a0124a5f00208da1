import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";
import { locateSource, openPath } from "./locate.ts";

/** One bar a row: 300 minutes from 2024-01-02 14:30 UTC, with prices of many digits. */
const ROWS = Array.from({ length: 300 }, (_, i) => {
  const close = 100 + Math.sin(i) * 3.3333333;
  const open = 100 + Math.sin(i - 1) * 3.3333333;
  const [high, low] = [Math.max(open, close) * 1.001, Math.min(open, close) * 0.999];
  return { time: Date.UTC(2024, 0, 2, 14, 30) + i * 60_000, open, high, low, close, volume: i * 100 };
});
const NAMES = ["open", "high", "low", "close", "volume"] as const;

const csv = `time,open,high,low,close,volume\n${ROWS.map((row) => [new Date(row.time).toISOString(), ...NAMES.map((name) => row[name])].join()).join("\n")}\n`;
const objects = ROWS.map((row) => ({ ...row, time: new Date(row.time).toISOString() }));
const candles = ROWS.map(({ time, open, high, low, close, volume }) => [time, open, high, low, close, volume]);
const coinbase = ROWS.map(({ time, open, high, low, close, volume }) => [
  time / 1000,
  low,
  high,
  open,
  close,
  volume,
]).reverse();
const columns = {
  t: ROWS.map(({ time }) => time / 1000),
  ...Object.fromEntries(NAMES.map((name) => [name[0], ROWS.map((row) => row[name])])),
};

function parquet(rows: typeof ROWS, extra: { readonly symbol?: string } = {}): Uint8Array {
  const columnData = [
    { name: "time", data: rows.map(({ time }) => new Date(time)), type: "TIMESTAMP" as const },
    ...NAMES.map((name) => ({ name, data: rows.map((row) => row[name]), type: "DOUBLE" as const })),
    ...(extra.symbol === undefined
      ? []
      : [{ name: "symbol", data: rows.map(() => extra.symbol!), type: "STRING" as const }]),
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 100 }));
}

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "csv/KO.csv": csv,
  "gzip/KO.csv.gz": gzipSync(csv),
  "zip/KO.zip": zipSync({ "KO.csv": strToU8(csv) }),
  "objects/KO.json": JSON.stringify(objects),
  "indented/KO.json": JSON.stringify({ data: objects }, null, 2),
  "lines/KO.jsonl": objects.map((row) => JSON.stringify(row)).join("\n"),
  "candles/KO.json": JSON.stringify(candles),
  "texts/KO.json": JSON.stringify(candles.map((row) => row.map((cell, i) => (i === 0 ? cell : String(cell))))),
  "coinbase/KO.json": JSON.stringify(coinbase),
  "columns/KO.json": JSON.stringify(columns),
  "packed-json/KO.json.gz": gzipSync(JSON.stringify(candles)),
  "parquet/KO.parquet": parquet(ROWS),
  "long/prices.parquet": parquet(ROWS, { symbol: "KO" }),
  "partitions/symbol=KO/part=1/a.parquet": parquet(ROWS.slice(0, 150)),
  "partitions/symbol=KO/part=2/a.parquet": parquet(ROWS.slice(150)),
  "parts/part-0000.parquet": parquet(ROWS.slice(0, 150), { symbol: "KO" }),
  "parts/part-0001.parquet": parquet(ROWS.slice(150), { symbol: "KO" }),
};

let folder: string;
let expected: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ivy-forms-"));
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const [loaded] = await (await openPath(join(folder, "csv"))).load(["KO"]);
  expect([...loaded!.series.close]).toEqual(ROWS.map(({ close }) => close));
  expected = fingerprint(loaded!.series);
});
afterAll(() => rmSync(folder, { recursive: true }));

const PLACES = [
  ...new Set(Object.keys(FILES).map((name) => name.split("/")[0]!)),
  ...Object.keys(FILES).filter((name) => !/^part/.test(name)),
  "*/KO.csv",
  "partitions/*/*/*.parquet",
];

test.each(PLACES)("reads the same bars from %s", async (place) => {
  const long = place === "long" ? join(place, "prices.parquet") : place;
  const source = await openPath(join(folder, long));
  expect(await source.symbols()).toEqual(["KO"]);
  const [loaded] = await source.load(["KO"]);
  expect(fingerprint(loaded!.series)).toBe(expected);
});

// DuckDB has a binary for each system, and npm leaves it out where there is none for it.
const isHere = await import("@duckdb/node-api").then(
  () => true,
  () => false,
);

test
  .skipIf(!isHere)
  .each([
    "SELECT * FROM 'csv/KO.csv'",
    "SELECT * FROM 'parquet/KO.parquet' ORDER BY time",
    "SELECT time, open, high, low, close, volume, symbol FROM 'long/prices.parquet' WHERE symbol = 'KO'",
    "SELECT * FROM 'partitions/*/*/*.parquet' ORDER BY time",
  ])("reads the same bars from %s", async (sql) => {
  const request = { sql, tickers: ["KO"], projectFolder: folder, sampleFolder: folder };
  const [loaded] = await (await locateSource(request)).load(["KO"]);
  expect(fingerprint(loaded!.series)).toBe(expected);
});
