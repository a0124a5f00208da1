import { resolve } from "node:path";
import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { RunFolder } from "#results/stores/find-runs";
import { shownFolder } from "./store-runs.ts";

/** Where runs are looked for. */
export interface RunsPlace {
  readonly projectFolder: string;
  /** A folder of reports as typed; null: reports/ of the project folder. */
  readonly within: string | null;
}

const SHORTEST = 3;
const MOST_NAMED = 8;

/** The folder of reports, absolute. */
export function reportsFolder({ projectFolder, within }: RunsPlace): string {
  return resolve(projectFolder, within ?? "reports");
}

/**
 * The stored run that a word means: its id, its hash, an unambiguous beginning of either (3 characters or more), or the
 * path of its folder. With `isExact` a beginning will not do.
 * Throws UsageError, with the near miss or the candidates, for what is not clear.
 */
export async function findRun(word: string, place: RunsPlace, isExact = false): Promise<RunFolder> {
  const { findRunFolders } = await import("#results/stores/find-runs");
  const folders = findRunFolders(reportsFolder(place));
  const same = folders.filter(({ run, hash }) => run === word || hash === word);
  if (same.length === 1) return same[0]!;
  const path = await runAt(word, place);
  if (path !== null) return path;
  if (same.length > 1) throw ambiguous(word, same, place);
  const begun =
    word.length < SHORTEST ? [] : folders.filter(({ run, hash }) => run.startsWith(word) || hash.startsWith(word));
  if (begun.length === 1 && !isExact) return begun[0]!;
  if (begun.length > 0) throw isExact ? notExact(word, begun, place) : ambiguous(word, begun, place);
  throw unknown(word, folders, place);
}

async function runAt(word: string, { projectFolder }: RunsPlace): Promise<RunFolder | null> {
  const { isRunFolder, runFolder } = await import("#results/stores/find-runs");
  const path = resolve(projectFolder, word);
  return isRunFolder(path) ? runFolder(path, "backtest") : null;
}

function candidates(folders: readonly RunFolder[], { projectFolder }: RunsPlace): string {
  const lines = folders
    .slice(0, MOST_NAMED)
    .map(({ hash, path }) => `  ${hash}  ${shownFolder(path, projectFolder)}`)
    .join("\n");
  return folders.length > MOST_NAMED ? `${lines}\n  and ${folders.length - MOST_NAMED} more` : lines;
}

function ambiguous(word: string, folders: readonly RunFolder[], place: RunsPlace): UsageError {
  return new UsageError({
    code: "ambiguous-run",
    message: `"${word}" can mean ${folders.length} runs.`,
    where: { received: word, expected: "a hash, an id, or the path of a run folder" },
    help: `${candidates(folders, place)}\nType more of it, or the path.`,
  });
}

function notExact(word: string, folders: readonly RunFolder[], place: RunsPlace): UsageError {
  return new UsageError({
    code: folders.length > 1 ? "ambiguous-run" : "run-not-exact",
    message:
      folders.length > 1
        ? `"${word}" can mean ${folders.length} runs; nothing was removed.`
        : `"${word}" is only the beginning of a run's name; nothing was removed.`,
    where: { received: word, expected: "a whole hash or id" },
    help: `${candidates(folders, place)}\nRemoving takes the whole hash: ivy runs rm ${folders[0]!.hash}`,
  });
}

function unknown(word: string, folders: readonly RunFolder[], place: RunsPlace): UsageError {
  const shown = shownFolder(reportsFolder(place), place.projectFolder);
  const names = folders.flatMap(({ run, hash }) => [hash, run]);
  const near = nearest(word, names);
  const help =
    folders.length === 0
      ? `There are no runs in ${shown}. Make one: ivy backtest --strategy sma-cross --tickers KO`
      : near !== null
        ? `Did you mean ${near}?\nSee them all: ivy runs list`
        : word.length < SHORTEST
          ? `A beginning takes ${SHORTEST} characters or more. See them all: ivy runs list`
          : "See them all: ivy runs list";
  return new UsageError({
    code: "no-such-run",
    message: `There is no run "${word}" in ${shown}.`,
    where: { received: word },
    help,
  });
}
