import type { BacktestDocument } from "#results/documents/backtest";
import { formatCount, formatCurrency, shownSymbol, shownTime } from "./format.ts";

/** What the run comes to, in a sentence or two: the first thing that a reader sees. */
export function headline(document: BacktestDocument): string {
  const grave = [ruin(document), notCointegrated(document)].filter((sentence) => sentence !== null);
  if (grave.length > 0) return grave.join(" ");
  return nothingDone(document) ?? verdict(document);
}

/** True where the pair's full-sample test does not reach the level that its strategy asks for. */
export function isNotCointegrated(document: BacktestDocument): boolean {
  const pValue = document.pairs?.engleGranger.pValue;
  if (pValue === undefined) return false;
  const asked = document.settings.params.pValue;
  return pValue === null || pValue > (typeof asked === "number" ? asked : 0.05);
}

function notCointegrated(document: BacktestDocument): string | null {
  const { pairs } = document;
  if (pairs === undefined || !isNotCointegrated(document)) return null;
  const { pair, sample, engleGranger, gate } = pairs;
  const { statistic, pValue } = engleGranger;
  const test =
    statistic === null || pValue === null ? "not computable" : `t ${statistic.toFixed(2)}, p ${pValue.toFixed(3)}`;
  const said =
    `Not cointegrated: over ${shownTime(sample.from)} to ${shownTime(sample.to)} the spread of ${shownSymbol(pair[0])} and ` +
    `${shownSymbol(pair[1])} cannot be told from a random walk (Engle-Granger ${test}).`;
  return gate === undefined ? said : `${said} ${gateSentence(gate.openShare, document)}`;
}

/** Above this share of bars, what was traded is not little. */
const LITTLE = 0.25;

function gateSentence(openShare: number | null, { fills, data }: BacktestDocument): string {
  if (fills === 0) return "The gate let no trade through.";
  const unit = data[0]?.timeframe === "1d" ? "days" : "bars";
  const share = openShare ?? 0;
  const opened = `The gate opened on ${share > 0 && share < 0.005 ? "under 1" : formatCount(share * 100)} % of ${unit}`;
  if (share > LITTLE) return `${opened} all the same; what follows was traded then.`;
  return `${opened}; what follows is what little was traded.`;
}

function nothingDone({ fills, window, findings }: BacktestDocument): string | null {
  if (fills > 0) return null;
  if (window.bars === 1) return "No trades: there is one bar only, and an order fills on the next.";
  if (findings.some(({ id }) => id === "no-fills")) return "No trades: none of its orders was filled.";
  return "No trades: the strategy never bought or sold.";
}

function ruin({ findings, metrics }: BacktestDocument): string | null {
  const found = findings.find((finding) => finding.id === "ruin");
  if (found === undefined) return null;
  const when = found.time === undefined ? "" : ` on ${shownTime(found.time)}`;
  const left = metrics.finalEquity ?? 0;
  if (left < 0) return `Lost more than everything: the account was ruined${when}, ${formatCurrency(-left)} below zero.`;
  return `Lost everything: the account was ruined${when}.`;
}

/** What the screen shows as 0.00 % is neither a gain nor a loss. */
const NOTHING = 5e-5;
/** Returns that differ by less than this share are about the same. */
const SAME = 0.02;
const NEARLY_ALL = -0.9;

function verdict(document: BacktestDocument): string {
  const total = document.metrics.totalReturn;
  if (total === null) return "Not to be judged: its return is too large for a number.";
  return `${[made(total), ...against(document, total), ...luck(document, total)].join(", ")}${tooShort(document)}.`;
}

function made(total: number): string {
  if (Math.abs(total) < NOTHING) return "Broke even";
  if (total > 0) return "Made money";
  return total <= NEARLY_ALL ? "Lost nearly everything" : "Lost money";
}

function against({ benchmark }: BacktestDocument, total: number): string[] {
  const held = benchmark?.metrics.totalReturn;
  if (benchmark === null || held === null || held === undefined) return [];
  const holding = `holding ${shownSymbol(benchmark.symbol)}`;
  const [own, other] = [signOf(total), signOf(held)];
  if (own !== other) return [`where ${holding} ${{ "-1": "lost", "0": "broke even", "1": "made money" }[other]}`];
  if (own === 0) return [`as ${holding} would have`];
  if (Math.abs(total - held) <= SAME * Math.abs(held)) return [`about as much as ${holding} would have`];
  if (total > held) return [own < 0 ? `but less than ${holding} would have` : `and more than ${holding}`];
  return [own > 0 ? `but less than ${holding}` : `and more than ${holding} would have`];
}

function signOf(total: number): -1 | 0 | 1 {
  if (Math.abs(total) < NOTHING) return 0;
  return total > 0 ? 1 : -1;
}

/** A mean can be on the other side of zero than what it compounds to; then chance is not what there is to say. */
function luck({ sharpeInterval, findings }: BacktestDocument, total: number): string[] {
  const sign = signOf(total);
  if (sharpeInterval === null || sign === 0 || findings.some(isShortHistory)) return [];
  const { low, high } = sharpeInterval;
  if (low <= 0 && high >= 0) return [sign > 0 ? "and could well be luck" : "and could well be bad luck"];
  if (low > 0 !== sign > 0) return [];
  return [sign > 0 ? "and luck alone hardly explains it" : "and bad luck alone hardly explains it"];
}

function tooShort({ findings }: BacktestDocument): string {
  return findings.some(isShortHistory) ? "; the run is too short to say more" : "";
}

function isShortHistory({ id }: { readonly id: string }): boolean {
  return id === "short-history";
}
