import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ParquetWriter, parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { openParquet } from "../parquet/open-parquet.ts";
import type { RawTable } from "../raw-table.ts";
import { fileParts, memoryParts } from "./parquet-file.ts";

// Written by pyarrow, pandas and DuckDB: versions and commands stand in make.py there.
const FIXTURES = fileURLToPath(new URL("../../../test/fixtures/parquet/", import.meta.url));
const open = (name: string) => openParquet(fileParts(join(FIXTURES, name)), name);

const FIRST = Date.UTC(2013, 0, 2, 14, 30);
const ROWS = Array.from({ length: 10 }, (_, i) => i);

function read(table: RawTable, names: readonly string[], more: { wanted?: string[]; until?: number } = {}) {
  const [time, ...values] = names.map((name) => table.names.indexOf(name)) as [number, ...number[]];
  const { wanted = null, until } = more;
  const symbol = table.names.indexOf("symbol");
  return table.read({
    time: [time],
    timeForm: { kind: "iso" },
    values,
    symbol,
    wanted,
    ...(until !== undefined && { until }),
  });
}

test.each([
  "packed-none.parquet",
  "packed-snappy.parquet",
  "packed-gzip.parquet",
  "packed-brotli.parquet",
  "packed-zstd.parquet",
  "packed-lz4.parquet",
  "unit-ms.parquet",
  "unit-us.parquet",
  "unit-ns.parquet",
  "int96.parquet",
  "zone.parquet",
  "unnamed-index.parquet",
])("reads the bars of %s", async (name) => {
  const raw = await read(await open(name), ["time", "open", "high", "low", "close", "volume"]);
  const close = ROWS.map((i) => 100 + i / 2);
  expect([...raw.time]).toEqual(ROWS.map((i) => FIRST + i * 60_000));
  expect(raw.values.map((column) => [...column])).toEqual([
    close,
    close.map((price) => price + 1),
    close.map((price) => price - 1),
    close,
    ROWS.map((i) => i * 10),
  ]);
  expect(raw.placeOf(3)).toEqual({ file: name, line: 4 });
});

test("tells moments from times on a wall", async () => {
  expect((await open("zone.parquet")).sample[0]![0]).toBe("2013-01-02T14:30:00.000Z");
  expect((await open("unit-ns.parquet")).sample[0]![0]).toBe("2013-01-02 14:30:00.000");
  expect((await read(await open("zone.parquet"), ["time"])).zoned).toBe(10);
  expect((await read(await open("unit-ns.parquet"), ["time"])).zoned).toBe(0);
});

test.each(["types.parquet", "types-whole-decimals.parquet", "types-v2.parquet"])(
  "reads every type of %s, and null as NaN",
  async (name) => {
    const table = await open(name);
    const numbers = ["decimal9", "decimal18", "decimal38", "int8", "uint32", "uint64", "int64", "half", "float"];
    const dated = {
      time: [table.names.indexOf("date")] as const,
      timeForm: { kind: "iso" } as const,
      symbol: -1,
      wanted: null,
    };
    const head = table.sample.map((row) => row.slice(0, 9));
    expect(table.sample.map((row) => row[0])).toEqual(["1969-12-31", "2013-01-02", ""]);
    expect(head[2]).toEqual(new Array(9).fill(""));
    await expect(table.read({ ...dated, values: [] })).rejects.toMatchObject({ code: "bad-time", where: { line: 3 } });
    // 12.34 as 1234 × 0.01 would be 12.34 by luck, 1234567890123456789.123456 is the nearest double of its text.
    const column = (index: number) => table.sample.map((row) => row[table.names.indexOf(numbers[index]!)]!);
    expect(column(0)).toEqual(["12.34", "-0.01", ""]);
    expect(column(1)).toEqual(["12345678901.2345", "0.0001", ""]);
    expect(column(2)).toEqual([String(Number("1234567890123456789.123456")), "-1.1", ""]);
    expect(column(4)).toEqual(["4294967295", "0", ""]);
    expect(column(5)).toEqual([String(Number("18446744073709551615")), "0", ""]);
    expect(column(6)).toEqual([String(Number("9007199254740993")), "-5", ""]);
    expect(column(7)).toEqual(["1.5", "-2", ""]);
    const text = (called: string) => table.sample.map((row) => row[table.names.indexOf(called)]);
    expect(text("clock")).toEqual(["09:30:00.000", "16:00:00.250", ""]);
    expect(text("micros")).toEqual(["1969-12-31 23:59:59.999", "1970-01-01 00:00:01.500", ""]);
    expect(text("nanos")).toEqual(["1969-12-31 23:59:59.999", "1970-01-01 00:00:00.001", ""]);
    expect(text("text")).toEqual(["a", "é", ""]);
    expect(text("category")).toEqual(["KO", "PEP", ""]);
  },
);

test("reads a packed page of nothing but nulls", async () => {
  const raw = await read(await open("nulls-lz4.parquet"), ["time", "close", "volume"]);
  expect(raw.values.map((column) => [...column])).toEqual([
    [1.5, 2.5],
    [Number.NaN, Number.NaN],
  ]);
});

test("leaves nested columns out, and refuses a file that has no others", async () => {
  expect((await open("types.parquet")).names).not.toContain("list");
  await expect(open("nested.parquet")).rejects.toMatchObject({
    code: "no-price-columns",
    where: { received: "list, record" },
  });
});

