import { type Column, type NumberColumn, type Table, type TextColumn, type TimeColumn, valueAt } from "./table.ts";

/** Bytes of a piece: enough that writing costs little, so few that it stays in the processor's cache. */
const PIECE = 1 << 16;
/** Room for a number, a time and what stands between two cells. */
const CELL = 64;
const COMMA = 44;
const LINE_FEED = 10;
const END_OF_LIST = 93;
const BEGIN_OF_NULL = 110;
/** Rows whose numbers are turned into text together. */
const BLOCK = 256;
/** Room for the text of a number and a comma. */
const NUMBER = 32;
/** By the code of an ASCII letter: 1 where a text that has it is written otherwise than as its letters. */
const SPECIAL = Uint8Array.from({ length: 128 }, (_, code) => Number('",\r\n'.includes(String.fromCharCode(code))));

const encoder = new TextEncoder();

/** `csvBytes` as text. */
export function* csvPieces(
  table: Table,
  timeText: (time: number) => string,
  step?: (rows: number) => void,
): Generator<string, void, undefined> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for (const piece of csvBytes(table, timeText, step)) yield decoder.decode(piece);
}

/**
 * A table as CSV (RFC 4180, line feeds, UTF-8), piece by piece, the names first: full-precision numbers, an empty cell where
 * a number is NaN or infinite, quotes only where a text needs them. A piece ends with a line, and holds only until the next
 * one is asked for.
 *
 * Bytes are written one by one: sums of texts would be copied three times and leave the collector an object for each cell
 * (1.6 times the time).
 *
 * @param timeText writes a time (epoch ms), in ASCII letters that need no quotes
 * @param step is told of the rows that are done, before each piece and at the end
 */
export function* csvBytes(
  { length, columns }: Table,
  timeText: (time: number) => string,
  step: (rows: number) => void = () => {},
): Generator<Uint8Array, void, undefined> {
  const lines = new Lines(columns, timeText);
  step(0);
  lines.putNames();
  for (let row = 0; ; ) {
    row = lines.put(row, length);
    yield lines.take();
    if (row > 0) step(row);
    if (row === length) return;
  }
}

/** The lines of a table that are not handed over yet. */
class Lines {
  readonly #columns: readonly Column[];
  readonly #cells: readonly (NumberTexts | LastTime | null)[];
  #bytes: Uint8Array = new Uint8Array(2 * PIECE);
  #length = 0;

  constructor(columns: readonly Column[], timeText: (time: number) => string) {
    this.#columns = columns;
    this.#cells = columns.map((column) =>
      column.kind === "number"
        ? new NumberTexts(column)
        : column.kind === "time"
          ? new LastTime(column, timeText)
          : null,
    );
  }

  /** What was put since the last time; it holds until more is put. */
  take(): Uint8Array {
    const piece = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return piece;
  }

  putNames(): void {
    for (const [c, { name }] of this.#columns.entries()) {
      if (c > 0) this.#bytes[this.#length++] = COMMA;
      this.#bytes = withRoom(this.#bytes, this.#length, name.length);
      this.#length = putText(this.#bytes, this.#length, name);
    }
    this.#bytes[this.#length++] = LINE_FEED;
  }

  /** Puts rows from `from` on, until there is a piece or `length` is reached: the row after the last. */
  put(from: number, length: number): number {
    const columns = this.#columns;
    const cells = this.#cells;
    const count = columns.length;
    let bytes = this.#bytes;
    let at = this.#length;
    let row = from;
    for (; row < length && at < PIECE; row++) {
      if (row % BLOCK === 0) makeNumbers(cells, row, Math.min(length, row + BLOCK));
      for (let c = 0; c < count; c++) {
        const cell = cells[c]!;
        if (cell === null) {
          const text = (columns[c] as TextColumn).textAt(row);
          bytes = withRoom(bytes, at, text.length);
          at = putText(bytes, at, text);
        } else {
          bytes = withRoom(bytes, at, 0);
          at = cell.put(bytes, at, row);
        }
        bytes[at++] = COMMA;
      }
      bytes[at - 1] = LINE_FEED;
    }
    this.#bytes = bytes;
    this.#length = at;
    return row;
  }
}

function makeNumbers(cells: readonly (NumberTexts | LastTime | null)[], from: number, to: number): void {
  for (const cell of cells) if (cell instanceof NumberTexts) cell.make(from, to);
}

/**
 * The numbers of a column as text, a block of rows at a time: as JSON writes them, which is as String does, without a text for
 * each. Those would be kept in the engine's memory of numbers that were asked for, and fill the heap. Bytes are read from
 * memory of our own, not letters from the text: reading those takes three times as long.
 */
class NumberTexts {
  readonly #column: NumberColumn;
  readonly #numbers: number[] = [];
  readonly #bytes = new Uint8Array(BLOCK * NUMBER + 2);
  #next = 0;

  constructor(column: NumberColumn) {
    this.#column = column;
  }

  /** Makes those of the rows [from, to). */
  make(from: number, to: number): void {
    const numbers = this.#numbers;
    const length = to - from;
    // An array that was never made longer than what it holds: JSON looks up the items of any other one by one.
    while (numbers.length < length) numbers.push(0);
    numbers.length = length;
    for (let row = from; row < to; row++) numbers[row - from] = valueAt(this.#column, row);
    encoder.encodeInto(JSON.stringify(numbers), this.#bytes);
    this.#next = 1;
  }

  /** Writes the next one at `at`, nothing where it is NaN or infinite; returns where it ended. */
  put(bytes: Uint8Array, at: number): number {
    const from = this.#bytes;
    let i = this.#next;
    if (from[i] === BEGIN_OF_NULL) {
      this.#next = i + 5;
      return at;
    }
    let to = at;
    for (;;) {
      const letter = from[i++]!;
      if (letter === COMMA || letter === END_OF_LIST) break;
      bytes[to++] = letter;
    }
    this.#next = i;
    return to;
  }
}

/** The times of a column: in long tables nearly every one is that of the row before. */
class LastTime {
  readonly #column: TimeColumn;
  readonly #timeText: (time: number) => string;
  readonly #bytes = new Uint8Array(CELL);
  #length = 0;
  #time = Number.NaN;

  constructor(column: TimeColumn, timeText: (time: number) => string) {
    this.#column = column;
    this.#timeText = timeText;
  }

  /** Writes that of a row at `at`; returns where it ended. */
  put(bytes: Uint8Array, at: number, row: number): number {
    const from = this.#bytes;
    const time = valueAt(this.#column, row);
    if (time !== this.#time) {
      this.#time = time;
      this.#length = encoder.encodeInto(this.#timeText(time), from).written;
    }
    const length = this.#length;
    for (let i = 0; i < length; i++) bytes[at + i] = from[i]!;
    return at + length;
  }
}

/** The bytes, or more of them with the same beginning, so that one more cell has room. */
function withRoom(bytes: Uint8Array, at: number, letters: number): Uint8Array {
  // Quoted, each letter may be two; of other scripts, three bytes.
  const needed = at + CELL + 3 * letters;
  if (needed <= bytes.length) return bytes;
  const larger = new Uint8Array(2 * needed);
  larger.set(bytes.subarray(0, at));
  return larger;
}

/** Writes at `at`; returns where it ended. */
function putText(bytes: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (letter >= SPECIAL.length || SPECIAL[letter] === 1) {
      return at + encoder.encodeInto(quoted(text), bytes.subarray(at)).written;
    }
    bytes[at + i] = letter;
  }
  return at + text.length;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
