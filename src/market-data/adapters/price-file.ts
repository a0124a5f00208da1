import { basename } from "node:path";
import { shownPath } from "#base/shown-path";
import { contentOf } from "../csv/csv-content.ts";
import { openCsvTable } from "../csv/csv-table.ts";
import { tickerOfFile } from "../file-names.ts";
import { openTable, type PriceTable } from "../price-table.ts";
import type { RawTable } from "../raw-table.ts";
import type { Reading } from "../reading.ts";
import { nameOfFile, noSuchTicker, resolveTickers } from "../resolve-tickers.ts";
import type { LoadedSeries, LoadOptions, PriceSource } from "../source.ts";
import type { CacheFolder } from "./cache-folder.ts";
import { cachedSource } from "./cached-file.ts";
import { type FileRoom, inFileRoom } from "./file-room.ts";
import { manyFiles } from "./folder-source.ts";
import { archiveSet, type TickerFile } from "./folder-tickers.ts";
import { refuseTooLarge } from "./memory.ts";
import { type OpenedFile, openFile } from "./open-file.ts";
import { textOnDisk } from "./text-on-disk.ts";

/** A price file of any form: its own ticker is the file's name, unless its columns name others. An archive is a folder. */
export async function openPriceFile(
  path: string,
  reading: Reading = {},
  cache: CacheFolder | null = null,
): Promise<PriceSource> {
  return cache === null
    ? openUncached(path, reading)
    : cachedSource({ path, reading, cache }, () => openUncached(path, reading));
}

async function openUncached(path: string, reading: Reading): Promise<PriceSource> {
  const label = basename(path);
  const opened = await openFile(path, shownPath(path, process.cwd()), reading);
  if (opened.kind === "archive") return manyFiles(archive(path, opened), tickerLoader(reading));
  return tableSource(tableIn(opened, path, reading), {
    label,
    path,
    reading,
    ticker: tickerOfFile(opened.inner ?? label),
  });
}

interface TableSourceFacts {
  readonly label: string;
  readonly path: string;
  readonly reading: Reading;
  /** Of a table that names none; that of the file unless given. */
  readonly ticker?: string;
}

/** The tickers of one table as a source of prices. */
export async function tableSource(
  raw: RawTable,
  { label, path, reading, ticker = tickerOfFile(basename(label)) }: TableSourceFacts,
): Promise<PriceSource> {
  const table = openTable(raw, { ticker, source: label, reading });
  const symbols = await table.symbols();
  return {
    label,
    path,
    symbols: async () => symbols,
    formerNames: nameOfFile(ticker, symbols),
    load: async (asked, options = {}) => {
      const { found, missing } = resolveTickers(asked, symbols, ticker);
      if (missing.length > 0) throw noSuchTicker(missing, [{ name: label, symbols }], asked);
      return table.load(found, options);
    },
  };
}

/** Reads the ticker that a file is named after, whatever its columns call it. */
export function tickerLoader(reading: Reading) {
  return async (file: TickerFile, source: string, options: LoadOptions): Promise<LoadedSeries> => {
    const opened = await file.open(reading);
    const inner = opened.kind === "archive" ? onlyMember(file, opened) : null;
    if (inner !== null) return tickerLoader(reading)(inner, source, options);
    return inFileRoom((room) => {
      const raw = tableIn(opened as Exclude<OpenedFile, { kind: "archive" }>, file.path ?? file.name, reading, room);
      return openTable(raw, { ticker: file.symbol, source, reading }).loadAs(file.symbol, options);
    });
  };
}

/** Some of a file's tickers, spelled as the file does. */
export async function loadTickers(
  path: string,
  symbols: readonly string[],
  source: string,
  options: LoadOptions,
): Promise<readonly LoadedSeries[]> {
  return openText(path, source).load(symbols, options);
}

function openText(path: string, source: string): PriceTable {
  const raw = tableIn({ kind: "text", bytes: null }, path, {});
  return openTable(raw, { ticker: tickerOfFile(basename(path)), source, reading: {} });
}

function tableIn(
  opened: Exclude<OpenedFile, { kind: "archive" }>,
  path: string,
  reading: Reading,
  room: FileRoom | null = null,
): RawTable {
  if (opened.kind === "table") return opened.table;
  const content =
    opened.bytes === null ? textOnDisk(path, room) : contentOf(opened.bytes, (needed) => refuseTooLarge(path, needed));
  return openCsvTable(content, shownPath(path, process.cwd()), reading);
}

function archive(path: string, { members }: Extract<OpenedFile, { kind: "archive" }>) {
  const set = archiveSet(path, members);
  if (set.kind === "tickers") return set;
  throw new TypeError("an archive is no table in parts");
}

/** Of an archive in a folder the one member that the archive is named after. */
function onlyMember(file: TickerFile, opened: Extract<OpenedFile, { kind: "archive" }>): TickerFile {
  const { files } = archive(file.name, opened);
  const found = files.find(({ symbol }) => symbol.toLowerCase() === file.symbol.toLowerCase());
  if (found !== undefined) return found;
  throw noSuchTicker([file.symbol], [{ name: file.name, symbols: files.map(({ symbol }) => symbol) }]);
}
