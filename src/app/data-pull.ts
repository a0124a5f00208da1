import {
  AuthenticationError,
  BrokerUnavailableError,
  InterruptedError,
  IoError,
  IvyError,
  PartlyDoneError,
  UsageError,
} from "#base/errors";
import { EXIT_CODES } from "#base/exit-codes";
import { nearest } from "#base/nearest";
import type { Progress } from "#base/progress";
import type { Provider } from "#market-data/provider";
import { accessTo } from "#market-data/providers/access";
import type { PullWorld } from "#market-data/providers/ask";
import { Pace } from "#market-data/providers/pace";
import { providerNamed } from "#market-data/providers/registry";
import { documentJson } from "#results/documents/document-json";
import { errorDocument } from "#results/documents/error-of";
import type { PullDocument, PulledRow } from "#results/documents/pull";
import { parseTimeframe } from "#time/parse-timeframe";
import type { Timeframe } from "#time/timeframe";
import { catalogPlace } from "./catalog-place.ts";
import { type KeptCount, type PulledSymbol, pullSymbol } from "./pull-symbol.ts";

export interface PullRequest {
  readonly source: string;
  /** None, with `update`: all of this source and timeframe. */
  readonly tickers: readonly string[];
  /** As typed. */
  readonly timeframe: string;
  /** Epoch ms UTC; null: not said. */
  readonly from: number | null;
  readonly to: number | null;
  readonly isRaw: boolean;
  readonly update: boolean;
}

export interface PullOutcome {
  readonly document: PullDocument;
  /** What `--json` prints. */
  readonly json: string;
  readonly exitCode: number;
}

/**
 * Pulls bars from a provider into the catalog, one symbol after the other; one that fails stops no other. Ctrl-C ends it
 * with InterruptedError; what was pulled by then is kept, and the next attempt goes on from there. Throws UsageError for what cannot be asked,
 * AuthenticationError for a missing key, and, where a single symbol was asked for, what kept it from being pulled.
 */
export async function pullData(
  request: PullRequest,
  progress: Progress,
  tell?: (text: string) => void,
): Promise<PullOutcome> {
  const provider = providerNamed(request.source);
  const timeframe = timeframeOf(provider, request.timeframe);
  if (request.isRaw && !provider.hasRaw) throw noRaw(provider);
  const access = accessTo(provider, process.env);
  const catalog = await catalogPlace();
  const symbols = await symbolsOf(request, provider, timeframe, catalog);
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Interruption());
  process.once("SIGINT", interrupt);
  const rows: PulledRow[] = [];
  const errors: IvyError[] = [];
  try {
    const world = { ...(await worldUntil(stop.signal)), tell };
    const place = { provider, access, world, pace: new Pace(provider.pace), catalog, progress };
    let isHopeless = false;
    for (const symbol of symbols) {
      if (isHopeless) {
        rows.push(notBegun(symbol));
        continue;
      }
      const kept: KeptCount = { pages: 0, bars: 0 };
      try {
        rows.push(pulledRow(await pullSymbol(symbol, { ...request, timeframe }, place, kept)));
      } catch (error) {
        if (error instanceof Interruption) throw interrupted(rows, symbol, kept, symbols);
        if (!(error instanceof IvyError)) throw error;
        rows.push(failedRow(symbol, error, kept));
        errors.push(error);
        isHopeless = stopsAll(error);
      }
    }
  } finally {
    process.removeListener("SIGINT", interrupt);
  }
  const document: PullDocument = { schema: "ivy.pull/1", source: provider.name, timeframe, catalog, pulled: rows };
  if (symbols.length === 1 && errors.length === 1) throw partly(errors[0]!, rows[0]!);
  return { document, json: documentJson(document), exitCode: exitOf(rows, errors) };
}

/** Ctrl-C, as the network and the clock throw it. */
class Interruption extends Error {}

async function worldUntil(signal: AbortSignal): Promise<PullWorld> {
  const { openNetwork } = await import("#market-data/adapters/providers/network");
  return {
    get: openNetwork({ signal }),
    now: () => Date.now(),
    random: () => Math.random(),
    sleep: (ms) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const timer = setTimeout(done, ms);
        const stop = () => {
          clearTimeout(timer);
          reject(signal.reason);
        };
        function done() {
          signal.removeEventListener("abort", stop);
          resolve();
        }
        signal.addEventListener("abort", stop, { once: true });
      }),
  };
}

