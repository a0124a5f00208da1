import { isAbsolute, relative, resolve, sep } from "node:path";
import { readingEntries } from "#market-data/parse-reading";
import { riskFreePath } from "#market-data/reference/parse-risk-free";
import { plainValue } from "./plain-value.ts";
import type { RunSettings } from "./read-settings.ts";
import { isTradingPath } from "./trading-sections.ts";
import { yamlText } from "./yaml-text.ts";

/** A run whose settings are known in full. */
export interface ResolvedRun {
  /** What was asked for: the path of the prices, the gates and the form of the columns are taken from here. */
  readonly settings: RunSettings;
  /** The strategy of this run as it was named: of several, one. */
  readonly strategy: string;
  /** The tickers as the source writes them. */
  readonly tickers: readonly string[];
  /** Days, months or years, or times of which the day counts; null: all there is. */
  readonly from: string | null;
  readonly to: string | null;
  readonly timeframe: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /** In the account's currency. */
  readonly cash: number;
  readonly profile: string;
  readonly commission: string;
  readonly slippage: string;
  readonly convention: string;
}

/** Where the file will lie, and the folder from which the paths of the settings start; both absolute. */
export interface ResolvedPlace {
  readonly folder: string;
  readonly projectFolder: string;
}

const HEAD = [
  "# All settings of this run. The same run again: ivy backtest --config THIS-FILE",
  "# Without data: the prices were found in data/ of the working folder, the catalog or the sample.",
];

const DAY = "2013-01-31".length;

/**
 * The text of `config.resolved.yaml`: a run file that makes the same run, with the same id, again. A path stands
 * relative to the file where both lie in the project; one elsewhere on the machine is left to a variable, IVY_DATA or
 * IVY_STRATEGY. Variables that the environment filled in are written out, but for paths. No clock is asked.
 */
export function resolvedConfig(run: ResolvedRun, place: ResolvedPlace): string {
  const { settings } = run;
  const lines: string[] = [...HEAD];
  const say = (key: string, value: string | number | boolean | readonly string[] | null) => {
    if (value !== null) lines.push(`${key}: ${literal(yamlText(value))}`);
  };
  sayPath(lines, "strategy", run.strategy, place, isPath(run.strategy));
  const params = Object.entries(run.params);
  if (params.length > 0) lines.push("params:");
  for (const [name, value] of params) lines.push(`  ${literal(yamlText(name))}: ${literal(yamlText(value))}`);
  say("tickers", run.tickers);
  sayData(lines, settings, place);
  say("from", run.from?.slice(0, DAY) ?? null);
  say("to", run.to?.slice(0, DAY) ?? null);
  say("timeframe", run.timeframe);
  if (settings.finer !== null) sayPath(lines, "finer", settings.finer, place, true);
  say("adjusted", settings.adjusted ? true : null);
  if (settings.actions !== null) sayPath(lines, "actions", settings.actions, place, true);
  say("benchmark", settings.benchmark);
  sayRiskFree(lines, settings.riskFree, place);
  say("cash", run.cash);
  say("warmup", settings.warmup);
  say("profile", run.profile);
  say("commission", run.commission);
  say("slippage", run.slippage);
  sayTrading(lines, settings.trading, place);
  say("convention", run.convention);
  say("seed", settings.seed);
  say("series", settings.series);
  if (settings.require.length > 0) {
    lines.push("require:", ...settings.require.map((gate) => `  - ${literal(JSON.stringify(gate))}`));
  }
  say("strict", settings.strict ? true : null);
  say("check", settings.check ? true : null);
  return `${lines.join("\n")}\n`;
}

