import { DataError, type Where } from "#base/errors";
import type { BarColumns } from "#domain/bars";
import { formatTime } from "#time/format-time";
import type { Timeframe } from "#time/timeframe";
import type { BarFault } from "../validate.ts";
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

/** What the text of an error says about the bars beside their columns. */
interface BarFacts {
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/** The error for a row that was read, but makes no bar. `priceName` is what the reader of the file calls the price. */
export function barError(
  text: CsvText,
  fault: BarFault,
  columns: BarColumns,
  facts: BarFacts & { readonly priceName: string },
): DataError {
  const place = barPlace(text, fault.row, columns, facts);
  const { message, help, expected, received } = barWords(fault, columns, facts.timeframe, facts.priceName);
  return new DataError({
    code: fault.code,
    message: `${facts.symbol}: ${message}`,
    where: { ...place, expected, received },
    help,
  });
}

/** Where a bar stands in its file. */
export function barPlace(
  text: CsvText,
  row: number,
  columns: BarColumns,
  { symbol, timeframe }: BarFacts,
): Where & { readonly line: number } {
  const place = placeOf(text, offsetOfRow(text, row), row);
  return { file: text.file, ...place, symbol, time: formatTime(columns.time[row]!, timeframe), bar: row };
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

function barWords(
  fault: BarFault,
  columns: BarColumns,
  timeframe: Timeframe,
  priceName: string,
): Words & { readonly received: string } {
  const { row, field } = fault;
  const number = field === "volume" ? columns.volume![row]! : columns[field][row]!;
  const before = row > 0 ? formatTime(columns.time[row - 1]!, timeframe) : "";
  const time = formatTime(columns.time[row]!, timeframe);
  switch (fault.code) {
    case "duplicate-time":
      return {
        message: `${time} stands twice.`,
        expected: "one row per time",
        received: time,
        help: "Take one of the two rows out. A file holds one ticker, or one column per ticker.",
      };
    case "times-not-increasing":
      return {
        message: `${time} comes after ${before}: the rows are not in order.`,
        expected: `a time after ${before}`,
        received: time,
        help: "Sort the file by time, oldest row first.",
      };
    case "missing-price":
      return {
        message: `${priceName} is missing.`,
        expected: "a price",
        received: "",
        help: "Fill in the price, or take the row out: a bar has open, high, low and close.",
      };
    case "price-not-finite":
    case "price-not-positive":
      return {
        message: `${priceName} is ${number}, and a price is above zero.`,
        expected: "a finite number above 0",
        received: String(number),
        help: "Mend the price, or take the row out.",
      };
    case "high-below-low":
      return {
        message: `high ${number} is below low ${columns.low[row]}.`,
        expected: `high of at least ${columns.low[row]}`,
        received: String(number),
        help: "Mend the row. If every row is so, the header names high and low the wrong way round.",
      };
    case "bad-volume":
      return {
        message: `volume is ${number}.`,
        expected: "0 or more, or an empty cell",
        received: String(number),
        help: "Mend the volume, or leave its cell empty.",
      };
  }
}

function shown(cell: string): string {
  return cell.trim() === "" ? "An empty cell" : JSON.stringify(cell.length > 60 ? `${cell.slice(0, 60)}…` : cell);
}
