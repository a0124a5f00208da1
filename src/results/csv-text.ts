import { type NumberColumn, type Table, valueAt } from "./table.ts";

/** Bytes of a piece: enough that writing costs little, so few that it stays in the processor's cache. */
const PIECE = 1 << 16;
/** Room for a number, a time and what stands between two cells. */
const CELL = 64;
const COMMA = 44;
const LINE_FEED = 10;
const QUOTE = 34;
const CARRIAGE_RETURN = 13;
const MOST_ASCII = 127;
const END_OF_LIST = 93;
const BEGIN_OF_NULL = 110;
/** Rows whose numbers are turned into text together. */
const BLOCK = 256;

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
  const count = columns.length;
  const blocks = columns.map((column) => (column.kind === "number" ? new NumberTexts(column) : null));
  let bytes: Uint8Array = new Uint8Array(2 * PIECE);
  let at = 0;
  step(0);
  for (let c = 0; c < count; c++) {
    const { name } = columns[c]!;
    bytes = withRoom(bytes, at, name);
    if (c > 0) bytes[at++] = COMMA;
    at = putText(bytes, at, name);
  }
  bytes[at++] = LINE_FEED;
  for (let row = 0; row < length; row++) {
    if (at >= PIECE) {
      yield bytes.subarray(0, at);
      at = 0;
      step(row);
    }
    if (row % BLOCK === 0) for (const block of blocks) block?.make(row, Math.min(length, row + BLOCK));
    for (let c = 0; c < count; c++) {
      const column = columns[c]!;
      if (column.kind === "text") {
        const text = column.textAt(row);
        bytes = withRoom(bytes, at, text);
        if (c > 0) bytes[at++] = COMMA;
        at = putText(bytes, at, text);
        continue;
      }
      bytes = withRoom(bytes, at, "");
      if (c > 0) bytes[at++] = COMMA;
      if (column.kind === "time") at = putAscii(bytes, at, timeText(valueAt(column, row)));
      else at = blocks[c]!.putNext(bytes, at);
    }
    bytes[at++] = LINE_FEED;
  }
  yield bytes.subarray(0, at);
  if (length > 0) step(length);
}

/**
 * The numbers of a column as text, a block of rows at a time: as JSON writes them, which is as String does, without a text for
 * each. Those would be kept in the engine's memory of numbers that were asked for, and fill the heap.
 */
class NumberTexts {
  readonly #column: NumberColumn;
  readonly #numbers: number[] = [];
  #text = "";
  #next = 0;

  constructor(column: NumberColumn) {
    this.#column = column;
  }

  /** Makes those of the rows [from, to). */
  make(from: number, to: number): void {
    const numbers = this.#numbers;
    numbers.length = to - from;
    for (let row = from; row < to; row++) numbers[row - from] = valueAt(this.#column, row);
    this.#text = JSON.stringify(numbers);
    this.#next = 1;
  }

  /** Writes the next one at `at`, nothing where it is NaN or infinite; returns where it ended. */
  putNext(bytes: Uint8Array, at: number): number {
    const text = this.#text;
    let i = this.#next;
    if (text.charCodeAt(i) === BEGIN_OF_NULL) {
      this.#next = i + 5;
      return at;
    }
    let to = at;
    for (;;) {
      const letter = text.charCodeAt(i++);
      if (letter === COMMA || letter === END_OF_LIST) break;
      bytes[to++] = letter;
    }
    this.#next = i;
    return to;
  }
}

/** The bytes, or more of them with the same beginning, so that one more cell has room. */
function withRoom(bytes: Uint8Array, at: number, text: string): Uint8Array {
  // Quoted, each letter may be two; of other scripts, three bytes.
  const needed = at + CELL + 3 * text.length;
  if (needed <= bytes.length) return bytes;
  const larger = new Uint8Array(2 * needed);
  larger.set(bytes.subarray(0, at));
  return larger;
}

/** Writes at `at`; returns where it ended. */
function putAscii(bytes: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function putText(bytes: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (
      letter > MOST_ASCII ||
      letter === QUOTE ||
      letter === COMMA ||
      letter === LINE_FEED ||
      letter === CARRIAGE_RETURN
    ) {
      return at + encoder.encodeInto(quoted(text), bytes.subarray(at)).written;
    }
    bytes[at + i] = letter;
  }
  return at + text.length;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
