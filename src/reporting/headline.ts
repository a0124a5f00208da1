import type { BacktestDocument } from "#results/documents/backtest";
import { formatCount } from "./format.ts";

/** What the run comes to, in a sentence or two: the first thing that a reader sees. */
export function headline(document: BacktestDocument): string {
  return notCointegrated(document) ?? nothingDone(document) ?? ruin(document) ?? verdict(document);
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
    `Not cointegrated: over ${sample.from} to ${sample.to} the spread of ${pair[0]} and ${pair[1]} cannot be told ` +
    `from a random walk (Engle-Granger ${test}).`;
  return gate === undefined ? said : `${said} ${gateSentence(gate.openShare, document)}`;
}

function gateSentence(openShare: number | null, { fills, data }: BacktestDocument): string {
  if (fills === 0) return "The gate let no trade through.";
  const unit = data[0]?.timeframe === "1d" ? "days" : "bars";
  return `The gate opened on ${formatCount((openShare ?? 0) * 100)} % of ${unit}; what follows is what little was traded.`;
}

function nothingDone({ fills }: BacktestDocument): string | null {
  return fills === 0 ? "No trades: the strategy never bought or sold." : null;
}

function ruin({ findings }: BacktestDocument): string | null {
  const found = findings.find((finding) => finding.id === "ruin");
  if (found === undefined) return null;
  return `Lost everything: the account was ruined${found.time === undefined ? "" : ` on ${found.time}`}.`;
}

function verdict(document: BacktestDocument): string {
  const total = document.metrics.totalReturn ?? 0;
  const made = total > 0 ? "Made money" : total < 0 ? "Lost money" : "Broke even";
  return `${[made, ...against(document, total), ...luck(document, total)].join(", ")}.`;
}

function against({ benchmark }: BacktestDocument, total: number): string[] {
  const held = benchmark?.metrics.totalReturn;
  if (benchmark === null || held === null || held === undefined) return [];
  const holding = `holding ${benchmark.symbol}`;
  if (Math.abs(total - held) < 5e-5) return [`as holding ${benchmark.symbol} would have`];
  if (total > held) {
    if (total < 0) return [`but less than ${holding} would have`];
    return [held < 0 ? `where ${holding} lost` : `and more than ${holding}`];
  }
  if (total > 0) return [`but less than ${holding}`];
  return [held > 0 ? `where ${holding} made money` : `and more than ${holding} would have`];
}

function luck({ sharpeInterval }: BacktestDocument, total: number): string[] {
  if (sharpeInterval === null || total === 0) return [];
  if (sharpeInterval.low <= 0 && sharpeInterval.high >= 0)
    return [total > 0 ? "and could well be luck" : "and could well be bad luck"];
  return [total > 0 ? "and luck alone hardly explains it" : "and bad luck alone hardly explains it"];
}
