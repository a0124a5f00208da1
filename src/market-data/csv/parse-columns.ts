import { ALWAYS_THERE } from "../admit.ts";
import type { CsvDialect } from "./dialect.ts";
import { UNREADABLE } from "./parse-cell.ts";
import { excerptAt, faultOf } from "./parse-fault.ts";
import { RowLines } from "./parse-lines.ts";
import { Piece } from "./parse-piece.ts";
import type { ParsedRows, RowFault, RowPlan } from "./parse-plan.ts";
import { readRow } from "./parse-row.ts";
import { RowScan } from "./parse-scan.ts";
import type { ByteSource } from "./parse-source.ts";
import { lineEnd, splitRow } from "./split-row.ts";

const CR = 13;
const LF = 10;
const HASH = 35;

/** Bytes read at a time: few enough to stay in the processor's cache between reading and parsing. */
const PIECE = 256 * 1024;

/** Of the last piece every line end is what it seems. Small enough to be an integer of the machine wherever it is kept. */
const NO_LIMIT = 0x3fffffff;

/**
 * Rows to begin with; how many more there will be is told by their length. The loop over rows ends once before it is
 * compiled, so that what follows it is compiled with it.
 */
const FIRST_ROWS = 64;

/** What was read stays until the bars are made of it. */
const COPIES = 2;

/** No row is longer; a piece grows up to this where a row does not end within it. */
const LONGEST_ROW = 16 * 1024 * 1024;

/**
 * Reads rows of cells into columns of numbers: no string and no object per cell. Stops at the first row it cannot read.
 * Blank lines, and rows of which every cell is empty, are passed over.
 * @param pieceBytes bytes read at a time; where a row does not fit, more
 */
export function parseColumns(
  source: ByteSource,
  plan: RowPlan,
  dialect: CsvDialect,
  pieceBytes: number = PIECE,
): ParsedRows {
  const parser = new ColumnParser(source, plan, dialect, pieceBytes);
  while (parser.fill()) parser.readPiece();
  return parser.result();
}

/**
 * The tickers of a long table, in the order in which they first appear: every row is passed over, and nothing of it read
 * but its ticker. Rows without one are left to `parseColumns`, which refuses them; so are quotes that are not closed, where
 * the list ends.
 */
export function parseTickerNames(
  source: ByteSource,
  plan: Pick<RowPlan, "cells" | "symbol">,
  dialect: CsvDialect,
): readonly string[] {
  const none: RowPlan = {
    ...plan,
    time: [plan.symbol],
    timeForm: { kind: "iso" },
    values: [],
    wanted: [],
    onRowFault: leave,
  };
  const parser = new ColumnParser(source, none, dialect, PIECE);
  while (parser.fill()) parser.readPiece();
  return parser.tickersSeen();
}

function leave(): void {}

class ColumnParser {
  readonly #source: ByteSource;
  readonly #plan: RowPlan;
  readonly #dialect: CsvDialect;
  readonly #scan: RowScan;
  readonly #lines = new RowLines();
  readonly #piece: Piece;
  /** Within the piece, how far it has been read. */
  #at = 0;
  #row = 0;
  #line: number;
  #capacity = 0;
  #fault: RowFault | null = null;

  constructor(source: ByteSource, plan: RowPlan, dialect: CsvDialect, pieceBytes: number) {
    this.#source = source;
    this.#plan = plan;
    this.#dialect = dialect;
    this.#scan = new RowScan(plan, dialect);
    this.#line = source.line;
    this.#makeRoom(FIRST_ROWS);
    this.#piece = new Piece(source, pieceBytes);
  }

