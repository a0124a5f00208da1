import { DataError } from "#base/errors";
import { plainName, ROLE_NAMES } from "../layout/column-names.ts";
import { isLean, isRowOfPrices, LEAN, namesWithoutHeader } from "../layout/headerless.ts";
import type { Reading } from "../reading.ts";
import type { CsvDialect } from "./dialect.ts";
import { type HeadRow, headRows, isLatin1 } from "./head-rows.ts";

type Delimiter = CsvDialect["delimiter"];

/** What the beginning of a file says of the rest. */
export interface CsvHead {
  readonly delimiter: Delimiter;
  readonly comments: boolean;
  /** Of the columns, trimmed; "" each where nothing names them and the person numbers them. */
  readonly names: readonly string[];
  /** Line of the header; null: there is none. */
  readonly headerLine: number | null;
  /** The first rows under the header. */
  readonly rows: readonly HeadRow[];
  /** Where the first row under the header begins, in bytes of the file, and its line. */
  readonly bodyFrom: number;
  readonly bodyLine: number;
  readonly synthetic: boolean;
  readonly notes: readonly string[];
}

/** Rows that recognition looks at. */
const SAMPLE_ROWS = 40;
/** Lines above the header that a download may have: a title, an address, a date. */
const MOST_TITLES = 12;

/**
 * Recognizes delimiter, comments, titles and header from the first bytes of a file. Throws a DataError where there is no
 * header and the columns cannot be told.
 * @param isWhole the bytes are all there is of the file
 */
