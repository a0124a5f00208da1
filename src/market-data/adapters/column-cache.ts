import { createHash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  futimesSync,
  mkdirSync,
  openSync,
  read,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writevSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { makeFolder } from "#base/make-folder";
import { isOutOfMemory } from "#base/out-of-memory";
import {
  decodeEntry,
  decodeHead,
  type EntryHead,
  encodeEntry,
  entrySize,
  type FileIdentity,
  headBytes,
  headLength,
  isColumnWhole,
  type TickersHead,
} from "../cache/entry.ts";
import type { LoadedSeries } from "../source.ts";
import { addToSize, type CacheFolder } from "./cache-folder.ts";
import { fingerprint, rememberFingerprint } from "./fingerprint.ts";
import { readersVersion } from "./readers-version.ts";

/** Smaller files are read faster than an entry is looked up. In bytes. */
const TOO_SMALL = 8192;

/** Most heads fit; an entry of this size and less is read in one piece. In bytes. */
const FIRST_READ = 262_144;

/** Larger columns are read in pieces, side by side. In bytes. */
const PIECE = 1024 * 1024;

/** A file that was changed a moment ago may change again without its time telling. In nanoseconds. */
const SETTLED_NS = 20_000_000n;
/** The same on file systems that keep whole seconds only. */
const SETTLED_COARSE_NS = 2_000_000_000n;

const DAY_MS = 86_400_000;

/** What a file is asked for. */
export interface CachedRead {
  readonly path: string;
  /** All that decides what comes out beside the file: name in errors, label, settings of the reader. */
  readonly settings: string;
  readonly symbols: readonly string[];
  /** Reads these from the file itself, whole. */
  readonly read: (symbols: readonly string[]) => Promise<readonly LoadedSeries[]>;
  readonly tell?: ((text: string) => void) | undefined;
}

/**
 * The series of a file: from the cache where it has them as they are, else read and put there. An entry that is cut off or
 * was changed is made anew, and told. What goes wrong with the cache itself costs time, never a run.
 */
export async function readThroughCache(
  folder: CacheFolder | null,
  { path, settings, symbols, read, tell }: CachedRead,
): Promise<readonly LoadedSeries[]> {
  const file = folder === null ? null : identityOf(path);
  if (folder === null || file === null || file.size < TOO_SMALL) return read(symbols);
  const reader = `${readersVersion()}\n${settings}`;
  const found = new Map<string, LoadedSeries>();
  for (const symbol of symbols) {
    const entry = await readEntry(entryPath(folder, file, reader, symbol), file, reader);
    if (entry === "damaged")
      tell?.(`${basename(path)}: the cached columns of ${symbol} were damaged, and are made anew`);
    else if (entry !== null) found.set(symbol, entry);
  }
  const missing = symbols.filter((symbol) => !found.has(symbol));
  if (missing.length > 0) {
    const isSettled = settled(file);
    const loaded = await read(missing);
    const isUnchanged = isSame(identityOf(path), file);
    for (const [i, one] of loaded.entries()) {
      const symbol = missing[i]!;
      if (isSettled && isUnchanged) keep(folder, file, reader, symbol, one);
      found.set(symbol, one);
    }
  }
  return symbols.map((symbol) => found.get(symbol)!);
}

/** The tickers of a file: from the cache where it is as it was, else read and put there. */
export async function tickersThroughCache(
  folder: CacheFolder,
  { path, settings, read }: Pick<CachedRead, "path" | "settings"> & { readonly read: () => Promise<readonly string[]> },
): Promise<readonly string[]> {
  const file = identityOf(path);
  if (file === null || file.size < TOO_SMALL) return read();
  const reader = `${readersVersion()}\n${settings}`;
  const entry = entryPath(folder, file, reader, "");
  const kept = tickersIn(entry);
  if (kept !== null && isOf(kept, file, reader)) return kept.tickers;
  const isSettled = settled(file);
  const tickers = await read();
  if (isSettled && isSame(identityOf(path), file)) write(folder, entry, [headBytes({ file, reader, tickers })]);
  return tickers;
}

function tickersIn(entry: string): TickersHead | null {
  try {
    return decodeHead<TickersHead>(readFileSync(entry));
  } catch {
    return null;
  }
}

/** Holds what the file says now against what the cache has of it; removes an entry that differs, and tells. */
export function differsFromCache(
  folder: CacheFolder,
  { path, settings }: Pick<CachedRead, "path" | "settings">,
  symbol: string,
  { series }: LoadedSeries,
): boolean {
  const file = identityOf(path);
  if (file === null) return false;
  const reader = `${readersVersion()}\n${settings}`;
  const entry = entryPath(folder, file, reader, symbol);
  const head = headOf(entry, file, reader);
  if (head === null || (head !== "damaged" && head.fingerprint === fingerprint(series))) return false;
  rmSync(entry, { force: true });
  return true;
}

/** Which file this is now; null where the system does not say. */
function identityOf(path: string): FileIdentity | null {
  try {
    const { size, mtimeNs, ino, isFile } = statOf(path);
    return isFile ? { path: resolve(path), size: Number(size), modified: String(mtimeNs), inode: String(ino) } : null;
  } catch {
    return null;
  }
}

function statOf(path: string) {
  const about = statSync(path, { bigint: true });
  return { size: about.size, mtimeNs: about.mtimeNs, ino: about.ino, isFile: about.isFile() };
}

function settled({ modified }: FileIdentity): boolean {
  const at = BigInt(modified);
  const wait = at % 1_000_000_000n === 0n ? SETTLED_COARSE_NS : SETTLED_NS;
  return BigInt(Date.now()) * 1_000_000n - at > wait;
}

function entryPath(folder: CacheFolder, { path }: FileIdentity, reader: string, symbol: string): string {
  const key = createHash("sha256")
    .update(JSON.stringify([path, reader, symbol]))
    .digest("hex")
    .slice(0, 32);
  return join(folder.path, key.slice(0, 1), `${key.slice(1)}.ivy`);
}

function isOf(head: Pick<EntryHead, "file" | "reader">, file: FileIdentity, reader: string): boolean {
  return isSame(head.file, file) && head.reader === reader;
}

function isSame(a: FileIdentity | null, b: FileIdentity): boolean {
  return a?.path === b.path && a.size === b.size && a.modified === b.modified && a.inode === b.inode;
}

type Found<T> = T | "damaged" | null;

function headOf(path: string, file: FileIdentity, reader: string): Found<EntryHead> {
  const opened = openEntry(path);
  if (opened === null) return null;
  closeSync(opened.handle);
  return opened.head === "damaged" ? "damaged" : isOf(opened.head, file, reader) ? opened.head : null;
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

async function readEntry(path: string, file: FileIdentity, reader: string): Promise<Found<LoadedSeries>> {
  const opened = openEntry(path);
  if (opened === null) return null;
  const { handle, head, columnsAt, start } = opened;
  try {
    if (head === "damaged") return "damaged";
    if (!isOf(head, file, reader)) return null;
    const size = head.rows * 8;
    const isWhole = columnsAt + head.columns.length * size <= start.length;
    // Where they are read side by side, one is checked while the next ones come.
    const columns = await Promise.all(
      head.columns.map(async (stored, i) => {
        const at = columnsAt + i * size;
        const column = isWhole ? new Uint8Array(start.buffer, at, size) : await readColumn(handle, at, size);
        return isColumnWhole(column, stored) ? column : null;
      }),
    );
    const whole = columns.filter((column) => column !== null);
    if (whole.length < columns.length) return "damaged";
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

function keep(folder: CacheFolder, file: FileIdentity, reader: string, symbol: string, loaded: LoadedSeries): void {
  const { head, columns } = encodeEntry(loaded, { file, reader, fingerprint: fingerprint(loaded.series) });
  write(folder, entryPath(folder, file, reader, symbol), [head, ...columns]);
}

/** Puts an entry into the cache, whole; a full disk or a folder that may not be written leaves it out. */
function write(folder: CacheFolder, path: string, parts: readonly Uint8Array[]): void {
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
