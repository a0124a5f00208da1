import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "#base/errors";
import { makeFolder } from "#base/make-folder";
import type { AnyStrategy } from "#strategy/define-strategy";
import type { Surroundings } from "./backtest-request.ts";
import { saidAs } from "./strategies.ts";
import { strategyFolders } from "./strategy-folders.ts";
import { editorSettings, strategyTemplate, testTemplate } from "./strategy-templates.ts";

export interface NewStrategyRequest {
  readonly name: string;
  /** The strategy to copy, by name or path; null: a short one to start from. */
  readonly from: string | null;
}

export interface NewStrategy {
  readonly name: string;
  /** Paths as a person would type them, in the order of their importance. */
  readonly written: readonly string[];
  /** What to add to a tsconfig.json that is there already; null when nothing is missing. */
  readonly addToSettings: string | null;
  /** A line to try it with. */
  readonly tryIt: string;
}

const OWN_TYPES = ".ivy/types";

/**
 * Writes strategies/NAME.ts, its test, and what an editor needs to know its types. All files or none are written.
 * Throws UsageError for a name that cannot be, one that is taken, and a file that is there already; for --from what
 * loading that strategy throws.
 */
export async function newStrategy({ name, from }: NewStrategyRequest, at: Surroundings): Promise<NewStrategy> {
  const { projectFolder } = at;
  const { loadStrategy } = await import("#strategy/adapters/load-strategy");
  const { listStrategies } = await import("#strategy/adapters/find-strategy");
  checkName(
    name,
    listStrategies(strategyFolders(at)).flatMap((one) => (one.builtIn ? [one.name] : [])),
  );
  const source = `strategies/${name}.ts`;
  const test = `strategies/${name}.test.mjs`;
  for (const path of [source, test]) if (existsSync(join(projectFolder, path))) throw isThere(path, name);
  const copied = from === null ? null : await loadStrategy(from, strategyFolders(at)).catch(saidAsFrom);
  const isPair = copied !== null && (copied.definition as AnyStrategy).universe === "pair";
  const files = new Map<string, string>();
  files.set(source, copied === null ? strategyTemplate(name) : readFileSync(copied.file, "utf8"));
  files.set(test, testTemplate(name, isPair ? 2 : 1, copied === null));
  const typesPath = isInstalled(projectFolder) ? null : `./${OWN_TYPES}/index.d.ts`;
  let addToSettings: string | null = null;
  const settings = join(projectFolder, "tsconfig.json");
  if (!existsSync(settings)) files.set("tsconfig.json", editorSettings(typesPath));
  else if (typesPath !== null && !readFileSync(settings, "utf8").includes('"ivy-quant"')) {
    addToSettings = `"paths": { "ivy-quant": ["${typesPath}"] }`;
  }
  const written = [...files.keys()];
  if (typesPath !== null) {
    for (const [path, text] of typeFiles(at.packageFolder)) files.set(`${OWN_TYPES}/${path}`, text);
    written.push(`${OWN_TYPES}/`);
  }
  writeAll(projectFolder, files);
  const tryIt = `ivy backtest --strategy ${name} --tickers ${isPair ? "KO,PEP" : "KO"}`;
  return { name, written, addToSettings, tryIt };
}

function saidAsFrom(error: unknown): never {
  throw saidAs("--from", error);
}

function checkName(name: string, builtIns: readonly string[]): void {
  const isTaken = builtIns.includes(name);
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && !isTaken) return;
  const mended = kebab(name);
  const near = isTaken || builtIns.includes(mended) ? `my-${mended}` : mended;
  throw new UsageError({
    code: isTaken ? "strategy-name-taken" : "strategy-name",
    message: isTaken ? `${name} is the name of a built-in strategy.` : `"${name}" cannot be the name of a strategy.`,
    where: { received: name },
    help: [
      ...(isTaken ? [] : ["A name has small letters, digits and hyphens, and begins with a letter."]),
      near === "" || near === "my-"
        ? "For example: ivy new strategy my-idea"
        : `Did you mean: ivy new strategy ${near}`,
    ].join("\n"),
  });
}

/** A name as close to what was typed as the rules allow. */
function kebab(name: string): string {
  return name
    .replace(/^.*[/\\]/, "")
    .replace(/\.[mc]?[jt]s$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|-+$/g, "");
}

function isThere(path: string, name: string): UsageError {
  return new UsageError({
    code: "file-exists",
    message: `${path} is there already.`,
    where: { file: path },
    help: `Nothing was written. Take another name: ivy new strategy ${name}-2`,
  });
}

/** Whether an editor finds the package by itself. */
function isInstalled(folder: string): boolean {
  for (let place = resolve(folder); ; place = dirname(place)) {
    if (existsSync(join(place, "node_modules/ivy-quant/dist/types/index.d.ts"))) return true;
    if (dirname(place) === place) return false;
  }
}

/** The types of the public API, with the package file by which their own imports are found. */
function typeFiles(packageFolder: string): Map<string, string> {
  const folder = join(packageFolder, "dist/types");
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".d.ts")) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1).replaceAll("\\", "/"), readFileSync(path, "utf8"));
  }
  const about = { name: "ivy-quant", private: true, types: "./index.d.ts", imports: { "#*": "./*.d.ts" } };
  return files.set("package.json", `${JSON.stringify(about, null, 2)}\n`);
}

/** Writes everything under temporary names, then renames: what fails leaves no half of it. */
function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  const fresh = new Map([...files.keys()].map((path) => [path, join(folder, `${path}.${process.pid}.new`)]));
  try {
    for (const [path, text] of files) {
      makeFolder(dirname(join(folder, path)), { mkdirSync, statSync });
      writeFileSync(fresh.get(path)!, text);
    }
    for (const [path, temporary] of [...fresh].reverse()) renameSync(temporary, join(folder, path));
  } finally {
    for (const temporary of fresh.values()) rmSync(temporary, { force: true });
  }
}