export function csvHead(bytes: Uint8Array, file: string, reading: Reading, isWhole: boolean): CsvHead {
  const start = hasByteOrderMark(bytes) ? 3 : 0;
  refuseEndless(bytes, file);
  // Excel's own line above a table: sep=;
  const said = /^sep=([,;|\t ])\r?\n/i.exec(new TextDecoder().decode(bytes.subarray(start, start + 8)));
  const delimiter = reading.delimiter ?? (said?.[1] as Delimiter | undefined) ?? delimiterOf(bytes, start, isWhole);
  const all = headRows(bytes, start, delimiter, SAMPLE_ROWS + MOST_TITLES, isWhole);
  const isComment = (row: HeadRow) => row.cells[0]!.startsWith("#");
  const comments = all.filter(isComment);
  const rows = all.filter((row) => !isComment(row) && !(said !== null && row.line === 1));
  const synthetic = comments.some((row) => /^#\s*synthetic\b/i.test(row.cells.join(delimiter)));
  if (rows.length === 0) throw noRows(file);
  if (isWhole && rows.length <= 3 && rows.every(({ cells }) => isSentence(cells))) throw answer(file, rows[0]!);
  const at = headerIndex(rows);
  const header = rows[at]!;
  const titles = at === 0 ? [] : [`${at} ${at === 1 ? "line" : "lines"} above the header passed over`];
  const common = { delimiter, comments: comments.length > 0, synthetic };
  if (isLatin1(bytes, header)) refuseForeign(file, header);
  const encoding = isLatin1(bytes, header) ? ["header read as Windows-1252, not UTF-8"] : [];
  const levels = twoLevels(rows.slice(at, at + 3));
  if (levels !== null) {
    const last = rows[at + 2]!;
    const place = { headerLine: header.line, bodyFrom: last.end, bodyLine: last.nextLine };
    return { ...common, ...place, names: levels, rows: rows.slice(at + 3, at + 3 + SAMPLE_ROWS), notes: titles };
  }
  if (!isRowOfPrices(header.cells)) {
    const sample = rows.slice(at + 1, at + 1 + SAMPLE_ROWS);
    const names = header.cells.map((name) => name.trim());
    const place = { headerLine: header.line, bodyFrom: header.end, bodyLine: header.nextLine };
    const notes = [...titles, ...encoding];
    return { ...common, ...place, names: withoutTrailing(names, sample), rows: sample, notes };
  }
  const sample = rows.slice(at, at + SAMPLE_ROWS);
  const place = { headerLine: null, bodyFrom: header.from, bodyLine: header.line };
  // A header that is written as a comment: "# date,open,high,low,close".
  const named = comments.findLast((row) => row.line < header.line && row.cells.length === header.cells.length);
  if (named !== undefined && named.cells.length > 1) {
    const names = named.cells.map((name) => name.replace(/^#\s*/, "").trim());
    return { ...common, ...place, headerLine: named.line, names, rows: sample, notes: titles };
  }
  if (hasNumberedColumns(reading)) {
    return { ...common, ...place, names: header.cells.map(() => ""), rows: sample, notes: titles };
  }
  const names = namesWithoutHeader(sample.map(({ cells }) => cells));
  if (names === null) throw noHeader(file, header, delimiter);
  const scale = isLean(sample.map(({ cells }) => cells)) ? [LEAN] : [];
  const notes = [...titles, `no header: columns taken for ${names.slice(0, 7).join(", ")}`, ...scale];
  return { ...common, ...place, names, rows: sample, notes };
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** The delimiter by which most of the first rows have as many cells as each other. */
function delimiterOf(bytes: Uint8Array, start: number, isWhole: boolean): Delimiter {
  let best: Delimiter = ",";
  let bestRows = 0;
  const beginning = new TextDecoder().decode(bytes.subarray(start, start + 4096));
  const candidates = ([";", "\t", "|", ","] as const).filter((mark) => beginning.includes(mark));
  if (candidates.length === 1) return candidates[0]!;
  for (const candidate of candidates) {
    const rows = headRows(bytes, start, candidate, 30, isWhole).filter(({ cells }) => !cells[0]!.startsWith("#"));
    const counts = rows.map(({ cells }) => cells.length).filter((count) => count > 1);
    const most = counts.reduce((n, count) => Math.max(n, counts.filter((other) => other === count).length), 0);
    // A header alone: it has more of its own delimiter than of any other.
    const weight = rows.length === 1 ? (counts[0] ?? 0) : most;
    if (weight > bestRows) {
      best = candidate;
      bestRows = weight;
    }
  }
  if (bestRows > 0) return best;
  const spaced = headRows(bytes, start, " ", 30, isWhole);
  return spaced.length > 1 && spaced.every(({ cells }) => cells.length >= 5) ? " " : ",";
}

/** The first row that can be a header: titles above it have one cell, or fewer than a header below them. */
function headerIndex(rows: readonly HeadRow[]): number {
  const widest = Math.max(...rows.slice(0, 30).map(({ cells }) => cells.length));
  if (widest === 1) return 0;
  const last = Math.min(MOST_TITLES, rows.length - 1);
  for (let i = 0; i <= last; i++) {
    const { cells } = rows[i]!;
    if (cells.length === 1 || cells.slice(1).every((cell) => cell === "")) continue;
    // "Start Date,1/2/2024," stands above the header of a terminal's export: fewer cells are filled than in the header below.
    const below = rows.slice(i + 1, last + 1).find(namesTime);
    const isTitle = below !== undefined && !namesTime(rows[i]!) && filled(rows[i]!) < filled(below);
    if (!isTitle) return i;
  }
  return 0;
}

function filled({ cells }: HeadRow): number {
  return cells.filter((cell) => cell.trim() !== "").length;
}

function namesTime({ cells }: HeadRow): boolean {
  return cells.some((cell) => ROLE_NAMES.time.strong.includes(plainName(cell)));
}

/**
 * The names of a header in two levels, as pandas writes what yfinance gives: fields, tickers, and a third row with the name
 * of the dates alone. Of one ticker the fields; of several "AAPL Close". Null where the rows are none.
 */
function twoLevels([above, below, index]: readonly HeadRow[]): readonly string[] | null {
  if (above === undefined || below === undefined || index === undefined) return null;
  const [time, ...rest] = index.cells;
  const isIndex = ROLE_NAMES.time.strong.includes(plainName(time!)) && rest.every((cell) => cell === "");
  if (!isIndex || above.cells.length !== below.cells.length || above.cells.length < 2) return null;
  const isFields = (row: HeadRow) =>
    row.cells.slice(1).some((cell) => ROLE_NAMES.close.strong.includes(plainName(cell)));
  const [fields, tickers] = isFields(above) ? [above, below] : [below, above];
  if (!isFields(fields)) return null;
  const isOne = new Set(tickers.cells.slice(1)).size === 1;
  return [time!, ...fields.cells.slice(1).map((field, k) => (isOne ? field : `${tickers.cells[k + 1]} ${field}`))];
}

/** A delimiter at the end of every line makes an empty last column: it is none. */
function withoutTrailing(names: readonly string[], sample: readonly HeadRow[]): readonly string[] {
  let end = names.length;
  while (end > 2 && names[end - 1] === "" && sample.every(({ cells }) => (cells[end - 1] ?? "") === "")) end--;
  return names.slice(0, end);
}

function hasNumberedColumns({ columns }: Reading): boolean {
  return Object.values(columns ?? {}).some((name) => /^[1-9]\d*$/.test(name));
}

/** Bytes: room for a hundred thousand tickers and more. What is longer is no header. */
const LONGEST_HEADER = 16 * 1024 * 1024;

function refuseEndless(bytes: Uint8Array, file: string): void {
  const beginning = bytes.subarray(0, LONGEST_HEADER);
  if (bytes.length <= LONGEST_HEADER || beginning.indexOf(10) !== -1 || beginning.indexOf(13) !== -1) return;
  throw new DataError({
    code: "no-header",
    message: `The first line of ${file} does not end within 16 MB.`,
    where: { file, line: 1 },
    help: "A price file has a header line and one row per bar, each on a line of its own.",
  });
}

/** Names of which most letters are none of Windows-1252's languages: GBK, Shift JIS, Windows-1251 read as what they are not. */
function refuseForeign(file: string, { line, cells }: HeadRow): void {
  const foreign = cells.filter(
    (cell) => cell.length > 1 && cell.replace(/[^\u0080-\uffff]/g, "").length * 2 > cell.length,
  );
  if (foreign.length < 2) return;
  throw new DataError({
    code: "not-utf8",
    message: `The header of ${file} is neither UTF-8 nor Windows-1252.`,
    where: { file, line },
    help: "Save the file as UTF-8: in a spreadsheet, CSV UTF-8; in a shell, for example: iconv -f gbk -t utf-8 OLD.csv > NEW.csv",
  });
}

/** A line of words: what a service says where it has no prices, or gives none for now. */
function isSentence(cells: readonly string[]): boolean {
  return cells.length === 1 && /^\p{L}+[\s,:]+\p{L}/u.test(cells[0]!);
}

function answer(file: string, { line, cells }: HeadRow): DataError {
  const words = cells[0]!.slice(0, 120);
  return new DataError({
    code: "error-answer",
    message: `${file} holds no prices, but the words: ${words}`,
    where: { file, line, received: words },
    help: "Get the prices again: this is what was saved in their place.",
  });
}

function noRows(file: string): DataError {
  return new DataError({
    code: "empty-file",
    message: `${file} has nothing but comments.`,
    where: { file },
    help: "A price file has a header line (date,open,high,low,close,volume) and one row per bar.",
  });
}

function noHeader(file: string, row: HeadRow, delimiter: string): DataError {
  const excerpt = row.cells.join(delimiter).slice(0, 200);
  return new DataError({
    code: "no-header",
    message: "The first line is a row of prices, not a header, and its columns could mean several things.",
    where: { file, line: row.line, received: excerpt, excerpt },
    help: "Write the names of the columns above it: date,open,high,low,close,volume\nOr number them: --read columns.time=1 --read columns.open=2 --read columns.high=3 --read columns.low=4 --read columns.close=5",
  });
}
