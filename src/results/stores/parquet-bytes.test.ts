import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import type { Column, Table } from "../table.ts";
import { parquetPieces, type TimeKind } from "./parquet-bytes.ts";

/** A piece holds only until the next: each is copied. */
function parquetBytes(table: Table, times: TimeKind): Uint8Array {
  return new Uint8Array(Buffer.concat(Array.from(parquetPieces(table, times), (piece) => Buffer.from(piece))));
}
const bufferOf = (bytes: Uint8Array) =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
const typesOf = (table: Table, times: TimeKind) =>
  parquetMetadata(bufferOf(parquetBytes(table, times)))
    .schema.slice(1)
    .map(({ name, type, converted_type }) => [name, type, converted_type]);

const times = (name: string, ...texts: string[]): Column => {
  return { kind: "time", name, values: Float64Array.from(texts, (text) => Date.parse(text)) };
};
const numbers = (name: string, ...values: number[]): Column => {
  return { kind: "number", name, values: Float64Array.from(values) };
};
const texts = (name: string, ...values: string[]): Column => ({ kind: "text", name, textAt: (row) => values[row]! });

const table: Table = {
  length: 2,
  columns: [
    times("time", "2013-01-02T14:30:00Z", "2013-01-02T15:30:00Z"),
    texts("symbol", "KO", '日経, "quoted"'),
    numbers("price", 0.1 + 0.2, Number.NaN),
    texts("tag", "", "x"),
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
    const daily = { length: 1, columns: [times("time", "1990-01-02")] };
    expect(await parquetReadObjects({ file: bufferOf(parquetBytes(daily, "date")) })).toEqual([
      { time: new Date("1990-01-02T00:00:00Z") },
    ]);
  });

  it("leaves out what a column has room for beyond the table's length, as CSV does", async () => {
    const roomy = { length: 1, columns: [...table.columns.slice(1, 2), numbers("pnl", 5, 0)] };
    expect(await parquetReadObjects({ file: bufferOf(parquetBytes(roomy, "date")) })).toEqual([
      { symbol: "KO", pnl: 5 },
    ]);
  });

  it("has the same types with rows and without", () => {
    for (const kind of ["date", "instant"] as const) {
      expect(typesOf({ ...table, length: 0 }, kind)).toEqual(typesOf(table, kind));
    }
    expect(typesOf({ ...table, length: 0 }, "instant")).toEqual([
      ["time", "INT64", "TIMESTAMP_MILLIS"],
      ["symbol", "BYTE_ARRAY", "UTF8"],
      ["price", "DOUBLE", undefined],
      ["tag", "BYTE_ARRAY", "UTF8"],
    ]);
  });

  it("in pieces has the bytes of the whole written at once", () => {
    const length = 150_000;
    const long: Table = {
      length,
      columns: [
        { kind: "time", name: "time", values: Float64Array.from({ length }, (_, i) => i * 60_000) },
        {
          kind: "number",
          name: "x",
          values: Float64Array.from({ length }, (_, i) => (i % 7 === 0 ? Number.NaN : i / 3)),
        },
        { kind: "text", name: "side", textAt: (row) => (row % 3 === 0 ? "buy" : "sell") },
      ],
    };
    const x = (long.columns[1] as { values: Float64Array }).values;
    const whole = parquetWriteBuffer({
      columnData: [
        { name: "time", data: Array.from({ length }, (_, i) => new Date(i * 60_000)) },
        { name: "x", data: Array.from(x, (value) => (Number.isNaN(value) ? null : value)) },
        { name: "side", data: Array.from({ length }, (_, row) => (row % 3 === 0 ? "buy" : "sell")) },
      ],
      schema: [
        { name: "root", num_children: 3 },
        { name: "time", type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "REQUIRED" },
        { name: "x", type: "DOUBLE", repetition_type: "OPTIONAL" },
        { name: "side", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
      ],
      createdBy: "ivy",
    });
    expect(Array.from(parquetPieces(long, "instant")).length).toBeGreaterThan(2);
    expect(Buffer.from(parquetBytes(long, "instant")).equals(Buffer.from(whole))).toBe(true);
  });

  it("is the same to the byte each time", () => {
    expect(parquetBytes(table, "instant")).toEqual(parquetBytes(table, "instant"));
  });
});
