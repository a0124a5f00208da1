import { parseTime, parseTimeBytes } from "#time/parse-time";
import { isBlankLine } from "./csv-text.ts";
import { cellText, isMissing, parseNumber, parseText, scanDigits } from "./parse-number.ts";

/** Which cells of a row are read: the index of the time and of each column of numbers. */
export interface RowPlan {
  /** Cells that every row has: those of the header. */
  readonly cells: number;
  readonly time: number;
  readonly values: readonly number[];
}

/** A row that could not be read. */
export interface RowFault {
  readonly code: "bad-time" | "bad-number" | "too-few-cells" | "too-many-cells";
  readonly row: number;
  /** Where the row begins. */
  readonly offset: number;
  /** Index of the cell, or how many cells the row has. */
  readonly cell: number;
  readonly received: string;
}

export interface ParsedRows {
  readonly time: Float64Array;
  /** One column per entry of the plan, NaN where the cell is empty. */
  readonly values: readonly Float64Array[];
  readonly fault: RowFault | null;
}

const COMMA = 44;
const LF = 10;
const CR = 13;

const IGNORED = -1;
const TIME = -2;
const UNREADABLE = -1;

/**
 * Reads rows of comma-separated cells, from `from` to the end, into columns of numbers: no string and no object per cell.
 * Stops at the first row it cannot read. Blank lines are skipped.
 */
export function parseRows(bytes: Uint8Array, from: number, plan: RowPlan): ParsedRows {
  const end = bytes.length;
  const roles = rolesOf(plan);
  const cursor = new Int32Array(1);
  let capacity = expectedRows(bytes, from);
  let time: Float64Array = new Float64Array(capacity);
  const values: Float64Array[] = plan.values.map(() => new Float64Array(capacity));
  let fault: RowFault | null = null;
  let row = 0;
  let p = from;
  while (p < end) {
    if (bytes[p]! <= 32 && isBlankLine(bytes, p)) {
      p = lineEnd(bytes, p) + 1;
      continue;
    }
    if (row === capacity) {
      capacity *= 2;
      time = grown(time, capacity);
      for (let k = 0; k < values.length; k++) values[k] = grown(values[k]!, capacity);
    }
    const next = readRow(bytes, p, roles, cursor, row, time, values);
    if (next === UNREADABLE) {
      fault = faultOf(bytes, p, plan, row);
      break;
    }
    p = next;
    row++;
  }
  return { time: time.slice(0, row), values: values.map((column) => column.slice(0, row)), fault };
}

/** Reads one row; returns where the next one begins, or UNREADABLE. A function of its own so that it is compiled early. */
function readRow(
  bytes: Uint8Array,
  from: number,
  roles: Int32Array,
  cursor: Int32Array,
  row: number,
  time: Float64Array,
  values: readonly Float64Array[],
): number {
  const end = bytes.length;
  const last = roles.length - 1;
  let p = from;
  for (let cell = 0; cell <= last; cell++) {
    const role = roles[cell]!;
    const start = p;
    let value = Number.NaN;
    if (role >= 0) {
      value = scanDigits(bytes, p, end, cursor);
      p = cursor[0]!;
    }
    const digitsEnd = p;
    while (p < end && bytes[p] !== COMMA && bytes[p] !== LF) p++;
    const isLineEnd = p === end || bytes[p] === LF;
    const stop = isLineEnd && p > start && bytes[p - 1] === CR ? p - 1 : p;
    if (role >= 0) {
      if (digitsEnd !== stop || value !== value) {
        value = parseNumber(bytes, start, stop);
        if (value !== value && !isMissing(cellText(bytes, start, stop))) return UNREADABLE;
      }
      values[role]![row] = value;
    } else if (role === TIME) {
      const ms = parseTimeBytes(bytes, start, stop);
      if (ms !== ms) return UNREADABLE;
      time[row] = ms;
    }
    p++;
    if (isLineEnd) return cell === last ? p : UNREADABLE;
  }
  // Cells beyond the header: empty ones are what a comma at the end of each line leaves.
  for (; p < end && bytes[p] !== LF; p++) if (bytes[p]! > 32 && bytes[p] !== COMMA) return UNREADABLE;
  return p + 1;
}

/** Says what is wrong with a row that could not be read, from its text. */
function faultOf(bytes: Uint8Array, offset: number, plan: RowPlan, row: number): RowFault {
  const cells = cellText(bytes, offset, lineEnd(bytes, offset)).replace(/\r$/, "").split(",");
  const fault = (code: RowFault["code"], cell: number, received: string) => ({ code, row, offset, cell, received });
  // A short row is what is wrong even where the cut cell cannot be read: say that first.
  if (cells.length < plan.cells) return fault("too-few-cells", cells.length, `${cells.length} cells`);
  const extra = cells.findIndex((cell, i) => i >= plan.cells && cell.trim() !== "");
  if (extra !== -1) return fault("too-many-cells", cells.length, `${cells.length} cells`);
  if (Number.isNaN(parseTime(cells[plan.time]!))) return fault("bad-time", plan.time, cells[plan.time]!);
  const bad = plan.values.find((i) => Number.isNaN(parseText(cells[i]!)) && !isMissing(cells[i]!))!;
  return fault("bad-number", bad, cells[bad]!);
}

/** For each cell: the index of its column of numbers, TIME or IGNORED. */
function rolesOf(plan: RowPlan): Int32Array {
  const roles = new Int32Array(plan.cells).fill(IGNORED);
  for (let k = 0; k < plan.values.length; k++) roles[plan.values[k]!] = k;
  roles[plan.time] = TIME;
  return roles;
}

/** Rows to make room for, from the length of the first lines; too few costs a copy, too many a little memory. */
function expectedRows(bytes: Uint8Array, from: number): number {
  let p = from;
  let lines = 0;
  while (p < bytes.length && lines < 64) {
    p = lineEnd(bytes, p) + 1;
    lines++;
  }
  if (p >= bytes.length) return Math.max(1, lines);
  return Math.ceil(((bytes.length - from) / ((p - from) / lines)) * 1.05) + 16;
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(LF, from);
  return at === -1 ? bytes.length : at;
}

function grown(column: Float64Array, capacity: number): Float64Array {
  const larger = new Float64Array(capacity);
  larger.set(column);
  return larger;
}
