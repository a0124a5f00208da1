import { existsSync, readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { StrategyError, UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { shownPath } from "#base/shown-path";
import { findPackage } from "./find-package.ts";
import type { StrategyFolders } from "./strategy-folders.ts";

const EXTENSIONS = [".ts", ".js", ".mts", ".mjs"];

export interface FoundStrategy {
  readonly name: string;
  /** The source, absolute: of a built-in strategy the file in the package's strategies/. */
  readonly file: string;
  /** The source as a person would type it: relative to the project folder; "strategies/NAME.ts" of a built-in one. */
  readonly shownFile: string;
  readonly builtIn: boolean;
  /** What is loaded: the source itself, or the compiled file of a built-in strategy. */
  readonly entry: string;
}

/**
 * Every strategy that a bare name can mean, by name: those in strategies/ of the project, those that lie in the project
 * folder itself, the built-in ones. What stands first in this row hides what has the same name.
 */
export function listStrategies(folders: StrategyFolders): FoundStrategy[] {
  const { projectFolder, builtInFolder } = folders;
  const own = [...sourceFiles(join(projectFolder, "strategies")), ...sourceFiles(projectFolder).filter(isStrategyText)];
  const all = [
    ...own.map((file) => fromFile(file, folders)),
    ...sourceFiles(builtInFolder).map((file) => builtIn(file, folders)),
  ];
  const found = new Map<string, FoundStrategy>();
  // Of NAME.ts and NAME.js the first in the order of EXTENSIONS is meant.
  for (const strategy of all) if (!found.has(strategy.name)) found.set(strategy.name, strategy);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The strategy that a name or path means. A bare name is looked up in the project's strategies/, then in the project
 * folder itself, then among the built-in ones, then among the packages installed there. Anything with a slash or an
 * extension is a file, relative to the project folder; where there is no such file, and it does not begin with a dot or
 * slash, a path in a package ("@scope/package/name").
 * Throws UsageError for an unknown name, StrategyError for a file that is not there.
 */
export function findStrategy(nameOrPath: string, folders: StrategyFolders): FoundStrategy {
  if (isPath(nameOrPath)) return findFile(nameOrPath, folders);
  const found = ownNamed(nameOrPath, folders) ?? builtInNamed(nameOrPath, folders) ?? packaged(nameOrPath, folders);
  if (found === null) throw unknownName(nameOrPath, folders);
  return found;
}

function ownNamed(name: string, folders: StrategyFolders): FoundStrategy | null {
  const { projectFolder } = folders;
  const places = [join(projectFolder, "strategies"), projectFolder];
  const file = places.flatMap((place) => EXTENSIONS.map((extension) => join(place, name + extension))).find(isFile);
  return file === undefined ? null : fromFile(file, folders);
}

function builtInNamed(name: string, folders: StrategyFolders): FoundStrategy | null {
  const file = EXTENSIONS.map((extension) => join(folders.builtInFolder, name + extension)).find(isFile);
  return file === undefined ? null : builtIn(file, folders);
}

/** The strategy that an installed package exports; null when no such package is installed. */
function packaged(specifier: string, folders: StrategyFolders): FoundStrategy | null {
  const found = findPackage(specifier, folders.projectFolder);
  if (found === null) return null;
  const { file } = found;
  if (file !== null) {
    return { name: nameOf(specifier.split("/").at(-1)!), file, shownFile: specifier, builtIn: false, entry: file };
  }
  throw new StrategyError({
    code: "strategy-not-in-package",
    message: `The package is installed, but it has nothing under "${specifier}".`,
    where: { file: shownPath(found.folder, folders.projectFolder), received: specifier },
    help: "Look at the exports of its package.json, or at what its readme tells you to import.",
  });
}

function isPath(text: string): boolean {
  return text.includes("/") || text.includes("\\") || EXTENSIONS.some((extension) => text.endsWith(extension));
}

function findFile(path: string, folders: StrategyFolders): FoundStrategy {
  const plain = resolve(folders.projectFolder, path);
  const file = [plain, ...EXTENSIONS.map((extension) => plain + extension)].find(isFile);
  if (file !== undefined) return fromFile(file, folders);
  const inPackage = /^[./\\]/.test(path) ? null : packaged(path, folders);
  if (inPackage !== null) return inPackage;
  const folder = dirname(plain);
  const near = nearest(
    basename(plain),
    sourceFiles(folder).map((there) => basename(there)),
  );
  throw new StrategyError({
    code: "strategy-file-missing",
    message: about(plain) === null ? `There is no strategy file ${path}.` : `${path} is no file.`,
    where: { file: shownPath(plain, folders.projectFolder) },
    help:
      near === null ? missingHelp(folder, folders) : `Did you mean: --strategy ${asTyped(join(folder, near), folders)}`,
  });
}

function missingHelp(folder: string, folders: StrategyFolders): string {
  const place = existsSync(folder)
    ? "Check its name."
    : `The folder ${shownPath(folder, folders.projectFolder)} does not exist.`;
  return `${place} Paths start at the folder that ivy runs in: ${folders.projectFolder}`;
}

function unknownName(name: string, folders: StrategyFolders): UsageError {
  const all = listStrategies(folders);
  const names = (isBuiltIn: boolean) => all.filter(({ builtIn }) => builtIn === isBuiltIn).map((one) => one.name);
  const own = names(false);
  const looked = `Looked in strategies/ and in this folder${own.length === 0 ? "" : ` (${some(own)})`}`;
  const builtIns = names(true);
  const near = nearest(
    name,
    all.map((one) => one.name),
  );
  return new UsageError({
    code: "unknown-strategy",
    message: `There is no strategy "${name}".`,
    where: { flag: "--strategy", received: name },
    help: [
      `${looked},`,
      "and among the built-in ones:",
      `${builtIns.length === 0 ? "none are built" : builtIns.join(", ")}.`,
      near === null
        ? `Write one: ivy new strategy ${name}\nA file elsewhere is named by its path: --strategy ../${name}.ts`
        : `Did you mean: --strategy ${near}`,
    ].join("\n"),
  });
}

/** The first few names, so that the line stays short. */
function some(names: readonly string[]): string {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")}, …`;
}

function sourceFiles(folder: string): string[] {
  if (about(folder)?.isDirectory() !== true) return [];
  const names = readdirSync(folder).filter((name) => !name.startsWith(".") && !/\.(test|d)\.\w+$/.test(name));
  return EXTENSIONS.flatMap((extension) => names.filter((name) => name.endsWith(extension)).sort())
    .map((name) => join(folder, name))
    .filter(isFile);
}

/** In the project folder lie other files too: settings of tools, scripts. */
function isStrategyText(file: string): boolean {
  return /\bdefineStrategy\b/.test(readFileSync(file, "utf8"));
}

function builtIn(entry: string, folders: StrategyFolders): FoundStrategy {
  const name = nameOf(entry);
  const shownFile = `strategies/${name}.ts`;
  return { name, file: resolve(folders.builtInFolder, "../..", shownFile), shownFile, builtIn: true, entry };
}

function fromFile(file: string, folders: StrategyFolders): FoundStrategy {
  return { name: nameOf(file), file, shownFile: shownPath(file, folders.projectFolder), builtIn: false, entry: file };
}

function nameOf(file: string): string {
  return basename(file).replace(/\.\w+$/, "");
}

function asTyped(file: string, folders: StrategyFolders): string {
  const path = shownPath(file, folders.projectFolder);
  return path.includes("/") ? path : `./${path}`;
}

function isFile(path: string): boolean {
  return about(path)?.isFile() === true;
}

/** Null for what is not there, also for a link that leads to itself and for a path through a file. */
function about(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
