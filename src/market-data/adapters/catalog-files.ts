import { closeSync, type Dirent, fstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { DataError, IoError } from "#base/errors";
import { messageOf } from "#base/message-of";
import type { CatalogEntry } from "../catalog-entry.ts";
import { isFolderName, symbolOf } from "../catalog-name.ts";
import type { PulledBars } from "../providers/join-pages.ts";
import { entryOf, readEntryBytes } from "./catalog-parquet.ts";

/** A file of the catalog, by what its path says. */
export interface CatalogFile {
  readonly path: string;
  readonly source: string;
  readonly timeframe: string;
  readonly symbol: string;
}

/**
 * The files of the catalog by source, timeframe and symbol, in an order that no locale or file system changes. Throws an
 * IoError for a folder that cannot be read; one that is not there is empty.
 */
export function catalogFiles(folder: string): readonly CatalogFile[] {
  const files: CatalogFile[] = [];
  for (const source of foldersIn(folder)) {
    for (const timeframe of foldersIn(join(folder, source))) {
      const within = join(folder, source, timeframe);
      for (const name of namesIn(within)) {
        const symbol = name.endsWith(".parquet") ? symbolOf(name.slice(0, -".parquet".length)) : null;
        if (symbol !== null) files.push({ path: join(within, name), source, timeframe, symbol });
      }
    }
  }
  return files;
}

function foldersIn(folder: string): readonly string[] {
  return entriesIn(folder)
    .filter((entry) => entry.isDirectory() && isFolderName(entry.name))
    .map((entry) => entry.name)
    .sort();
}

function namesIn(folder: string): readonly string[] {
  return entriesIn(folder)
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("."))
    .sort();
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    const code = (cause as { code?: unknown }).code;
    if (code === "ENOENT") return [];
    const reasons: Readonly<Record<string, string>> = {
      EACCES: "this user may not read it",
      EPERM: "this user may not read it",
      ENOTDIR: "it is no folder",
    };
    throw new IoError({
      code: "catalog-not-readable",
      message: `The catalog cannot be read: ${reasons[String(code)] ?? messageOf(cause)}.`,
      where: { file: folder },
      help: "Give yourself permission, or keep the catalog elsewhere: IVY_CATALOG=FOLDER",
      cause,
    });
  }
}

/** The last bytes of a Parquet file: the length of what it says of itself, and a mark. */
const END_BYTES = 8;

/** What a file of the catalog says of itself, without reading its bars. Throws a DataError where it is no whole entry. */
export async function readEntry(file: CatalogFile): Promise<CatalogEntry> {
  let handle: number | null = null;
  try {
    handle = openSync(file.path, "r");
    const { size } = fstatSync(handle);
    const end = bytesAt(handle, Math.max(0, size - END_BYTES), size);
    const length = end.byteLength < END_BYTES ? 0 : new DataView(end).getUint32(0, true) + END_BYTES;
    if (length === 0 || length > size) throw new Error(size === 0 ? "it is empty" : "its end is missing");
    const entry = await entryOf(bytesAt(handle, size - length, size));
    return checked(file, entry);
  } catch (cause) {
    throw brokenEntry(file, cause);
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

function bytesAt(handle: number, from: number, to: number): ArrayBuffer {
  const bytes = new Uint8Array(to - from);
  readSync(handle, bytes, 0, bytes.length, from);
  return bytes.buffer;
}

const CHANGED = "its prices are not those that were kept";

/** An entry with its bars, held against their checksum. Throws a DataError where it is not whole. */
export async function loadEntry(
  file: CatalogFile,
): Promise<{ readonly entry: CatalogEntry; readonly bars: PulledBars }> {
  try {
    const bytes = readFileSync(file.path);
    const own = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const read = await readEntryBytes(own);
    const entry = checked(file, read?.entry ?? null);
    if (read === null || read.bars.time.length !== entry.bars) throw new Error("bars are missing");
    if (!read.isAsKept) throw new Error(CHANGED);
    return { entry, bars: read.bars };
  } catch (cause) {
    throw brokenEntry(file, cause);
  }
}

function checked({ source, timeframe, symbol }: CatalogFile, entry: CatalogEntry | null): CatalogEntry {
  if (entry === null) throw new Error("ivy did not write it");
  // A file system that knows no capitals keeps the name that a file had first.
  const isSymbol = entry.symbol.toLowerCase() === symbol.toLowerCase();
  if (entry.source === source && entry.timeframe === timeframe && isSymbol) return entry;
  throw new Error(`it is ${entry.symbol} of ${entry.source}, ${entry.timeframe}`);
}

function brokenEntry({ path, source, timeframe, symbol }: CatalogFile, cause: unknown): DataError {
  const again = source === "import" ? "import it again" : `pull it again: ivy data pull ${symbol} --source ${source}`;
  return new DataError({
    code: "broken-catalog-entry",
    message: `${symbol} of ${source} (${timeframe}) is broken in the catalog: ${messageOf(cause)}.`,
    where: { file: path, symbol },
    help: `Remove the file, or ${again}`,
    cause,
  });
}
