import { basename } from "node:path";
import { requireGroupsOf } from "#risk/check-market";
import { parseSectors } from "#risk/parse-sectors";
import type { RiskSettings } from "#risk/settings";
import { textOfSetting } from "./text-of-setting.ts";

const FILE = {
  flag: "--risk",
  key: "sectors",
  code: "sector-file",
  what: "file of sectors",
  columns: "symbol and sector",
};

/**
 * The risk of a run with the sectors of its file, if it names one; a sector given by itself wins over the file's.
 * Throws DataError for a file that cannot be read or is none, ConfigError for a limit that nothing of the run belongs to.
 */
export function loadRisk(
  risk: RiskSettings | null,
  projectFolder: string,
  symbols: readonly string[],
): RiskSettings | null {
  if (risk === null) return null;
  const { sectorFile } = risk;
  const ofFile =
    sectorFile === null ? [] : parseSectors(textOfSetting({ ...FILE, path: sectorFile }, projectFolder), sectorFile);
  const settings = { ...risk, sectors: new Map([...ofFile, ...risk.sectors]) };
  requireGroupsOf(settings, symbols);
  return settings;
}

/**
 * What of the risk stands in a document: the keys and values as they were given, and the sectors in the place of the path of
 * their file. Null where nothing was said.
 */
export function riskSettings(
  risk: RiskSettings | null,
  trading: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> | null {
  if (risk === null) return null;
  const said = [...trading].filter(([key]) => key.startsWith("risk."));
  const rows = said.map(([key, text]): [string, string] => {
    const name = key.slice("risk.".length);
    return [name, name === "sectors" ? basename(text) : text];
  });
  for (const [symbol, sector] of risk.sectors) rows.push([`sector.${symbol}`, sector]);
  // Said in another order it is the same run.
  return Object.fromEntries(new Map(rows.sort(([a], [b]) => (a < b ? -1 : 1))));
}
