import { dayFormOf } from "#time/parse-time";
import type { TimeForm } from "#time/time-form";
import type { CsvDialect } from "./dialect.ts";
import { marksOf, type NumberMarks } from "./parse-decimal.ts";
import type { RowPlan } from "./parse-plan.ts";
import { Tickers } from "./parse-tickers.ts";

/** What a cell is read as where it is no column of numbers, whose roles count from 0. */
export const IGNORED = -1;
export const TIME = -2;
export const CLOCK = -3;

/** What the reader of rows knows and writes to, in one object of one shape: it is handed on for each row. */
export class RowScan {
  /** The piece of the file that is read, a line feed after its last byte, and room to look ahead. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the piece ends. */
  end = 0;
  /** A line end from here on may be cut: the row is read again when more has come. */
  limit = 0;

  readonly delimiter: number;
  readonly quoted: boolean;
  readonly marks: NumberMarks;
  /** The decimal mark of cells without quotes; where it is the delimiter too, these have none (-1). */
  readonly plainDecimal: number;
  /** Of the cell of the time, or of the day where the time of day has a cell of its own, with its form. */
  readonly timeForm: TimeForm;
  readonly clockForm: TimeForm;
  readonly isIso: boolean;
  /** For each byte whether a cell may end with it: delimiter, line ends, and the quote, which must not stand there. */
  readonly stops: Uint8Array;
  /** For each cell of a row the index of its column of numbers, or TIME, CLOCK, IGNORED. */
  readonly roles: Int32Array;
  /** For each cell whether its numbers may be written short. */
  readonly short: Uint8Array;
  readonly hasClock: boolean;
  /** The cell of the ticker; -1: there is none. */
  readonly symbolCell: number;
  readonly tickers: Tickers;

  time: Float64Array = new Float64Array(0);
  readonly values: Float64Array[];
  symbolOf: Int32Array = new Int32Array(0);

  /** Where the function called last stopped, and the content of the cell that it found. */
  at = 0;
  cellFrom = 0;
  cellTo = 0;
  /** Line breaks within quoted cells of the row; whether its ticker is not wanted. */
  breaks = 0;
  isPassedOver = false;
  /** The last date that was read in this piece, and what it is: a day of minutes writes it again and again. -1: none. */
  dateAt = -1;
  // NaN: a field that first held a whole number would change its form, and the code compiled for it would be lost.
  dateMs = Number.NaN;
  /** The time of day where it has a cell of its own. */
  clockPart = Number.NaN;
  /** How many times carried their zone. */
  readonly zoned = new Int32Array(1);

  constructor(plan: RowPlan, dialect: CsvDialect) {
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.quoted = dialect.quoted;
    this.marks = marksOf(dialect);
    this.plainDecimal = dialect.decimal === dialect.delimiter ? -1 : this.marks.decimal;
    this.clockForm = plan.timeForm;
    this.timeForm = plan.time.length === 2 ? dayFormOf(plan.timeForm) : plan.timeForm;
    this.isIso = this.timeForm.kind === "iso" && this.timeForm.zoneName === undefined;
    this.stops = new Uint8Array(256);
    for (const byte of [this.delimiter, 10, 13, ...(dialect.quoted ? [34] : [])]) this.stops[byte] = 1;
    this.roles = new Int32Array(plan.cells).fill(IGNORED);
    for (let k = 0; k < plan.values.length; k++) this.roles[plan.values[k]!] = k;
    this.roles[plan.time[0]] = TIME;
    this.hasClock = plan.time.length === 2;
    if (plan.time.length === 2) this.roles[plan.time[1]] = CLOCK;
    this.short = new Uint8Array(plan.cells);
    for (const cell of plan.short ?? []) this.short[cell] = 1;
    this.symbolCell = plan.symbol;
    this.tickers = new Tickers(plan.wanted);
    this.values = plan.values.map(() => new Float64Array(0));
  }

  /** Room for this many rows; what has been read so far is kept. */
  makeRoom(capacity: number): void {
    const time = new Float64Array(capacity);
    time.set(this.time);
    this.time = time;
    for (let k = 0; k < this.values.length; k++) {
      const column = new Float64Array(capacity);
      column.set(this.values[k]!);
      this.values[k] = column;
    }
    if (this.symbolCell === -1) return;
    const symbolOf = new Int32Array(capacity);
    symbolOf.set(this.symbolOf);
    this.symbolOf = symbolOf;
  }
}
