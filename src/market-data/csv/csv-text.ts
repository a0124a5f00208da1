/** A price file as bytes, one row per line, cells split by commas and without quotes. */
export interface CsvText {
  /** Base name, as errors say it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly header: readonly string[];
  /** Where the first row after the header begins. */
  readonly bodyFrom: number;
  /** Line of the file on which the body begins, from 1. */
  readonly bodyLine: number;
  /** Line of each row where rows and lines differ (a quoted cell may hold line breaks); null: they go together. */
  readonly lineOfRow: readonly number[] | null;
}

const LF = 10;
const CR = 13;

/** True when the line that begins at `from` holds nothing but blanks. */
export function isBlankLine(bytes: Uint8Array, from: number): boolean {
  let p = from;
  while (p < bytes.length && (bytes[p] === 32 || bytes[p] === CR || bytes[p] === 9)) p++;
  return p === bytes.length || bytes[p] === LF;
}

/** The line of the file that the byte at `offset`, the beginning of row `row`, stands on; and its text. */
export function placeOf(
  text: CsvText,
  offset: number,
  row: number,
): { readonly line: number; readonly excerpt: string } {
  const { bytes } = text;
  const lineBreak = bytes.indexOf(LF, offset);
  const end = lineBreak === -1 ? bytes.length : lineBreak;
  const excerpt = new TextDecoder().decode(bytes.subarray(offset, Math.min(end, offset + 200))).trimEnd();
  if (text.lineOfRow !== null) return { line: text.lineOfRow[row]!, excerpt };
  let line = text.bodyLine;
  for (let p = bytes.indexOf(LF, text.bodyFrom); p !== -1 && p < offset; p = bytes.indexOf(LF, p + 1)) line++;
  return { line, excerpt };
}

/** Where row `row` (blank lines do not count) begins. */
export function offsetOfRow(text: CsvText, row: number): number {
  const { bytes } = text;
  let p = text.bodyFrom;
  let left = row;
  while (p < bytes.length) {
    if (!isBlankLine(bytes, p) && left-- === 0) return p;
    const lineBreak = bytes.indexOf(LF, p);
    if (lineBreak === -1) break;
    p = lineBreak + 1;
  }
  return bytes.length;
}
