import { renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { IoError } from "#base/errors";
import { hiddenName } from "./hidden-folders.ts";
import { codeOf } from "./not-written.ts";

/** Removes a run folder: it is out of sight at once, and never half there. Throws IoError. */
export function removeRun(path: string): void {
  const gone = join(dirname(path), hiddenName(basename(path), "gone"));
  try {
    renameSync(path, gone);
    rmSync(gone, { recursive: true, force: true });
  } catch (cause) {
    throw new IoError({
      code: "run-not-removed",
      message: `The run in ${path} was not removed.`,
      where: { file: path, received: codeOf(cause) },
      help: "Check the folder's permissions.",
      cause,
    });
  }
}
