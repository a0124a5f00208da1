import { createHash } from "node:crypto";
import type { BacktestDocument } from "#results/documents/backtest";
import type { Finding } from "#results/documents/finding";
import type { MetricId } from "#results/documents/metric-ids";
import { costText } from "./cost-text.ts";
import {
  counted,
  formatCount,
  formatCurrency,
  formatMetric,
  formatPercent,
  formatRatio,
  NOT_AVAILABLE,
  shownSymbol,
  shownTime,
} from "./format.ts";
import { headline } from "./headline.ts";
import { pairPanel } from "./pair-panel.ts";
import { rebalanceText } from "./rebalance-text.ts";

/** A figure with what stands beside it: an interval, a remark, the benchmark's figure. */
export interface FigureCell {
  readonly label: string;
  readonly value: string;
  /** A remark; empty where there is none. */
  readonly beside: string;
  readonly benchmark: { readonly name: string; readonly value: string } | null;
}

/** The figures of a backtest by their names; a page takes as many as it has room for. */
export type FigureName =
  | "return"
  | "cagr"
  | "maxDrawdown"
  | "volatility"
  | "sharpe"
  | "sortino"
  | "calmar"
  | "profitFactor"
  | "trades"
  | "exposure"
  | "turnover"
  | "costs";

/** Everything that a report of a backtest says, as text; terminal and HTML only arrange it. */
export interface BacktestView {
  readonly title: string;
  readonly period: string;
  readonly bars: string;
  /** Where the prices are from, of what kind, and the hash of those that were used. */
  readonly source: string;
  /** How the files were read, where that is worth a word. */
  readonly reading: readonly string[];
  /** What the run is compared with; empty where with nothing. */
  readonly benchmark: string;
  readonly profile: string;
  readonly headline: string;
  readonly figures: Readonly<Record<FigureName, FigureCell>>;
  /** What each cost took of the profit, as the terms of one sum; empty where nothing was paid. */
  readonly grossToNet: readonly string[];
  readonly pair: readonly string[];
  readonly findings: readonly Finding[];
}

export function backtestView(document: BacktestDocument): BacktestView {
  const { settings, window, data, pairs } = document;
  const bar = barName(data[0]?.timeframe ?? "");
  return {
    title: `${settings.strategy}  ${names(settings.tickers.map(shownSymbol), pairs === undefined ? ", " : " / ")}`,
    period: periodText(window),
    bars: counted(window.bars, bar.adjective === "" ? "bar" : `${bar.adjective} bar`),
    source: sourceText(data),
    reading: readingTexts(data),
    benchmark: benchmarkText(document),
    profile: profileText(document),
    headline: headline(document),
    figures: figuresOf(document),
    grossToNet: grossToNetTerms(document),
    pair: pairs === undefined ? [] : pairPanel(pairs, bar.noun),
    findings: document.findings,
  };
}

/** "2013-01-02 to 2022-12-28"; a time of day says that it is UTC. */
export function periodText({ from, to }: { readonly from: string; readonly to: string }): string {
  const zone = from.includes("T") ? " UTC" : "";
  return `${from === to ? shownTime(from) : `${shownTime(from)} to ${shownTime(to)}`}${zone}`;
}

function benchmarkText({ benchmark, settings }: BacktestDocument): string {
  if (benchmark !== null) return `benchmark: holding ${shownSymbol(benchmark.symbol)}`;
  return typeof settings.benchmark === "string" ? `benchmark: ${shownSymbol(settings.benchmark)}, not compared` : "";
}

function figuresOf(document: BacktestDocument): BacktestView["figures"] {
  const { metrics, sharpeInterval, settings, benchmark } = document;
  const plain = (label: string, id: MetricId, beside = ""): FigureCell => {
    return { label, value: formatMetric(id, metrics[id], settings.convention), beside, benchmark: null };
  };
  const compared = (label: string, id: MetricId): FigureCell => ({
    ...plain(label, id),
    benchmark: benchmark === null ? null : { name: benchmark.symbol, value: formatMetric(id, benchmark.metrics[id]) },
  });
  return {
    return: compared("Return", "totalReturn"),
    cagr: compared("CAGR", "cagr"),
    maxDrawdown: compared("Max drawdown", "maxDrawdown"),
    volatility: compared("Volatility", "volatility"),
    sharpe: plain("Sharpe", "sharpe", sharpeInterval === null ? "" : intervalText(sharpeInterval)),
    sortino: plain("Sortino", "sortino"),
    calmar: plain("Calmar", "calmar"),
    profitFactor: plain("Profit factor", "profitFactor"),
    trades: plain("Trades", "trades", tradesText(document)),
    exposure: plain("Exposure", "exposure", "of the time"),
    turnover: plain("Turnover", "turnover", "times a year"),
    costs: { label: "Costs", value: costText(document.costs), beside: costShare(document), benchmark: null },
  };
}

