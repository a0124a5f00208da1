import type { CsvContent } from "./csv-content.ts";
import type { CsvHead } from "./csv-head.ts";
import { splitRow } from "./split-row.ts";

const PIECE = 1 << 20;

/**
 * The cells of some columns, row by row as text, those of a row joined by a blank. Slower than the parser of numbers, and
 * for what only text can tell.
 */
export function* rowTexts(
  content: CsvContent,
  { bodyFrom, bodyLine }: Pick<CsvHead, "bodyFrom" | "bodyLine">,
  { delimiter, comments }: Pick<CsvHead, "delimiter" | "comments">,
  columns: readonly number[],
): Generator<string> {
  const source = content.from(bodyFrom, bodyLine);
  let buffer: Uint8Array = new Uint8Array(PIECE);
  let length = 0;
  let isWhole = false;
  let at = 0;
  while (true) {
    const row = at < length ? splitRow(buffer, at, length, { delimiter, quoted: true }, isWhole) : null;
    if (row !== null) {
      at = row.next;
      const { cells } = row;
      const isBlank = cells.length === 1 && cells[0] === "";
      if (!isBlank && !(comments && cells[0]!.startsWith("#"))) {
        yield columns.map((column) => cells[column] ?? "").join(" ");
      }
      continue;
    }
    if (isWhole) return;
    // What is left of a row moves to the front, and more is read behind it.
    const rest = buffer.subarray(at, length);
    if (rest.length > buffer.length / 2) {
      const larger = new Uint8Array(buffer.length * 2);
      larger.set(rest);
      buffer = larger;
    } else buffer.copyWithin(0, at, length);
    length = rest.length;
    at = 0;
    const added = source.next(buffer.subarray(length));
    if (added === 0) isWhole = true;
    length += added;
  }
}
