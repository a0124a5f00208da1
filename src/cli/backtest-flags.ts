import type { BacktestRequest } from "#app/backtest-request";
import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Flags } from "./command.ts";
import { parseDateFlag } from "./parse-date.ts";
import { parseNumberFlag } from "./parse-number.ts";

const CASH = { integer: false, min: Number.MIN_VALUE, words: "an amount above 0" };
const SEED = { integer: true, min: 0, words: "a whole number, 0 or more" };
const WARMUP = { integer: true, min: 0, words: "auto, none or a number of bars" };

/** The flags of `ivy backtest` as a request: null where nothing was said. Throws UsageError for values that cannot be. */
export function backtestRequest(flags: Flags): BacktestRequest {
  const strategy = text(flags, "strategy");
  if (strategy === null) throw missing("--strategy", "Name one of the built-in strategies, or a file of yours.");
  const tickers = tickerList(text(flags, "tickers"));
  const data = text(flags, "data");
  if (tickers.length === 0 && data === null) throw missing("--tickers", "Say what to trade.");
  const from = dateOf(flags, "from", "start");
  const to = dateOf(flags, "to", "end");
  if (from !== null && to !== null && from > to) throw backwards(flags);
  const cash = text(flags, "cash");
  return {
    strategies: strategyList(strategy),
    tickers,
    data,
    from,
    to,
    timeframe: text(flags, "timeframe"),
    benchmark: text(flags, "benchmark"),
    cash: cash === null ? null : parseNumberFlag("--cash", cash, CASH),
    warmup: warmupOf(text(flags, "warmup")),
    profile: text(flags, "profile"),
    convention: text(flags, "convention"),
    commission: text(flags, "commission"),
    slippage: text(flags, "slippage"),
    adjusted: flags.adjusted === true,
    set: settings(flags.set),
    seed: parseNumberFlag("--seed", text(flags, "seed") ?? "1", SEED),
    out: text(flags, "out"),
    series: seriesForm(text(flags, "series")),
    require: Array.isArray(flags.require) ? (flags.require as string[]) : [],
    strict: flags.strict === true,
  };
}

function text(flags: Flags, name: string): string | null {
  const value = flags[name];
  if (typeof value !== "string") return null;
  if (value.trim() === "") throw missing(`--${name}`, "Its value is empty.");
  return value.trim();
}

function tickerList(value: string | null): string[] {
  if (value === null) return [];
  const tickers = value.split(",").map((ticker) => ticker.trim());
  const empty = tickers.includes("");
  const twice = tickers.find((ticker, index) => tickers.indexOf(ticker) !== index);
  if (!empty && twice === undefined) return tickers;
  throw new UsageError({
    code: "bad-tickers",
    message: empty ? `--tickers ${value} has an empty name.` : `--tickers names ${twice} twice.`,
    where: { flag: "--tickers", received: value },
    help: "Write each name once, with commas between and no spaces: --tickers KO,PEP",
  });
}

function strategyList(value: string): readonly [string, ...string[]] {
  const [first, ...others] = value.split(",").map((name) => name.trim());
  const all = [first!, ...others] as const;
  const empty = all.includes("");
  const twice = all.find((name, index) => all.indexOf(name) !== index);
  if (!empty && twice === undefined) return [first!, ...others];
  throw new UsageError({
    code: "bad-strategies",
    message: empty ? `--strategy ${value} has an empty name.` : `--strategy names ${twice} twice.`,
    where: { flag: "--strategy", received: value },
    help: "Write each name once, with commas between and no spaces: --strategy sma-cross,buy-and-hold",
  });
}

function seriesForm(value: string | null): "csv" | "parquet" {
  if (value === null || value === "csv") return "csv";
  if (value === "parquet") return "parquet";
  const near = nearest(value, ["csv", "parquet"]);
  throw new UsageError({
    code: "bad-series",
    message: `--series ${value} is not a form of the columns.`,
    where: { flag: "--series", expected: "csv or parquet", received: value },
    help: `Did you mean: --series ${near ?? "csv"}`,
  });
}

function dateOf(flags: Flags, name: "from" | "to", edge: "start" | "end"): number | null {
  const value = text(flags, name);
  return value === null ? null : parseDateFlag(`--${name}`, value, edge);
}

function warmupOf(value: string | null): "auto" | "none" | number {
  if (value === null || value === "auto") return "auto";
  if (value === "none") return "none";
  return parseNumberFlag("--warmup", value, WARMUP);
}

function settings(value: unknown): ReadonlyMap<string, string> {
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

function missing(flag: string, help: string): UsageError {
  return new UsageError({
    code: "missing-flag",
    message: `ivy backtest needs ${flag}.`,
    where: { flag },
    help: `${help}\nFor example: ivy backtest --strategy pairs --tickers KO,PEP`,
  });
}

function backwards(flags: Flags): UsageError {
  const [from, to] = [String(flags.from), String(flags.to)];
  return new UsageError({
    code: "from-after-to",
    message: `--from ${from} lies after --to ${to}.`,
    where: { flag: "--from", received: from },
    help: `Did you mean: --from ${to} --to ${from}`,
  });
}
