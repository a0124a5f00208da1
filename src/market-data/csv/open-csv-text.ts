import { DataError } from "#base/errors";
import type { CsvText } from "./csv-text.ts";
import { rewriteCsv } from "./rewrite-csv.ts";

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** Bytes: room for a hundred thousand tickers and more. What is longer is no header, and may be too long for a string. */
const LONGEST_HEADER = 16 * 1024 * 1024;

/**
 * Makes a file's bytes readable as rows of comma-separated cells. Plain files are taken as they are; quotes, semicolons,
 * tabs and bars between cells are taken out first. LF and CRLF, with or without a byte order mark.
 * Throws a DataError for an empty file and for one that is not text.
 */
export async function openCsvText(bytes: Uint8Array, file: string): Promise<CsvText> {
  refuseOther(bytes, file);
  let from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let line = 1;
  while (from < bytes.length && (bytes[from] === LF || bytes[from] === CR || bytes[from] === 32)) {
    if (bytes[from] === LF) line++;
    from++;
  }
  if (from === bytes.length) throw emptyFile(file);
  const lineBreak = bytes.indexOf(LF, from);
  const end = lineBreak === -1 ? bytes.length : lineBreak;
  if (end - from > LONGEST_HEADER) throw endlessHeader(file, line);
  const firstLine = new TextDecoder().decode(bytes.subarray(from, bytes[end - 1] === CR ? end - 1 : end));
  const separator = separatorOf(firstLine);
  if (separator !== "," || bytes.indexOf(QUOTE, from) !== -1) {
    return rewriteCsv(bytes.subarray(from), separator, file, line);
  }
  const bodyFrom = Math.min(end + 1, bytes.length);
  return { file, bytes, header: firstLine.split(","), bodyFrom, bodyLine: line + 1, lineOfRow: null };
}

/** The separator that the header line uses most, outside of quotes; a comma when it uses none. */
function separatorOf(header: string): string {
  const plain = header.replace(/"[^"]*"/g, "");
  let best = ",";
  for (const candidate of [";", "\t", "|"]) {
    if (plain.split(candidate).length > plain.split(best).length) best = candidate;
  }
  return best;
}

/** Forms that people name .csv, or get where they asked for one: how they begin, and what to do about them. */
const OTHER_FORMS: readonly { readonly marks: readonly string[]; readonly what: string; readonly help: string }[] = [
  { marks: ["PAR1"], what: "it is Parquet", help: "Parquet is not read yet: write it as CSV." },
  {
    marks: ["PK"],
    what: "it is a zip archive or a spreadsheet",
    help: "Save the sheet as CSV, or unpack the archive and name the file in it.",
  },
  { marks: ["%PDF"], what: "it is a PDF", help: "Prices are read from CSV text: get them from the source as CSV." },
  {
    marks: ["<!doctype", "<html", "<?xml"],
    what: "it is a web page",
    help: "The download gave a page in place of the prices: open the file to see what it says, and get it again.",
  },
  { marks: ["{", "[{", "[["], what: "it is JSON", help: "JSON is not read yet: write it as CSV." },
];

function refuseOther(bytes: Uint8Array, file: string): void {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const form = isUtf16
    ? { what: "it is UTF-16", help: "Save it as CSV in UTF-8." }
    : OTHER_FORMS.find(({ marks }) => marks.some((mark) => startsWith(bytes, mark)));
  if (form === undefined && bytes.subarray(0, 65_536).indexOf(0) === -1) return;
  const { what, help } = form ?? {
    what: "it holds bytes that no text has",
    help: "Prices are read from CSV text, plain or gzipped. Save it as CSV.",
  };
  throw new DataError({ code: "not-text", message: `${file} is not a CSV file: ${what}.`, where: { file }, help });
}

function startsWith(bytes: Uint8Array, mark: string): boolean {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, mark.length));
  if (start.toLowerCase() !== mark.toLowerCase()) return false;
  // "PK" alone could begin a header: what follows it in an archive is a control byte.
  return mark !== "PK" || (bytes[2] ?? 32) < 32;
}

function endlessHeader(file: string, line: number): DataError {
  return new DataError({
    code: "no-header",
    message: `The first line of ${file} does not end within 16 MB.`,
    where: { file, line },
    help: "A price file has a header line and one row per bar, each on a line of its own.",
  });
}

function emptyFile(file: string): DataError {
  return new DataError({
    code: "empty-file",
    message: `${file} is empty.`,
    where: { file },
    help: "A price file has a header line (date,open,high,low,close,volume) and one row per bar.",
  });
}