  /** Goes on to the next piece; false when there is nothing to read any more. */
  fill(): boolean {
    const piece = this.#piece;
    if (this.#fault !== null || (piece.isLast && this.#at >= piece.filled)) return false;
    piece.advance(this.#at);
    this.#at = 0;
    this.#scan.bytes = piece.bytes;
    this.#scan.dateAt = -1;
    // Rows that are whole end with a line feed, in nearly every file: the reader of rows does not see the cut one.
    const whole = piece.isLast ? 0 : piece.lastLineEnd();
    if (whole > 0) this.#readUpTo(whole, whole);
    else this.#readUpTo(piece.filled, piece.isLast ? NO_LIMIT : piece.filled - 1);
    return true;
  }

  /** Reads the rows of the piece up to the one that is cut by its end. */
  readPiece(): void {
    do {
      if (this.#row === this.#capacity) this.#makeRoom(this.#nextEstimate());
      this.#readRows();
    } while (this.#at < this.#scan.end && (this.#row === this.#capacity || this.#passOdd()));
  }

  #readUpTo(end: number, limit: number): void {
    this.#scan.end = end;
    this.#scan.limit = limit;
  }

  /** Reads rows until there is no room, the piece is at its end, or one cannot be read. */
  #readRows(): void {
    const scan = this.#scan;
    const { bytes, end } = scan;
    const lines = this.#lines;
    const capacity = this.#capacity;
    let p = this.#at;
    let row = this.#row;
    let line = this.#line;
    let distance = Number.NaN;
    while (p < end && row < capacity) {
      if (line - row !== distance) {
        lines.note(row, line);
        distance = line - row;
      }
      const next = bytes[p] === LF ? UNREADABLE : readRow(scan, p, row);
      if (next === UNREADABLE) break;
      line += 1 + scan.breaks;
      p = next;
      if (scan.isPassedOver) scan.isPassedOver = false;
      else row++;
    }
    this.#at = p;
    this.#row = row;
    this.#line = line;
  }

  /** Passes over a line that is no row; false when it is one that cannot be read, or needs more bytes. */
  #passOdd(): boolean {
    const { bytes, filled: end, isLast } = this.#piece;
    const at = this.#at;
    const first = bytes[at]!;
    if (first === LF) return this.#pass(at + 1, 1);
    if (first === CR && at + 1 < end) return this.#pass(bytes[at + 1] === LF ? at + 2 : at + 1, 1);
    if (first === HASH && this.#dialect.comments) {
      const stop = lineEnd(bytes, at, end);
      if (stop + 1 >= end && !isLast) return false;
      return this.#pass(bytes[stop] === CR && bytes[stop + 1] === LF ? stop + 2 : stop + 1, 1);
    }
    const isTooLong = end - at > LONGEST_ROW;
    const split = splitRow(bytes, at, end, this.#dialect, isLast || isTooLong);
    if (split === null || (!isLast && !isTooLong && split.next >= end)) return false;
    if (split.next > this.#scan.end && this.#scan.end < end) {
      // The last line feed stands within quotes, and this row ends with a CR.
      this.#readUpTo(end, end - 1);
      return true;
    }
    if (split.brokenQuote === -1 && split.cells.every((cell) => cell === ""))
      return this.#pass(split.next, split.lines);
    const place = { row: this.#row, line: this.#line, excerpt: excerptAt(bytes, at, end) };
    const fault = faultOf(split, this.#plan, this.#dialect, place);
    // Behind an open quote nobody can say where the next row begins.
    if (this.#plan.onRowFault !== undefined && split.brokenQuote === -1) {
      this.#plan.onRowFault(fault);
      return this.#pass(split.next, split.lines);
    }
    this.#fault = fault;
    return false;
  }

  #pass(next: number, lines: number): true {
    this.#at = next;
    this.#line += lines;
    return true;
  }

  #makeRoom(capacity: number): void {
    const { values, symbol } = this.#plan;
    const needed = capacity * (8 * (1 + values.length) + (symbol === -1 ? 0 : 4)) * COPIES;
    if (needed > ALWAYS_THERE) this.#source.admit?.(needed);
    this.#scan.makeRoom(capacity);
    this.#capacity = capacity;
  }

  /** Rows of the whole source, as many per byte as there were up to here; twice as many where its size is not known. */
  #nextEstimate(): number {
    const read = this.#piece.offset + this.#at;
    const rest = Math.max(0, this.#source.size - read);
    const expected = this.#row * 1.02 + (this.#row / read) * rest * 1.04;
    return Math.ceil(this.#source.size === 0 ? this.#row * 2 : expected) + 16;
  }

  tickersSeen(): readonly string[] {
    return this.#scan.tickers.seen();
  }

  result(): ParsedRows {
    const scan = this.#scan;
    const rows = this.#row;
    const lines = this.#lines;
    this.#piece.leave();
    return {
      time: fitted(scan.time, rows),
      zoned: scan.zoned[0]!,
      values: scan.values.map((column) => fitted(column, rows)),
      symbols: scan.tickers.names,
      symbolOf: this.#plan.symbol === -1 ? null : scan.symbolOf.slice(0, rows),
      lineOf: (row) => lines.lineOf(row),
      fault: this.#fault,
    };
  }
}

/** The first `rows` of a column; a copy only where much of its room is left over. */
function fitted(column: Float64Array, rows: number): Float64Array {
  return column.length - rows > rows / 8 ? column.slice(0, rows) : column.subarray(0, rows);
}