function intervalText({ level, low, high }: NonNullable<BacktestDocument["sharpeInterval"]>): string {
  return `${formatPercent(level, { digits: 0 })}: ${formatRatio(low)} … ${formatRatio(high)}`;
}

function tradesText({ metrics: { trades, winRate }, fills }: BacktestDocument): string {
  if (trades === 0) return fills > 0 ? "none closed" : "";
  return trades === null || winRate === null ? "" : `${formatCount(Math.round(winRate * trades))} won`;
}

/** "$19,625 gross", "- $1,204.50 slippage", "= $18,420 net"; what was neither paid nor received is left out. */
function grossToNetTerms({ grossToNet }: BacktestDocument): readonly string[] {
  if (grossToNet === undefined) return [];
  const { gross, net, ...steps } = grossToNet;
  const paid = Object.entries(steps).filter(([, amount]) => amount !== 0);
  if (paid.length === 0) return [];
  const terms = paid.map(([name, amount]) => `${amount < 0 ? "-" : "+"} ${formatCurrency(Math.abs(amount))} ${name}`);
  return [`${formatCurrency(gross)} gross`, ...terms, `= ${formatCurrency(net)} net`];
}

/** Of what the trading made before costs. */
function costShare({ costs, metrics, settings }: BacktestDocument): string {
  const { dividends = 0 } = costs;
  if (dividends < 0) return `and ${formatCurrency(-dividends)} of dividends received`;
  if (costs.total <= 0 || metrics.finalEquity === null) return "";
  const before = metrics.finalEquity - settings.cash + costs.total;
  if (before <= 0) return "nothing was made before costs";
  if (costs.total > before) return "more than was made before costs";
  const share = costs.total / before;
  return `${share < 0.0005 ? "under 0.1 %" : formatPercent(share, { digits: 1 })} of gross profit`;
}

/** Where prices are from, of what kind, and the hash of those that were used. */
export function sourceText(data: BacktestDocument["data"]): string {
  const first = data[0];
  if (first === undefined) return NOT_AVAILABLE;
  const sources = [...new Set(data.map((series) => series.source))];
  const closes = data.filter(({ closeOnly }) => closeOnly).length;
  const bars = closes === 0 ? "prices" : closes === data.length ? "closes only" : "prices, some of them closes only";
  const kind = `${[...new Set(data.map(({ adjusted }) => (adjusted ? "adjusted" : "raw")))].join(" and ")} ${bars}`;
  const synthetic = data.some((series) => series.synthetic) ? ", synthetic" : "";
  return `${names(sources, ", ")}, ${kind}${synthetic}, fingerprint ${fingerprintText(data)}`;
}

const MOST_NOTES = 4;

/** How files were read: each note once, with the tickers that it is about where it is not about all. */
export function readingTexts(data: BacktestDocument["data"]): readonly string[] {
  const about = new Map<string, string[]>();
  for (const { symbol, notes } of data) {
    for (const note of notes ?? []) about.set(note, [...(about.get(note) ?? []), shownSymbol(symbol)]);
  }
  const texts = [...about].map(([note, symbols]) => {
    return symbols.length === data.length ? note : `${names(symbols, ", ")}: ${note}`;
  });
  const more = texts.length - MOST_NOTES;
  return more > 0 ? [...texts.slice(0, MOST_NOTES), `${formatCount(more)} more notes in --json`] : texts;
}

const FINGERPRINT_DIGITS = 8;

/** The start of a series' own, or of the hash of all of them in order. */
function fingerprintText(data: BacktestDocument["data"]): string {
  const all = data.map(({ fingerprint }) => fingerprint);
  const one = all.length === 1 ? all[0]! : createHash("sha256").update(all.join("\n")).digest("hex");
  return one.slice(0, FINGERPRINT_DIGITS);
}

