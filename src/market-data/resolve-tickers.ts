import { DataError, UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import { plainTicker } from "./ticker-names.ts";

/** What a source has of the tickers asked for. */
export interface ResolvedTickers {
  /** As the source writes them, in the order asked for, without those that it has not. */
  readonly found: readonly string[];
  /** As they were asked for. */
  readonly missing: readonly string[];
}

/**
 * Matches tickers with those of a source: whatever their case; and, where that leaves no doubt, without the mark of a
 * country (AAPL of aapl.us). `fileName` stands for the only ticker of a file. Throws a UsageError when one is asked for
 * twice.
 */
export function resolveTickers(
  asked: readonly string[],
  available: readonly string[],
  fileName: string | null = null,
): ResolvedTickers {
  const byName = tickersByName(available, fileName);
  const seen = new Set<string>();
  const found: string[] = [];
  const missing: string[] = [];
  for (const ticker of asked) {
    const name = ticker.trim().toLowerCase();
    if (seen.has(name)) throw askedTwice(ticker);
    seen.add(name);
    const symbol = byName.get(name);
    if (symbol === undefined) missing.push(ticker.trim());
    else found.push(symbol);
  }
  return { found, missing };
}

/** The tickers of a source by each name, in lower case, under which one of them is found. */
export function tickersByName(available: readonly string[], fileName: string | null = null): Map<string, string> {
  const byName = new Map<string, string>();
  for (const symbol of available) addOnce(byName, plainTicker(symbol).toLowerCase(), symbol);
  for (const [name, symbol] of byName) if (symbol === DOUBTED) byName.delete(name);
  if (fileName !== null && available.length === 1) byName.set(fileName.toLowerCase(), available[0]!);
  for (const symbol of available) byName.set(symbol.toLowerCase(), symbol);
  return byName;
}

/** The only ticker of a file by the name of the file, whatever the file calls it. */
export function nameOfFile(ticker: string, symbols: readonly string[]): ReadonlyMap<string, string> | undefined {
  return symbols.length === 1 ? new Map([[ticker, symbols[0]!]]) : undefined;
}

/** Stands for a name that two tickers have. */
const DOUBTED = "\0";

function addOnce(byName: Map<string, string>, name: string, symbol: string): void {
  byName.set(name, byName.has(name) ? DOUBTED : symbol);
}

/** The one place that was looked in, and what it has. */
export interface SearchedPlace {
  readonly name: string;
  readonly symbols: readonly string[];
}

/**
 * Says which tickers were not found, where was looked, what may have been meant, and what to type; or, when each of them
 * is somewhere, that no one place has them all.
 */
export function noSuchTicker(
  missing: readonly string[],
  places: readonly SearchedPlace[],
  asked: readonly string[] = missing,
): DataError {
  const all = places.flatMap((place) => place.symbols);
  const isSplit = places.length > 1 && resolveTickers(missing, all).missing.length === 0;
  const meant = missing.map((ticker) => (isSplit ? null : nearest(ticker, all)));
  const looked = places.map((place) => `${place.name} (${listed(place.symbols)})`).join("; ");
  return new DataError({
    code: "no-such-ticker",
    message: isSplit ? `No one source has all of ${listed(missing)}.` : `No prices for ${listed(missing)}.`,
    where: { flag: "--tickers", received: asked.join(","), expected: `a ticker of ${looked}` },
    help: isSplit ? PUT_TOGETHER : whatToType(missing, meant, asked),
  });
}

const PUT_TOGETHER =
  "Sources are never mixed: put all of them in one folder, one file per ticker, and name it: --data FOLDER.";

function whatToType(missing: readonly string[], meant: readonly (string | null)[], asked: readonly string[]): string {
  if (meant.every((symbol) => symbol !== null)) {
    const mended = asked.map((ticker) => meant[missing.indexOf(ticker)] ?? withinMended(ticker, missing, meant));
    return `Did you mean ${meant.join(", ")}? Type: --tickers ${asTyped(mended.join(","))}`;
  }
  const file = missing[meant.indexOf(null)]!;
  return `Put the prices in data/${file}.csv, or name a file or folder that has every ticker: --data PATH.\nOr pull them: ivy data pull ${asTyped(file)} --source yahoo`;
}

/** As a shell takes it. */
function asTyped(tickers: string): string {
  return /[^\w@%+=:,./^-]/.test(tickers) ? `'${tickers}'` : tickers;
}

/** The same where the ticker that is missing is one leg of an expression. */
function withinMended(asked: string, missing: readonly string[], meant: readonly (string | null)[]): string {
  return asked.replace(/[\p{L}\p{N}_^$#@.=]+/gu, (name) => meant[missing.indexOf(name)] ?? name);
}

function listed(symbols: readonly string[]): string {
  if (symbols.length === 0) return "no tickers";
  return symbols.length <= 24
    ? symbols.join(", ")
    : `${symbols.slice(0, 24).join(", ")} and ${symbols.length - 24} more`;
}

/** The error for a ticker, or an expression of some, that is named a second time. */
export function askedTwice(ticker: string): UsageError {
  return new UsageError({
    code: "ticker-twice",
    message: `The ticker ${ticker} is asked for twice.`,
    where: { flag: "--tickers", received: ticker },
    help: "Name each ticker once.",
  });
}
