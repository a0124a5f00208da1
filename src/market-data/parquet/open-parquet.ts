import type { AsyncBuffer, Compressors, FileMetaData, SchemaElement } from "hyparquet";
import { DataError } from "#base/errors";
import { type Admit, ALWAYS_THERE } from "../admit.ts";
import type { RawTable } from "../raw-table.ts";
import type { TypedColumn } from "../typed/typed-column.ts";
import { HEAD_ROWS, type TypedFile, type TypedRows, typedTable, type Wanted } from "../typed/typed-table.ts";
import { pageCodecs } from "./page-codecs.ts";
import { cellsOf, type StoredAs, storedAs, wholeMs } from "./parquet-column.ts";
import { brokenParquet, refuseNoParquet } from "./parquet-errors.ts";
import { groupsWanted, type RowRange } from "./row-groups.ts";

/** A Parquet file of which parts can be read. */
export type ParquetBytes = AsyncBuffer;

/** What a value takes while it is decoded: as it is stored, in the array of its page, and in the column. In bytes. */
const DECODING = 24;

/** Cells of a file that is read in one piece. */
const SMALL = 50_000;

/**
 * A Parquet file as a table: of it only the columns and row groups that a run needs are read. What is nested is no column of
 * a table; asked for, it is refused.
 * @param bytes not packed as a whole
 * @param file as errors name it
 * @param admit is asked before columns are read
 * @throws DataError for an empty, cut off, encrypted or broken file, and one without columns or rows
 */
export async function openParquet(bytes: ParquetBytes, file: string, admit?: Admit): Promise<RawTable> {
  const columns = await openParquetColumns(bytes, file, admit);
  if (columns.head.count === 0) throw noRows(file, columns.names);
  return typedTable(columns);
}

/** The same before it is a table: files of a partition are put together first. */
export async function openParquetColumns(
  bytes: ParquetBytes,
  file: string,
  admit: Admit = () => {},
): Promise<TypedFile> {
  await refuseNoParquet(bytes, file);
  const { parquetMetadataAsync, parquetScan, parquetSchema } = await import("hyparquet");
  const metadata = await attempt(file, () => parquetMetadataAsync(bytes, { parsers: MS_PARSERS, geoparquet: false }));
  const top = await attempt(file, async () => parquetSchema(metadata).children);
  const elements = top.map(({ element, children }) =>
    children.length > 0 ? { ...element, type: undefined } : element,
  );
  const stored = elements.map((element) => storedAs(element as SchemaElement));
  if (stored.every(({ kind }) => kind === "nested")) {
    throw noColumns(
      file,
      elements.map(({ name }) => name),
    );
  }
  // Values come as they are stored: what they mean is applied here, exactly (hyparquet multiplies decimals by 0.01).
  const plain = { ...metadata, schema: metadata.schema.map(withoutMeaning) };
  const columnNames = elements.map(({ name }) => name);

  async function readRanges(columns: readonly number[], ranges: readonly RowRange[]): Promise<TypedRows> {
    const count = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    const nested = columns.find((column) => stored[column]!.kind === "nested");
    if (nested !== undefined) throw nestedColumn(file, columnNames[nested]!);
    const needed = count * columns.length * DECODING;
    if (needed > ALWAYS_THERE) admit(needed);
    const compressors = await compressorsFor(metadata);
    const names = columns.map((column) => columnNames[column]!);
    const options = { file: bytes, metadata: plain, columns: names, compressors, utf8: false, parsers: AS_STORED };
    const found = await attempt(file, async () => {
      const scan = await parquetScan(options);
      const read = async (column: number, name: string) => {
        const parts: ArrayLike<unknown>[] = [];
        for (const { from, to } of ranges) {
          const part = (await scan.readColumn({ column: name, rowStart: from, rowEnd: to })) as ArrayLike<unknown>;
          if (part.length !== to - from) throw new Error(`${name} has ${part.length} values in ${to - from} rows`);
          parts.push(part);
        }
        return cellsOf(stored[column]!, parts, count);
      };
      const cells: TypedColumn[] = [];
      for (const [index, column] of columns.entries()) cells.push(await read(column, names[index]!));
      return cells;
    });
    return { count, columns: found, fileRow: rowFinder(ranges) };
  }

  const readable = stored.map((_, column) => column).filter((column) => stored[column]!.kind !== "nested");
  const firstRows = Number(metadata.row_groups.find(({ num_rows }) => num_rows > 0n)?.num_rows ?? 0n);
  // Of a small file the beginning is all of it: decoded once, it is there when it is asked for.
  const isSmall = firstRows === Number(metadata.num_rows) && firstRows * readable.length <= SMALL;
  const headRows = isSmall ? firstRows : Math.min(HEAD_ROWS, firstRows);
  const head = await readRanges(readable, headRows === 0 ? [] : [{ from: 0, to: headRows }]);
  const at = (column: number) => readable[column]!;
  return {
    file,
    names: namesOf(
      readable.map((column) => columnNames[column]!),
      readable.map((column) => stored[column]!),
    ),
    synthetic: isSynthetic(metadata),
    notes: [],
    head,
    rows: ({ columns, symbols, until }: Wanted) => {
      if (isSmall) return { ...head, columns: columns.map((column) => head.columns[column]!) };
      const nameOf = (column: number) => columnNames[at(column)]!;
      return readRanges(columns.map(at), groupsWanted(metadata, { columns, symbols, until }, nameOf));
    },
    placeOf: (row) => ({ file, line: row + 1 }),
  };
}

