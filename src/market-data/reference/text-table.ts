import { DataError } from "#base/errors";
import { splitRow } from "../csv/split-row.ts";

/** A small table of text: what is known beside prices, such as rates and corporate actions. */
export interface TextTable {
  /** As errors name the file. */
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly TextRow[];
}

export interface TextRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * Reads a CSV file of a header and rows, with commas, semicolons, tabs or bars between. Lines that begin with # and blank
 * ones are passed over. Throws a DataError for a file without rows, and for a row that has not as many cells as the header.
 */
export function readTextTable(bytes: Uint8Array, file: string): TextTable {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const beginning = new TextDecoder().decode(bytes.subarray(start, start + 4096));
  const first = beginning.split(/\r\n|\n|\r/).find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  const delimiter = DELIMITERS.find((mark) => first.includes(mark)) ?? ",";
  const rows: TextRow[] = [];
  let line = 1;
  for (let at = start; at < bytes.length; ) {
    const row = splitRow(bytes, at, bytes.length, { delimiter, quoted: true })!;
    if (row.cells.some((cell) => cell !== "") && !row.cells[0]!.startsWith("#")) rows.push({ line, cells: row.cells });
    line += row.lines;
    at = row.next;
  }
  const [header, ...body] = rows;
  if (header === undefined || body.length === 0) {
    throw new DataError({
      code: "empty-file",
      message: header === undefined ? `${file} is empty.` : `${file} has a header and no rows.`,
      where: { file },
      help: "It needs a header line and a row for each date.",
    });
  }
  const wrong = body.find(({ cells }) => cells.length !== header.cells.length);
  if (wrong !== undefined) {
    throw new DataError({
      code: "wrong-cell-count",
      message: `Line ${wrong.line} of ${file} has ${wrong.cells.length} cells, the header has ${header.cells.length}.`,
      where: {
        file,
        line: wrong.line,
        expected: `${header.cells.length} cells`,
        received: wrong.cells.join(delimiter),
      },
      help: "Complete the line; a cell with a comma in it stands in quotes.",
    });
  }
  return { file, header: header.cells.map((name) => name.trim()), rows: body };
}

/** Index of the only column whose name, in any case, is one of these; -1 where there is none. */
export function columnNamed({ header }: TextTable, names: readonly string[]): number {
  return header.findIndex((name) => names.includes(name.toLowerCase().replace(/[\s_-]+/g, " ")));
}
