import type { CsvDialect } from "./dialect.ts";
import { isBlank } from "./parse-blank.ts";

const CR = 13;
const LF = 10;
const QUOTE = 34;
const SPACE = 32;

/** One row as texts. */
export interface SplitRow {
  /** Without quotes and without the spaces around them. */
  readonly cells: readonly string[];
  /** Where the next row begins. */
  readonly next: number;
  /** Lines that the row takes: more than one where a quoted cell holds line breaks. */
  readonly lines: number;
  /** A quote that is not closed, or stands inside a cell: the index of that cell; -1: there is none. */
  readonly brokenQuote: number;
}

/**
 * Splits the row that begins at `from` into its cells: the rules of the parser, for headers, samples and errors.
 * @param isWhole false: more bytes may follow after `to`
 * @returns null when the row does not end before `to` and more may follow
 */
export function splitRow(
  bytes: Uint8Array,
  from: number,
  to: number,
  { delimiter: mark, quoted }: Pick<CsvDialect, "delimiter" | "quoted">,
  isWhole = true,
): SplitRow | null {
  const delimiter = mark.charCodeAt(0);
  const isAround = (byte: number) => isBlank(byte) && byte !== delimiter;
  const decoder = new TextDecoder();
  const cells: string[] = [];
  let brokenQuote = -1;
  let lines = 1;
  let p = from;
  if (delimiter === SPACE) while (p < to && bytes[p] === SPACE) p++;
  while (true) {
    let start = p;
    while (start < to && isAround(bytes[start]!)) start++;
    if (quoted && start < to && bytes[start] === QUOTE) {
      const end = quoteEnd(bytes, start + 1, to);
      if (end === -1 && !isWhole) return null;
      if (end === -1 || (end + 1 === to && !isWhole)) {
        if (!isWhole) return null;
        // Not closed: what follows up to the end of the line is shown as the cell.
        p = lineEnd(bytes, start, to);
        cells.push(decoder.decode(bytes.subarray(start, p)));
        brokenQuote = cells.length - 1;
      } else {
        cells.push(decoder.decode(bytes.subarray(start + 1, end)).replaceAll('""', '"'));
        lines += lineBreaks(bytes, start, end);
        p = end + 1;
        while (p < to && isAround(bytes[p]!)) p++;
        if (p < to && bytes[p] !== delimiter && bytes[p] !== LF && bytes[p] !== CR) {
          if (brokenQuote === -1) brokenQuote = cells.length - 1;
          while (p < to && bytes[p] !== delimiter && bytes[p] !== LF && bytes[p] !== CR) p++;
        }
      }
    } else {
      p = start;
      while (p < to && bytes[p] !== delimiter && bytes[p] !== LF && bytes[p] !== CR) {
        if (quoted && bytes[p] === QUOTE && brokenQuote === -1) brokenQuote = cells.length;
        p++;
      }
      let end = p;
      while (end > start && isAround(bytes[end - 1]!)) end--;
      cells.push(decoder.decode(bytes.subarray(start, end)));
    }
    if (p >= to) return isWhole ? { cells, next: to, lines, brokenQuote } : null;
    if (bytes[p] !== delimiter) break;
    p++;
    if (delimiter === SPACE) {
      while (p < to && bytes[p] === SPACE) p++;
      if (p < to && (bytes[p] === LF || bytes[p] === CR)) break;
    }
  }
  if (bytes[p] === CR && p + 1 >= to && !isWhole) return null;
  return { cells, next: bytes[p] === CR && bytes[p + 1] === LF && p + 1 < to ? p + 2 : p + 1, lines, brokenQuote };
}

/** The quote that closes a cell whose text begins at `from`; -1 when there is none. */
function quoteEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let p = from; p < to; p++) {
    if (bytes[p] !== QUOTE) continue;
    if (p + 1 < to && bytes[p + 1] === QUOTE) p++;
    else return p;
  }
  return -1;
}

/** Line breaks in [from, to): LF, CRLF and CR each are one. */
function lineBreaks(bytes: Uint8Array, from: number, to: number): number {
  let breaks = 0;
  for (let p = from; p < to; p++) {
    if (bytes[p] === LF || (bytes[p] === CR && (p + 1 === to || bytes[p + 1] !== LF))) breaks++;
  }
  return breaks;
}

/** Where the line that `from` stands on ends. */
export function lineEnd(bytes: Uint8Array, from: number, to: number): number {
  let p = from;
  while (p < to && bytes[p] !== LF && bytes[p] !== CR) p++;
  return p;
}
