import { DataError } from "#base/errors";

/** Forms that people name .csv, or get where they asked for one: how they begin, and what to do about them. */
const OTHER_FORMS: readonly { readonly marks: readonly string[]; readonly what: string; readonly help: string }[] = [
  { marks: ["PAR1"], what: "it is Parquet", help: "Name it .parquet, or say so: --read form=parquet" },
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
  { marks: ["{", "[{", "[["], what: "it is JSON", help: "Name it .json, or say so: --read form=json" },
];

/** Throws a DataError for bytes that are empty or no CSV text, in the word for what they are. */
export function refuseOther(bytes: Uint8Array, file: string): void {
  if (isEmpty(bytes)) throw emptyFile(file);
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

/** True for nothing but blanks, with or without a byte order mark. */
function isEmpty(bytes: Uint8Array): boolean {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let p = start; p < bytes.length; p++) if (bytes[p]! > 32) return false;
  return true;
}

function emptyFile(file: string): DataError {
  return new DataError({
    code: "empty-file",
    message: `${file} is empty.`,
    where: { file },
    help: "A price file has a header line (date,open,high,low,close,volume) and one row per bar.",
  });
}
