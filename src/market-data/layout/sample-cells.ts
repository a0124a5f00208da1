import { parseClock } from "#time/parse-time-clock";
import { isMissing } from "../csv/parse-missing.ts";

/** A number in any dialect: 1,234.5, -1.234,5, $12.34, 1.2M, 12 %, 1e-5. */
const NUMBER = /^\s*[-+]?[$€£¥]?\s*[\d.,'’\u00a0\u202f ]*\d[\d.,'’\u00a0\u202f ]*(e[-+]?\d+)?\s*[%kmb$€£¥]?\s*$/i;

/** No number is longer; a cell of a megabyte must not be looked at again and again. */
const LONGEST_NUMBER = 64;

/** The values of a column in the first rows, without those that are missing. */
export function cellsOf(sample: readonly (readonly string[])[], column: number): readonly string[] {
  return sample.map((row) => row[column] ?? "").filter((cell) => !isMissing(cell));
}

/** True where nothing in the first rows says that it is no column of numbers. */
export function mayBeNumbers(cells: readonly string[]): boolean {
  return cells.every(isNumber);
}

/** True for a column of words. */
export function isText(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.every((cell) => !isNumber(cell));
}

function isNumber(cell: string): boolean {
  return cell.length <= LONGEST_NUMBER && NUMBER.test(cell);
}

/** True for times of day without a date, in any form that the parser reads: 15:30, 3:30 PM, 153000, 93000. */
export function areClocks(cells: readonly string[]): boolean {
  const encoder = new TextEncoder();
  const zoned = new Int32Array(1);
  const isClock = (bytes: Uint8Array) => !Number.isNaN(parseClock(bytes, 0, bytes.length, zoned));
  return (
    cells.length > 0 && cells.every((cell) => cell.length <= LONGEST_NUMBER && isClock(encoder.encode(cell.trim())))
  );
}

/** Year first, day or month first, a month's name, or a count since 1970. */
const TIMES: readonly RegExp[] = [
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(\D|$)/,
  /^\d{8}(\D|$)/,
  /^\d{1,2}[-/. ]+(de )?\p{L}{3,10}\.?[-/., ]+(de )?\d{2,4}(\D|$)/u,
  /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(\D|$)/,
  /^(\p{L}{3,10}\.?,? )?\p{L}{3,10}\.?[ -]\d{1,2}(,? |-)\d{4}(\D|$)/u,
];
const EPOCH = /^\d{9,19}(\.\d+)?$|^\d\.\d+e\+?\d{1,2}$/i;

/** True for a column that reads like times, of whatever form. Counts since 1970 also look like volumes: those only if allowed. */
export function areTimes(cells: readonly string[], mayCount: boolean): boolean {
  if (cells.length === 0) return false;
  return cells.every((cell) => {
    const text = cell.trim();
    return TIMES.some((form) => form.test(text)) || (mayCount && EPOCH.test(text));
  });
}