/** Times and dates of the statistics in ms. */
const MS_PARSERS = {
  timestampFromMilliseconds: (millis: bigint) => Number(millis),
  timestampFromMicroseconds: (micros: bigint) => wholeMs(micros, "MICROS"),
  timestampFromNanoseconds: (nanos: bigint) => wholeMs(nanos, "NANOS"),
  dateFromDays: (days: number) => days * 86_400_000,
};

/** Of INT96, the only stored value that is always converted. */
const AS_STORED = { timestampFromNanoseconds: (nanos: bigint) => nanos };

/** Texts stay texts: of all else the values come as they are stored. */
function withoutMeaning(element: SchemaElement): SchemaElement {
  const { converted_type, logical_type, ...plain } = element;
  const isText = converted_type === "UTF8" || logical_type?.type === "STRING";
  return isText || element.type === undefined ? element : plain;
}

/** Loaded only for files that need them: snappy, which nearly every writer uses, is in hyparquet itself. */
async function compressorsFor({ row_groups }: FileMetaData): Promise<Compressors> {
  const codecs = new Set(row_groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data?.codec)));
  codecs.delete("UNCOMPRESSED");
  codecs.delete("SNAPPY");
  if (codecs.size === 0) return {};
  const { compressors } = await import("hyparquet-compressors");
  return pageCodecs(compressors);
}

/** An index that pandas was given no name for is a time where it holds times: then it is called so. */
function namesOf(names: readonly string[], stored: readonly StoredAs[]): readonly string[] {
  const hasTime = names.some((name) => /^(date|time|datetime|timestamp)$/i.test(name));
  return names.map((name, column) => {
    const isTime = stored[column]!.kind === "instant" || stored[column]!.kind === "date";
    return !hasTime && isTime && /^__index_level_\d+__$/.test(name) ? "time" : name;
  });
}

/** Files that a generator made carry the mark `synthetic` among their metadata. */
function isSynthetic({ key_value_metadata: marks }: FileMetaData): boolean {
  const mark = marks?.find(({ key }) => key === "synthetic");
  return mark !== undefined && mark.value !== "false";
}

function rowFinder(ranges: readonly RowRange[]): (row: number) => number {
  return (row) => {
    let left = row;
    for (const { from, to } of ranges) {
      if (left < to - from) return from + left;
      left -= to - from;
    }
    return left;
  };
}

async function attempt<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw cause instanceof DataError ? cause : brokenParquet(file, cause);
  }
}

function noColumns(file: string, names: readonly string[]): DataError {
  return new DataError({
    code: "no-price-columns",
    message: `${file} has no column that a table of prices could have: all are nested, or there are none.`,
    where: { file, received: names.slice(0, 12).join(", ") },
    help: "Write it with one plain column each for time, open, high, low, close and volume.",
  });
}

function noRows(file: string, names: readonly string[]): DataError {
  return new DataError({
    code: "no-rows",
    message: `${file} has columns, but no rows.`,
    where: { file, received: names.slice(0, 12).join(", ") },
    help: "Write it again: what wrote it found no prices.",
  });
}

function nestedColumn(file: string, name: string): DataError {
  return new DataError({
    code: "nested-column",
    message: `The column ${name} of ${file} is nested: its cells are lists or records.`,
    where: { file, key: name, expected: "numbers, texts, dates or times" },
    help: "Write its parts as plain columns, or choose them with --sql.",
  });
}
