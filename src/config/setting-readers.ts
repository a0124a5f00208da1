import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { splitTickers } from "#market-data/derived/split-tickers";
import { parseRiskFree } from "#market-data/reference/parse-risk-free";
import type { SettingKey } from "./given-settings.ts";
import type { Given } from "./origin.ts";
import { parseDateFlag } from "./parse-date.ts";
import { parseNumberFlag } from "./parse-number.ts";

type Value = Given["value"];

const CASH = { integer: false, min: Number.MIN_VALUE, words: "an amount above 0" };
const SEED = { integer: true, min: 0, words: "a whole number, 0 or more" };
const WARMUP = { integer: true, min: 0, words: "auto, none or a number of bars" };

/** How each setting is read, by the words of its flag; the place of the value is added to an error afterwards. */
export const READERS = {
  strategy: (value: Value) => nameList("--strategy", "bad-strategies", value, "sma-cross,buy-and-hold"),
  tickers: (value: Value) => nameList("--tickers", "bad-tickers", value, "KO,PEP", splitTickers),
  data: (value: Value) => text("--data", value),
  sql: (value: Value) => text("--sql", value),
  from: (value: Value) => parseDateFlag("--from", text("--from", value), "start"),
  to: (value: Value) => parseDateFlag("--to", text("--to", value), "end"),
  timeframe: (value: Value) => text("--timeframe", value),
  finer: (value: Value) => text("--finer", value),
  adjusted: (value: Value) => value === true,
  lock: (value: Value) => text("--lock", value),
  actions: (value: Value) => text("--actions", value),
  benchmark: (value: Value) => text("--benchmark", value),
  riskFree: (value: Value) => checkedRiskFree(text("--risk-free", value)),
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
  check: (value: Value) => value === true,
} satisfies Record<SettingKey, (value: Value) => unknown>;

function text(flag: string, value: Value): string {
  const plain = String(value).trim();
  if (plain === "") throw emptyValue(flag);
  return plain;
}

function emptyValue(flag: string): UsageError {
  return new UsageError({
    code: "missing-flag",
    message: `${flag} is empty.`,
    where: { flag },
    help: "Give it a value, or leave it out.",
  });
}

const atCommas = (list: string) => list.split(",");

function nameList(
  flag: string,
  code: string,
  value: Value,
  example: string,
  split: (list: string) => readonly string[] = atCommas,
): readonly [string, ...string[]] {
  const shown = String(value);
  const names = (typeof value === "object" ? value : split(text(flag, value))).map((name) => name.trim());
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

/** As written: what a file of it holds is read once the run begins. */
function checkedRiskFree(value: string): string {
  parseRiskFree(value);
  return value;
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

/** The error for a setting that a run cannot do without. */
export function missing(flag: string, help: string): UsageError {
  return new UsageError({
    code: "missing-flag",
    message: `ivy backtest needs ${flag}.`,
    where: { flag },
    help: `${help}\nFor example: ivy backtest --strategy pairs --tickers KO,PEP`,
  });
}
