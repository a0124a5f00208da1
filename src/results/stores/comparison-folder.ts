import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "#base/errors";
import { makeFolder } from "#base/make-folder";
import { hiddenName } from "./hidden-folders.ts";
import { codeOf, notWritten } from "./not-written.ts";
import { RESULT_FILE } from "./run-info.ts";
import { syncFolder, writeSynced } from "./synced-files.ts";

/** The document that makes a folder one of several runs: it is there when all of them are. */
const COMPARISON_FILE = "comparison.json";

/**
 * Throws UsageError where a folder holds something else than an earlier comparison, or the first runs of one that was
 * interrupted.
 */
export function refuseOtherThanComparison(folder: string): void {
  const entries = entriesOf(folder);
  const isComparison = entries.includes(COMPARISON_FILE);
  if (isComparison || entries.every((name) => existsSync(join(folder, name, RESULT_FILE)))) return;
  throw new UsageError({
    code: "not-a-comparison-folder",
    message: `The folder ${folder} holds other files, so no comparison is written into it.`,
    where: { file: folder, flag: "--out", expected: "a new or empty folder, or that of an earlier comparison" },
    help: "Give --out a folder of its own, or leave it out to write to reports/.",
  });
}

/** Writes the document beside the runs that it compares, all of it or nothing. Throws IoError. */
export function writeComparison(folder: string, json: string): void {
  const fresh = join(folder, hiddenName(COMPARISON_FILE, "new"));
  try {
    makeFolder(folder, { mkdirSync, statSync });
    writeSynced(fresh, json);
    renameSync(fresh, join(folder, COMPARISON_FILE));
    syncFolder(folder);
  } catch (cause) {
    rmSync(fresh, { force: true });
    throw notWritten(folder, cause);
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith("."));
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return [];
    throw notWritten(folder, cause);
  }
}
