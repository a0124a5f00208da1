import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { ConfigError, IoError } from "#base/errors";
import { nearest } from "#base/nearest";
import { checkShape } from "./check-shape.ts";
import type { Environment } from "./environment.ts";
import { givenBy } from "./given-by.ts";
import type { GivenSettings } from "./given-settings.ts";
import type { Place } from "./origin.ts";
import { type Located, readYaml } from "./read-yaml.ts";
import { shownFile } from "./shown-file.ts";
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

/** Room for thousands of settings; what is larger is some other file. */
const LARGEST_BYTES = 256 * 1024;
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

  const load = (file: string, open: readonly string[], from: Place | null): void => {
    const shown = shownFile(file, surroundings.projectFolder);
    if (open.includes(file)) {
      const chain = [...open.slice(open.indexOf(file)), file].map((one) => shownFile(one, surroundings.projectFolder));
      const help = "A file cannot include itself: take one of the includes out.";
      mistakes.push(mistakeAt(from!, "include-loop", `the includes go in a circle: ${chain.join(" > ")}`, help));
      return;
    }
    if (++count > MOST_FILES) {
      const help = "Files that include each other twice read each other again and again.";
      throw mistakeAt(from!, "too-many-includes", `more than ${MOST_FILES} files are included`, help);
    }
    const text = readText(file, shown, from);
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
      load(resolve(dirname(file), item.text), [...open, file], item.place);
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
  return (found.kind === "list" ? found.items : [found]).filter(({ kind, text }) => kind === "scalar" && text !== "");
}

function readText(file: string, shown: string, from: Place | null): string {
  const refuse = (code: string, words: string, help: string): ConfigError =>
    from === null
      ? new ConfigError({ code, message: `${shown} ${words}.`, where: { file: shown }, help })
      : mistakeAt(from, code, `${shown} ${words}`, help);
  let bytes: Uint8Array;
  try {
    const about = statSync(file);
    if (about.isDirectory()) {
      const inside = runFilesIn(file);
      const example = inside.length === 0 ? "" : ` Here are ${inside.slice(0, 5).join(", ")}.`;
      throw refuse("config-is-a-folder", "is a folder, not a run file", `Name a file in it.${example}`);
    }
    if (!about.isFile()) throw refuse("config-is-no-file", "is no plain file", "Write the settings to a file first.");
    if (about.size > LARGEST_BYTES) {
      const size = about.size < 1e6 ? `${Math.round(about.size / 1000)} kB` : `${Math.round(about.size / 1e6)} MB`;
      const help = "A run file holds some dozen lines, at most 256 kB. Prices are named by the key data.";
      throw refuse("config-too-large", `has ${size}: that is no run file`, help);
    }
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = (error as { code?: string }).code;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw refuse("no-such-config", "does not exist", missingHelp(file, shown));
    throw new IoError({
      code: "config-not-readable",
      message: `${shown} cannot be read${code === "EACCES" || code === "EPERM" ? ": this user may not" : ""}.`,
      where: { file: shown, ...(code !== undefined && { received: code }) },
      help: "Give yourself permission to read it: chmod u+r.",
      cause: error,
    });
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Said below, in the same words as a file with zero bytes.
  }
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  throw isUtf16
    ? refuse("config-not-text", "is written in UTF-16", "Save it as UTF-8.")
    : refuse("config-not-text", "is no text: it holds bytes that UTF-8 does not have", "Name a run file in YAML.");
}

function missingHelp(file: string, shown: string): string {
  const inside = runFilesIn(dirname(file));
  // The ending that all of them share makes strangers look alike.
  const bare = (name: string) => name.replace(/\.ya?ml$/i, "");
  const word = nearest(bare(basename(file)), inside.map(bare));
  const near = inside.find((name) => bare(name) === word) ?? null;
  return near === null
    ? "Check its path, or write one to start from: ivy config init FILE"
    : `did you mean "${shown.slice(0, shown.length - basename(file).length)}${near}"?`;
}

function runFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name))
      .sort();
  } catch {
    return [];
  }
}

function emptyFile(place: Place): ConfigError {
  const help = "Write what to run: strategy: pairs\nA file to start from: ivy config init FILE";
  return mistakeAt(place, "config-empty", "the file says nothing", help);
}
