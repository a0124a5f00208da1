import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { CsvDialect } from "#market-data/csv/dialect";
import { parseColumns } from "#market-data/csv/parse-columns";
import type { RowFaultCode } from "#market-data/csv/parse-plan";
import { bytesFrom } from "#market-data/csv/parse-source";
import { splitRow } from "#market-data/csv/split-row";
import { Draws, type RandomCsv, randomCsv } from "./csv-random.ts";

/** IVY_FUZZ=100000 for the long run; IVY_SEED for another one. */
const FILES = Number(process.env.IVY_FUZZ ?? 2000);
const SEED = Number(process.env.IVY_SEED ?? 1);

interface Reading {
  readonly time: number[];
  readonly values: number[][];
  readonly symbols: string[];
  readonly lines: number[];
  readonly fault: { readonly code: RowFaultCode; readonly row: number; readonly line: number } | null;
}

/** Rows of texts by csv-parse, blank ones left out. */
function recordsOf(text: string, dialect: CsvDialect): { records: string[][]; isQuoteBroken: boolean } {
  const records: string[][] = [];
  try {
    parse(text, {
      delimiter: dialect.delimiter,
      quote: dialect.quoted ? '"' : null,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      ...(dialect.comments ? { comment: "#", comment_no_infix: true } : {}),
      on_record: (record: string[]) => {
        records.push(record);
        return null;
      },
    });
  } catch {
    return { records, isQuoteBroken: true };
  }
  return { records, isQuoteBroken: false };
}

/** Rows by csv-parse, numbers by `Number`, times by what the writer of the file knows. */
function referenceOf({ text, dialect, plan, times, clocks, lines }: RandomCsv): Reading {
  const { records, isQuoteBroken } = recordsOf(text, dialect);
  const reading: Reading = { time: [], values: plan.values.map(() => []), symbols: [], lines: [], fault: null };
  const stop = (code: RowFaultCode, at: number): Reading => ({
    ...reading,
    fault: { code, row: reading.time.length, line: lines[at]! },
  });
  for (const [at, cells] of records.entries()) {
    const symbol = plan.symbol === -1 ? "" : cells[plan.symbol];
    if (plan.wanted !== null && symbol !== undefined && symbol !== "" && !plan.wanted.includes(symbol)) continue;
    if (cells.length < plan.cells) return stop("too-few-cells", at);
    if (cells.slice(plan.cells).some((cell) => cell !== "")) return stop("too-many-cells", at);
    if (plan.symbol !== -1 && symbol === "") return stop("no-ticker", at);
    const clock = plan.time[1];
    const time =
      (times.get(cells[plan.time[0]]!) ?? Number.NaN) +
      (clock === undefined ? 0 : (clocks.get(cells[clock]!) ?? Number.NaN));
    if (Number.isNaN(time)) return stop("bad-time", at);
    const numbers = plan.values.map((cell) => numberOf(cells[cell]!, dialect, plan.short!.includes(cell)));
    if (numbers.includes(undefined)) return stop("bad-number", at);
    reading.time.push(time);
    for (const [k, value] of numbers.entries()) reading.values[k]!.push(value!);
    if (plan.symbol !== -1) reading.symbols.push(symbol!);
    reading.lines.push(lines[at]!);
  }
  return isQuoteBroken ? stop("broken-quotes", records.length) : reading;
}

