import { dirname, resolve } from "node:path";
import type { ConfigError } from "#base/errors";
import { shownPath } from "#base/shown-path";
import { checkShape } from "./check-shape.ts";
import type { Environment } from "./environment.ts";
import { givenBy } from "./given-by.ts";
import type { GivenSettings } from "./given-settings.ts";
import type { Place } from "./origin.ts";
import { readRunText } from "./read-run-text.ts";
import { type Located, readYaml } from "./read-yaml.ts";
import { mistakeAt, placeAt, sourceOf } from "./spot.ts";

/** Where a run file is read: the person's folder, and the variables that may be filled in. */
export interface RunFileSurroundings {
  readonly projectFolder: string;
  readonly environment: Environment;
}

export interface LoadedRunFile {
  /** What each file gave, those included first. */
  readonly layers: readonly GivenSettings[];
  /** All that is wrong, file by file in the order of reading, each in the order of its lines. */
  readonly mistakes: readonly ConfigError[];
}

const MOST_FILES = 100;

/**
 * Reads a run file and the files that it includes. Throws ConfigError where a file is missing, a folder, too large or no
 * text, IoError where it may not be read; what is wrong inside of a file stands under `mistakes`.
 *
 * @param path as typed, from the project folder
 */
export function loadRunFile(path: string, surroundings: RunFileSurroundings): LoadedRunFile {
  const layers: GivenSettings[] = [];
  const mistakes: ConfigError[] = [];
  let count = 0;

  const load = (file: string, open: readonly string[], from: Place | null, hidden: string | null = null): void => {
    // A path that the environment gave is shown as it is written.
    const shown = hidden ?? shownPath(file, surroundings.projectFolder);
    if (open.includes(file)) {
      const chain = [...open.slice(open.indexOf(file)), file].map((one) => shownPath(one, surroundings.projectFolder));
      const help = "A file cannot include itself: take one of the includes out.";
      mistakes.push(mistakeAt(from!, "include-loop", `the includes go in a circle: ${chain.join(" > ")}`, help));
      return;
    }
    if (++count > MOST_FILES) {
      const help = "Files that include each other twice read each other again and again.";
      throw mistakeAt(from!, "too-many-includes", `more than ${MOST_FILES} files are included`, help);
    }
    const text = readRunText(file, shown, from);
    const source = sourceOf(shown, text);
    const read = readYaml(source, surroundings.environment);
    mistakes.push(...read.mistakes);
    if (read.tree === null) {
      if (read.mistakes.length === 0) mistakes.push(emptyFile(placeAt(source, 0)));
      return;
    }
    // A value that could not be filled in or a key that stands twice is said once, not again as a wrong value.
    const shape = checkShape(read.tree);
    const lines = new Set(read.mistakes.map(({ where }) => where.line));
    mistakes.push(...shape.filter(({ where }) => !lines.has(where.line)));
    if (read.tree.kind !== "map") return;
    for (const item of includesOf(read.tree)) {
      if (item.text.trim() === "") {
        const help = "Name a run file, or take the line out.";
        mistakes.push(mistakeAt(item.place, "wrong-value", '"include" is empty', help, "include"));
        continue;
      }
      const isHidden = item.environment.length > 0;
      load(resolve(dirname(file), item.text), [...open, file], item.place, isHidden ? item.written : null);
    }
    const wrong = new Set([...read.mistakes, ...shape].map(({ where }) => where.line));
    const given = givenBy(read.tree, { file, projectFolder: surroundings.projectFolder, wrong });
    layers.push(given.layer);
    mistakes.push(...given.mistakes);
  };

  load(resolve(surroundings.projectFolder, path), [], null);
  return { layers, mistakes };
}

function includesOf(tree: Located): readonly Located[] {
  const found = tree.entries.get("include")?.value;
  if (found === undefined) return [];
  return (found.kind === "list" ? found.items : [found]).filter(
    ({ kind, value }) => kind === "scalar" && value !== null,
  );
}

function emptyFile(place: Place): ConfigError {
  const help = "Write what to run: strategy: pairs\nA file to start from: ivy config init FILE";
  return mistakeAt(place, "config-empty", "the file says nothing", help);
}
