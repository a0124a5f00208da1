import { DataError } from "#base/errors";
import type { TypedColumn } from "./typed-column.ts";
import type { TypedFile, TypedRows, Wanted } from "./typed-table.ts";

/** A file of a table that was written in parts: by folders named key=value, or by number. */
export interface TablePart {
  /** Columns that the names of its folders stand for, the same in each of its rows. */
  readonly constants: ReadonlyMap<string, string | null>;
  /** Its first time, as far as the names of its folders say: epoch ms UTC; null where they do not. */
  readonly from: number | null;
  open(): Promise<TypedFile>;
}

/**
 * Files of one table as one file, in the order given. The columns are those of the first, then the constants; files that are not needed
 * are not opened, but the first.
 * @param parts at least one
 * @throws DataError `columns-differ`, when read, where a file has not the columns that are wanted
 */
export async function joinFiles(parts: readonly TablePart[], file: string): Promise<TypedFile> {
  const opened = parts.map(() => null as Promise<TypedFile> | null);
  const open = (index: number) => {
    opened[index] ??= parts[index]!.open();
    return opened[index];
  };
  const first = await open(0);
  const constants = [...parts[0]!.constants.keys()].filter((name) => !first.names.includes(name));
  const names = [...first.names, ...constants];
  // Rows before each file, where its rows are known: filled as files are read.
  let starts: readonly {
    readonly from: number;
    readonly part: TypedFile;
    readonly fileRow: (row: number) => number;
  }[] = [];
  return {
    file,
    names,
    synthetic: first.synthetic,
    notes: first.notes,
    head: {
      count: first.head.count,
      columns: [...first.head.columns, ...constants.map((name) => constantColumn(parts[0]!, name, first.head.count))],
      fileRow: (row) => row,
    },
    rows: async (wanted) => {
      const needed = parts.map((_, index) => index).filter((index) => !isLater(parts[index]!, wanted));
      const found: TypedRows[] = [];
      const places = [];
      let from = 0;
      for (const index of needed) {
        const part = await open(index);
        const rows = await rowsOf(part, parts[index]!, names, wanted);
        places.push({ from, part, fileRow: rows.fileRow });
        found.push(rows);
        from += rows.count;
      }
      starts = places;
      return {
        count: from,
        columns: wanted.columns.map((_, at) =>
          joinColumns(
            found.map(({ columns }) => columns[at]!),
            names[wanted.columns[at]!]!,
            file,
          ),
        ),
        fileRow: (row) => row,
      };
    },
    placeOf: (row, withText) => {
      const place = starts.findLast(({ from }) => from <= row);
      return place === undefined ? { file } : place.part.placeOf(place.fileRow(row - place.from), withText);
    },
  };
}

function isLater({ from }: TablePart, { until }: Wanted): boolean {
  return from !== null && until !== null && from > until.ms;
}

/** The wanted columns of one file, found by their names: files of one table need not have them in one order. */
async function rowsOf(
  part: TypedFile,
  { constants }: TablePart,
  names: readonly string[],
  wanted: Wanted,
): Promise<TypedRows> {
  const own = (column: number) => {
    const at = part.names.indexOf(names[column]!);
    if (at === -1 && !constants.has(names[column]!)) throw columnsDiffer(part, names[column]!);
    return at;
  };
  const places = wanted.columns.map(own);
  const symbols = wanted.symbols && { ...wanted.symbols, column: own(wanted.symbols.column) };
  const until = wanted.until && { ...wanted.until, column: own(wanted.until.column) };
  const rows = await part.rows({
    columns: places.filter((at) => at !== -1),
    symbols: symbols?.column === -1 ? null : symbols,
    until: until?.column === -1 ? null : until,
  });
  let next = 0;
  const columns = places.map((at, index) =>
    at === -1 ? constantOf(constants.get(names[wanted.columns[index]!]!)!, rows.count) : rows.columns[next++]!,
  );
  return { ...rows, columns };
}

function constantColumn({ constants }: TablePart, name: string, count: number): TypedColumn {
  return constantOf(constants.get(name) ?? null, count);
}

function constantOf(value: string | null, count: number): TypedColumn {
  return { kind: "cells", values: new Array<string | null>(count).fill(value) };
}

function joinColumns(columns: readonly TypedColumn[], name: string, file: string): TypedColumn {
  const [first] = columns;
  if (first === undefined) return { kind: "cells", values: [] };
  if (columns.length === 1) return first;
  const isTime = (column: TypedColumn) => column.kind === "times";
  const zones = new Set(columns.map((column) => (column.kind === "times" ? column.zoned : null)));
  // A time without a zone beside moments, or a text beside times: joined, one of them would be read wrongly.
  if (columns.some(isTime) && (!columns.every(isTime) || zones.size > 1)) throw typesDiffer(file, name);
  if (columns.some(({ kind }) => kind === "cells")) {
    return { kind: "cells", values: columns.flatMap((column) => Array.from(column.values as readonly unknown[])) };
  }
  const values = new Float64Array(columns.reduce((sum, column) => sum + column.values.length, 0));
  let n = 0;
  for (const column of columns) {
    values.set(column.values as Float64Array, n);
    n += column.values.length;
  }
  return { ...first, values } as TypedColumn;
}

function typesDiffer(file: string, name: string): DataError {
  return new DataError({
    code: "columns-differ",
    message: `The column ${name} is of one type in some files of ${file}, and of another in others.`,
    where: { file, key: name, expected: "times of one type in every file" },
    help: "Write all files of one table with the same types.",
  });
}

function columnsDiffer(part: TypedFile, name: string): DataError {
  return new DataError({
    code: "columns-differ",
    message: `${part.file} has no column ${name}, which other files of its table have.`,
    where: { file: part.file, expected: `a column ${name}`, received: part.names.join(", ") },
    help: "Write all files of one table with the same columns.",
  });
}
