import { readFileSync } from "node:fs";
import { DataError, IoError } from "#base/errors";
import { WRITE_FAILURES } from "#base/write-failure";
import { type LockDifference, type LockedPrices, lockDifferences, lockedPrices, updatedLock } from "#market-data/lock";
import type { LoadedSeries, PriceSource } from "#market-data/source";
import { documentJson } from "#results/documents/document-json";
import type { LockDocument } from "#results/documents/lock";

/** The prices that a run reads, held against a lock file. */
export interface DataLock {
  /** The source, whose every answer is noted. */
  readonly watching: (source: PriceSource) => PriceSource;
  /** Throws a DataError (`data-changed`) where what was read so far is not what is locked. */
  readonly hold: () => Promise<void>;
  /** Writes the file, where there was none or it is to be updated; true where it did. Throws IoError. */
  readonly finish: () => Promise<boolean>;
}

/**
 * Opens a lock file: one that is not there will be written. Throws a DataError for a file that is none.
 *
 * @param isUpdate nothing is held against it; what is read takes the place of what it says
 */
export async function openLock(file: string, isUpdate: boolean): Promise<DataLock> {
  const locked = await readLock(file);
  const read = new Map<string, LoadedSeries>();
  const pricesRead = async () => {
    const { fingerprint } = await import("#market-data/adapters/fingerprint");
    return [...read.values()].map(({ series }) => lockedPrices(series, fingerprint(series)));
  };
  return {
    watching: (source) => ({
      ...source,
      load: async (symbols, options) => {
        const loaded = await source.load(symbols, options);
        for (const one of loaded) read.set(`${one.series.symbol} ${one.series.timeframe}`, one);
        return loaded;
      },
    }),
    hold: async () => {
      if (locked === null || isUpdate) return;
      const differences = lockDifferences(locked, await pricesRead());
      if (differences.length > 0) throw dataChanged(file, differences);
    },
    finish: async () => {
      if (locked !== null && !isUpdate) return false;
      const prices = updatedLock(locked ?? [], await pricesRead());
      const document: LockDocument = { schema: "ivy.lock/1", prices: [...prices] };
      const { replaceFile } = await import("#market-data/adapters/catalog-write");
      try {
        replaceFile(file, new TextEncoder().encode(documentJson(document)));
      } catch (cause) {
        throw notWritten(file, cause);
      }
      return true;
    },
  };
}

/** What is locked; null where there is no file yet. */
async function readLock(file: string): Promise<readonly LockedPrices[] | null> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return null;
    throw noLock(file, `it cannot be read (${codeOf(cause)})`, cause);
  }
  const { lockSchema } = await import("#results/documents/lock");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw noLock(file, "it is not JSON, or was cut off", cause);
  }
  const parsed = lockSchema.safeParse(value);
  if (parsed.success) return parsed.data.prices as readonly LockedPrices[];
  const [issue] = parsed.error.issues;
  throw noLock(file, `${issue!.path.join(".") || "it"}: ${issue!.message}`, parsed.error);
}

function dataChanged(file: string, differences: readonly LockDifference[]): DataError {
  const lines = differences.map(({ symbol, words }) => `${symbol}: ${words}`);
  const names = differences.map(({ symbol }) => symbol);
  const few = names.length > 4 ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more` : names.join(", ");
  return new DataError({
    code: "data-changed",
    message: `The prices of ${few} are not those that ${file} locks.\n${lines.join("\n")}`,
    where: { file, flag: "--lock", symbol: names[0]! },
    help: "Bring the locked prices back; or, where the new ones are meant, lock them: --update-lock",
  });
}

function noLock(file: string, why: string, cause: unknown): DataError {
  return new DataError({
    code: "bad-lock-file",
    message: `${file} is no lock file: ${why}.`,
    where: { file, flag: "--lock", expected: "a document ivy.lock/1 (ivy schema lock)" },
    help: "Name another file, or remove this one: a run then writes it anew.",
    cause,
  });
}

function notWritten(file: string, cause: unknown): IoError {
  const reason = WRITE_FAILURES[codeOf(cause)] ?? codeOf(cause);
  return new IoError({
    code: "lock-not-written",
    message: `The lock file ${file} could not be written: ${reason}.`,
    where: { file, flag: "--lock" },
    help: "Name a file in a folder that is there and may be written.",
    cause,
  });
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" ? code : String(error);
}
