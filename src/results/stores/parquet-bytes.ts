import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import type { Column, Table } from "../csv-text.ts";

/** A date without a time of day (daily bars), or a moment in UTC to the millisecond. */
export type TimeKind = "date" | "instant";

const TIMES: ReadonlySet<string> = new Set(["time", "entryTime", "exitTime"]);

/**
 * A table as Parquet, with the columns of its CSV twin: times as DATE or TIMESTAMP (milliseconds, UTC), numbers as
 * DOUBLE and null where they are NaN or infinite, text as UTF-8. The same table gives the same bytes.
 */
export function parquetBytes(table: Table, times: TimeKind): Uint8Array {
  const columns = table.columns.map((column) => sourceOf(column, table.length, times));
  const schema = columns.map(({ element }) => element);
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ source }) => source),
    schema: [{ name: "root", num_children: schema.length }, ...schema],
    createdBy: "ivy",
  });
  return new Uint8Array(buffer);
}

type Element = NonNullable<Parameters<typeof parquetWriteBuffer>[0]["schema"]>[number];

function sourceOf(
  { name, values }: Column,
  length: number,
  times: TimeKind,
): { source: ColumnSource; element: Element } {
  // A column that grew may have room for more than it holds.
  const all = Array.from({ length }, (_, i) => (values as ArrayLike<number | string>)[i]!);
  if (TIMES.has(name)) {
    const data = all.map((text) => new Date(text));
    const element: Element =
      times === "date"
        ? { name, type: "INT32", converted_type: "DATE", repetition_type: "REQUIRED" }
        : { name, type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "REQUIRED" };
    return { source: { name, data }, element };
  }
  if (isText(name, all)) {
    const element: Element = { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" };
    return { source: { name, data: all }, element };
  }
  const data = all.map((value) => (Number.isFinite(value) ? value : null));
  return { source: { name, data }, element: { name, type: "DOUBLE", repetition_type: "OPTIONAL" } };
}

const TEXTS: ReadonlySet<string> = new Set([
  "symbol",
  "side",
  "tag",
  "exitReason",
  "order",
  "reason",
  "type",
  "timeInForce",
  "state",
]);

/** A table without rows has no values to tell by, and its columns must be of the same type as in any other run. */
function isText(name: string, values: readonly (number | string)[]): boolean {
  return values.length === 0 ? TEXTS.has(name) : typeof values[0] === "string";
}
