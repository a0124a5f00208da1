import { closeSync, openSync, readSync, statSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import type { PackedFile } from "../archive/unzip.ts";
import { isParquetFileName } from "../file-names.ts";
import { type FileForm, FORM_BYTES, formOf } from "../form-of-bytes.ts";
import type { RawTable } from "../raw-table.ts";
import type { Reading } from "../reading.ts";
import { refuseTooLarge } from "./memory.ts";
import { fileError, readBytes, unpackGzip } from "./read-bytes.ts";

/** A file of prices, opened as far as its form goes. `inner`: the name of the only file in an archive. */
export type OpenedFile =
  | { readonly kind: "table"; readonly table: RawTable; readonly inner?: string }
  /** CSV and its kin. null: as it lies on the disk, not read yet. */
  | { readonly kind: "text"; readonly bytes: Uint8Array | null; readonly inner?: string }
  /** An archive of several files. */
  | { readonly kind: "archive"; readonly members: readonly PackedFile[] };

/** What the values of a JSON file take in memory, for each of its bytes: measured on candles, 11. */
const JSON_VALUES = 12;

/**
 * Opens a file by what it holds, whatever its name: JSON, Parquet, gzip of either, a zip archive; text is left to the reader of CSV.
 * A reader of a form is loaded with the first file of it.
 * @param file as errors name it
 * @throws DataError where it cannot be read, is damaged, or is not what `reading.form` says
 */
export async function openFile(path: string, file: string, reading: Reading = {}): Promise<OpenedFile> {
  const head = headOf(path);
  // A pipe is read once: what was looked at would be gone.
  if (head === null) return openBytes(readBytes(path), file, reading);
  if (reading.form === "csv") return isPacked(formOf(head)) ? openBytes(readBytes(path), file, reading) : ON_DISK;
  const form = formOf(head);
  if (isPacked(form) || form === "json" || reading.form === "json" || isCalledJson(path, head)) {
    return openBytes(readBytes(path), file, reading);
  }
  // What is called Parquet and is not, is said to be none: as text it would be said to have no header.
  const isCalledParquet = reading.form === "parquet" || isParquetFileName(path);
  if (form !== "parquet" && !isCalledParquet) return ON_DISK;
  const { fileParts } = await import("./parquet-file.ts");
  const { openParquet } = await import("../parquet/open-parquet.ts");
  return { kind: "table", table: await openParquet(fileParts(path), file, (needed) => refuseTooLarge(path, needed)) };
}

const ON_DISK: OpenedFile = { kind: "text", bytes: null };

function isPacked(form: FileForm): boolean {
  return form === "gzip" || form === "zip";
}

/** The same for bytes in memory: what came out of an archive or a pipe. */
export async function openBytes(bytes: Uint8Array, file: string, reading: Reading = {}): Promise<OpenedFile> {
  const form: FileForm = formOf(bytes.subarray(0, FORM_BYTES));
  if (form === "gzip") return openBytes(unpackGzip(bytes, file), file, reading);
  if (form === "zip") {
    const { openZip } = await import("../archive/unzip.ts");
    const members = openZip(bytes, file);
    if (members.length > 1) return { kind: "archive", members };
    const [only] = members as readonly [PackedFile];
    const opened = await openBytes(only.unpack(), only.file, reading);
    return opened.kind === "archive" ? opened : { ...opened, inner: only.name };
  }
  if (reading.form === "csv") return { kind: "text", bytes };
  if (form === "parquet" || reading.form === "parquet" || isParquetFileName(file)) {
    const { memoryParts } = await import("./parquet-file.ts");
    const { openParquet } = await import("../parquet/open-parquet.ts");
    return {
      kind: "table",
      table: await openParquet(memoryParts(bytes), file, (needed) => refuseTooLarge(file, needed)),
    };
  }
  if (form === "json" || reading.form === "json" || isCalledJson(file, bytes)) {
    refuseTooLarge(file, bytes.length * JSON_VALUES);
    // They are no columns yet: the heap of the language has a bound of its own, whatever memory there is.
    refuseTooLarge(file, bytes.length * (JSON_VALUES / 2), getHeapStatistics().heap_size_limit);
    const { openJson } = await import("../json/open-json.ts");
    return { kind: "table", table: openJson(bytes, file, reading) };
  }
  return { kind: "text", bytes };
}

/** A file that is called JSON is refused as that where it is none. A web page in its place is told by the reader of text. */
function isCalledJson(name: string, head: Uint8Array): boolean {
  const first = head.find((byte) => byte > 32);
  return first !== 60 && /\.(json|jsonl|ndjson)(\.(gz|zip))?$/i.test(name);
}

/** The first bytes of a file; null for what is no file: a pipe, a device. */
function headOf(path: string): Uint8Array | null {
  let fd = -1;
  try {
    if (!statSync(path).isFile()) return null;
    fd = openSync(path, "r");
    const head = new Uint8Array(FORM_BYTES);
    return head.subarray(0, readSync(fd, head));
  } catch (cause) {
    throw fileError(path, cause);
  } finally {
    if (fd !== -1) closeSync(fd);
  }
}