/** undefined: neither a number nor missing. */
function numberOf(cell: string, { decimal, thousands }: CsvDialect, isShort: boolean): number | undefined {
  const text = cell.trim();
  if (/^(nan|null|none|na|n\/a|#n\/a|<na>|-{0,2}|\.)$/i.test(text)) return Number.NaN;
  const mark = decimal === "." ? "\\." : decimal;
  const group = thousands === "" ? "" : `|[1-9]\\d{0,2}(?:\\${thousands}\\d{3})+`;
  const power = isShort ? "([kmbt])?" : "()";
  const sign = isShort ? "(?:\\$)?" : "";
  const tail = isShort ? "(?: ?€)?" : "";
  const form = new RegExp(
    `^([+-]?)${sign}((?:\\d+${group}|(?=${mark}\\d))(?:${mark}\\d*)?)(e[+-]?\\d+)?${power}${tail}$`,
    "i",
  );
  const found = form.exec(text);
  if (found === null) return undefined;
  const [, minus, digits, exponent = "e0", suffix] = found;
  const isGrouped = thousands !== "" && digits!.includes(thousands);
  if (isGrouped && found[3] !== undefined) return undefined;
  const plain = digits!.replaceAll(thousands === "" ? "\u0000" : thousands, "").replace(decimal, ".");
  const shift = suffix === undefined || suffix === "" ? 0 : "kmbt".indexOf(suffix.toLowerCase()) * 3 + 3;
  return Number(`${minus}${plain}e${Number(exponent.slice(1)) + shift}`);
}

function readingOf({ text, dialect, plan }: RandomCsv, pieceBytes: number, knowsSize: boolean): Reading {
  const source = bytesFrom(new TextEncoder().encode(text), 0, 1);
  const rows = parseColumns(knowsSize ? source : { ...source, size: 0 }, plan, dialect, pieceBytes);
  const time = [...rows.time];
  return {
    time,
    values: rows.values.map((column) => [...column]),
    symbols: rows.symbolOf === null ? [] : [...rows.symbolOf].map((id) => rows.symbols[id]!),
    lines: time.map((_, row) => rows.lineOf(row)),
    fault: rows.fault && { code: rows.fault.code, row: rows.fault.row, line: rows.fault.line },
  };
}

test(`reads ${FILES} random files as csv-parse does, or refuses the same row for the same reason`, () => {
  const seen = { read: 0, refused: {} as Record<string, number>, rows: 0 };
  for (let i = 0; i < FILES; i++) {
    const seed = SEED * 10_000_019 + i;
    const file = randomCsv(seed);
    const expected = referenceOf(file);
    const draw = new Draws(seed);
    const read = readingOf(file, 1 + draw.below(draw.chance(0.5) ? 40 : 5000), draw.chance(0.5));
    const actual = !isSame(read, expected) && isMerged(file) ? { ...read, ...linesOf(expected, read) } : read;
    if (!isSame(actual, expected)) {
      expect({ seed, ...file, ...actual }).toEqual({ seed, ...file, ...expected });
    }
    seen.rows += expected.time.length;
    if (expected.fault === null) seen.read++;
    else seen.refused[expected.fault.code] = (seen.refused[expected.fault.code] ?? 0) + 1;
  }
  // Neither side alone is what is fuzzed.
  expect(seen.read).toBeGreaterThan(FILES / 3);
  expect(Object.keys(seen.refused).sort()).toEqual(
    ["bad-number", "bad-time", "broken-quotes", "no-ticker", "too-few-cells", "too-many-cells"].sort(),
  );
  if (FILES > 2000) console.info(`seed ${SEED}: ${JSON.stringify(seen)}`);
}, 3_600_000);

/** Texts that hold what means something in a CSV file, in no order. */
function anyText(draw: Draws): string {
  const words = [
    "1",
    "2",
    "0",
    ".",
    ",",
    ";",
    '"',
    '"',
    " ",
    "\t",
    "\n",
    "\n",
    "\r",
    "#",
    "-",
    "e",
    "K",
    "\0",
    "é",
    "2013-01-02,",
  ];
  return Array.from({ length: draw.below(90) }, () => draw.pick(words)).join("");
}

test(`reads ${FILES} texts of any bytes alike in pieces of any length, or refuses the same row`, () => {
  for (let i = 0; i < FILES; i++) {
    const seed = SEED * 20_000_003 + i;
    const draw = new Draws(seed);
    const { dialect, plan } = randomCsv(seed);
    const file = { text: anyText(draw), dialect, plan, times: new Map(), clocks: new Map(), lines: [] };
    const whole = readingOf(file, 4096, true);
    const pieces = readingOf(file, 1 + draw.below(30), draw.chance(0.5));
    if (!isSame(pieces, whole)) expect({ seed, ...file, ...pieces }).toEqual({ seed, ...file, ...whole });
  }
}, 3_600_000);

test(`splits ${FILES} texts of any bytes into the cells of csv-parse, up to the first broken quote`, () => {
  for (let i = 0; i < FILES; i++) {
    const seed = SEED * 30_000_001 + i;
    const { dialect } = randomCsv(seed);
    const text = anyText(new Draws(seed));
    const expected = recordsOf(text, { ...dialect, comments: false });
    const actual = rowsOf(text, dialect);
    expect({ seed, text, ...actual }).toEqual({ seed, text, ...expected });
  }
}, 3_600_000);

function rowsOf(text: string, dialect: CsvDialect): { records: string[][]; isQuoteBroken: boolean } {
  const bytes = new TextEncoder().encode(text);
  const records: string[][] = [];
  for (let at = 0; at < bytes.length; ) {
    const { cells, next, brokenQuote } = splitRow(bytes, at, bytes.length, dialect)!;
    if (brokenQuote !== -1) return { records, isQuoteBroken: true };
    if (cells.some((cell) => cell.trim() !== "")) records.push([...cells]);
    at = next;
  }
  return { records, isQuoteBroken: false };
}

/** Bit for bit: -0 is not 0 here. */
/**
 * A quote that one row opens may be closed by chance in another: the two are one record then, and the lines that the writer
 * of the file knows are not those of the records any more.
 */
function isMerged({ text, dialect }: RandomCsv): boolean {
  return recordsOf(text, dialect).records.some((cells) => cells.some((cell) => /never closed.*[\r\n]/s.test(cell)));
}

/** A reading's lines in the place of another's. */
function linesOf({ lines, fault }: Reading, { fault: own }: Reading): Pick<Reading, "lines" | "fault"> {
  return { lines, fault: own === null || fault === null ? own : { ...own, line: fault.line } };
}

function isSame(a: Reading, b: Reading): boolean {
  const equal = (x: readonly unknown[], y: readonly unknown[]) =>
    x.length === y.length && x.every((v, i) => Object.is(v, y[i]));
  return (
    equal(a.time, b.time) &&
    a.values.every((column, k) => equal(column, b.values[k]!)) &&
    equal(a.symbols, b.symbols) &&
    equal(a.lines, b.lines) &&
    a.fault?.code === b.fault?.code &&
    a.fault?.row === b.fault?.row &&
    a.fault?.line === b.fault?.line
  );
}
