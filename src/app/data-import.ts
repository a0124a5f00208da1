import { DataError, IvyError, UsageError } from "#base/errors";
import { EXIT_CODES } from "#base/exit-codes";
import type { Progress } from "#base/progress";
import { type CatalogEntry, seriesOf } from "#market-data/catalog-entry";
import { isFolderName } from "#market-data/catalog-name";
import type { PulledBars } from "#market-data/providers/join-pages";
import type { LoadedSeries } from "#market-data/source";
import { documentJson } from "#results/documents/document-json";
import { errorDocument } from "#results/documents/error-of";
import type { ImportDocument, ImportedRow } from "#results/documents/import";
import { formatTime } from "#time/format-time";
import { catalogPlace } from "./catalog-place.ts";
import { loadEach } from "./load-each.ts";
import { type DataRequest, loadOptions, openData } from "./open-data.ts";

export interface ImportRequest {
  /** Files, folders or globs. */
  readonly paths: readonly string[];
  /** The symbol that the only one imported gets; null: its own. */
  readonly as: string | null;
  /** What the catalog names as their source. */
  readonly source: string;
  /** How the files are read; its `data` is not looked at. */
  readonly reading: DataRequest;
  readonly projectFolder: string;
  readonly packageFolder: string;
  readonly progress: Progress;
}

export interface ImportOutcome {
  readonly document: ImportDocument;
  /** What `--json` prints. */
  readonly json: string;
  readonly exitCode: number;
}

/**
 * Puts the prices of files into the catalog; a file or symbol that fails stops no other. Throws UsageError for a name that
 * cannot be, and what went wrong where there was one thing to import.
 */
export async function importData(request: ImportRequest): Promise<ImportOutcome> {
  const { paths, source, progress } = request;
  if (!isFolderName(source)) throw badSource(source);
  const catalog = await catalogPlace();
  const rows: ImportedRow[] = [];
  const errors: IvyError[] = [];
  const taken = new Map<string, string>();
  const fail = (path: string, symbol: string | null, error: unknown) => {
    if (!(error instanceof IvyError)) throw error;
    errors.push(error);
    rows.push({ path, symbol, ...NOTHING, error: errorDocument(error) });
  };
  for (const path of paths) {
    try {
      const prices = await openData({ ...request.reading, data: path, tickers: [] }, request);
      const symbols = await prices.symbols();
      if (request.as !== null && (symbols.length !== 1 || paths.length > 1)) throw asOfSeveral(request.as, symbols);
      const work = { label: "importing", parts: "tickers" };
      let done = 0;
      progress.step(work, done, symbols.length);
      const options = loadOptions(request.reading);
      for await (const loaded of loadEach(prices, symbols, options, (symbol, error) => fail(path, symbol, error))) {
        const name = request.as ?? loaded.series.symbol;
        try {
          refuseTwice(taken, name, loaded, path);
          rows.push(await keep(loaded, name, path, catalog, request));
        } catch (error) {
          fail(path, name, error);
        }
        progress.step(work, ++done, symbols.length);
      }
    } catch (error) {
      fail(path, null, error);
    }
  }
  const [first] = errors;
  if (first !== undefined && rows.length === 1) throw first;
  const document: ImportDocument = { schema: "ivy.import/1", source, catalog, imported: rows };
  const isPartly = errors.length < rows.length;
  const exitCode = first === undefined ? 0 : isPartly ? EXIT_CODES.partlyDone.code : first.exitCode;
  return { document, json: documentJson(document), exitCode };
}

const NOTHING = {
  ...{ timeframe: null, from: null, to: null, bars: null, adjusted: null, synthetic: null, fingerprint: null },
  ...{ replaced: false, warnings: 0, notes: [] },
};

async function keep(
  { series, notes, warnings }: LoadedSeries,
  symbol: string,
  path: string,
  catalog: string,
  { source, reading }: ImportRequest,
): Promise<ImportedRow> {
  const { fingerprint } = await import("#market-data/adapters/fingerprint");
  const { writeEntry } = await import("#market-data/adapters/catalog-write");
  const { catalogFiles } = await import("#market-data/adapters/catalog-files");
  const { timeframe, adjusted, closeOnly, synthetic, time, open, high, low, close, volume, actions } = series;
  const bars: PulledBars = {
    ...{ time, open, high, low, close, volume, adjustedClose: null },
    split: actions?.split ?? null,
    dividend: actions?.dividend ?? null,
  };
  const adjustment = adjusted ? ("splits and dividends" as const) : null;
  const facts = { symbol, source, timeframe, adjustment, closeOnly, synthetic };
  const entry: CatalogEntry = {
    schema: "ivy.catalog-entry/1",
    ...facts,
    origin: "import",
    zone: reading.reading.zone ?? null,
    hasAdjustedClose: false,
    currency: null,
    from: formatTime(time[0]!, timeframe),
    to: formatTime(time[time.length - 1]!, timeframe),
    bars: time.length,
    fetchedAt: new Date().toISOString(),
    fingerprint: fingerprint(seriesOf(facts, bars)),
    isRaw: !adjusted,
    notes: [...notes],
  };
  const replaced = catalogFiles(catalog).some(
    (file) =>
      file.source === source && file.timeframe === timeframe && file.symbol.toLowerCase() === symbol.toLowerCase(),
  );
  await writeEntry(catalog, entry, bars);
  return {
    ...{ path, symbol, timeframe, from: entry.from, to: entry.to, bars: entry.bars, adjusted, synthetic, replaced },
    ...{ fingerprint: entry.fingerprint, warnings: warnings.length, notes: [...notes], error: null },
  };
}

/** Two files of one symbol would replace each other. */
function refuseTwice(taken: Map<string, string>, symbol: string, { series }: LoadedSeries, path: string): void {
  const key = `${symbol.toLowerCase()} ${series.timeframe}`;
  const before = taken.get(key);
  if (before !== undefined) {
    throw new DataError({
      code: "ambiguous-ticker",
      message: `${symbol} is in two places: ${before} and ${path}.`,
      where: { file: path, symbol },
      help: "Import one of them alone, or give it another name: --as NAME",
    });
  }
  taken.set(key, path);
}

function badSource(source: string): UsageError {
  return new UsageError({
    code: "bad-source",
    message: `--source ${source} cannot be the name of a source.`,
    where: { flag: "--source", received: source, expected: "small letters, digits, - and _: my-broker" },
    help: "It names a folder of the catalog: --source my-broker",
  });
}

function asOfSeveral(name: string, symbols: readonly string[]): UsageError {
  return new UsageError({
    code: "as-of-several",
    message: `--as ${name} names one symbol, and there is more than one to import.`,
    where: { flag: "--as", received: name, expected: `one of ${symbols.slice(0, 10).join(", ")}` },
    help: "Import one file with one ticker at a time, or leave --as out.",
  });
}
