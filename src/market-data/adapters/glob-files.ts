import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { namePattern, splitGlob } from "../match-glob.ts";
import { fileError } from "./read-bytes.ts";

/**
 * The files that a pattern stands for, in an order that no locale or file system changes: `prices/*.csv`, `data/**` for every
 * folder below, and `*`, `?` and `[…]` in any name. Nothing is opened. Throws a DataError where the folder at its beginning is not there.
 */
export function filesOfGlob(pattern: string): readonly string[] {
  return matches(pattern).files;
}

/** The folders that a pattern stands for, in the same order. */
export function foldersOfGlob(pattern: string): readonly string[] {
  return matches(pattern).folders;
}

function matches(pattern: string) {
  const { folder, segments } = splitGlob(pattern.replaceAll("\\", "/").replace(/\/+$/, ""));
  const found = { files: new Set<string>(), folders: new Set<string>() };
  walk(folder, segments, found, true);
  return { files: [...found.files].sort(), folders: [...found.folders].sort() };
}

interface Found {
  readonly files: Set<string>;
  readonly folders: Set<string>;
}

function walk(folder: string, segments: readonly string[], found: Found, isFirst: boolean): void {
  const [segment, ...rest] = segments as [string, ...string[]];
  const entries = entriesOf(folder, isFirst);
  if (segment === "**") {
    const below = rest.length === 0 ? ["*"] : rest;
    walk(folder, below, found, isFirst);
    // Links to folders are not followed here: one that leads up would be walked for ever.
    for (const entry of entries) {
      if (entry.isDirectory() && !entry.name.startsWith("."))
        walk(join(folder, entry.name), ["**", ...below], found, false);
    }
    return;
  }
  const pattern = namePattern(segment);
  for (const entry of entries) {
    if (!pattern.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (isFolder(path, entry)) {
      if (rest.length > 0) walk(path, rest, found, false);
      else found.folders.add(path);
    } else if (rest.length === 0) found.files.add(path);
  }
}

/** Folders further down that may not be read are passed over, as a shell does. */
function entriesOf(folder: string, isFirst: boolean): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    if (isFirst) throw fileError(folder, cause);
    return [];
  }
}

function isFolder(path: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
