import { existsSync, lstatSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { IoError } from "#base/errors";
import { hiddenName } from "./hidden-folders.ts";
import { codeOf } from "./not-written.ts";
import { foreignIn } from "./own-files.ts";

/**
 * Removes a run folder: it is out of sight at once, and never half there. Where somebody has put files of their own into
 * it, these stay, and the run's are removed one by one. A run that is gone already is no error. Throws IoError.
 *
 * @returns the names of what was left
 */
export function removeRun(path: string): readonly string[] {
  const gone = join(dirname(path), hiddenName(basename(path), "gone"));
  try {
    const foreign = lstatSync(path).isSymbolicLink() ? [] : foreignIn(path);
    if (foreign.length > 0) {
      removeOwn(path, foreign);
      return foreign;
    }
    renameSync(path, gone);
    rmSync(gone, { recursive: true, force: true });
    return [];
  } catch (cause) {
    // Another process removes runs too.
    if (codeOf(cause) === "ENOENT" && !existsSync(path)) return [];
    throw new IoError({
      code: "run-not-removed",
      message: `The run in ${path} was not removed.`,
      where: { file: path, received: codeOf(cause) },
      help: "Check the folder's permissions.",
      cause,
    });
  }
}

function removeOwn(folder: string, foreign: readonly string[]): void {
  for (const name of readdirSync(folder)) {
    if (!foreign.includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
