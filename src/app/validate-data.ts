import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { DataError, IoError } from "#base/errors";
import { EXIT_CODES } from "#base/exit-codes";
import type { Progress } from "#base/progress";
import { resolveAssets } from "#market-data/derived/resolve-assets";
import type { LoadedSeries, PriceSource } from "#market-data/source";
import type { PlacedFinding, ValidatedSeries, ValidationDocument } from "#results/documents/validation";
import { AT_ONCE } from "./load-each.ts";
import { type DataRequest, loadOptions, openData } from "./open-data.ts";
import { wordsOfTickers } from "./ticker-words.ts";
import { placedFault, placedWarnings, validatedSeries } from "./validated-series.ts";

interface ValidateSurroundings {
  readonly projectFolder: string;
  readonly packageFolder: string;
  readonly progress?: Progress | undefined;
  readonly tell?: ((text: string) => void) | undefined;
}

export interface Validation {
  readonly document: ValidationDocument;
  /** 4 where something stops a run, 1 where `strict` and something warns, else 0. */
  readonly exitCode: number;
}

const READING = { label: "checking prices", parts: "series" };

/**
 * Reads prices and finds everything that is broken or odd in them: one bad row or file hides no other. The words of the
 * request (its tickers) may also be files, folders and globs. Throws what is wrong with the request itself: a ticker that is
 * nowhere, a calendar that does not exist.
 */
export async function validateData(
  request: DataRequest,
  strict: boolean,
  at: ValidateSurroundings,
): Promise<Validation> {
  const series: ValidatedSeries[] = [];
  const findings: PlacedFinding[] = [];
  for (const place of placesOf(request, at.projectFolder)) await validatePlace(place, at, series, findings);
  const number = (severity: PlacedFinding["severity"]) => findings.filter((one) => one.severity === severity).length;
  const odd = findings.filter(({ severity }) => severity !== "info");
  const symbols = new Set(odd.map(({ symbol }) => symbol));
  // A row that cannot be read has no ticker, and stops a run on each that its file has.
  const files = new Set(odd.flatMap(({ symbol, file }) => (symbol === undefined && file ? [basename(file)] : [])));
  const isClean = ({ symbol, source }: ValidatedSeries) => !symbols.has(symbol) && !files.has(basename(source));
  const counts = {
    series: series.length,
    clean: series.filter(isClean).length,
    errors: number("error"),
    warnings: number("warning"),
    infos: number("info"),
  };
  const isStopped = findings.some(({ stops }) => stops);
  const warns = counts.errors + counts.warnings > 0;
  const exit = isStopped ? "data" : strict && warns ? "gateFailed" : "done";
  return { document: { schema: "ivy.validation/1", series, findings, counts }, exitCode: EXIT_CODES[exit].code };
}

/** One request for each file, folder and glob among the words, and one for all tickers among them. */
function placesOf(request: DataRequest, folder: string): readonly DataRequest[] {
  if (request.data !== null || request.sql !== null) return [request];
  const paths = request.tickers.filter((word) => isPath(word, folder));
  const tickers = request.tickers.filter((word) => !paths.includes(word));
  const places = paths.map((data) => ({ ...request, data, tickers: [] }));
  return tickers.length > 0 || paths.length === 0 ? [...places, { ...request, tickers }] : places;
}

/** A file or folder that is there, or a word that can be no ticker: a glob, a name with the ending of a price file. */
function isPath(word: string, folder: string): boolean {
  if (statSync(resolve(folder, word), { throwIfNoEntry: false }) !== undefined) return true;
  if (/[\\/]$|^\.{0,2}\/|\.(?:csv|tsv|txt|json|parquet|gz|zip)$/i.test(word)) return true;
  // A star between two operands multiplies: 0.81*PEP.
  return /[*?]/.test(word) && !/[\w)}]\s*\*\s*[\w({.^]/.test(word);
}

function isFile(path: string | null, folder: string): boolean {
  return path !== null && statSync(resolve(folder, path), { throwIfNoEntry: false })?.isDirectory() === false;
}

async function validatePlace(
  place: DataRequest,
  at: ValidateSurroundings,
  series: ValidatedSeries[],
  findings: PlacedFinding[],
): Promise<void> {
  let source: PriceSource;
  let symbols: readonly string[];
  try {
    source = await wordsOfTickers("data validate", () => openData(place, at));
    const all = await source.symbols();
    symbols = place.tickers.length > 0 ? resolveAssets(place.tickers, all, source.formerNames).found : all;
  } catch (error) {
    // A word that names nothing is a mistake of the line, not of a file.
    if (!isOfFile(error) || !isFile(place.data, at.projectFolder)) throw error;
    findings.push(placedFault(error, null));
    return;
  }
  const { fingerprint } = await import("#market-data/adapters/fingerprint");
  for (let done = 0; done < symbols.length; done += AT_ONCE) {
    at.progress?.step(READING, done, symbols.length);
    for (const one of await readEach(source, symbols.slice(done, done + AT_ONCE), place, at)) {
      for (const fault of one.faults) findings.push(fault);
      if (one.loaded === null) continue;
      series.push(validatedSeries(one.loaded, fingerprint));
      const range = { from: place.from ?? -Infinity, to: place.to ?? Infinity };
      for (const found of placedWarnings(one.loaded, range)) findings.push(found);
    }
  }
  at.progress?.step(READING, symbols.length, symbols.length);
}

interface Read {
  readonly faults: readonly PlacedFinding[];
  readonly loaded: LoadedSeries | null;
}

/** Each series with the rows that make no bar; those that cannot be read at all alone, so that they stop no other. */
async function readEach(
  source: PriceSource,
  symbols: readonly string[],
  place: DataRequest,
  at: ValidateSurroundings,
): Promise<readonly Read[]> {
  const faults = new Map<string, PlacedFinding[]>();
  const onFault = (fault: DataError) => {
    const of = fault.where.symbol ?? "";
    const known = faults.get(of);
    if (known === undefined) faults.set(of, [placedFault(fault, null)]);
    else known.push(placedFault(fault, null));
  };
  try {
    const loaded = await source.load(symbols, { ...loadOptions(place, { tell: at.tell }), onFault });
    const reads = loaded.map((one) => ({ faults: faults.get(one.series.symbol) ?? [], loaded: one }));
    const known = new Set(loaded.map(({ series }) => series.symbol));
    // Rows that could not be read belong to no ticker yet.
    const others = [...faults].filter(([symbol]) => !known.has(symbol)).flatMap(([, found]) => found);
    return others.length === 0 ? reads : [{ faults: others, loaded: null }, ...reads];
  } catch (error) {
    if (!isOfFile(error)) throw error;
    if (symbols.length === 1) {
      const found = [...faults.values()].flat();
      // Where every row is broken, that none is left is no news.
      return [
        {
          faults: found.length > 0 && error.code === "no-rows" ? found : [...found, placedFault(error, symbols[0]!)],
          loaded: null,
        },
      ];
    }
    const middle = symbols.length >> 1;
    const [first, second] = [symbols.slice(0, middle), symbols.slice(middle)];
    return [...(await readEach(source, first, place, at)), ...(await readEach(source, second, place, at))];
  }
}

function isOfFile(error: unknown): error is DataError | IoError {
  return error instanceof DataError || error instanceof IoError;
}
