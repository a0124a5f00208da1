import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { IoError, UsageError } from "#base/errors";

/** The document that makes a folder a run folder: it is there when the run is complete. */
const RESULT = "result.json";

/** What `run.json` says: when, where and by what the run was made. None of it decides the result. */
export interface RunInfo {
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly workingFolder: string;
  readonly ivy: string;
  readonly node: string;
  /** Full paths of the files that were read. */
  readonly paths: readonly string[];
}

/** Lower-case hexadecimal SHA-256 of a text. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * Writes a run folder: all of it or nothing. The files are written and synced in a folder beside it, which then takes
 * its name. A run that is there already is replaced; a folder that is not a run's is left alone.
 *
 * @param folder the run folder itself
 * @param files name to exact content; holds `result.json`
 * Throws UsageError where the folder holds something else, IoError where the disk is full or may not be written.
 */
export function writeRun(folder: string, files: ReadonlyMap<string, string | Uint8Array>, info: RunInfo): void {
  refuseForeign(folder);
  const parent = dirname(folder);
  const fresh = join(parent, `.${basename(folder)}.${process.pid}.new`);
  try {
    mkdirSync(parent, { recursive: true });
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh);
    for (const [name, content] of files) writeSynced(join(fresh, name), content);
    writeSynced(join(fresh, "run.json"), `${JSON.stringify(info, null, 2)}\n`);
    putInPlace(fresh, folder);
    syncFolder(parent);
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true });
    throw notWritten(folder, cause);
  }
}

function writeSynced(path: string, content: string | Uint8Array): void {
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A rename of a whole folder cannot replace a full one: the old run steps aside first, and comes back on failure. */
function putInPlace(fresh: string, folder: string): void {
  if (!existsSync(folder)) {
    renameSync(fresh, folder);
    return;
  }
  const aside = `${fresh.slice(0, -".new".length)}.old`;
  rmSync(aside, { recursive: true, force: true });
  renameSync(folder, aside);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another process may have put the same run there meanwhile: then it stands, and the old one is not needed.
    if (!existsSync(join(folder, RESULT))) {
      renameSync(aside, folder);
      throw error;
    }
    rmSync(fresh, { recursive: true, force: true });
  }
  rmSync(aside, { recursive: true, force: true });
}

/** Not every file system lets a folder be synced; the files themselves are safe by then. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    return;
  }
}

function refuseForeign(folder: string): void {
  const entries = entriesOf(folder);
  if (entries.length === 0 || entries.includes(RESULT)) return;
  throw new UsageError({
    code: "not-a-run-folder",
    message: `The folder ${folder} holds other files, so no run is written over it.`,
    where: { file: folder, flag: "--out", expected: "a new or empty folder, or that of an earlier run" },
    help: "Give --out a folder of its own, or leave it out to write to reports/.",
  });
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return [];
    throw notWritten(folder, cause);
  }
}

const WHY: Readonly<Record<string, { readonly message: string; readonly help: string }>> = {
  ENOSPC: { message: "the disk is full", help: "Free some space, or write elsewhere with --out." },
  EDQUOT: { message: "the disk quota is used up", help: "Free some space, or write elsewhere with --out." },
  EACCES: {
    message: "there is no permission to write there",
    help: "Write elsewhere with --out, or change the folder's permissions.",
  },
  EPERM: {
    message: "there is no permission to write there",
    help: "Write elsewhere with --out, or change the folder's permissions.",
  },
  EROFS: { message: "the file system is read-only", help: "Write elsewhere with --out." },
  ENOTDIR: { message: "a part of the path is a file, not a folder", help: "Give --out another path." },
  EEXIST: { message: "a part of the path is a file, not a folder", help: "Give --out another path." },
};

function notWritten(folder: string, cause: unknown): IoError {
  const code = codeOf(cause);
  const known = WHY[code] ?? {
    message: cause instanceof Error ? cause.message : String(cause),
    help: "Write elsewhere with --out.",
  };
  return new IoError({
    code: "run-not-written",
    message: `The run was not written to ${folder}: ${known.message}.`,
    where: { file: folder, ...(code === "" ? {} : { received: code }) },
    help: `${known.help} Nothing half-written was left behind.`,
    cause,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