/** The sections of trading, with a map for each part of a key. */
function sayTrading(lines: string[], trading: ReadonlyMap<string, string>, place: ResolvedPlace): void {
  let open: readonly string[] = [];
  // A map stands once: what belongs to it comes together.
  for (const [key, text] of [...trading].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const parts = partsOf(key, trading);
    const maps = parts.slice(0, -1);
    for (const [depth, name] of maps.entries()) {
      if (maps.slice(0, depth + 1).every((one, i) => open[i] === one)) continue;
      lines.push(`${"  ".repeat(depth)}${literal(yamlText(name))}:`);
    }
    open = maps;
    const indent = "  ".repeat(maps.length);
    if (isTradingPath(key)) {
      const inside: string[] = [];
      sayPath(inside, parts.at(-1) as keyof typeof VARIABLES, text, place, true);
      lines.push(...inside.map((line) => `${indent}${line}`));
      continue;
    }
    lines.push(`${indent}${literal(yamlText(parts.at(-1)!))}: ${literal(yamlText(plainValue(text)))}`);
  }
}

/** A key by its maps. One of them that has a value itself cannot be a map: what belongs to it is written with a dot. */
function partsOf(key: string, trading: ReadonlyMap<string, string>): readonly string[] {
  const parts = key.split(".");
  const at = parts.findIndex((_, i) => i > 0 && i < parts.length - 1 && trading.has(parts.slice(0, i + 1).join(".")));
  return at < 0 ? parts : [...parts.slice(0, at), parts.slice(at).join(".")];
}

/** The path of the prices alone, or a map where there is more to say. */
function sayData(lines: string[], { data, sql, reading }: RunSettings, place: ResolvedPlace): void {
  const entries = readingEntries(reading);
  if (entries.length === 0 && sql === null) {
    if (data !== null) sayPath(lines, "data", data, place, true);
    return;
  }
  const inside: string[] = [];
  if (sql !== null) inside.push(`sql: ${literal(yamlText(sql))}`);
  if (data !== null) sayPath(inside, "path", data, place, true);
  for (const [key, value] of entries) {
    const [section, name] = key.split(".");
    if (name === undefined) inside.push(`${key}: ${literal(yamlText(value))}`);
    else {
      if (!inside.includes(`${section}:`)) inside.push(`${section}:`);
      inside.push(`  ${name}: ${literal(yamlText(value))}`);
    }
  }
  lines.push("data:", ...inside.map((line) => `  ${line}`));
}

/** A number as it was written; of a file its path, with the column and the unit that follow it. */
function sayRiskFree(lines: string[], riskFree: string | null, place: ResolvedPlace): void {
  if (riskFree === null) return;
  const { path, suffix } = riskFreePath(riskFree);
  sayPath(lines, "riskFree", path ?? riskFree, place, path !== null, suffix);
}

/** Where a path lies that is not in the project. */
const VARIABLES = {
  actions: "IVY_ACTIONS",
  data: "IVY_DATA",
  finer: "IVY_FINER",
  path: "IVY_DATA",
  riskFree: "IVY_RISK_FREE",
  file: "IVY_BORROW",
  sectors: "IVY_SECTORS",
  strategy: "IVY_STRATEGY",
} as const;

function sayPath(
  lines: string[],
  key: keyof typeof VARIABLES,
  path: string,
  place: ResolvedPlace,
  isFile: boolean,
  suffix = "",
): void {
  if (!isFile) {
    lines.push(`${key}: ${literal(yamlText(path))}`);
    return;
  }
  const { folder, projectFolder } = place;
  const file = resolve(projectFolder, path);
  if (isInside(file, projectFolder) && isInside(folder, projectFolder)) {
    const short = relative(folder, file).split(sep).join("/");
    lines.push(`${key}: ${literal(yamlText((short.startsWith(".") ? short : `./${short}`) + suffix))}`);
    return;
  }
  const variable = VARIABLES[key];
  const name = file.split(sep).at(-1)!;
  lines.push(
    `# ${name} lies outside of the project: say where, export ${variable}=…`,
    `${key}: \${${variable}}${literal(suffix)}`,
  );
}

/** As the loader tells a name from a path. */
function isPath(strategy: string): boolean {
  return /[/\\]|\.[cm]?[jt]s$/.test(strategy);
}

function isInside(file: string, folder: string): boolean {
  const path = relative(folder, file);
  return !path.startsWith("..") && !isAbsolute(path);
}

/** A value that looks like a variable is none. */
function literal(text: string): string {
  // In a replacement "$$" would stand for one dollar.
  return text.split("${").join("$${");
}
