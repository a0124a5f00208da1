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
  { marks: ["\xd0\xcf\x11\xe0"], what: "it is a spreadsheet", help: "Open it and save the sheet as CSV." },
  {
    marks: ["7z\xbc\xaf", "Rar!", "BZh9", "BZh1A", "\xfd7zXZ", "\x28\xb5\x2f\xfd"],
    what: "it is packed, and neither by gzip nor by zip",
    help: "Unpack it, or pack it again as .gz or .zip.",
  },
  {
    marks: ["\x89HDF", "ARROW1", "SQLite format 3", "Obj\x01", "ORC"],
    what: "it is a table in a form that is not read",
    help: "Write it as CSV or Parquet: pandas and DuckDB read it.",
  },
];

/** Throws a DataError for bytes that are empty or no CSV text, in the word for what they are. */
export function refuseOther(bytes: Uint8Array, file: string): void {
  if (isEmpty(bytes)) throw emptyFile(file);
  const encoding = otherEncoding(bytes);
  const form =
    encoding !== null
      ? { what: `it is ${encoding}`, help: "Save it as CSV in UTF-8." }
      : OTHER_FORMS.find(({ marks }) => marks.some((mark) => startsWith(bytes, mark)));
  if (form === undefined && bytes.subarray(0, 65_536).indexOf(0) === -1) return;
  const { what, help } = form ?? {
    what: "it holds bytes that no text has",
    help: "Prices are read from CSV text, plain or gzipped. Save it as CSV.",
  };
  throw new DataError({ code: "not-text", message: `${file} is not a CSV file: ${what}.`, where: { file }, help });
}

/** Text of more than a byte for each letter, with its mark or without: null for what is none. */
function otherEncoding(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    return "UTF-32";
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return "UTF-16";
  // Without a mark: of the first letters, which are those of a header, every other byte is nothing, or three of four.
  const start = [...bytes.subarray(0, 16)];
  if (start.length < 16) return null;
  const isText = (at: readonly number[]) =>
    start.every((byte, i) => (byte >= 9 && byte < 127) === at.includes(i % 4) && (byte === 0) !== at.includes(i % 4));
  if (isText([0, 2]) || isText([1, 3])) return "UTF-16";
  return isText([0]) || isText([3]) ? "UTF-32" : null;
}

/** Letters count alike whether capital or small. */
function startsWith(bytes: Uint8Array, mark: string): boolean {
  const small = (byte: number) => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
  for (let i = 0; i < mark.length; i++) if (small(bytes[i] ?? -1) !== small(mark.charCodeAt(i))) return false;
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
