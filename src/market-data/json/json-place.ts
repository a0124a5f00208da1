import type { Where } from "#base/errors";

const LF = 10;

/** A line that is longer is no help beside a mark: what stands around the place is quoted in its stead. */
const LONGEST_LINE = 200;

/** Line and column of a byte, both from 1, and the line's text where it is short. The column counts characters. */
export function placeAt(bytes: Uint8Array, offset: number): Where & { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let p = bytes.indexOf(LF); p !== -1 && p < offset; p = bytes.indexOf(LF, p + 1)) {
    line++;
    start = p + 1;
  }
  const lineBreak = bytes.indexOf(LF, start);
  const end = lineBreak === -1 ? bytes.length : lineBreak;
  const decoder = new TextDecoder();
  const column = decoder.decode(bytes.subarray(start, offset)).length + 1;
  if (end - start > LONGEST_LINE) return { line, column };
  return { line, column, excerpt: decoder.decode(bytes.subarray(start, end)).trimEnd() };
}

/** What stands around a byte, for a line that is too long to be shown. */
export function textAround(bytes: Uint8Array, offset: number): string {
  return new TextDecoder().decode(bytes.subarray(Math.max(0, offset - 24), offset + 24)).replace(/\s+/g, " ");
}

/** Lines of many bytes, whose offsets increase, in one pass. */
export function linesAt(bytes: Uint8Array, offsets: readonly number[]): Int32Array {
  const lines = new Int32Array(offsets.length);
  let line = 1;
  let p = bytes.indexOf(LF);
  for (let i = 0; i < offsets.length; i++) {
    while (p !== -1 && p < offsets[i]!) {
      line++;
      p = bytes.indexOf(LF, p + 1);
    }
    lines[i] = line;
  }
  return lines;
}
