import { DataError, type Where } from "#base/errors";
import { type CsvText, offsetOfRow, placeOf } from "./csv-text.ts";
import type { RowFault } from "./parse-rows.ts";

/** The error for a row whose cells could not be read. */
export function rowError(text: CsvText, fault: RowFault, symbol: string): DataError {
  const place = placeOf(text, fault.offset, fault.row);
  const column = text.header[fault.cell]?.trim() || `column ${fault.cell + 1}`;
  const { message, help, expected } = rowWords(text, fault, column);
  const where = { file: text.file, ...place, symbol, expected, received: fault.received };
  return new DataError({ code: fault.code, message, where, help });
}

/** Where a row stands in its file. */
export function rowPlace(text: CsvText, row: number): Where {
  return { file: text.file, ...placeOf(text, offsetOfRow(text, row), row) };
}

interface Words {
  readonly message: string;
  readonly expected: string;
  readonly help: string;
}

function rowWords(text: CsvText, fault: RowFault, column: string): Words {
  const cells = `${text.header.length} cells, as in the header`;
  switch (fault.code) {
    case "bad-time":
      return {
        message: `${shown(fault.received)} is not a date or time.`,
        expected: "2013-01-02, 2013-01-02 15:30 or 2013-01-02T15:30:00Z",
        help: "Write dates as year-month-day; 3/4/2013 could be two days. Times without a zone are read as UTC.",
      };
    case "bad-number":
      return {
        message: `${shown(fault.received)} in ${column} is not a number.`,
        expected: "a number with a point as decimal mark",
        help: "Mend the cell, or leave it empty where there is no bar and no volume.",
      };
    case "too-few-cells":
      return {
        message: `The row has ${fault.cell} of ${text.header.length} cells.`,
        expected: cells,
        help: "The file may be cut off: get it again, or take the row out.",
      };
    case "too-many-cells":
      return {
        message: "The row has more cells than the header.",
        expected: cells,
        help: "A comma inside a number or name splits a cell in two: take it out, or put the cell in quotes.",
      };
  }
}

function shown(cell: string): string {
  return cell.trim() === "" ? "An empty cell" : JSON.stringify(cell.length > 60 ? `${cell.slice(0, 60)}…` : cell);
}
