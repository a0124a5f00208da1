import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { readTable, type SettingValue } from "#base/setting-table";
import { parseResumption } from "./parse-resumption.ts";
import { NAMED_KEYS, RISK_TABLE, type RiskKey } from "./risk-table.ts";
import type { Resumption } from "./settings.ts";

const FLAG = "--risk";
const WORDS: readonly string[] = [...Object.keys(RISK_TABLE), "sectors", "drawdown.resume"];

/** Keys of a map within `risk:` for what has one value alone: `sizing: { method: atr, … }`, `maxSector: { other: 30%, … }`. */
const PLAIN_KEYS: ReadonlyMap<string, RiskKey> = new Map([
  ["sizing.method", "sizing"],
  ["maxName.other", "maxName"],
  ["maxSector.other", "maxSector"],
]);

/** What the keys of `risk` say, each by itself. */
export interface RiskEntries {
  readonly values: ReadonlyMap<RiskKey, SettingValue>;
  readonly sectors: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly maxName: ReadonlyMap<string, number>;
  readonly maxSector: ReadonlyMap<string, number>;
  readonly sectorFile: string | null;
  readonly resume: Resumption | null;
}

/**
 * Reads each key of `risk` by itself, whatever the others say. Shares may be written as 20%. Throws UsageError for a key or
 * value that does not exist, with the near miss.
 */
export function readRiskKeys(entries: ReadonlyMap<string, string>): RiskEntries {
  const values = new Map<RiskKey, SettingValue>();
  const named = { sector: new Map<string, string>(), name: new Map<string, string>() };
  const limits = { maxName: new Map<string, number>(), maxSector: new Map<string, number>() };
  let sectorFile: string | null = null;
  let resume: Resumption | null = null;
  for (const [written, text] of entries) {
    const key: string = PLAIN_KEYS.get(written) ?? written;
    const [kind, rest] = partsOf(key);
    if (Object.hasOwn(RISK_TABLE, key)) values.set(key as RiskKey, readValue(key as RiskKey, written, text));
    else if (key === "sectors") sectorFile = textOf(key, text, "a file", "sectors.csv");
    else if (key === "drawdown.resume") resume = parseResumption(text);
    else if (rest === "") throw unknownKey(written, text);
    else if (kind === "sector" || kind === "name") named[kind].set(rest, textOf(key, text, "a name", "staples"));
    else if (kind === "maxName" || kind === "maxSector") limits[kind].set(rest, readValue(kind, key, text) as number);
    else throw unknownKey(written, text);
  }
  return { values, sectors: named.sector, names: named.name, ...limits, sectorFile, resume };
}

/** "sector.BRK.B" is the sector of BRK.B. */
function partsOf(key: string): [string, string] {
  const at = key.indexOf(".");
  return at < 0 ? [key, ""] : [key.slice(0, at), key.slice(at + 1).trim()];
}

/** @param key as it was written: an own limit of a name has the rule of the limit of every name */
function readValue(row: RiskKey, key: string, text: string): SettingValue {
  return readTable(FLAG, { [key]: RISK_TABLE[row] }, new Map([[key, text]]))[key]!;
}

function textOf(key: string, text: string, what: string, example: string): string {
  const value = text.trim();
  if (value !== "") return value;
  throw new UsageError({
    code: "bad-setting",
    message: `${FLAG} ${key} says nothing.`,
    where: { flag: FLAG, key, expected: what, received: text },
    help: `Write ${what}: ${FLAG} ${key}=${example}`,
  });
}

function unknownKey(key: string, text: string): UsageError {
  const [kind, rest] = partsOf(key);
  const isBare = Object.hasOwn(NAMED_KEYS, kind) && rest === "";
  const prefix = rest === "" ? null : nearest(kind, Object.keys(NAMED_KEYS));
  const near = nearest(key, WORDS) ?? (prefix === null ? null : `${prefix}.${rest}`);
  const keys = [...WORDS, ...Object.entries(NAMED_KEYS).map(([name, { of }]) => `${name}.${of}`)].join(", ");
  return new UsageError({
    code: "unknown-setting",
    message: isBare ? `${FLAG} ${key} does not say of which one.` : `There is no key "${key}" of ${FLAG}.`,
    where: { flag: FLAG, key, expected: keys, received: key },
    help: isBare
      ? `Write it with a dot: ${FLAG} ${NAMED_KEYS[kind as keyof typeof NAMED_KEYS].example}`
      : near === null
        ? `The keys are ${keys}.`
        : `Did you mean: ${FLAG} ${near}=${text}`,
  });
}