function timeframeOf(provider: Provider, asked: string): Timeframe {
  const plain = parseTimeframe(asked);
  const found = provider.timeframes.find((one) => one === plain);
  if (found !== undefined) return found;
  const near = nearest(plain ?? asked, provider.timeframes);
  const all = provider.timeframes.join(", ");
  throw new UsageError({
    code: "unknown-timeframe",
    message: `${provider.title} gives no bars of ${asked}.`,
    where: { flag: "--timeframe", received: asked, expected: all },
    help: near === null ? `It gives ${all}.` : `Did you mean: --timeframe ${near}`,
  });
}

function noRaw({ title }: Provider): UsageError {
  return new UsageError({
    code: "no-raw-prices",
    message: `${title} gives adjusted prices alone.`,
    where: { flag: "--raw" },
    help: "Leave --raw out, or pull from another provider: --source yahoo",
  });
}

async function symbolsOf(
  { tickers, update }: PullRequest,
  { name }: Provider,
  timeframe: Timeframe,
  catalog: string,
): Promise<readonly string[]> {
  const asked = [...new Set(tickers.flatMap((word) => word.split(",")).map((one) => one.trim().toUpperCase()))];
  const symbols = asked.filter((one) => one !== "");
  if (symbols.length > 0) return symbols;
  const { catalogFiles } = await import("#market-data/adapters/catalog-files");
  const there = update
    ? catalogFiles(catalog).filter((file) => file.source === name && file.timeframe === timeframe)
    : [];
  if (there.length > 0) return there.map(({ symbol }) => symbol.toUpperCase());
  throw new UsageError({
    code: "missing-tickers",
    message: update ? `The catalog has nothing of ${name} (${timeframe}) to update.` : "ivy data pull needs a ticker.",
    where: { expected: "a ticker or more" },
    help: `For example: ivy data pull KO PEP --source ${name}`,
  });
}

/** What would fail for every other symbol as well. */
function stopsAll(error: IvyError): boolean {
  if (error instanceof AuthenticationError) return error.code !== "not-permitted";
  if (error instanceof IoError) return true;
  return error instanceof BrokerUnavailableError && error.code !== "unexpected-answer";
}

const NOTHING = {
  from: null,
  to: null,
  bars: null,
  added: null,
  adjustment: null,
  zone: null,
  fingerprint: null,
  fetchedAt: null,
};

function pulledRow({ entry, added, isNew, isChanged, notes }: PulledSymbol): PulledRow {
  const { symbol, from, to, bars, adjustment, zone, fingerprint, fetchedAt } = entry;
  const state = isNew ? "new" : isChanged ? "updated" : "unchanged";
  return {
    ...{ symbol, state, from, to, bars, added, adjustment, zone, fingerprint, fetchedAt },
    notes: [...notes],
    keptPages: 0,
    error: null,
  };
}

function failedRow(symbol: string, error: IvyError, { pages }: KeptCount): PulledRow {
  return { symbol, state: "failed", ...NOTHING, notes: [], keptPages: pages, error: errorDocument(error) };
}

function notBegun(symbol: string): PulledRow {
  return { symbol, state: "not-begun", ...NOTHING, notes: [], keptPages: 0, error: null };
}

function exitOf(rows: readonly PulledRow[], errors: readonly IvyError[]): number {
  const [first] = errors;
  if (first === undefined) return EXIT_CODES.done.code;
  const hasSome = rows.some(({ bars, keptPages }) => bars !== null || keptPages > 0);
  return hasSome ? EXIT_CODES.partlyDone.code : first.exitCode;
}

/** Where pages were pulled before a single symbol failed, some of the work is done. */
function partly(error: IvyError, { symbol, keptPages }: PulledRow): IvyError {
  if (keptPages === 0 || !(error instanceof BrokerUnavailableError)) return error;
  return new PartlyDoneError({
    code: error.code,
    message: `${error.message} ${counted(keptPages, "page")} of ${symbol} ${keptPages === 1 ? "is" : "are"} kept.`,
    where: error.where,
    help: error.help,
    cause: error,
  });
}

function interrupted(
  rows: readonly PulledRow[],
  symbol: string,
  { pages, bars }: KeptCount,
  symbols: readonly string[],
): InterruptedError {
  const done = rows.filter(({ state }) => state !== "failed").map((row) => row.symbol);
  const left = symbols.slice(rows.length + 1);
  const parts = [
    ...(done.length > 0 ? [`${done.join(", ")} ${done.length === 1 ? "is" : "are"} in the catalog`] : []),
    pages > 0
      ? `${counted(pages, "page")} (${bars.toLocaleString("en-US")} bars) of ${symbol} kept`
      : `nothing of ${symbol} kept`,
    ...(left.length > 0 ? [`${left.join(", ")} not begun`] : []),
  ];
  return new InterruptedError({
    code: "interrupted",
    message: `Stopped: ${parts.join("; ")}.`,
    where: { symbol },
    help: "The same command goes on from there.",
  });
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
