import type { CsvDialect } from "./dialect.ts";
import { splitRow } from "./split-row.ts";

/** A row of the beginning of a file. */
export interface HeadRow {
  /** From 1. */
  readonly line: number;
  /** Where it begins, where the next row does, and on which line: in bytes of the file. */
  readonly from: number;
  readonly end: number;
  readonly nextLine: number;
  readonly cells: readonly string[];
}

/** Rows of a file with ten thousands of tickers are long: a few of them are enough. */
const MOST_BYTES = 64 * 1024;
const FEWEST = 3;

/**
 * The first rows of a file, cell by cell: what recognition looks at. Blank lines are passed over, and a last row that the
 * bytes cut off unless they are the whole file.
 */
export function headRows(
  bytes: Uint8Array,
  from: number,
  delimiter: CsvDialect["delimiter"],
  most: number,
  isWhole: boolean,
): readonly HeadRow[] {
  const rows: HeadRow[] = [];
  let at = from;
  let line = 1;
  while (at < bytes.length && rows.length < most && (rows.length < FEWEST || at - from < MOST_BYTES)) {
    const row = splitRow(bytes, at, bytes.length, { delimiter, quoted: true }, isWhole);
    if (row === null) break;
    const nextLine = line + row.lines;
    if (row.cells.some((cell) => cell !== "")) {
      rows.push({
        line,
        from: at,
        end: row.next,
        nextLine,
        cells: inReadableText(row.cells, bytes, at, row.next, delimiter),
      });
    }
    line = nextLine;
    at = row.next;
  }
  return rows;
}

/** What UTF-8 leaves in the place of bytes that it cannot have. */
const UNREADABLE = "\ufffd";

/** Cells of a row that is no UTF-8 are read as Windows-1252, the code page of European spreadsheets. */
function inReadableText(
  cells: readonly string[],
  bytes: Uint8Array,
  from: number,
  to: number,
  delimiter: CsvDialect["delimiter"],
): readonly string[] {
  if (!cells.some((cell) => cell.includes(UNREADABLE))) return cells;
  // Some versions of Node decode this code page as Latin-1, which has no euro.
  const decoded = new TextDecoder("windows-1252").decode(bytes.subarray(from, to)).replaceAll("\u0080", "€");
  const text = new TextEncoder().encode(decoded);
  return splitRow(text, 0, text.length, { delimiter, quoted: true })!.cells;
}

/** True where a row is readable only as Windows-1252. */
export function isLatin1(bytes: Uint8Array, { from, end }: HeadRow): boolean {
  return new TextDecoder().decode(bytes.subarray(from, end)).includes(UNREADABLE);
}
