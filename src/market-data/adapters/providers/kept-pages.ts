import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { LockedError } from "#base/errors";
import { makeFolder } from "#base/make-folder";
import { fileNameOf } from "../../catalog-name.ts";
import type { BarsWanted, Page } from "../../provider.ts";
import type { PulledPages } from "../../providers/pull-pages.ts";
import { isRunning, notWritten, replaceFile } from "../catalog-write.ts";

/** The pages of a pull on disk, so that one that stops goes on where it stopped. */
export interface KeptPages extends PulledPages {
  /** What the pages answer; that of the earlier attempt, where there was one. */
  readonly wanted: BarsWanted;
  readonly keep: (page: Page) => void;
  /** They are in the catalog now. */
  readonly remove: () => void;
  /** Lets another process at them. */
  readonly release: () => void;
}

/** Older pages are not gone on with: the marks of providers for the next page do not last. */
const FRESH_MS = 24 * 3_600_000;

interface Head {
  readonly asked: string;
  readonly begun: number;
  readonly wanted: Omit<BarsWanted, "to"> & { readonly to: number | null };
}

/**
 * Opens the pages of an earlier attempt at the same, or begins anew. Throws LockedError where another process pulls them,
 * IoError where nothing can be kept.
 *
 * @param asked what was typed: another question has other pages
 * @param now epoch ms
 */
export function openKeptPages(
  folder: string,
  source: string,
  wanted: BarsWanted,
  asked: string,
  now: number,
): KeptPages {
  const within = join(folder, ".pulling");
  const path = join(within, `${source}-${wanted.timeframe}-${fileNameOf(wanted.symbol)}.ndjson`);
  const lock = `${path}.lock`;
  guarded(path, () => makeFolder(within, { mkdirSync, statSync }));
  takeLock(lock, wanted.symbol, source);
  const earlier = read(path, asked, now);
  const head: Head = earlier?.head ?? {
    asked,
    begun: now,
    wanted: { ...wanted, to: Number.isFinite(wanted.to) ? wanted.to : null },
  };
  const pages = earlier?.pages ?? [];
  guarded(path, () => replaceFile(path, Buffer.from([head, ...pages].map(lineOf).join(""))));
  const last = pages.at(-1);
  return {
    wanted: { ...head.wanted, to: head.wanted.to ?? Number.POSITIVE_INFINITY },
    pages,
    cursor: last?.next ?? null,
    isWhole: last !== undefined && last.next === null,
    keep: (page) => guarded(path, () => appendFileSync(path, lineOf(page))),
    remove: () => rmSync(path, { force: true }),
    release: () => rmSync(lock, { force: true }),
  };
}

function guarded(path: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw notWritten(path, cause);
  }
}

/** JSON has no NaN: it becomes null, and null becomes NaN again. */
function lineOf(value: Head | Page): string {
  return `${JSON.stringify(value)}\n`;
}

/** What an earlier attempt at the same has left; a last line that is cut off does not count. */
function read(
  path: string,
  asked: string,
  now: number,
): { readonly head: Head; readonly pages: readonly Page[] } | null {
  let lines: string[];
  try {
    lines = readFileSync(path, "utf8").split("\n");
  } catch {
    return null;
  }
  const values: unknown[] = [];
  for (const line of lines.slice(0, -1)) {
    try {
      values.push(JSON.parse(line));
    } catch {
      break;
    }
  }
  const [head, ...pages] = values as [Head?, ...Page[]];
  if (head?.asked !== asked || now - head.begun > FRESH_MS || pages.length === 0) return null;
  return { head, pages: pages.map(withNaN) };
}

function withNaN(page: Page): Page {
  const columns = Object.entries(page.rows).map(([name, column]) => [
    name,
    (column as (number | null)[] | null)?.map((value) => value ?? Number.NaN) ?? null,
  ]);
  return { ...page, rows: Object.fromEntries(columns) as Page["rows"] };
}

function takeLock(lock: string, symbol: string, source: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(lock, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== "EEXIST") throw notWritten(lock, cause);
      const holder = holderOf(lock);
      if (holder === "just taken") throw locked(symbol, source, null);
      if (holder !== null && holder !== process.pid && isRunning(holder)) throw locked(symbol, source, holder);
      // Left by a process that is gone.
      rmSync(lock, { force: true });
    }
  }
  throw locked(symbol, source, null);
}

/** The process that took a lock; null where it says none. One that was just made says it in a moment. */
function holderOf(lock: string): number | "just taken" | null {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    if (Number.isInteger(pid) && pid > 0) return pid;
    return Date.now() - statSync(lock).mtimeMs < 2000 ? "just taken" : null;
  } catch {
    return null;
  }
}

function locked(symbol: string, source: string, holder: number | null): LockedError {
  return new LockedError({
    code: "pull-running",
    message: `Another ivy is pulling ${symbol} from ${source}${holder === null ? "" : ` (process ${holder})`}.`,
    where: { symbol },
    help: "Wait until it has ended, then look: ivy data list",
  });
}