test("refuses a file without rows", async () => {
  await expect(open("no-rows.parquet")).rejects.toMatchObject({
    code: "no-rows",
    where: { received: expect.stringContaining("date") },
  });
});

test("reads of a long file the tickers that are asked for, with the rows of the file", async () => {
  const table = await open("long.parquet");
  expect(table.synthetic).toBe(true);
  expect(await table.tickers(table.names.indexOf("symbol"))).toEqual(["AAA", "BBB", "CCC"]);
  const raw = await read(table, ["time", "close"], { wanted: ["CCC", "AAA"] });
  expect(raw.symbols).toEqual(["AAA", "CCC"]);
  expect([...raw.symbolOf!].join("")).toBe("00000000001111111111");
  expect(raw.values[0]![10]).toBe(300);
  expect(raw.placeOf(10).line).toBe(21);
});

test("reads no row group that holds no wanted ticker, and none after the last time", async () => {
  const bytes = readFileSync(join(FIXTURES, "long.parquet"));
  const parts = memoryParts(bytes);
  const seen: [number, number][] = [];
  const slice = (start: number, end = bytes.length) => {
    seen.push([start, end]);
    return parts.slice(start, end);
  };
  const table = await openParquet({ byteLength: bytes.length, slice }, "long.parquet");
  const readFor = async (more: { wanted?: string[]; until?: number }) => {
    seen.length = 0;
    const { time } = await read(table, ["time", "close"], more);
    return { rows: time.length, bytes: seen.reduce((sum, [start, end]) => sum + end - start, 0) };
  };
  const all = await readFor({});
  const one = await readFor({ wanted: ["BBB"] });
  expect(all.rows).toBe(30);
  expect(one.rows).toBe(10);
  expect(one.bytes).toBeLessThan(all.bytes / 2);
  expect(await readFor({ until: FIRST - 30 * 3_600_000 })).toEqual({ rows: 0, bytes: 0 });
  expect((await readFor({ until: FIRST })).rows).toBe(30);
});

test("reads only the columns that are asked for", async () => {
  const bytes = readFileSync(join(FIXTURES, "long.parquet"));
  const parts = memoryParts(bytes);
  let sum = 0;
  const slice = (start: number, end = bytes.length) => {
    sum += end - start;
    return parts.slice(start, end);
  };
  const table = await openParquet({ byteLength: bytes.length, slice }, "a.parquet");
  const costOf = async (names: string[]) => {
    sum = 0;
    await read(table, names);
    return sum;
  };
  expect(await costOf(["time", "close"])).toBeLessThan(
    (await costOf(["time", "open", "high", "low", "close", "volume"])) / 2,
  );
});

test.each([
  ["empty.parquet", "empty-file"],
  ["cut-off.parquet", "cut-off"],
  ["text.parquet", "not-parquet"],
])("refuses %s", async (name, code) => {
  await expect(open(name)).rejects.toMatchObject({ code, where: { file: name } });
});

test("refuses a damaged file when it comes to the damage", async () => {
  const reading = open("damaged.parquet").then((table) => read(table, ["time", "open", "close"]));
  await expect(reading).rejects.toMatchObject({ code: "broken-parquet" });
});

test("refuses any byte less, and never reads it otherwise", async () => {
  const whole = readFileSync(join(FIXTURES, "packed-snappy.parquet"));
  for (let length = 0; length < whole.length; length += 97) {
    const error = await openParquet(memoryParts(whole.subarray(0, length)), "a.parquet").catch((thrown) => thrown);
    expect(error.code, `${length} bytes`).toMatch(/^(empty-file|not-parquet|cut-off)$/);
  }
});

test("refuses a file that was written to while it was read", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ivy-parquet-"));
  const path = join(folder, "a.parquet");
  const data = Array.from({ length: 40_000 }, (_, i) => Math.sin(i));
  const columnData = [
    { name: "time", data: data.map((_, i) => new Date(FIRST + i * 60_000)) },
    { name: "close", data },
  ];
  writeFileSync(path, new Uint8Array(parquetWriteBuffer({ columnData })));
  const table = await openParquet(fileParts(path), "a.parquet");
  expect((await read(table, ["time", "close"])).time).toHaveLength(40_000);
  appendFileSync(path, "PAR1");
  await expect(read(table, ["time", "close"])).rejects.toMatchObject({ code: "file-changed" });
  rmSync(folder, { recursive: true });
});

test("reads what this program writes", async () => {
  const { ByteWriter } = await import("hyparquet-writer");
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: "root", num_children: 2 },
      { name: "time", type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "REQUIRED" },
      { name: "close", type: "DOUBLE", repetition_type: "OPTIONAL" },
    ],
  });
  const columnData = [
    { name: "time", data: [new Date(FIRST), new Date(FIRST + 1)] },
    { name: "close", data: [1.5, null] },
  ];
  parquet.write({ columnData });
  parquet.finish();
  const raw = await read(await openParquet(memoryParts(writer.getBytes()), "a.parquet"), ["time", "close"]);
  expect([...raw.time]).toEqual([FIRST, FIRST + 1]);
  expect([...raw.values[0]!]).toEqual([1.5, Number.NaN]);
});
