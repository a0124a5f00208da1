import { UsageError } from "#base/errors";
import type { CostSettings } from "#engine/costs/parse-costs";
import type { FillSettings } from "#engine/fill-settings";
import { readingOf } from "#market-data/parse-reading";
import type { Reading } from "#market-data/reading";
import type { RiskSettings } from "#risk/settings";
import type { RebalanceSettings } from "#strategy/rebalance";
import { readAt } from "./at-origin.ts";
import type { GivenSettings, SettingKey } from "./given-settings.ts";
import { type Given, originWords } from "./origin.ts";
import { missing, READERS } from "./setting-readers.ts";
import { TRADING_SECTIONS, type TradingSection, type TradingSectionName } from "./trading-sections.ts";

/** The settings of a run, read but not resolved: null where nobody said anything. */
export interface RunSettings {
  /** Names, or paths to files; with several, each runs and one table compares them. */
  readonly strategies: readonly [string, ...string[]];
  readonly tickers: readonly string[];
  /** A file or folder of prices: the only place that is looked in. */
  readonly data: string | null;
  /** A query over files: then its answer is the prices. */
  readonly sql: string | null;
  /** How price files are meant, where they do not say it themselves. */
  readonly reading: Reading;
  /** Epoch ms UTC, both ends included. */
  readonly from: number | null;
  readonly to: number | null;
  readonly timeframe: string | null;
  /** A file or folder of shorter bars, which tell what came first within a bar; null: none is asked. */
  readonly finer: string | null;
  /** A file of corporate actions; null: what the prices say themselves. */
  readonly actions: string | null;
  readonly benchmark: string | null;
  /** A rate of a year, or a file of them, as written; null: 0. */
  readonly riskFree: string | null;
  readonly cash: number | null;
  readonly warmup: "auto" | "none" | number;
  readonly profile: string | null;
  readonly convention: string | null;
  readonly commission: string | null;
  readonly slippage: string | null;
  /** Settings that differ from the profile's. */
  readonly fills: FillSettings;
  /** Costs that differ from the profile's; `commission` and `slippage` above win over them. */
  readonly costs: CostSettings;
  /** null: orders are what the strategy makes them. */
  readonly risk: RiskSettings | null;
  /** What the run says over the strategy's own. */
  readonly rebalance: Partial<RebalanceSettings>;
  /** What was said of how the engine trades, as text: "fills.leverage". */
  readonly trading: ReadonlyMap<string, string>;
  /** Prices carry later splits and dividends, whatever the source says. */
  readonly adjusted: boolean;
  /** The file of fingerprints that the prices are held against; null: none. */
  readonly lock: string | null;
  /** Parameters as text; "fast" is every strategy's that has it, "sma-cross.fast" that of one. */
  readonly set: ReadonlyMap<string, string>;
  readonly seed: number;
  /** The run folder itself; null: reports/backtest/<run-id> in the project folder. */
  readonly out: string | null;
  /** The form of the long columns in the run folder. */
  readonly series: "csv" | "parquet";
  /** Gates as written: "sharpe>=1". */
  readonly require: readonly string[];
  readonly strict: boolean;
  /** Look for what knows the future or hangs on where the bars begin. */
  readonly check: boolean;
}

type Trading<K extends TradingSectionName> = ReturnType<(typeof TRADING_SECTIONS)[K]["read"]>;
type Read<K extends SettingKey> = ReturnType<(typeof READERS)[K]>;

/** Reads one setting; null where it was not given. Throws UsageError for a flag, ConfigError for a value of a file. */
export function readSetting<K extends SettingKey>(given: GivenSettings, key: K): Read<K> | null {
  const found = given.settings.get(key);
  if (found === undefined) return null;
  return readAt(given, () => READERS[key](found.value) as Read<K>);
}

/**
 * Reads all settings of a run. Throws UsageError for what flags gave, ConfigError for what a run file gave, and for a
 * missing strategy or tickers.
 *
 * @param runFile as typed, for the hint about what is missing; null where there is none
 */
