import { AuthenticationError, BrokerUnavailableError, IoError, IvyError, UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Progress } from "#base/progress";
import type { Provider } from "#market-data/provider";
import { accessTo } from "#market-data/providers/access";
import { Pace } from "#market-data/providers/pace";
import { providerNamed } from "#market-data/providers/registry";
import { documentJson } from "#results/documents/document-json";
import type { PullDocument, PulledRow } from "#results/documents/pull";
import { parseTimeframe } from "#time/parse-timeframe";
import type { Timeframe } from "#time/timeframe";
import { catalogPlace } from "./catalog-place.ts";
import type { KeptCount } from "./pull-bars.ts";
import { exitOf, failedRow, interrupted, notBegun, partly, pulledRow } from "./pull-rows.ts";
import { pullSymbol } from "./pull-symbol.ts";
import { Interruption, worldUntil } from "./pull-world.ts";

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