function profileText({ profile, settings }: BacktestDocument): string {
  const fill = settings.fillAt === undefined ? [] : [settings.fillAt];
  const convention = settings.convention === "ivy" ? [] : [`convention ${settings.convention}`];
  const borrow = settings.borrow ?? 0;
  const parts = [
    ...fill,
    costModel("slippage", settings.slippage),
    costModel("commission", settings.commission),
    ...(settings.impact === undefined ? [] : [costModel("impact", settings.impact)]),
    ...(typeof settings.riskFree === "number" ? [`risk-free ${formatPercent(settings.riskFree)} a year`] : []),
    ...(borrow > 0 ? [`borrow ${formatPercent(borrow, { digits: 1 })} a year`] : []),
    ...ownBorrowTexts(settings),
    ...(typeof settings.interest === "number" && settings.interest > 0
      ? [`interest ${formatPercent(settings.interest, { digits: 1 })} a year`]
      : []),
    ...(typeof settings.participation === "number"
      ? [`at most ${formatPercent(settings.participation, { digits: 0 })} of volume`]
      : []),
    ...Object.entries(settings.fills ?? {}).flatMap(([key, value]) => (SAID.has(key) ? [] : [`${key} ${value}`])),
    ...riskText(settings.risk ?? {}),
    ...rebalanceText(settings.rebalance),
    ...(settings.split === undefined ? [] : [settings.split]),
    ...convention,
  ];
  return `profile ${profile}: ${parts.join(", ")}`;
}

/** What was said of risk, but for who belongs to which sector and name. */
function riskText(risk: Readonly<Record<string, string>>): readonly string[] {
  const said = Object.entries(risk).filter(([key]) => !/^(?:sectors$|sector\.|name\.)/.test(key));
  return said.length === 0 ? [] : [`risk ${said.map(([key, value]) => `${key} ${value}`).join(", ")}`];
}

/** Settings that the header says in words of its own. */
const SAID: ReadonlySet<string> = new Set(["fillAt", "borrow", "participation"]);

function costModel(name: string, short: string): string {
  if (short === "none") return `no ${name}`;
  return `${name} ${short.replace(/^([\d.]+)bps$/, "$1 bps")}`;
}

/** "borrow GME 25.0 %", of the tickers that have rates of their own; or how many have. */
function ownBorrowTexts({ borrowRates = "", tickers }: BacktestDocument["settings"]): readonly string[] {
  const rows = borrowRates.split(",").map((row) => row.trim().split("="));
  const own = rows.filter(([symbol]) => tickers.includes(symbol!)) as [string, string][];
  if (own.length === 0) return [];
  if (own.length > MOST_NAMES) return [`borrow of ${own.length} tickers at rates of their own`];
  const texts = own.map(([symbol, rate]) => {
    const fraction = rate.endsWith("%") ? Number(rate.slice(0, -1)) / 100 : Number(rate);
    return `${shownSymbol(symbol)} ${formatPercent(fraction, { digits: 1 })}`;
  });
  return [`borrow ${texts.join(", ")}`];
}

const MOST_NAMES = 5;

function names(all: readonly string[], separator: string): string {
  if (all.length <= MOST_NAMES + 1) return all.join(separator);
  return `${all.slice(0, MOST_NAMES).join(separator)} and ${all.length - MOST_NAMES} more`;
}

const UNITS: Readonly<Record<string, string>> = { s: "second", m: "minute", h: "hour", d: "day", w: "week" };

/** What a bar of so much is called: "daily" bars, a "day". */
export function barName(timeframe: string): { readonly adjective: string; readonly noun: string } {
  if (timeframe === "1d") return { adjective: "daily", noun: "day" };
  if (timeframe === "1w") return { adjective: "weekly", noun: "week" };
  if (timeframe === "1mo") return { adjective: "monthly", noun: "month" };
  if (timeframe === "1h") return { adjective: "hourly", noun: "hour" };
  const [, count, letter = ""] = /^(\d+)([smhdw])$/.exec(timeframe) ?? [];
  const unit = UNITS[letter];
  return { adjective: unit === undefined ? timeframe : `${count}-${unit}`, noun: "bar" };
}
