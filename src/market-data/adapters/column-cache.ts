import { createHash } from "node:crypto";
import { readFileSync, rmSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import {
  decodeHead,
  type EntryHead,
  encodeEntry,
  type FileIdentity,
  headBytes,
  type TickersHead,
} from "../cache/entry.ts";
import type { LoadedSeries } from "../source.ts";
import type { CacheFolder } from "./cache-folder.ts";
import { headOf, readEntry, writeEntry } from "./entry-file.ts";
import { fingerprint } from "./fingerprint.ts";
import { readersVersion } from "./readers-version.ts";

/** Smaller files are read faster than an entry is looked up. In bytes. */
const TOO_SMALL = 8192;

/** A file that was changed a moment ago may change again without its time telling. In nanoseconds. */
const SETTLED_NS = 20_000_000n;
/** The same on file systems that keep whole seconds only. */
const SETTLED_COARSE_NS = 2_000_000_000n;

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
    const entry = await readEntry(entryPath(folder, file, reader, symbol), (head) => isOf(head, file, reader));
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
  if (isSettled && isSame(identityOf(path), file)) writeEntry(folder, entry, [headBytes({ file, reader, tickers })]);
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
  const head = headOf(entry, (one) => isOf(one, file, reader));
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

function keep(folder: CacheFolder, file: FileIdentity, reader: string, symbol: string, loaded: LoadedSeries): void {
  const { head, columns } = encodeEntry(loaded, { file, reader, fingerprint: fingerprint(loaded.series) });
  writeEntry(folder, entryPath(folder, file, reader, symbol), [head, ...columns]);
}
