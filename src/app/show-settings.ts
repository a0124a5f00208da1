import { atOrigin } from "#config/at-origin";
import { type GivenSettings, SETTING_KEYS, type SettingKey } from "#config/given-settings";
import { type Given, originWords } from "#config/origin";
import { plainValue } from "#config/plain-value";
import { readSettings } from "#config/read-settings";
import { splitTickers } from "#market-data/derived/split-tickers";
import type { ParameterValue } from "#strategy/parameters";
import type { BacktestRequest, Surroundings } from "./backtest-request.ts";
import { loadStrategies } from "./load-strategies.ts";
import { parametersOfEach } from "./parameters-of-each.ts";
import { DEFAULT_CASH, resolveConvention, resolveProfile } from "./run-settings.ts";

/** A setting of a run, resolved, and where it came from. */
export interface ShownSetting {
  readonly key: string;
  /** null: nothing was said, and the default depends on the prices or the run; `meaning` says how. */
  readonly value: ParameterValue | readonly string[] | null;
  /** "default", "--cash", "--set", "runs/ko.yaml:4". */
  readonly from: string;
  readonly meaning: string | null;
  /** The value is YAML as it stands in a file, its variables unfilled. */
  readonly isWritten: boolean;
}

/** What a setting means that nobody gave and that has no value of its own. */
const MEANINGS: Partial<Record<SettingKey, string>> = {
  tickers: "those of the prices, where they are few enough",
  data: "data/ of this folder, then your catalog, then the sample",
  from: "the first bar",
  to: "the last bar",
  timeframe: "what the prices have",
  finer: "those that longer bars are made of",
  actions: "what the prices say",
  benchmark: "SPY where there is one, else the tickers",
  out: "reports/backtest/RUN",
  require: "no gates",
};

/**
 * Every setting of a run as `ivy backtest` would take it. A value that the environment filled in is shown as it is
 * written in the file: it may be a secret. Throws what the run would throw before it reads prices.
 */
export async function showSettings(
  given: GivenSettings,
  runFile: string | null,
  surroundings: Surroundings,
): Promise<readonly ShownSetting[]> {
  try {
    const request = readSettings(given, runFile);
    const defaults = defaultsOf(request);
    const rows = SETTING_KEYS.flatMap((key) => {
      if (key === "sql") return [];
      const row = settingOf(key, given.settings.get(key), defaults[key] ?? null);
      return key === "data" ? dataSettings(given, row) : [row];
    });
    return [...rows, ...tradingSettings(given), ...(await parametersOf(given, request, surroundings))];
  } catch (error) {
    throw atOrigin(error, given);
  }
}

function defaultsOf(request: BacktestRequest): Partial<Record<SettingKey, ParameterValue>> {
  const profile = resolveProfile(request);
  return {
    adjusted: false,
    cash: request.cash ?? DEFAULT_CASH,
    warmup: request.warmup,
    profile: profile.name,
    commission: profile.commission,
    slippage: profile.slippage,
    convention: resolveConvention(request.convention),
    riskFree: 0,
    seed: request.seed,
    series: request.series,
    strict: false,
    check: false,
  };
}

function settingOf(key: SettingKey, given: Given | undefined, standard: ParameterValue | null): ShownSetting {
  if (given === undefined) {
    const meaning = standard === null ? (MEANINGS[key] ?? null) : null;
    return { key, value: standard, from: "default", meaning, isWritten: false };
  }
  const isNumber = NUMBERS.has(key) && !isFilled(given);
  const value = isNumber ? standard : shownValue(key, given);
  return { key, value, from: originWords(given.origin), meaning: null, isWritten: isFilled(given) };
}

/** The path of the prices alone, or, where there is more to say, each key of the section. */
function dataSettings({ settings, reading }: GivenSettings, path: ShownSetting): readonly ShownSetting[] {
  const sql = settings.get("sql");
  if (reading.size === 0 && sql === undefined) return [path];
  const query = sql === undefined ? [] : [settingOf("sql", sql, null)];
  const place = settings.has("data") || sql === undefined ? [path] : [];
  const inside = [...place.map((row) => ({ ...row, key: "path" })), ...query].map((row) => ({
    ...row,
    key: `data.${row.key}`,
  }));
  const read = [...reading].map(([key, said]): ShownSetting => {
    const value = shownValue(key, said);
    return { key: `data.${key}`, value, from: originWords(said.origin), meaning: null, isWritten: isFilled(said) };
  });
  // The columns have a map of their own, and so come together.
  const columns = read.filter(({ key }) => key.startsWith("data.columns."));
  return [...inside, ...read.filter((row) => !columns.includes(row)), ...columns];
}

/** What was said of how the engine trades; all that was not is the profile's. */
function tradingSettings({ trading }: GivenSettings): readonly ShownSetting[] {
  // A map stands once: what belongs to it comes together.
  return [...trading]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, said]) => ({
      key,
      value: isFilled(said) ? shownValue(key, said) : plainValue(String(said.value)),
      from: originWords(said.origin),
      meaning: null,
      isWritten: isFilled(said),
    }));
}

/** Read as numbers: they are shown as they were understood, "100,000" as 100000. */
const NUMBERS: ReadonlySet<string> = new Set(["cash", "warmup", "seed"]);

function isFilled({ origin }: Given): boolean {
  return origin.kind === "file" && origin.environment.length > 0;
}

const LISTS: ReadonlySet<string> = new Set(["strategy", "tickers"]);

function shownValue(key: string, given: Given): ParameterValue | readonly string[] {
  const { value, origin } = given;
  if (isFilled(given) && origin.kind === "file") return origin.written;
  if (typeof value !== "string") return value as boolean | readonly string[];
  if (!LISTS.has(key)) return value;
  const names = key === "tickers" ? splitTickers(value) : value.split(",").map((name) => name.trim());
  return key === "strategy" && names.length === 1 ? names[0]! : names;
}

async function parametersOf(
  given: GivenSettings,
  request: BacktestRequest,
  surroundings: Surroundings,
): Promise<readonly ShownSetting[]> {
  const strategies = await loadStrategies(request, surroundings);
  const values = parametersOfEach(strategies, request.set);
  return strategies.flatMap(({ name }, i) =>
    Object.entries(values[i]!).map(([parameter, value]): ShownSetting => {
      const said = given.params.get(`${name}.${parameter}`) ?? given.params.get(parameter);
      const key = strategies.length === 1 ? `params.${parameter}` : `params.${name}.${parameter}`;
      const isWritten = said !== undefined && isFilled(said);
      const shown = isWritten ? shownValue(key, said) : value;
      return { key, value: shown, from: originWords(said?.origin), meaning: null, isWritten };
    }),
  );
}
