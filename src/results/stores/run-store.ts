import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "#base/errors";
import { makeFolder } from "#base/make-folder";
import { compareStored, type Standing } from "./compare-stored.ts";
import { hiddenName, inState, sweepHidden, sweepOwn } from "./hidden-folders.ts";
import { codeOf, notWritten } from "./not-written.ts";
import { foreignIn, looksLikeRun } from "./own-files.ts";
import type { RunContents } from "./run-content.ts";
import { INFO_FILE, RESULT_FILE, type RunInfo } from "./run-info.ts";
import { syncFolder, writeSynced } from "./synced-files.ts";

/** Lower-case hexadecimal SHA-256 of a text. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * Writes a run folder: all of it or nothing. The files are written and synced in a hidden folder beside it, which then
 * takes its name. A run that stands there whole is left as it is; one that differs or is damaged is replaced; a folder
 * that is not a run's is left alone. Two processes may write the same run at once.
 *
 * @param folder the run folder itself
 * @param files name to exact content; holds `result.json`
 * @returns what stood there before
 * Throws UsageError where the folder holds something else, IoError where the disk is full or may not be written. Where it
 * is ended from outside, `abandonRun` puts things right.
 */
export function writeRun(folder: string, files: RunContents, info: RunInfo): Standing {
  refuseForeign(folder);
  const target = realFolder(folder);
  const parent = dirname(target);
  const fresh = join(parent, hiddenName(basename(target), "new"));
  try {
    makeFolder(parent, { mkdirSync, statSync });
    sweepHidden(parent);
    const before = compareStored(target, files);
    if (before.kind === "same" && before.isWhole) return before;
    const kept = before.kind === "same" ? { ...info, startedAt: before.startedAt } : info;
    writeFresh(fresh, files, kept);
    if (before.kind !== "nothing") copyForeign(target, fresh);
    putInPlace(fresh, target, files);
    syncFolder(parent);
    return before;
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true });
    throw notWritten(folder, cause);
  }
}

/**
 * For a writing that was ended in the middle: what it had begun goes, and a run that had stepped aside comes back.
 *
 * @param folder as it was given to `writeRun`
 */
export function abandonRun(folder: string): void {
  sweepOwn(dirname(realFolder(folder)));
}

/** A link is followed, so that it stays a link. */
function realFolder(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : resolve(folder);
}

function writeFresh(fresh: string, files: RunContents, info: RunInfo): void {
  mkdirSync(fresh);
  for (const [name, content] of files) writeSynced(join(fresh, name), content);
  writeSynced(join(fresh, INFO_FILE), `${JSON.stringify(info, null, 2)}\n`);
  syncFolder(fresh);
}

/** What a person has put beside an earlier run outlives it: copied, so that it is whole at every moment. */
function copyForeign(from: string, fresh: string): void {
  for (const name of foreignIn(from)) {
    cpSync(join(from, name), join(fresh, name), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  }
}

const TAKEN = new Set(["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"]);
const MOST_TRIES = 8;

/**
 * A rename of a whole folder cannot replace a full one: the old run steps aside first, and comes back on failure. Others
 * may do the same meanwhile: where they put the same run there, theirs stands.
 */
function putInPlace(fresh: string, folder: string, files: RunContents): void {
  const aside = inState(fresh, "old");
  for (let tries = 1; ; tries++) {
    try {
      renameSync(fresh, folder);
      break;
    } catch (error) {
      if (!TAKEN.has(codeOf(error)) || tries === MOST_TRIES) {
        giveBack(aside, folder);
        throw error;
      }
    }
    const there = compareStored(folder, files);
    if (there.kind === "same" && there.isWhole) {
      rmSync(fresh, { recursive: true, force: true });
      break;
    }
    rmSync(aside, { recursive: true, force: true });
    try {
      renameSync(folder, aside);
    } catch (error) {
      // Gone since: another process had it step aside.
      if (codeOf(error) !== "ENOENT") throw error;
    }
  }
  rmSync(aside, { recursive: true, force: true });
}

function giveBack(aside: string, folder: string): void {
  if (existsSync(aside) && !existsSync(folder)) renameSync(aside, folder);
}

function refuseForeign(folder: string): void {
  const entries = entriesOf(folder);
  if (entries.length === 0 || (entries.includes(RESULT_FILE) && looksLikeRun(folder))) return;
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
