import type { BacktestRequest } from "#app/backtest-request";
import { ConfigError, UsageError } from "#base/errors";
import { runAt } from "#config/at-origin";
import { readingOfFlags, tradingOfFlags } from "#config/given-flags";
import { flagOf, type GivenSettings, mergeSettings, SETTING_KEYS, type SettingKey } from "#config/given-settings";
import type { Given } from "#config/origin";
import { readSettings } from "#config/read-settings";
import type { Flags } from "./command.ts";
import type { Terminal } from "./terminal.ts";

/** A request, and where each of its values came from. */
export interface LocatedRequest {
  readonly request: BacktestRequest;
  readonly given: GivenSettings;
  /** Does the work; an error about a value that the run file gave is thrown with the place of the value. */
  readonly locating: <T>(work: () => Promise<T>) => Promise<T>;
}

/** The flags of `ivy backtest` as a request: null where nothing was said. Throws UsageError for values that cannot be. */
export function backtestRequest(flags: Flags): BacktestRequest {
  return readSettings(givenByFlags(flags));
}

/**
 * The same over the run file of `--config`, whose values the flags override. Throws ConfigError for what is wrong in the
 * file. Without `--config` no parser of files is loaded.
 */
export async function requestOf(flags: Flags, terminal: Terminal): Promise<LocatedRequest> {
  const runFile = typeof flags.config === "string" ? flags.config : null;
  const given = await givenSettings(flags, terminal, runFile);
  return { request: readSettings(given, runFile), given, locating: (work) => runAt(given, work) };
}

/** What a run file and the flags give together. Throws ConfigError for the first mistake in the file. */
export async function givenSettings(
  flags: Flags,
  { projectFolder }: Terminal,
  runFile: string | null,
): Promise<GivenSettings> {
  const fromFlags = givenByFlags(flags);
  if (runFile === null) return fromFlags;
  if (runFile.trim() === "") {
    const help = "Name a run file: --config configs/run.yaml\nOne to start from: ivy config init FILE";
    throw new UsageError({ code: "missing-flag", message: "--config is empty.", where: { flag: "--config" }, help });
  }
  const { loadRunFile } = await import("#config/load-run-file");
  const { layers, mistakes } = loadRunFile(runFile, { projectFolder, environment: process.env });
  // What a flag says instead need not be known.
  const [first, ...others] = mistakes.filter(
    ({ code, where }) => code !== "unset-variable" || !fromFlags.settings.has(where.key as SettingKey),
  );
  if (first !== undefined) throw others.length === 0 ? first : withCount(first, others.length, runFile);
  return mergeSettings([...layers, fromFlags]);
}

function withCount({ code, message, where, help }: ConfigError, others: number, runFile: string): ConfigError {
  const more = `${others} more ${others === 1 ? "mistake" : "mistakes"}: ivy config check ${runFile}`;
  return new ConfigError({ code, message, where, help: `${help}\n${more}` });
}

/** What the flags of a line give, each with its name. Throws UsageError for a pair that is none. */
export function givenByFlags(flags: Flags): GivenSettings {
  const settings = new Map<SettingKey, Given>();
  for (const key of SETTING_KEYS) {
    const value = flags[key];
    if (typeof value !== "string" && value !== true && !Array.isArray(value)) continue;
    settings.set(key, { value: value as Given["value"], origin: { kind: "flag", flag: flagOf(key) } });
  }
  const params = [...setPairs(flags.set)].map(([name, value]): [string, Given] => [
    name,
    { value, origin: { kind: "set" } },
  ]);
  return {
    settings,
    params: new Map(params),
    reading: readingOfFlags(flags.read),
    trading: tradingOfFlags(flags),
  };
}

function setPairs(value: unknown): ReadonlyMap<string, string> {
  const set = new Map<string, string>();
  for (const pair of Array.isArray(value) ? (value as string[]) : []) {
    const at = pair.indexOf("=");
    if (at < 1 || pair.slice(at + 1).trim() === "") {
      throw new UsageError({
        code: "bad-set",
        message: `--set ${pair} is not key=value.`,
        where: { flag: "--set", expected: "key=value", received: pair },
        help: "Write the parameter, an equals sign and the value: --set fast=20",
      });
    }
    set.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  return set;
}
