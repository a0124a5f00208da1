import type { Where } from "#base/errors";
import type { ColumnPlan, RawColumns, RawTable } from "../raw-table.ts";
import type { Reading } from "../reading.ts";
import type { CsvContent } from "./csv-content.ts";
import { type CsvHead, csvHead } from "./csv-head.ts";
import { type CsvDialect, PLAIN } from "./dialect.ts";
import { withoutEventRows } from "./event-rows.ts";
import { type NumberCell, planNumbers } from "./number-plan.ts";
import { parseColumns, parseTickerNames } from "./parse-columns.ts";
import type { ParsedRows, RowFault, RowPlan } from "./parse-plan.ts";
import { refuseOther } from "./refuse-other.ts";
import { rowError } from "./row-errors.ts";
import { rowTexts } from "./row-texts.ts";

/**
 * A CSV file as a table: header, delimiter and encoding recognized, rows unread. Throws a DataError for an empty file,
 * one that is no text, and one without a header whose columns cannot be told.
 */
export function openCsvTable(content: CsvContent, file: string, reading: Reading): RawTable {
  refuseOther(content.head, file);
  const head = csvHead(content.head, file, reading, content.isWhole);
  return new CsvTable(content, head, file, reading);
}

/** Rows, and by what they were read. */
interface ReadRows {
  readonly parsed: ParsedRows;
  readonly rowPlan: RowPlan;
  readonly dialect: CsvDialect;
  readonly notes: readonly string[];
}

/** A file has one form of numbers: after so many tries there is none that reads it. */
const MOST_FORMS = 4;

class CsvTable implements RawTable {
  readonly file: string;
  readonly names: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly sampleLines: readonly number[];
  readonly synthetic: boolean;
  readonly notes: readonly string[];
  readonly #content: CsvContent;
  readonly #head: CsvHead;
  readonly #reading: Reading;

  constructor(content: CsvContent, head: CsvHead, file: string, reading: Reading) {
    this.#content = content;
    this.#head = head;
    this.#reading = reading;
    this.file = file;
    this.names = head.names;
    this.sample = head.rows.map(({ cells }) => cells);
    this.sampleLines = head.rows.map(({ line }) => line);
    this.synthetic = head.synthetic;
    this.notes = head.notes;
  }

  get headerLine(): number {
    return this.#head.headerLine ?? this.#head.bodyLine;
  }

  read(plan: ColumnPlan): RawColumns {
    const { delimiter } = this.#head;
    let content = this.#content;
    let read = this.#readNumbers(content, plan);
    const about: string[] = [];
    if (read.parsed.fault !== null) {
      // Yahoo's tables have a row of words for each dividend and split among the rows of prices.
      const cleaned = withoutEventRows(content, this.#head.bodyFrom);
      if (cleaned !== null) {
        content = cleaned.content;
        read = this.#readNumbers(content, plan);
        about.push(...cleaned.notes);
      }
    }
    let { parsed } = read;
    const notes = [...read.notes, ...about];
    const { onFault } = plan;
    if (parsed.fault !== null && onFault !== undefined) {
      const onRowFault = (fault: RowFault) => onFault(rowError(this.file, this.names, fault, delimiter));
      parsed = this.#parse(content, { ...read.rowPlan, onRowFault }, read.dialect);
    }
    const { fault } = parsed;
    if (fault !== null) throw rowError(this.file, this.names, fault, delimiter);
    const { time, values, symbols, symbolOf, zoned } = parsed;
    const placeOf = (row: number, withText = false): Where => {
      const line = parsed.lineOf(row);
      return { file: this.file, line, ...(withText && { excerpt: this.#lineText(line) }) };
    };
    return { time, values, symbols, symbolOf, zoned, notes, placeOf };
  }

  tickers(symbolColumn: number): readonly string[] {
    const { delimiter, comments, bodyFrom, bodyLine } = this.#head;
    const plan = { cells: this.names.length, symbol: symbolColumn };
    return parseTickerNames(this.#content.from(bodyFrom, bodyLine), plan, { ...PLAIN, delimiter, comments });
  }

  texts(columns: readonly number[]): Iterable<string> {
    return rowTexts(this.#content, this.#head, this.#head, columns);
  }

  /**
   * Reads by the form of numbers that the first rows have; where a number further down has a mark that none of those has
   * ("1,050.5" after a thousand smaller ones), by the form that reads both.
   */
  #readNumbers(content: CsvContent, plan: ColumnPlan): ReadRows {
    const { delimiter, comments } = this.#head;
    const more: NumberCell[] = [];
    for (;;) {
      const { form, short, notes } = planNumbers(this, plan.values, this.#reading, more);
      const dialect: CsvDialect = { ...form, delimiter, quoted: true, comments };
      const rowPlan: RowPlan = { ...plan, cells: this.names.length, short };
      const parsed = this.#parse(content, rowPlan, dialect);
      const { fault } = parsed;
      if (fault?.code !== "bad-number" || more.length >= MOST_FORMS) return { parsed, notes, rowPlan, dialect };
      more.push({ text: fault.received, column: fault.cell, line: fault.line });
      const next = planNumbers(this, plan.values, this.#reading, more);
      const isSame = next.form.decimal === form.decimal && next.form.thousands === form.thousands;
      if (isSame && next.short.length === short.length) return { parsed, notes, rowPlan, dialect };
    }
  }

  #parse(content: CsvContent, plan: RowPlan, dialect: CsvDialect): ParsedRows {
    return parseColumns(content.from(this.#head.bodyFrom, this.#head.bodyLine), plan, dialect);
  }

  /** The text of a line, as far as the file is at hand. */
  #lineText(line: number): string {
    return lineText(this.#content, line);
  }
}

const LF = 10;
const CR = 13;

function lineText({ from }: CsvContent, line: number): string {
  const source = from(0, 1);
  const piece = new Uint8Array(1 << 16);
  let at = 1;
  const text: number[] = [];
  let wasReturn = false;
  for (let n = source.next(piece); n > 0; n = source.next(piece)) {
    for (let p = 0; p < n; p++) {
      const byte = piece[p]!;
      const isEnd = (byte === LF && !wasReturn) || byte === CR;
      wasReturn = byte === CR;
      if (isEnd && ++at > line) return decoded(text);
      if (!isEnd && byte !== LF && at === line && text.length < 200) text.push(byte);
    }
  }
  return decoded(text);
}

function decoded(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes)).trimEnd();
}
