import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { StrategyError, UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
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

/** Every strategy that a bare name can mean, by name; the project's own hide the built-in ones of the same name. */
export function listStrategies(folders: StrategyFolders): FoundStrategy[] {
  const found = new Map<string, FoundStrategy>();
  for (const file of sourceFiles(folders.builtInFolder)) {
    const strategy = builtIn(file, folders);
    found.set(strategy.name, strategy);
  }
  const own = new Set<string>();
  for (const file of sourceFiles(join(folders.projectFolder, "strategies"))) {
    const strategy = fromFile(file, folders);
    // Of NAME.ts and NAME.js the first in the order of EXTENSIONS is meant, as in findStrategy.
    if (!own.has(strategy.name)) found.set(strategy.name, strategy);
    own.add(strategy.name);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The strategy that a name or path means. A bare name is looked up in the project's strategies/, then among the built-in
 * ones; anything with a slash or an extension is a file, relative to the project folder.
 * Throws UsageError for an unknown name, StrategyError for a file that is not there.
 */
export function findStrategy(nameOrPath: string, folders: StrategyFolders): FoundStrategy {
  if (isPath(nameOrPath)) return findFile(nameOrPath, folders);
  const found = listStrategies(folders).find(({ name }) => name === nameOrPath);
  if (found === undefined) throw unknownName(nameOrPath, folders);
  return found;
}

function isPath(text: string): boolean {
  return text.includes("/") || text.includes("\\") || EXTENSIONS.some((extension) => text.endsWith(extension));
}

function findFile(path: string, folders: StrategyFolders): FoundStrategy {
  const plain = resolve(folders.projectFolder, path);
  const file = [plain, ...EXTENSIONS.map((extension) => plain + extension)].find(isFile);
  if (file !== undefined) return fromFile(file, folders);
  const folder = dirname(plain);
  const near = nearest(
    basename(plain),
    sourceFiles(folder).map((there) => basename(there)),
  );
  throw new StrategyError({
    code: "strategy-file-missing",
    message: `There is no strategy file ${path}.`,
    where: { file: shown(plain, folders) },
    help:
      near === null ? missingHelp(folder, folders) : `Did you mean: --strategy ${asTyped(join(folder, near), folders)}`,
  });
}

function missingHelp(folder: string, folders: StrategyFolders): string {
  const place = existsSync(folder) ? "Check its name." : `The folder ${shown(folder, folders)} does not exist.`;
  return `${place} Paths start at the folder that ivy runs in: ${folders.projectFolder}`;
}

function unknownName(name: string, folders: StrategyFolders): UsageError {
  const all = listStrategies(folders);
  const names = (builtIns: boolean) => all.filter(({ builtIn }) => builtIn === builtIns).map((one) => one.name);
  const own = names(false);
  const looked = `Looked in strategies/${own.length === 0 ? "" : ` (${own.join(", ")})`}`;
  const shipped = names(true);
  const near = nearest(
    name,
    all.map((one) => one.name),
  );
  return new UsageError({
    code: "unknown-strategy",
    message: `There is no strategy "${name}".`,
    where: { flag: "--strategy", received: name },
    help: [
      `${looked} and among the built-in ones: ${shipped.length === 0 ? "none are built" : shipped.join(", ")}.`,
      near === null ? `A file is named by its path: --strategy ./${name}.ts` : `Did you mean: --strategy ${near}`,
    ].join("\n"),
  });
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => !name.startsWith(".") && !/\.(test|d)\.\w+$/.test(name));
  return EXTENSIONS.flatMap((extension) => names.filter((name) => name.endsWith(extension)).sort())
    .map((name) => join(folder, name))
    .filter(isFile);
}

function builtIn(entry: string, folders: StrategyFolders): FoundStrategy {
  const name = nameOf(entry);
  const shownFile = `strategies/${name}.ts`;
  return { name, file: resolve(folders.builtInFolder, "../..", shownFile), shownFile, builtIn: true, entry };
}

function fromFile(file: string, folders: StrategyFolders): FoundStrategy {
  return { name: nameOf(file), file, shownFile: shown(file, folders), builtIn: false, entry: file };
}

function nameOf(file: string): string {
  return basename(file).replace(/\.\w+$/, "");
}

/** A path as short as it can be said without climbing out of the project folder. */
function shown(file: string, folders: StrategyFolders): string {
  const path = relative(folders.projectFolder, file);
  return path === "" || path.startsWith("..") || isAbsolute(path) ? file : path.split(sep).join("/");
}

function asTyped(file: string, folders: StrategyFolders): string {
  const path = shown(file, folders);
  return path.includes("/") ? path : `./${path}`;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
