import type { BacktestDocument } from "#results/documents/backtest";
import { formatRatio } from "./format.ts";

interface Ranked {
  readonly name: string;
  readonly sharpe: number;
  readonly interval: NonNullable<BacktestDocument["sharpeInterval"]> | null;
}

/**
 * Which strategy looks best, and whether that can be told from luck: an interval that overlaps another's cannot. The
 * best of several is chosen with hindsight, so that even intervals apart are no promise.
 */
export function comparisonHeadline(
  runs: readonly BacktestDocument[],
  names: readonly string[] = runs.map(({ settings }) => settings.strategy),
): string {
  if (runs.every(({ fills }) => fills === 0)) return "No trades: none of the runs bought or sold.";
  return [ranking(runs, names), againstBenchmark(runs)].filter((sentence) => sentence !== "").join(" ");
}

function ranking(runs: readonly BacktestDocument[], names: readonly string[]): string {
  const ranked = runs.flatMap(({ metrics, sharpeInterval }, i): Ranked[] =>
    metrics.sharpe === null ? [] : [{ name: names[i]!, sharpe: metrics.sharpe, interval: sharpeInterval }],
  );
  const [best, ...others] = ranked.sort((a, b) => b.sharpe - a.sharpe);
  if (best === undefined || others.length === 0) return "Too few Sharpe ratios are defined to rank the runs.";
  if (others[0]!.sharpe === best.sharpe) return `${best.name} and ${others[0]!.name} have the same Sharpe ratio.`;
  const highest = `${best.name} has the highest Sharpe ratio, ${formatRatio(best.sharpe)}`;
  const near = others.filter((other) => isOverlapping(best, other));
  if (near.length === 0) return `${highest}, and its interval lies above the others': more than luck between them.`;
  const whose = near.length === others.length && near.length > 1 ? "those of all the others" : `that of ${list(near)}`;
  return `${highest}, but its interval overlaps ${whose}: the ranking could well be luck.`;
}

/** Without an interval nothing can be told apart. */
function isOverlapping(a: Ranked, b: Ranked): boolean {
  if (a.interval === null || b.interval === null) return true;
  return a.interval.low <= b.interval.high && b.interval.low <= a.interval.high;
}

function list(ranked: readonly Ranked[]): string {
  const names = ranked.map(({ name }) => name);
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Each run against its own benchmark, over its own days. */
function againstBenchmark(runs: readonly BacktestDocument[]): string {
  const symbols = new Set(runs.map(({ benchmark }) => benchmark?.symbol));
  const [symbol] = symbols;
  if (symbols.size !== 1 || symbol === undefined) return "";
  const ahead = runs.filter(({ metrics, benchmark }) => {
    const held = benchmark?.metrics.totalReturn;
    return typeof held === "number" && metrics.totalReturn !== null && metrics.totalReturn - held > 5e-5;
  }).length;
  if (ahead === 0) return `None returned more than holding ${symbol}.`;
  return ahead === runs.length
    ? `All of them returned more than holding ${symbol}.`
    : `${ahead} of ${runs.length} returned more than holding ${symbol}.`;
}
