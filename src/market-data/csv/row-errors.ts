import { DataError } from "#base/errors";
import type { CsvDialect } from "./dialect.ts";
import type { RowFault } from "./parse-plan.ts";

/** The error for a row whose cells could not be read. */
export function rowError(
  file: string,
  names: readonly string[],
  fault: RowFault,
  delimiter: CsvDialect["delimiter"],
): DataError {
  const column = names[fault.cell]?.trim() || `column ${fault.cell + 1}`;
  const { message, help, expected } = wordsOf(names.length, fault, column, delimiter);
  const { line, excerpt, received } = fault;
  return new DataError({ code: fault.code, message, where: { file, line, excerpt, expected, received }, help });
}

interface Words {
  readonly message: string;
  readonly expected: string;
  readonly help: string;
}

function wordsOf(cells: number, fault: RowFault, column: string, delimiter: string): Words {
  const asHeader = `${cells} cells, as in the header`;
  const cell = shown(fault.received);
  switch (fault.code) {
    case "bad-time":
      if (/^\s*[2-6]\d{4}(\.\d+)?\s*$/.test(fault.received)) {
        return {
          message: `${cell} is no date: it may be the count of days that a spreadsheet keeps.`,
          expected: "2013-01-02, or another date that names year, month and day",
          help: "Give the column the format of a date in the spreadsheet, and save it as CSV again.",
        };
      }
      return {
        message: `${cell} is not a date or time that can be read, or not in the form of the others.`,
        expected: "2013-01-02, 2013-01-02 15:30 or 2013-01-02T15:30:00Z, or the form of the other rows",
        help: "Write every date in one form, best year-month-day. Times without a zone are read as UTC.",
      };
    case "bad-number":
      return {
        message: `${cell} in ${column} is not a number.`,
        expected: "a number in the form of the other rows",
        help: "Mend the cell, or leave it empty where there is no bar and no volume. A decimal comma: --read decimal=comma",
      };
    case "too-few-cells":
      return {
        message: `The row has ${fault.cell} of ${cells} cells.`,
        expected: asHeader,
        help: "The file may be cut off: get it again, or take the row out.",
      };
    case "too-many-cells":
      return {
        message: "The row has more cells than the header.",
        expected: asHeader,
        help: `A ${SEPARATORS[delimiter] ?? "separator"} inside a number or name splits a cell in two: take it out, or put the cell in quotes.`,
      };
    case "broken-quotes":
      return {
        message: "A quote is not closed, or stands inside a cell.",
        expected: "quotes around a whole cell, doubled inside it",
        help: "Close the quote, double it inside a quoted cell, or save the file without quotes.",
      };
    case "no-ticker":
      return {
        message: `The row has no ticker in ${column}.`,
        expected: "a ticker in every row",
        help: "Fill the cell in, or take the row out.",
      };
  }
}

const SEPARATORS: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "bar",
  " ": "space",
};

function shown(cell: string): string {
  return cell.trim() === "" ? "An empty cell" : JSON.stringify(cell.length > 60 ? `${cell.slice(0, 60)}…` : cell);
}
