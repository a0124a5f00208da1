import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { IoError } from "#base/errors";
import { makeFolder } from "#base/make-folder";
import { WRITE_FAILURES } from "#base/write-failure";
import type { CatalogEntry } from "../catalog-entry.ts";
import { fileNameOf } from "../catalog-name.ts";
import type { PulledBars } from "../providers/join-pages.ts";
import { entryBytes } from "./catalog-parquet.ts";

let written = 0;

/**
 * Puts an entry into the catalog, in the place of the one that is there; returns its file. The bars and what is said of
 * them are one file that is renamed into place, so two processes never mix theirs; the JSON beside it is for people.
 * Throws an IoError where it cannot be written; what was there stays.
 */
export async function writeEntry(folder: string, entry: CatalogEntry, bars: PulledBars): Promise<string> {
  const name = fileNameOf(entry.symbol);
  const within = join(folder, entry.source, entry.timeframe);
  const path = join(within, `${name}.parquet`);
  const bytes = await entryBytes(entry, bars);
  try {
    makeFolder(within, { mkdirSync, statSync });
    sweep(within);
    replaceFile(path, bytes);
    replaceFile(join(within, `${name}.about.json`), Buffer.from(`${JSON.stringify(entry, null, 2)}\n`));
    // A symbol in other capitals is the same symbol.
    const own = [".parquet", ".about.json"].map((ending) => name + ending);
    for (const other of readdirSync(within)) {
      const isTwin = own.some((one) => one !== other && one.toLowerCase() === other.toLowerCase());
      // Where the file system knows no capitals the twin is the file itself.
      if (
        isTwin &&
        !isSameFile(
          join(within, other),
          own.map((one) => join(within, one)),
        )
      ) {
        rmSync(join(within, other), { force: true });
      }
    }
  } catch (cause) {
    throw notWritten(path, cause);
  }
  return path;
}

function isSameFile(path: string, others: readonly string[]): boolean {
  const { ino, dev } = statSync(path);
  return others.some((other) => {
    const about = statSync(other);
    return about.ino === ino && about.dev === dev;
  });
}

/** Writes beside, waits until the disk has it, and renames. Throws what the system throws. */
export function replaceFile(path: string, bytes: Uint8Array): void {
  const unfinished = join(dirname(path), `.${process.pid}.${++written}.new`);
  try {
    const file = openSync(unfinished, "wx");
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** Removes what processes that are gone left half-written. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^\.(\d+)\.\d+\.new$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

/** A process of this machine; one of another user counts. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === "EPERM";
  }
}

/** Why a file of the catalog could not be written, in words. */
export function notWritten(path: string, cause: unknown): IoError {
  const code = (cause as { code?: unknown }).code;
  const reason = typeof code === "string" ? (WRITE_FAILURES[code] ?? code) : String(cause);
  return new IoError({
    code: "catalog-not-written",
    message: `The catalog could not be written: ${reason}.`,
    where: { file: path },
    help: "Make room or give yourself permission, or keep the catalog elsewhere: IVY_CATALOG=FOLDER",
    cause,
  });
}
