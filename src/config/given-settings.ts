import type { Given } from "./origin.ts";

/** The settings of a run that a flag or a key of a run file gives; parameters of the strategy stand apart. */
export const SETTING_KEYS = [
  "strategy",
  "tickers",
  "data",
  "sql",
  "from",
  "to",
  "timeframe",
  "finer",
  "adjusted",
  "actions",
  "lock",
  "benchmark",
  "riskFree",
  "cash",
  "warmup",
  "profile",
  "commission",
  "slippage",
  "convention",
  "seed",
  "out",
  "series",
  "require",
  "strict",
  "check",
] as const;
export type SettingKey = (typeof SETTING_KEYS)[number];

/** The flag of a setting: riskFree is given by --risk-free. */
export function flagOf(key: SettingKey): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What one file, or one command line, gave. */
export interface GivenSettings {
  readonly settings: ReadonlyMap<SettingKey, Given>;
  /** Parameters by name: "fast" of every strategy that has it, "sma-cross.fast" of one. */
  readonly params: ReadonlyMap<string, Given>;
  /** How price files are read, by key: "decimal", "columns.close". */
  readonly reading: ReadonlyMap<string, Given>;
  /** How the engine trades, by section and key: "fills.leverage". */
  readonly trading: ReadonlyMap<string, Given>;
}

/**
 * The layers as one, the later winning. Lists are replaced, not joined; parameters and keys of sections are taken one by one, and one for every
 * strategy wins over an earlier one for a single strategy.
 */
export function mergeSettings(layers: readonly GivenSettings[]): GivenSettings {
  const settings = new Map<SettingKey, Given>();
  const params = new Map<string, Given>();
  const reading = new Map<string, Given>();
  const trading = new Map<string, Given>();
  for (const layer of layers) {
    for (const [key, given] of layer.reading) reading.set(key, given);
    for (const key of layer.trading.keys()) {
      // A model in short form and one with its keys are two ways to say it: the later of them counts.
      const isOther = (earlier: string) => earlier.startsWith(`${key}.`) || key.startsWith(`${earlier}.`);
      for (const earlier of [...trading.keys()]) if (isOther(earlier)) trading.delete(earlier);
    }
    for (const [key, given] of layer.trading) trading.set(key, given);
    // A path and a query are two ways to say where the prices are: the later of them counts.
    if (layer.settings.has("data")) settings.delete("sql");
    if (layer.settings.has("sql")) settings.delete("data");
    for (const [key, given] of layer.settings) settings.set(key, given);
    for (const name of layer.params.keys()) {
      for (const earlier of [...params.keys()]) if (earlier.endsWith(`.${name}`)) params.delete(earlier);
    }
    for (const [name, given] of layer.params) {
      // Deleted first, so that the order is that of the last word on each.
      params.delete(name);
      params.set(name, given);
    }
  }
  return { settings, params, reading, trading };
}
