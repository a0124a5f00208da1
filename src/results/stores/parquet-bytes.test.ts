import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import type { Table } from "../csv-text.ts";
import { parquetBytes } from "./parquet-bytes.ts";

const bufferOf = (bytes: Uint8Array) =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
const typesOf = (table: Table, times: "date" | "instant") =>
  parquetMetadata(bufferOf(parquetBytes(table, times)))
    .schema.slice(1)
    .map(({ name, type, converted_type }) => [name, type, converted_type]);

const table: Table = {
  length: 2,
  columns: [
    { name: "time", values: ["2013-01-02T14:30:00Z", "2013-01-02T15:30:00Z"] },
    { name: "symbol", values: ["KO", '日経, "quoted"'] },
    { name: "price", values: Float64Array.of(0.1 + 0.2, Number.NaN) },
    { name: "tag", values: ["", "x"] },
  ],
};

describe("a table as Parquet", () => {
  it("gives back every value: moments to the millisecond, numbers to the bit, null where there is none", async () => {
    const rows = await parquetReadObjects({ file: bufferOf(parquetBytes(table, "instant")) });
    expect(rows).toEqual([
      { time: new Date("2013-01-02T14:30:00Z"), symbol: "KO", price: 0.1 + 0.2, tag: "" },
      { time: new Date("2013-01-02T15:30:00Z"), symbol: '日経, "quoted"', price: null, tag: "x" },
    ]);
  });

  it("has dates for daily bars", async () => {
    const daily = { length: 1, columns: [{ name: "time", values: ["1990-01-02"] }] };
    expect(await parquetReadObjects({ file: bufferOf(parquetBytes(daily, "date")) })).toEqual([
      { time: new Date("1990-01-02T00:00:00Z") },
    ]);
  });

  it("leaves out what a column has room for beyond the table's length, as CSV does", async () => {
    const roomy = {
      length: 1,
      columns: [...table.columns.slice(1, 2), { name: "pnl", values: Float64Array.of(5, 0) }],
    };
    expect(await parquetReadObjects({ file: bufferOf(parquetBytes(roomy, "date")) })).toEqual([
      { symbol: "KO", pnl: 5 },
    ]);
  });

  it("has the same types with rows and without", () => {
    const empty: Table = { length: 0, columns: table.columns.map(({ name }) => ({ name, values: [] })) };
    for (const times of ["date", "instant"] as const) {
      expect(typesOf(empty, times)).toEqual(typesOf(table, times));
    }
    expect(typesOf(empty, "instant")).toEqual([
      ["time", "INT64", "TIMESTAMP_MILLIS"],
      ["symbol", "BYTE_ARRAY", "UTF8"],
      ["price", "DOUBLE", undefined],
      ["tag", "BYTE_ARRAY", "UTF8"],
    ]);
  });

  it("is the same to the byte each time", () => {
    expect(parquetBytes(table, "instant")).toEqual(parquetBytes(table, "instant"));
  });
});
