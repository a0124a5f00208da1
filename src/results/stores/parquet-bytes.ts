import { ByteWriter, type ColumnSource, ParquetWriter } from "hyparquet-writer";
import { type Column, type Table, valueAt } from "../table.ts";

/** A date without a time of day (daily bars), or a moment in UTC to the millisecond. */
export type TimeKind = "date" | "instant";

const DAY_MS = 86_400_000;
/** Rows of the first group and of each after it: a reader that wants a few rows finds them in a small one. */
const GROUPS = [1000, 100_000] as const;

type Element = ConstructorParameters<typeof ParquetWriter>[0]["schema"][number];

/**
 * A table as Parquet, piece by piece, with the columns of its CSV twin: times as DATE or TIMESTAMP (milliseconds, UTC),
 * numbers as DOUBLE and null where they are NaN or infinite, text as UTF-8. The same table gives the same bytes. A piece
 * holds only until the next one is asked for.
 *
 * @param step is told of the rows that are done, before each piece and at the end
 */
export function* parquetPieces(
  table: Table,
  times: TimeKind,
  step: (rows: number) => void = () => {},
): Generator<Uint8Array, void, undefined> {
  step(0);
  const schema = table.columns.map((column) => elementOf(column, times));
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: "root", num_children: schema.length }, ...schema],
    createdBy: "ivy",
  });
  for (let from = 0, to = 0; from < table.length; from = to) {
    to = Math.min(table.length, from + GROUPS[from === 0 ? 0 : 1]);
    const columnData = table.columns.map((column) => sourceOf(column, from, to, times));
    parquet.write({ columnData, rowGroupSize: to - from });
    yield writer.getBytes();
    // The writer counts what was written in `offset`, and what it still holds in `index`.
    writer.index = 0;
    step(to);
  }
  parquet.finish();
  yield writer.getBytes();
}

function elementOf({ name, kind }: Column, times: TimeKind): Element {
  switch (kind) {
    case "time":
      return times === "date"
        ? { name, type: "INT32", converted_type: "DATE", repetition_type: "REQUIRED" }
        : { name, type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "REQUIRED" };
    case "text":
      return { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" };
    case "number":
      return { name, type: "DOUBLE", repetition_type: "OPTIONAL" };
  }
}

/** The rows [from, to) of a column, as the writer takes them. */
function sourceOf(column: Column, from: number, to: number, times: TimeKind): ColumnSource {
  const { name } = column;
  if (column.kind === "text") return { name, data: eachRow(from, to, (row) => column.textAt(row)) };
  if (column.kind === "number") {
    const finite = (value: number) => (value - value === 0 ? value : null);
    return { name, data: eachRow(from, to, (row) => finite(valueAt(column, row))) };
  }
  const momentOf = (time: number) => (times === "date" ? Math.floor(time / DAY_MS) * DAY_MS : time);
  return { name, data: eachRow(from, to, (row) => new Date(momentOf(valueAt(column, row)))) };
}

function eachRow<T>(from: number, to: number, of: (row: number) => T): T[] {
  const data: T[] = [];
  for (let row = from; row < to; row++) data.push(of(row));
  return data;
}
