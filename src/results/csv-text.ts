import { type Table, valueAt } from "./table.ts";

/** Bytes of a piece: enough that writing costs little, so few that it stays in the processor's cache. */
const PIECE = 1 << 16;
/** Room for a number, a time and what stands between two cells. */
const CELL = 64;
const COMMA = 44;
const LINE_FEED = 10;
const QUOTE = 34;
const CARRIAGE_RETURN = 13;
const MOST_ASCII = 127;

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
      const value = valueAt(column, row);
      if (column.kind === "time") at = putAscii(bytes, at, timeText(value));
      else if (value - value === 0) at = putAscii(bytes, at, `${value}`);
    }
    bytes[at++] = LINE_FEED;
  }
  yield bytes.subarray(0, at);
  if (length > 0) step(length);
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
