import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { CODE_FILE, CODE_FOLDER, cachePlace } from "#base/cache-place";
import { noteOf } from "./whole-note.ts";

/** Where decoded columns are kept, and how much of them. */
export interface CacheFolder {
  readonly path: string;
  /** Bytes: beyond it the least recently used entries go. */
  readonly limit: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_LIMIT = 2_000_000_000;

/**
 * The cache folder of this machine: IVY_CACHE, or `ivy/columns` in the system's folder for caches. null where
 * IVY_CACHE=off, where no folder can be named, and on machines whose doubles stand the other way round.
 */
export function cacheFolder(env: Environment, limit: number = DEFAULT_LIMIT): CacheFolder | null {
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) return null;
  const path = cachePlace(env, { platform: process.platform, home: homedir });
  return path === null ? null : { path, limit };
}

export interface CacheEntryFile {
  readonly path: string;
  readonly bytes: number;
  /** Epoch ms. */
  readonly used: number;
}

/** The entries of the cache, and what interrupted writes left; empty where there is no folder yet. */
export function cacheEntries({ path }: CacheFolder): readonly CacheEntryFile[] {
  const files: CacheEntryFile[] = [];
  for (const part of namesIn(path).filter((name) => /^[0-9a-f]$/.test(name))) {
    for (const name of namesIn(join(path, part)).filter((one) => /^[0-9a-f]{31}\.ivy(\.\d+\.new)?$/.test(one))) {
      try {
        const file = join(path, part, name);
        const { size, mtimeMs } = statSync(file);
        files.push({ path: file, bytes: size, used: mtimeMs });
      } catch {
        // Removed by another process since its name was read.
      }
    }
  }
  return files;
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Bytes that the cache takes, as last noted: counting each time would cost more than the cache saves. */
const SIZE_FILE = "size";

/** Bytes that were added since the size was noted, by folder. */
const added = new Map<string, number>();

/** What may be added before it is noted, as a share of the limit. */
const UNNOTED = 0.05;

/**
 * Takes down what was added, and makes room where that is too much. Noted at once where it is much, else when the entries
 * that are written one after another have all been: to note each would take longer than to write it.
 */
export function addToSize(folder: CacheFolder, bytes: number): void {
  const isWaiting = added.has(folder.path);
  const sum = bytes + (added.get(folder.path) ?? 0);
  added.set(folder.path, sum);
  if (sum > folder.limit * UNNOTED) noteSize(folder);
  else if (!isWaiting) setImmediate(noteSize, folder);
}

function noteSize(folder: CacheFolder): void {
  const bytes = added.get(folder.path);
  added.delete(folder.path);
  if (bytes === undefined) return;
  try {
    noteAdded(folder, bytes);
  } catch {
    // The folder was taken away, or the disk is full: the cache is counted too small, and no run is lost for it.
  }
}

function noteAdded(folder: CacheFolder, bytes: number): void {
  const file = join(folder.path, SIZE_FILE);
  const noted = Number(textOf(file) ?? Number.NaN);
  let size = Number.isFinite(noted) ? noted + bytes : bytesOf(cacheEntries(folder));
  if (size > folder.limit) size = makeRoom(folder);
  const unfinished = `${file}.${process.pid}.new`;
  writeFileSync(unfinished, String(size), { mode: 0o600 });
  renameSync(unfinished, file);
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** What entries take together, in bytes. */
export function bytesOf(entries: readonly CacheEntryFile[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Removes the least recently used entries until four fifths of the limit are left; returns what is left, in bytes. */
function makeRoom(folder: CacheFolder): number {
  const entries = [...cacheEntries(folder)].sort((a, b) => a.used - b.used);
  let size = bytesOf(entries);
  for (const entry of entries) {
    if (size <= folder.limit * 0.8) break;
    removeEntry(entry.path);
    size -= entry.bytes;
  }
  return size;
}

/** Empties the cache; returns what was removed. Files in the folder that are not the cache's stay. */
export function clearCache(folder: CacheFolder): { readonly entries: number; readonly bytes: number } {
  const entries = cacheEntries(folder);
  added.delete(folder.path);
  for (const { path } of entries) removeEntry(path);
  rmSync(join(folder.path, SIZE_FILE), { force: true });
  removeCode(join(folder.path, CODE_FOLDER));
  return { entries: entries.length, bytes: bytesOf(entries) };
}

/** The program's own code, which is no entry: it is kept for the next start, and is neither counted nor listed. */
function removeCode(folder: string): void {
  for (const name of namesIn(folder)) if (CODE_FILE.test(name)) rmSync(join(folder, name), { force: true });
}

function removeEntry(path: string): void {
  rmSync(path, { force: true });
  rmSync(noteOf(path), { force: true });
}