export function readSettings(given: GivenSettings, runFile: string | null = null): RunSettings {
  const read = <K extends SettingKey>(key: K) => readSetting(given, key);
  const strategies = read("strategy");
  const example = runFile === null ? "" : `${runFile} does not say it. `;
  if (strategies === null) {
    throw missing("--strategy", `${example}Name one of the built-in strategies, or a file of yours.`);
  }
  const tickers = read("tickers") ?? [];
  const data = read("data");
  const sql = read("sql");
  if (data !== null && sql !== null) throw dataAndQuery();
  if (tickers.length === 0 && data === null && sql === null) throw missing("--tickers", `${example}Say what to trade.`);
  const { from, to } = checkWindow(given);
  return {
    strategies,
    tickers,
    data,
    sql,
    reading: readReading(given),
    from,
    to,
    timeframe: read("timeframe"),
    finer: read("finer"),
    actions: read("actions"),
    benchmark: read("benchmark"),
    riskFree: read("riskFree"),
    cash: read("cash"),
    warmup: read("warmup") ?? "auto",
    profile: read("profile"),
    convention: read("convention"),
    commission: read("commission"),
    slippage: read("slippage"),
    fills: readTrading(given, "fills"),
    costs: readTrading(given, "costs"),
    risk: readTrading(given, "risk"),
    rebalance: readTrading(given, "rebalance"),
    trading: new Map([...given.trading].map(([key, { value }]) => [key, String(value)])),
    adjusted: read("adjusted") ?? false,
    lock: read("lock"),
    set: new Map([...given.params].map(([name, { value }]) => [name, String(value)])),
    seed: read("seed") ?? 1,
    out: read("out"),
    series: read("series") ?? "csv",
    require: read("require") ?? [],
    strict: read("strict") ?? false,
    check: read("check") ?? false,
  };
}

function dataAndQuery(): UsageError {
  return new UsageError({
    code: "data-and-sql",
    message: "--data and --sql both say where the prices are.",
    where: { flag: "--sql" },
    help: "Give one of them: a query names its files itself.",
  });
}

/** How price files are read. Throws UsageError for what flags gave, ConfigError for what a run file gave. */
export function readReading(given: GivenSettings): Reading {
  return readAt(given, () => readingOf(new Map([...given.reading].map(([key, { value }]) => [key, String(value)]))));
}

/** The settings of one section of trading. Throws UsageError for what flags gave, ConfigError for what a run file gave. */
export function readTrading<K extends TradingSectionName>(given: GivenSettings, section: K): Trading<K> {
  return readAt(given, () => TRADING_SECTIONS[section].read(textsOf(given, section)) as Trading<K>);
}

/** The same for checking each key by itself, whatever the others say. */
export function readEachOf(given: GivenSettings, name: TradingSectionName): void {
  const section: TradingSection = TRADING_SECTIONS[name];
  readAt(given, () => (section.readEach ?? section.read)(textsOf(given, name)));
}

function textsOf({ trading }: GivenSettings, section: TradingSectionName): ReadonlyMap<string, string> {
  const start = `${section}.`;
  const entries = [...trading].filter(([key]) => key.startsWith(start));
  return new Map(entries.map(([key, { value }]) => [key.slice(start.length), String(value)]));
}

/** The first and last moment; null where not given. Throws when the first comes after the last. */
export function checkWindow(given: GivenSettings): { readonly from: number | null; readonly to: number | null } {
  const from = readSetting(given, "from");
  const to = readSetting(given, "to");
  if (from === null || to === null || from <= to) return { from, to };
  return readAt(given, () => {
    throw backwards(given);
  });
}

function backwards({ settings }: GivenSettings): UsageError {
  const [from, to] = [settings.get("from")!, settings.get("to")!];
  // A flag that does not go with the file's date is the flag's mistake.
  const isMixed = from.origin.kind !== to.origin.kind;
  const [wrong, other] = isMixed && to.origin.kind === "flag" ? [to, "from"] : [from, "to"];
  return new UsageError({
    code: "from-after-to",
    message: `--from ${shown(from)} lies after --to ${shown(to)}.`,
    where: { flag: wrong === to ? "--to" : "--from", received: String(wrong.value) },
    help: isMixed
      ? `The other date is the key "${other}", ${originWords((wrong === to ? from : to).origin)}.`
      : `Did you mean: --from ${shown(to)} --to ${shown(from)}`,
  });
}

/** What the environment filled in may be a secret. */
function shown({ value, origin }: Given): string {
  return origin.kind === "file" && origin.environment.length > 0 ? origin.written : String(value);
}
