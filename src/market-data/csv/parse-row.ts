import { isBlank } from "./parse-blank.ts";
import { cellEnd, clockOf, oddNumber, timeOf, UNREADABLE } from "./parse-cell.ts";
import { digitsWithMark, PART_DIGITS, TENS } from "./parse-number-exact.ts";
import { CLOCK, IGNORED, type RowScan, TIME } from "./parse-scan.ts";
import { UNWANTED } from "./parse-tickers.ts";

const CR = 13;
const LF = 10;
const QUOTE = 34;
const SPACE = 32;
const ZERO = 48;

/**
 * Reads the row that begins at `from` into row `row` of the columns. A function of its own so that it is compiled early.
 * @returns where the next row begins, or UNREADABLE; s.isPassedOver where the ticker is not wanted
 */
export function readRow(s: RowScan, from: number, row: number): number {
  const { bytes, roles, stops, delimiter, values } = s;
  const decimal = s.plainDecimal ^ ZERO;
  const last = roles.length - 1;
  s.breaks = 0;
  let p = from;
  if (delimiter === SPACE) p = afterSpaces(bytes, p);
  if (s.symbolCell >= 0) {
    const id = tickerOf(s, p);
    if (id === NO_TICKER) return UNREADABLE;
    if (id === UNWANTED) return s.at;
    s.symbolOf[row] = id;
    s.breaks = 0;
  }
  for (let cell = 0; ; cell++) {
    const role = roles[cell]!;
    const start = p;
    if (role >= 0) {
      const isQuoted = bytes[p] === QUOTE && stops[QUOTE] === 1;
      if (isQuoted) p++;
      const digitsFrom = p;
      let whole = 0;
      // Of the bytes of digits, and of no others, this makes 0 to 9.
      let digit = bytes[p]! ^ ZERO;
      while (digit <= 9) {
        whole = (Math.imul(whole, 10) + digit) | 0;
        digit = bytes[++p]! ^ ZERO;
      }
      let digits = p - digitsFrom;
      let places = 0;
      let value = whole;
      if (digit === decimal) {
        digit = bytes[++p]! ^ ZERO;
        const fractionAt = p;
        while (digit <= 9) {
          whole = (Math.imul(whole, 10) + digit) | 0;
          digit = bytes[++p]! ^ ZERO;
        }
        places = p - fractionAt;
        digits += places;
        if (places <= PART_DIGITS) value = whole / TENS[places]!;
      }
      const digitsTo = p;
      if (isQuoted && bytes[p] === QUOTE) p++;
      const after = bytes[p]!;
      const isPlain = stops[after] === 1 && after !== QUOTE && isQuoted === p > digitsTo;
      if (digits === 0 || digits > PART_DIGITS || !isPlain) {
        const isEmpty = p === start && after === delimiter && delimiter !== SPACE;
        value = Number.NaN;
        if (digits > PART_DIGITS && isPlain) value = digitsWithMark(bytes, digitsFrom, digitsTo, places);
        if (value !== value && !isEmpty) {
          value = oddNumber(s, start, s.short[cell] === 1);
          p = s.at;
          if (p === UNREADABLE) return UNREADABLE;
        }
      }
      values[role]![row] = value;
    } else if (role === IGNORED) {
      p = unreadEnd(s, p);
      if (p === UNREADABLE) return UNREADABLE;
    } else if (role === TIME) {
      const ms = timeOf(s, p);
      p = s.at;
      if (p === UNREADABLE) return UNREADABLE;
      s.time[row] = ms;
    } else if (role === CLOCK) {
      s.clockPart = clockOf(s, p);
      p = s.at;
      if (p === UNREADABLE) return UNREADABLE;
    }
    if (bytes[p] !== delimiter) return cell === last ? rowEnd(s, p, row) : UNREADABLE;
    p++;
    if (delimiter === SPACE) {
      p = afterSpaces(bytes, p);
      if (bytes[p] === LF || bytes[p] === CR) return cell === last ? rowEnd(s, p, row) : UNREADABLE;
    }
    // Cells beyond the header: empty ones are what a delimiter at the end of each line leaves.
    if (cell === last) return rowEnd(s, emptyCells(s, p), row);
  }
}

/** The number of the row's ticker, UNWANTED (s.at is where the next row begins) or NO_TICKER. */
function tickerOf(s: RowScan, from: number): number {
  const { bytes, delimiter } = s;
  let p = from;
  for (let cell = 0; cell < s.symbolCell; cell++) {
    p = unreadEnd(s, p);
    if (p === UNREADABLE || bytes[p] !== delimiter) return NO_TICKER;
    p++;
    if (delimiter === SPACE) p = afterSpaces(bytes, p);
  }
  p = cellEnd(s, p);
  if (p === UNREADABLE) return NO_TICKER;
  let to = s.cellTo;
  while (to > s.cellFrom && isBlank(bytes[to - 1]!)) to--;
  if (to === s.cellFrom) return NO_TICKER;
  const id = s.tickers.idOf(bytes, s.cellFrom, to);
  if (id !== UNWANTED) return id;
  while (bytes[p] === delimiter) {
    p = unreadEnd(s, p + 1);
    if (p === UNREADABLE) return NO_TICKER;
  }
  s.at = lineEnded(s, p);
  s.isPassedOver = s.at !== UNREADABLE;
  return UNWANTED;
}

const NO_TICKER = -2;

/** Where a cell ends of which nothing is read; UNREADABLE where its quotes are broken. */
function unreadEnd(s: RowScan, from: number): number {
  const { bytes, stops } = s;
  let p = from;
  while (stops[bytes[p]!] === 0) p++;
  return bytes[p] === QUOTE ? cellEnd(s, from) : p;
}

/** Passes over empty cells up to the end of the row; UNREADABLE where one is not empty. */
function emptyCells(s: RowScan, from: number): number {
  let p = from;
  while (true) {
    p = cellEnd(s, p);
    if (p === UNREADABLE) return UNREADABLE;
    for (let i = s.cellFrom; i < s.cellTo; i++) if (!isBlank(s.bytes[i]!)) return UNREADABLE;
    if (s.bytes[p] !== s.delimiter) return p;
    p++;
  }
}

function rowEnd(s: RowScan, p: number, row: number): number {
  if (s.hasClock) s.time[row] = s.time[row]! + s.clockPart;
  return lineEnded(s, p);
}

/** Where the next row begins after the line end at `p`; UNREADABLE when there is none, or it may be cut. */
function lineEnded(s: RowScan, p: number): number {
  if (p === UNREADABLE || p >= s.limit) return UNREADABLE;
  const byte = s.bytes[p];
  if (byte === LF) return p + 1;
  if (byte !== CR) return UNREADABLE;
  return s.bytes[p + 1] === LF ? p + 2 : p + 1;
}

function afterSpaces(bytes: Uint8Array, from: number): number {
  let p = from;
  while (bytes[p] === SPACE) p++;
  return p;
}
