import { BrokerUnavailableError, InterruptedError, type IvyError, PartlyDoneError } from "#base/errors";
import { EXIT_CODES } from "#base/exit-codes";
import { withCommas } from "#base/with-commas";
import { counted } from "#reporting/format";
import { errorDocument } from "#results/documents/error-of";
import type { PulledRow } from "#results/documents/pull";
import type { KeptCount } from "./pull-bars.ts";
import type { PulledSymbol } from "./pull-symbol.ts";

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

export function pulledRow({ entry, added, isNew, isChanged, notes }: PulledSymbol): PulledRow {
  const { symbol, from, to, bars, adjustment, zone, fingerprint, fetchedAt } = entry;
  const state = isNew ? "new" : isChanged ? "updated" : "unchanged";
  return {
    ...{ symbol, state, from, to, bars, added, adjustment, zone, fingerprint, fetchedAt },
    notes: [...notes],
    keptPages: 0,
    error: null,
  };
}

export function failedRow(symbol: string, error: IvyError, { pages }: KeptCount): PulledRow {
  return { symbol, state: "failed", ...NOTHING, notes: [], keptPages: pages, error: errorDocument(error) };
}

export function notBegun(symbol: string): PulledRow {
  return { symbol, state: "not-begun", ...NOTHING, notes: [], keptPages: 0, error: null };
}

export function exitOf(rows: readonly PulledRow[], errors: readonly IvyError[]): number {
  const [first] = errors;
  if (first === undefined) return EXIT_CODES.done.code;
  const hasSome = rows.some(({ bars, keptPages }) => bars !== null || keptPages > 0);
  return hasSome ? EXIT_CODES.partlyDone.code : first.exitCode;
}

/** Where pages were pulled before a single symbol failed, some of the work is done. */
export function partly(error: IvyError, { symbol, keptPages }: PulledRow): IvyError {
  if (keptPages === 0 || !(error instanceof BrokerUnavailableError)) return error;
  return new PartlyDoneError({
    code: error.code,
    message: `${error.message} ${counted(keptPages, "page")} of ${symbol} ${keptPages === 1 ? "is" : "are"} kept.`,
    where: error.where,
    help: error.help,
    cause: error,
  });
}

/** What to say after Ctrl-C. */
export function interrupted(
  rows: readonly PulledRow[],
  symbol: string,
  { pages, bars }: KeptCount,
  symbols: readonly string[],
): InterruptedError {
  const done = rows.filter(({ state }) => state !== "failed").map((row) => row.symbol);
  const left = symbols.slice(rows.length + 1);
  const parts = [
    ...(done.length > 0 ? [`${done.join(", ")} ${done.length === 1 ? "is" : "are"} in the catalog`] : []),
    pages > 0 ? `${counted(pages, "page")} (${withCommas(bars)} bars) of ${symbol} kept` : `nothing of ${symbol} kept`,
    ...(left.length > 0 ? [`${left.join(", ")} not begun`] : []),
  ];
  return new InterruptedError({
    code: "interrupted",
    message: `Stopped: ${parts.join("; ")}.`,
    where: { symbol },
    help: "The same command goes on from there.",
  });
}
