import { type NumberForm, POINT } from "./number-form.ts";

/** How a text file of prices is written. Line ends are not part of it: LF, CRLF and CR are read in any file. */
export interface CsvDialect extends NumberForm {
  /** Between cells. Of a space several in a row count as one. */
  readonly delimiter: "," | ";" | "\t" | "|" | " ";
  /** Cells may stand in double quotes, a quote inside them doubled; false: a quote is a character like any other. */
  readonly quoted: boolean;
  /** Lines that begin with # are passed over. */
  readonly comments: boolean;
}

/** Commas between cells, points in numbers, quotes where they are needed. */
export const PLAIN: CsvDialect = { ...POINT, delimiter: ",", quoted: true, comments: false };
