import { DataError } from "#base/errors";
import { TENS } from "../csv/parse-number-exact.ts";
import { placeAt, textAround } from "./json-place.ts";

/** What a JSON file holds: one value, or an array of those that stand in it one after the other (JSON lines). */
export interface JsonDocument {
  readonly value: unknown;
  /** true: several values stood one after the other. */
  readonly isLines: boolean;
  /** Of each array and object that holds others: the byte at which each of them begins, in order. */
  readonly offsets: ReadonlyMap<object, readonly number[]>;
}

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Deeper than any answer of an exchange; what is deeper would overrun the stack. */
const DEEPEST = 64;

/**
 * Reads JSON, with the place of every row: what `JSON.parse` does not tell, nor where a broken file is broken, in the same words
 * under every version of Node. As Python writes it: NaN and Infinity are numbers. Numbers are the doubles that `Number` gives.
 * @param bytes UTF-8, with or without a byte order mark
 * @param file as errors name it
 * @throws DataError `broken-json` with line and column
 */
export function parseJson(bytes: Uint8Array, file: string): JsonDocument {
  const offsets = new Map<object, number[]>();
  const fail = (at: number, message: string, help = "Mend the file there, or get it again."): never => {
    const place = placeAt(bytes, at);
    const received = place.excerpt === undefined ? { received: textAround(bytes, at) } : {};
    throw new DataError({ code: "broken-json", message, where: { file, ...place, ...received }, help });
  };
  let p = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;

  function skipSpaces(): void {
    for (; p < bytes.length; p++) {
      const byte = bytes[p]!;
      if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) return;
    }
  }

  function expected(what: string): never {
    if (p >= bytes.length) {
      // The last line that has something on it, not an empty one after it.
      let end = bytes.length;
      while (end > 0 && bytes[end - 1]! <= 32) end--;
      return fail(end, `${file} ends where ${what} should stand.`, "It may be cut off: get it again.");
    }
    return fail(p, `${file} is broken JSON: ${what} should stand here.`);
  }

  function readValue(depth: number): unknown {
    const byte = bytes[p];
    if (byte === OPEN_ARRAY) return readArray(depth);
    if (byte === OPEN_OBJECT) return readObject(depth);
    if (byte === QUOTE) return readString();
    if (byte === MINUS || (byte !== undefined && byte >= ZERO && byte <= ZERO + 9)) return readNumber();
    return readWord();
  }

  function readArray(depth: number): unknown[] {
    if (depth > DEEPEST) fail(p, `${file} is nested more than ${DEEPEST} deep.`);
    const values: unknown[] = [];
    let starts: number[] | null = null;
    p++;
    skipSpaces();
    if (bytes[p] === CLOSE_ARRAY) {
      p++;
      return values;
    }
    for (;;) {
      skipSpaces();
      const byte = bytes[p];
      if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
        if (starts === null) {
          starts = values.map(() => p);
          offsets.set(values, starts);
        }
        starts.push(p);
      } else starts?.push(p);
      if (byte === CLOSE_ARRAY) expected("a value");
      values.push(readValue(depth + 1));
      skipSpaces();
      if (bytes[p] === COMMA) {
        p++;
        continue;
      }
      if (bytes[p] !== CLOSE_ARRAY) expected('"," or "]"');
      p++;
      return values;
    }
  }

  function readObject(depth: number): Record<string, unknown> {
    if (depth > DEEPEST) fail(p, `${file} is nested more than ${DEEPEST} deep.`);
    const object: Record<string, unknown> = {};
    // Names that are whole numbers come first in an object, whatever stood first: the places keep the object's order.
    const starts: Record<string, number> = {};
    let holdsOthers = false;
    p++;
    skipSpaces();
    if (bytes[p] === CLOSE_OBJECT) {
      p++;
      return object;
    }
    for (;;) {
      skipSpaces();
      if (bytes[p] !== QUOTE) expected("a name in double quotes");
      const start = p;
      const key = readString();
      skipSpaces();
      if (bytes[p] !== COLON) expected('":"');
      p++;
      skipSpaces();
      if (bytes[p] === OPEN_ARRAY || bytes[p] === OPEN_OBJECT) holdsOthers = true;
      // __proto__ would set what the object inherits from.
      if (key !== "__proto__") {
        if (Object.hasOwn(object, key)) fail(start, `${JSON.stringify(key)} stands twice in one object.`);
        object[key] = readValue(depth + 1);
        starts[key] = start;
      } else readValue(depth + 1);
      skipSpaces();
      if (bytes[p] === COMMA) {
        p++;
        continue;
      }
      if (bytes[p] !== CLOSE_OBJECT) expected('"," or "}"');
      p++;
      if (holdsOthers) offsets.set(object, Object.values(starts));
      return object;
    }
  }

  function readString(): string {
    const start = ++p;
    let plain = "";
    for (; p < bytes.length; p++) {
      const byte = bytes[p]!;
      if (byte === QUOTE) {
        const text = p - start < 40 ? plain : new TextDecoder().decode(bytes.subarray(start, p));
        p++;
        return text;
      }
      if (byte === BACKSLASH || byte < 32 || byte > 127) return readRichString(start);
      if (p - start < 40) plain += String.fromCharCode(byte);
    }
    return fail(start - 1, `${file} ends inside a text.`, "It may be cut off: get it again.");
  }

  /** One with escapes, or letters beyond ASCII. */
  function readRichString(start: number): string {
    for (; p < bytes.length && bytes[p] !== QUOTE; p++) {
      if (bytes[p] === BACKSLASH) p++;
      else if (bytes[p]! < 32) fail(p, `${file} is broken JSON: a text ends on its line.`);
    }
    if (p >= bytes.length) {
      return fail(start - 1, `${file} ends inside a text.`, "It may be cut off: get it again.");
    }
    const text = new TextDecoder().decode(bytes.subarray(start - 1, ++p));
    try {
      return JSON.parse(text) as string;
    } catch {
      return fail(start - 1, `${file} is broken JSON: this text has an escape that JSON does not know.`);
    }
  }

  function readNumber(): number {
    const start = p;
    const isNegative = bytes[p] === MINUS;
    if (isNegative) p++;
    let whole = 0;
    let digits = 0;
    let decimals = 0;
    let hasPoint = false;
    for (; p < bytes.length; p++) {
      const digit = bytes[p]! - ZERO;
      if (digit >= 0 && digit <= 9) {
        whole = whole * 10 + digit;
        digits++;
        if (hasPoint) decimals++;
      } else if (digit === DOT - ZERO && !hasPoint) hasPoint = true;
      else break;
    }
    const hasExponent = bytes[p] === 101 || bytes[p] === 69;
    // As in Clinger 1990, "How to read floating point numbers accurately": two exact doubles, divided once.
    if (!hasExponent && digits > 0 && digits <= 15 && !(hasPoint && decimals === 0)) {
      const value = decimals === 0 ? whole : whole / TENS[decimals]!;
      return isNegative ? -value : value;
    }
    while (p < bytes.length && /[\d.eE+-]/.test(String.fromCharCode(bytes[p]!))) p++;
    const text = new TextDecoder().decode(bytes.subarray(start, p));
    if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
    if (text === "-" && startsWith("Infinity")) {
      p += 8;
      return Number.NEGATIVE_INFINITY;
    }
    return fail(start, `${file} is broken JSON: ${text} is not a number.`);
  }

  function startsWith(word: string): boolean {
    for (let i = 0; i < word.length; i++) if (bytes[p + i] !== word.charCodeAt(i)) return false;
    return true;
  }

  function readWord(): unknown {
    for (const [word, value] of WORDS) {
      if (!startsWith(word)) continue;
      p += word.length;
      return value;
    }
    return expected("a value");
  }

  skipSpaces();
  const values: unknown[] = [];
  const starts: number[] = [];
  while (p < bytes.length) {
    starts.push(p);
    values.push(readValue(0));
    skipSpaces();
    if (p < bytes.length && bytes[p] !== OPEN_ARRAY && bytes[p] !== OPEN_OBJECT) expected("the end of the file");
  }
  if (values.length === 0) throw emptyFile(file);
  if (values.length === 1) return { value: values[0], isLines: false, offsets };
  offsets.set(values, starts);
  return { value: values, isLines: true, offsets };
}

const WORDS: readonly (readonly [string, unknown])[] = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
];

function emptyFile(file: string): DataError {
  return new DataError({
    code: "empty-file",
    message: `${file} is empty.`,
    where: { file },
    help: 'A file of prices in JSON has at least [{"date": "2013-01-02", "close": 1}] in it. Get it again.',
  });
}
