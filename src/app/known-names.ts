import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Surroundings } from "./backtest-request.ts";
import { strategyFolders } from "./strategy-folders.ts";

/** A wide file must be read whole for its header; a larger one would keep a person waiting at the Tab key. */
const LARGEST_READ = 16_000_000;

/** A name that may be typed, and what it stands for. */
export interface KnownName {
  readonly name: string;
  readonly says: string;
}

/** The strategies that a bare name can mean, sorted; no strategy's code is run. */
export async function strategyNames(at: Surroundings): Promise<readonly KnownName[]> {
  const { listStrategies } = await import("#strategy/adapters/find-strategy");
  const found = listStrategies(strategyFolders(at));
  return found.map(({ name, builtIn, shownFile }) => ({ name, says: builtIn ? "built in" : shownFile }));
}

/**
 * The tickers of the prices that a run would look in: of `data` alone where it is given, else of the project's data/,
 * the catalog and the sample. None where the place cannot be read.
 */
export async function tickersIn(data: string | null, at: Surroundings): Promise<readonly string[]> {
  const sample = join(at.packageFolder, "data/sample");
  const places = data === null ? [join(at.projectFolder, "data"), sample] : [data];
  const found = await Promise.all(
    places.map((place) => (place === sample ? sampleTickers(place) : tickersAt(place)).catch(() => [])),
  );
  const kept = data === null ? await catalogTickers().catch(() => []) : [];
  return [...new Set([...found.flat(), ...kept])];
}

async function catalogTickers(): Promise<readonly string[]> {
  const { catalogFolder } = await import("#market-data/adapters/catalog-folder");
  const { catalogFiles } = await import("#market-data/adapters/catalog-files");
  const folder = catalogFolder(process.env);
  return folder === null ? [] : catalogFiles(folder).map(({ symbol }) => symbol);
}

async function sampleTickers(folder: string): Promise<readonly string[]> {
  const { openSample } = await import("#market-data/adapters/sample");
  return (await openSample(folder)).symbols();
}

async function tickersAt(path: string): Promise<readonly string[]> {
  const about = statSync(path);
  if (!about.isDirectory() && about.size > LARGEST_READ) return [];
  const { openPath } = await import("#market-data/adapters/locate");
  return (await openPath(path)).symbols();
}

export interface KnownParameter extends KnownName {
  /** The words that it takes; null for a number. */
  readonly options: readonly string[] | null;
}

/** The parameters of built-in strategies, several with commas between; a person's own file is not run for its own. */
export async function parameterNames(strategies: string, at: Surroundings): Promise<readonly KnownParameter[]> {
  const { listStrategies } = await import("#strategy/adapters/find-strategy");
  const asked = strategies.split(",");
  const found = listStrategies(strategyFolders(at)).filter(({ name, builtIn }) => builtIn && asked.includes(name));
  if (found.length === 0) return [];
  const { shownStrategy } = await import("./strategies.ts");
  const shown = await Promise.all(found.map(({ name }) => shownStrategy(name, at)));
  return shown.flatMap(({ params }) =>
    params.map(({ name, kind, default: value, options }) => ({
      name,
      says: String(value),
      options: kind === "flag" ? ["true", "false"] : options,
    })),
  );
}

/** The runs kept in a folder of reports: their hashes with the whole id, the newest first. */
export function runNames(reports: string): readonly KnownName[] {
  const runs = foldersIn(reports)
    .flatMap((verb) => foldersIn(verb))
    .filter((folder) => existsSync(join(folder, "result.json")))
    .map((folder) => ({ id: basename(folder), time: statSync(folder).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  return runs.map(({ id }) => ({ name: id.slice(-6), says: id }));
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => join(folder, entry.name));
}
