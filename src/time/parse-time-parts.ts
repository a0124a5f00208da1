import { parseClock } from "./parse-time-clock.ts";
import { dayOf } from "./parse-time-day.ts";
import { digitsAt, numberAt } from "./parse-time-digits.ts";
import { foldedLetters, monthNamed } from "./parse-time-months.ts";
import { DAY_MS } from "./units.ts";

const SPACE = 32;
const COMMA = 44;
const DOT = 46;

/** Two digits of a year: from here on of the last century, below of this one, as POSIX has it (strptime, %y). */
const PIVOT = 69;

const WEEKDAYS: ReadonlySet<string> = new Set(
  ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].flatMap((day) => [
    day,
    day.slice(0, 3),
    day.slice(0, 4),
  ]),
);

/** Where the three parts of a date begin and end, and where the date ends. Used again for each date. */
const span = new Int32Array(7);

/**
 * Reads a date of three parts in the order given, and the time of day after it, where there is one.
 *
 * Parts stand apart by /, -, . or a space; of three numbers both marks are the same. A month may be a name, with a comma
 * or a point after it. A year has four digits, or two: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068.
 * @param bytes text; the time stands in [from, to), without spaces around it
 * @param zoned its first entry counts one up where a zone was read
 * @returns epoch ms, as UTC where no zone is given; NaN when it is not such a time
 */
export function parseParts(
  bytes: Uint8Array,
  from: number,
  to: number,
  order: "dmy" | "mdy" | "ymd",
  zoned: Int32Array,
): number {
  const named = findParts(bytes, from, to);
  if (named === UNREADABLE) return Number.NaN;
  const yearAt = order === "ymd" ? 0 : 2;
  const monthAt = order === "mdy" ? 0 : 1;
  const dayAt = order === "ymd" ? 2 : order === "mdy" ? 1 : 0;
  if (named !== NUMBERS && named !== monthAt) return Number.NaN;
  const year = yearOf(bytes, span[yearAt * 2]!, span[yearAt * 2 + 1]!, named !== NUMBERS && yearAt === 0);
  const monthFrom = span[monthAt * 2]!;
  const monthTo = span[monthAt * 2 + 1]!;
  const month =
    named === NUMBERS ? shortNumber(bytes, monthFrom, monthTo) : monthNamed(foldedLetters(bytes, monthFrom, monthTo));
  const day = dayOf(year, month, shortNumber(bytes, span[dayAt * 2]!, span[dayAt * 2 + 1]!));
  const dateEnd = span[6]!;
  if (dateEnd === to) return day * DAY_MS;
  let p = dateEnd;
  if (bytes[p] === COMMA) p++;
  if (bytes[p] !== SPACE && (bytes[p]! | 32) !== 116) return Number.NaN;
  p++;
  while (p < to && bytes[p] === SPACE) p++;
  return day * DAY_MS + parseClock(bytes, p, to, zoned);
}

const UNREADABLE = -2;
const NUMBERS = -1;

/** Finds the parts of a date; returns which of them is a name, NUMBERS when none is, or UNREADABLE. */
function findParts(bytes: Uint8Array, from: number, to: number): number {
  let named = NUMBERS;
  let mark = 0;
  let p = from;
  for (let part = 0; part < 3; part++) {
    const start = p;
    p += digitsAt(bytes, p, to);
    if (p === start) {
      while (p < to && isLetter(bytes[p]!)) p++;
      const letters = p - start < 3 ? "" : foldedLetters(bytes, start, p);
      if (letters === "" || named !== NUMBERS) return UNREADABLE;
      if (part === 0 && monthNamed(letters) === 0 && WEEKDAYS.has(letters)) {
        p = afterMark(bytes, p, to);
        part = -1;
        continue;
      }
      named = part;
    }
    span[part * 2] = start;
    span[part * 2 + 1] = p;
    if (part === 2) break;
    const at = p;
    p = afterMark(bytes, p, to);
    if (p === at) return UNREADABLE;
    if (part === 0) mark = bytes[at]!;
    else if (named === NUMBERS && mark !== bytes[at]) return UNREADABLE;
    // Spanish and Portuguese: 2 de enero de 2013.
    if (isWord(bytes, p, to, 100, 101)) p += 3;
  }
  span[6] = p;
  // 1 2 2013 is no date that anyone writes; a comma between numbers is none either.
  return named === NUMBERS && (mark === SPACE || mark === COMMA) ? UNREADABLE : named;
}

/** True for a word of these two letters and a space. */
function isWord(bytes: Uint8Array, at: number, to: number, first: number, second: number): boolean {
  return at + 3 < to && (bytes[at]! | 32) === first && (bytes[at + 1]! | 32) === second && bytes[at + 2] === SPACE;
}

/** Beyond a mark between parts: one of / - . or a comma, and spaces; or spaces alone. */
function afterMark(bytes: Uint8Array, at: number, to: number): number {
  let p = at;
  const byte = p < to ? bytes[p]! : 0;
  if (byte === 47 || byte === 45 || byte === DOT || byte === COMMA) p++;
  if (byte === DOT && p < to && (bytes[p] === 45 || bytes[p] === COMMA)) p++;
  while (p < to && bytes[p] === SPACE) p++;
  return p;
}

function isLetter(byte: number): boolean {
  const lower = byte | 32;
  return (lower >= 97 && lower <= 122) || byte > 127;
}

/** A number of one or two digits. */
function shortNumber(bytes: Uint8Array, from: number, to: number): number {
  return to - from <= 2 ? numberAt(bytes, from, to) : Number.NaN;
}

function yearOf(bytes: Uint8Array, from: number, to: number, inFull: boolean): number {
  const year = numberAt(bytes, from, to);
  if (to - from === 4) return year;
  return to - from === 2 && !inFull ? year + (year < PIVOT ? 2000 : 1900) : Number.NaN;
}
