import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { readAt } from "./at-origin.ts";
import type { GivenSettings, SettingKey } from "./given-settings.ts";
import { type Given, originWords } from "./origin.ts";
import { parseDateFlag } from "./parse-date.ts";
import { parseNumberFlag } from "./parse-number.ts";

/** The settings of a run, read but not resolved: null where nobody said anything. */
export interface RunSettings {
  readonly strategies: readonly [string, ...string[]];
  readonly tickers: readonly string[];
  readonly data: string | null;
  /** Epoch ms UTC, both ends included. */
  readonly from: number | null;
  readonly to: number | null;
  readonly timeframe: string | null;
  readonly benchmark: string | null;
  readonly cash: number | null;
  readonly warmup: "auto" | "none" | number;
  readonly profile: string | null;
  readonly convention: string | null;
  readonly commission: string | null;
  readonly slippage: string | null;
  readonly adjusted: boolean;
  readonly set: ReadonlyMap<string, string>;
  readonly seed: number;
  readonly out: string | null;
  readonly series: "csv" | "parquet";
  readonly require: readonly string[];
  readonly strict: boolean;
}

type Value = Given["value"];

const CASH = { integer: false, min: Number.MIN_VALUE, words: "an amount above 0" };
const SEED = { integer: true, min: 0, words: "a whole number, 0 or more" };
const WARMUP = { integer: true, min: 0, words: "auto, none or a number of bars" };

/** How each setting is read, by the words of its flag; the place of the value is added to an error afterwards. */
const READERS = {
  strategy: (value: Value) => nameList("--strategy", "bad-strategies", value, "sma-cross,buy-and-hold"),
  tickers: (value: Value) => nameList("--tickers", "bad-tickers", value, "KO,PEP"),
  data: (value: Value) => text("--data", value),
  from: (value: Value) => parseDateFlag("--from", text("--from", value), "start"),
  to: (value: Value) => parseDateFlag("--to", text("--to", value), "end"),
  timeframe: (value: Value) => text("--timeframe", value),
  adjusted: (value: Value) => value === true,
  benchmark: (value: Value) => text("--benchmark", value),
  cash: (value: Value) => parseNumberFlag("--cash", text("--cash", value), CASH),
  warmup: (value: Value) => warmupOf(text("--warmup", value)),
  profile: (value: Value) => text("--profile", value),
  commission: (value: Value) => text("--commission", value),
  slippage: (value: Value) => text("--slippage", value),
  convention: (value: Value) => text("--convention", value),
  seed: (value: Value) => parseNumberFlag("--seed", text("--seed", value), SEED),
  out: (value: Value) => text("--out", value),
  series: (value: Value) => seriesForm(text("--series", value)),
  require: (value: Value) => (typeof value === "object" ? value : [String(value)]),
  strict: (value: Value) => value === true,
} satisfies Record<SettingKey, (value: Value) => unknown>;

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
  if (tickers.length === 0 && data === null) throw missing("--tickers", `${example}Say what to trade.`);
  const { from, to } = checkWindow(given);
  return {
    strategies,
    tickers,
    data,
    from,
    to,
    timeframe: read("timeframe"),
    benchmark: read("benchmark"),
    cash: read("cash"),
    warmup: read("warmup") ?? "auto",
    profile: read("profile"),
    convention: read("convention"),
    commission: read("commission"),
    slippage: read("slippage"),
    adjusted: read("adjusted") ?? false,
    set: new Map([...given.params].map(([name, { value }]) => [name, String(value)])),
    seed: read("seed") ?? 1,
    out: read("out"),
    series: read("series") ?? "csv",
    require: read("require") ?? [],
    strict: read("strict") ?? false,
  };
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

function text(flag: string, value: Value): string {
  const plain = String(value).trim();
  if (plain === "") throw missing(flag, "Its value is empty.");
  return plain;
}

function nameList(flag: string, code: string, value: Value, example: string): readonly [string, ...string[]] {
  const shown = String(value);
  const names = (typeof value === "object" ? value : text(flag, value).split(",")).map((name) => name.trim());
  const isEmpty = names.length === 0 || names.includes("");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (!isEmpty && twice === undefined) return names as [string, ...string[]];
  throw new UsageError({
    code,
    message: isEmpty ? `${flag} ${shown} has an empty name.` : `${flag} names ${twice} twice.`,
    where: { flag, received: isEmpty ? shown : twice! },
    help: `Write each name once, with commas between and no spaces: ${flag} ${example}`,
  });
}

function warmupOf(value: string): "auto" | "none" | number {
  return value === "auto" || value === "none" ? value : parseNumberFlag("--warmup", value, WARMUP);
}

function seriesForm(value: string): "csv" | "parquet" {
  if (value === "csv" || value === "parquet") return value;
  const near = nearest(value, ["csv", "parquet"]);
  throw new UsageError({
    code: "bad-series",
    message: `--series ${value} is not a form of the columns.`,
    where: { flag: "--series", expected: "csv or parquet", received: value },
    help: `Did you mean: --series ${near ?? "csv"}`,
  });
}

function missing(flag: string, help: string): UsageError {
  return new UsageError({
    code: "missing-flag",
    message: `ivy backtest needs ${flag}.`,
    where: { flag },
    help: `${help}\nFor example: ivy backtest --strategy pairs --tickers KO,PEP`,
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
