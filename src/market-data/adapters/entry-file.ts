import {
  closeSync,
  fstatSync,
  futimesSync,
  mkdirSync,
  openSync,
  read,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writevSync,
} from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "#base/make-folder";
import { isOutOfMemory } from "#base/out-of-memory";
import { DAY_MS } from "#time/units";
import { decodeEntry, decodeHead, type EntryHead, entrySize, headLength, isColumnWhole } from "../cache/entry.ts";
import type { LoadedSeries } from "../source.ts";
import { addToSize, type CacheFolder } from "./cache-folder.ts";
import { rememberFingerprint } from "./fingerprint.ts";
import { isKnownWhole, LARGE_ENTRY, noteWhole } from "./whole-note.ts";

/** Most heads fit; an entry of this size and less is read in one piece. In bytes. */
const FIRST_READ = 262_144;

/** Larger columns are read in pieces, side by side. In bytes. */
const PIECE = 1024 * 1024;

/** True for the entry of the file that is asked for, as it is now and as it is to be read. */
export type IsMeant = (head: EntryHead) => boolean;

/** What was looked for, an entry that is not what was written, or nothing. */
export type Found<T> = T | "damaged" | null;

/** What an entry says of itself, where it is that of this file as this reader reads it. */
export function headOf(path: string, isMeant: IsMeant): Found<EntryHead> {
  const opened = openEntry(path);
  if (opened === null) return null;
  closeSync(opened.handle);
  return opened.head === "damaged" ? "damaged" : isMeant(opened.head) ? opened.head : null;
}

interface OpenEntry {
  readonly handle: number;
  readonly head: EntryHead | "damaged";
  /** Where the columns begin. */
  readonly columnsAt: number;
  /** The first bytes of the entry: all of it where it is small. */
  readonly start: Uint8Array<ArrayBuffer>;
}

/** Opens an entry and reads its head; null where there is none, or none that may be read. */
function openEntry(path: string): OpenEntry | null {
  let handle: number;
  try {
    handle = openSync(path, "r");
  } catch {
    return null;
  }
  const damaged = { handle, head: "damaged", columnsAt: 0, start: new Uint8Array(0) } as const;
  try {
    const about = fstatSync(handle);
    let start = readPiece(handle, Math.min(about.size, FIRST_READ));
    const length = headLength(start);
    if (length === null || length > about.size) return damaged;
    if (length > start.length) start = readPiece(handle, length);
    const head = decodeHead(start);
    if (head === null || entrySize(length, head) !== about.size) return damaged;
    // The least recently used entries go first when room is needed.
    if (Date.now() - about.mtimeMs > DAY_MS) futimesSync(handle, new Date(), new Date());
    return { handle, head, columnsAt: length, start };
  } catch {
    return damaged;
  }
}

function readPiece(handle: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(new ArrayBuffer(length));
  const got = readSync(handle, bytes, 0, length, 0);
  return got === length ? bytes : bytes.subarray(0, got);
}

/** The series that an entry holds. */
export async function readEntry(path: string, isMeant: IsMeant): Promise<Found<LoadedSeries>> {
  const opened = openEntry(path);
  if (opened === null) return null;
  const { handle, head, columnsAt, start } = opened;
  try {
    if (head === "damaged") return "damaged";
    if (!isMeant(head)) return null;
    const size = head.rows * 8;
    const isWhole = columnsAt + head.columns.length * size <= start.length;
    const about = entrySize(columnsAt, head) < LARGE_ENTRY ? null : fstatSync(handle, { bigint: true });
    const isKnown = about !== null && isKnownWhole(path, about);
    // Where they are read side by side, one is checked while the next ones come.
    const columns = await Promise.all(
      head.columns.map(async (stored, i) => {
        const at = columnsAt + i * size;
        const column = isWhole ? new Uint8Array(start.buffer, at, size) : await readColumn(handle, at, size);
        return isKnown || isColumnWhole(column, stored) ? column : null;
      }),
    );
    const whole = columns.filter((column) => column !== null);
    if (whole.length < columns.length) return "damaged";
    if (about !== null && !isKnown) noteWhole(path, about);
    const loaded = decodeEntry(
      head,
      whole.map((column) => new Float64Array(column.buffer, column.byteOffset, head.rows)),
    );
    rememberFingerprint(loaded.series, head.fingerprint);
    return loaded;
  } catch (cause) {
    if (isOutOfMemory(cause)) throw cause;
    return "damaged";
  } finally {
    closeSync(handle);
  }
}

/** In pieces that several threads read at once: most of the time goes into fresh memory, not into the disk. */
async function readColumn(handle: number, at: number, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(new ArrayBuffer(size));
  const pieces: Promise<void>[] = [];
  for (let from = 0; from < size; from += PIECE) {
    pieces.push(readInto(handle, bytes, from, Math.min(PIECE, size - from), at + from));
  }
  await Promise.all(pieces);
  return bytes;
}

function readInto(handle: number, bytes: Uint8Array, from: number, length: number, at: number): Promise<void> {
  return new Promise((done, fail) => {
    read(handle, bytes, from, length, at, (error, got) => {
      if (error !== null) fail(error);
      else if (got < length) fail(new Error("the entry ends early"));
      else done();
    });
  });
}

/** Puts an entry into the cache, whole; a full disk or a folder that may not be written leaves it out. */
export function writeEntry(folder: CacheFolder, path: string, parts: readonly Uint8Array[]): void {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  if (size > folder.limit / 2) return;
  const unfinished = `${path}.${process.pid}.new`;
  try {
    const handle = createFile(unfinished);
    try {
      if (writevSync(handle, parts) !== size) throw new Error("the disk took only a part");
    } finally {
      closeSync(handle);
    }
    renameSync(unfinished, path);
    if (size >= LARGE_ENTRY) noteWhole(path);
    addToSize(folder, size);
  } catch {
    removeIfThere(unfinished);
  }
}

/** Opens a new file, and makes its folder where it is the first of it. */
function createFile(path: string): number {
  try {
    return openSync(path, "w", 0o600);
  } catch {
    makeFolder(dirname(path), { mkdirSync, statSync }, 0o700);
    return openSync(path, "w", 0o600);
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where it could not be written there is nothing to remove.
  }
}
