import { UsageError } from "#base/errors";
import type { RunFolder } from "#results/stores/find-runs";
import { findRun, type RunsPlace, reportsFolder } from "./find-run.ts";
import { shownFolder } from "./store-runs.ts";

export interface RemoveRequest {
  readonly words: readonly string[];
  /** Every run there is; needs `isSure`. */
  readonly all: boolean;
  readonly isSure: boolean;
}

export interface RemovedRun {
  /** As a person would type it. */
  readonly folder: string;
  /** Names of files in it that no run has written: they stay. */
  readonly left: readonly string[];
}

/**
 * Removes stored runs, damaged ones too; answers with their folders. All names are looked up first: where one is not
 * clear, nothing is removed.
 */
export async function removeRuns(
  { words, all, isSure }: RemoveRequest,
  place: RunsPlace,
): Promise<readonly RemovedRun[]> {
  const folders = all ? await everyRun(words, isSure, place) : await named(words, place);
  const { removeRun } = await import("#results/stores/remove-run");
  return folders.map(({ path }) => ({ left: removeRun(path), folder: shownFolder(path, place.projectFolder) }));
}

async function everyRun(words: readonly string[], isSure: boolean, place: RunsPlace): Promise<readonly RunFolder[]> {
  const { findRunFolders } = await import("#results/stores/find-runs");
  const folders = findRunFolders(reportsFolder(place));
  if (isSure && words.length === 0) return folders;
  const shown = shownFolder(reportsFolder(place), place.projectFolder);
  throw new UsageError({
    code: words.length > 0 ? "all-and-some" : "not-sure",
    message:
      words.length > 0
        ? "--all removes every run; it takes no names beside it."
        : `--all would remove ${folders.length === 1 ? "the one run" : `all ${folders.length} runs`} in ${shown}.`,
    where: { flag: "--all" },
    help: words.length > 0 ? "Leave --all out, or the names." : "If that is what you want: ivy runs rm --all --yes",
  });
}

async function named(words: readonly string[], place: RunsPlace): Promise<readonly RunFolder[]> {
  if (words.length === 0) {
    throw new UsageError({
      code: "missing-word",
      message: "ivy runs rm needs the hash or id of a run.",
      help: "See them all: ivy runs list",
    });
  }
  const folders = new Map<string, RunFolder>();
  for (const word of words) {
    const folder = await findRun(word, place, true);
    folders.set(folder.path, folder);
  }
  return [...folders.values()];
}
