import { dirname, resolve } from "node:path";
import { ConfigError } from "#base/errors";
import { shownPath } from "#base/shown-path";
import { parseCommission } from "#engine/costs/commission";
import { parseSlippage } from "#engine/costs/slippage";
import { riskFreePath } from "#market-data/reference/parse-risk-free";
import { parseGate } from "#metrics/gate";
import { readAt } from "./at-origin.ts";
import { type GivenSettings, SETTING_KEYS, type SettingKey } from "./given-settings.ts";
import type { FileOrigin, Given } from "./origin.ts";
import { readEachOf, readReading, readSetting } from "./read-settings.ts";
import type { Entry, Located } from "./read-yaml.ts";
import { isTradingPath, TRADING_SECTION_NAMES, type TradingSectionName } from "./trading-sections.ts";

/** Values that are read only once a run begins: their functions stand here, so that a file is checked without one. */
const LATER: Partial<Record<SettingKey, (text: string) => unknown>> = {
  commission: parseCommission,
  slippage: parseSlippage,
  require: parseGate,
};

const NOTHING: GivenSettings = { settings: new Map(), params: new Map(), reading: new Map(), trading: new Map() };

const PATHS: ReadonlySet<SettingKey> = new Set(["actions", "data", "finer", "lock", "out", "riskFree", "strategy"]);

/**
 * What one file gives, each value with its place; values are read once by the functions that read flags, and what cannot
 * be read is left out and said. Paths start at the folder of the file.
 *
 * @param wrong lines on which something is wrong already
 */
export function givenBy(
  tree: Located,
  { file, projectFolder, wrong }: { file: string; projectFolder: string; wrong: ReadonlySet<number | undefined> },
): { readonly layer: GivenSettings; readonly mistakes: readonly ConfigError[] } {
  const settings = new Map<SettingKey, Given>();
  const mistakes: ConfigError[] = [];
  const section = tree.entries.get("data")?.value.entries;
  for (const key of SETTING_KEYS) {
    const entry =
      key === "data" && section?.size
        ? section.get("path")
        : key === "sql"
          ? section?.get("sql")
          : tree.entries.get(key);
    const value = entry?.value;
    if (value === undefined || value.kind === "map" || value.value === null || wrong.has(value.place.line)) continue;
    const asPath = (text: string) => (PATHS.has(key) ? pathFrom(file, projectFolder, text, key) : text);
    const given = givenOf(entry!, asPath);
    try {
      checkOne(key, given);
      settings.set(key, given);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      mistakes.push(error);
    }
  }
  const reading = readingIn(section ?? new Map(), wrong, mistakes);
  const trading = tradingIn(tree, wrong, mistakes, (path) => shownPath(resolve(dirname(file), path), projectFolder));
  return { layer: { settings, params: paramsOf(tree), reading, trading }, mistakes };
}

function checkOne(key: SettingKey, given: Given): void {
  const alone: GivenSettings = { ...NOTHING, settings: new Map([[key, given]]) };
  readSetting(alone, key);
  const read = LATER[key];
  if (read === undefined) return;
  for (const text of [given.value].flat()) readAt(alone, () => read(String(text)));
}

/** What the map under `data` says of reading: `decimal: comma`, and `columns:` with a map of its own. */
function readingIn(
  section: ReadonlyMap<string, Entry>,
  wrong: ReadonlySet<number | undefined>,
  mistakes: ConfigError[],
): ReadonlyMap<string, Given> {
  const reading = new Map<string, Given>();
  for (const [name, entry] of section) {
    if (name === "path" || name === "sql") continue;
    const found = entry.value.kind === "map" ? entry.value.entries : new Map([["", entry]]);
    for (const [inner, one] of found) {
      if (one.value.kind === "map" || one.value.value === null || wrong.has(one.value.place.line)) continue;
      const key = inner === "" ? name : `${name}.${inner}`;
      const given = givenOf(one, (text) => text);
      try {
        readReading({ ...NOTHING, reading: new Map([[key, given]]) });
        reading.set(key, given);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        mistakes.push(error);
      }
    }
  }
  return reading;
}

/** What the sections of trading say: `fills: { leverage: 2 }`, and maps within them by keys with dots. */
function tradingIn(
  tree: Located,
  wrong: ReadonlySet<number | undefined>,
  mistakes: ConfigError[],
  asPath: (path: string) => string,
): ReadonlyMap<string, Given> {
  const trading = new Map<string, Given>();
  const take = (section: TradingSectionName, path: string, { entries }: Located): void => {
    for (const [name, entry] of entries) {
      const key = `${path}.${name}`;
      if (entry.value.kind === "map") {
        take(section, key, entry.value);
        continue;
      }
      if (entry.value.value === null || wrong.has(entry.value.place.line)) continue;
      const given = givenOf(entry, (text) => (isTradingPath(key) && text.trim() !== "" ? asPath(text) : text));
      try {
        readEachOf({ ...NOTHING, trading: new Map([[key, given]]) }, section);
        trading.set(key, given);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        mistakes.push(error);
      }
    }
  };
  for (const section of TRADING_SECTION_NAMES) {
    const found = tree.entries.get(section)?.value;
    if (found?.kind === "map") take(section, section, found);
  }
  return trading;
}

function givenOf({ keyPlace, value }: Entry, asPath: (text: string) => string): Given {
  const items = value.items.map((item) => ({ text: asPath(item.text), place: item.place }));
  const environment = [...new Set([value, ...value.items].flatMap((one) => one.environment))];
  const origin: FileOrigin = {
    kind: "file",
    place: value.place,
    keyPlace,
    written: value.written,
    environment,
    items,
  };
  if (value.kind === "list") return { value: items.map(({ text }) => text), origin };
  return { value: typeof value.value === "boolean" ? value.value : asPath(value.text), origin };
}

/** `fast: 5`, `sma-cross.fast: 5`, or `sma-cross:` with its own map. */
function paramsOf(tree: Located): ReadonlyMap<string, Given> {
  const params = new Map<string, Given>();
  for (const [name, entry] of tree.entries.get("params")?.value.entries ?? []) {
    const found = entry.value.kind === "map" ? entry.value.entries : new Map([["", entry]]);
    for (const [inner, one] of found) {
      if (one.value.kind !== "scalar" || one.value.value === null) continue;
      const given = givenOf(one, (text) => text);
      params.set(inner === "" ? name : `${name}.${inner}`, { ...given, value: String(given.value) });
    }
  }
  return params;
}

/** A bare name of a strategy is no path: it is looked up. */
function pathFrom(file: string, projectFolder: string, text: string, key: SettingKey): string {
  if (text.trim() === "") return text;
  if (key === "strategy") {
    return text
      .split(",")
      .map((name) => (/[/\\]|\.[cm]?[jt]s$/.test(name.trim()) ? asTyped(file, projectFolder, name.trim()) : name))
      .join(",");
  }
  const { path, suffix } = key === "riskFree" ? riskFreePath(text) : { path: text, suffix: "" };
  return path === null ? text : shownPath(resolve(dirname(file), path), projectFolder) + suffix;
}

function asTyped(file: string, projectFolder: string, path: string): string {
  const shown = shownPath(resolve(dirname(file), path), projectFolder);
  return shown.includes("/") || shown.includes("\\") ? shown : `./${shown}`;
}
