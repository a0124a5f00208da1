import { basename, dirname, join, resolve } from "node:path";
import { DataError } from "#base/errors";
import { shownPath } from "#base/shown-path";
import type { PackedFile } from "../archive/unzip.ts";
import { isNumberedPart, isParquetFileName, isPriceFileName, tickerOfFile } from "../file-names.ts";
import { splitGlob } from "../match-glob.ts";
import { firstTimeOf, partitionOf, tickerKeyOf } from "../partition.ts";
import type { RawTable } from "../raw-table.ts";
import type { Reading } from "../reading.ts";
import { joinFiles, type TablePart } from "../typed/join-files.ts";
import { type TypedFile, typedTable } from "../typed/typed-table.ts";
import { filesOfFolder, noPriceFiles } from "./folder-files.ts";
import { filesOfGlob, foldersOfGlob } from "./glob-files.ts";
import { refuseTooLarge } from "./memory.ts";
import { type OpenedFile, openBytes, openFile } from "./open-file.ts";

/** A file, or a part of an archive or partition, that holds one ticker. */
export interface TickerFile {
  readonly symbol: string;
  /** As errors and headers name it. */
  readonly name: string;
  /** The file on the disk; null: it is a part of an archive, or several files. */
  readonly path: string | null;
  open(reading: Reading): Promise<OpenedFile>;
}

/** Files of one ticker each; none of them was opened. */
export interface TickerFiles {
  readonly kind: "tickers";
  readonly label: string;
  readonly path: string;
  readonly files: readonly TickerFile[];
}

/** One table in several files, with a column of tickers; none of them was opened. */
export interface TableFiles {
  readonly kind: "table";
  readonly label: string;
  readonly path: string;
  open(): Promise<RawTable>;
}

/** What a folder or a glob holds. */
export type FileSet = TickerFiles | TableFiles;

/** A folder: one file per ticker, or the partitions of a table. Throws a DataError that lists what is there, where neither is. */
export function folderSet(folder: string): FileSet {
  const files = filesOfFolder(folder);
  if (files.length === 0) throw noPriceFiles(folder);
  return setOf(
    basename(resolve(folder)),
    folder,
    files.map((file) => ({ path: join(folder, file), inner: file })),
  );
}

/** The files that a pattern stands for; or those in the folders that it stands for. Throws a DataError where it stands for neither. */
export function globSet(pattern: string): FileSet {
  const matched = filesOfGlob(pattern).filter((path) => isPriceFileName(basename(path)));
  const inFolders = () =>
    foldersOfGlob(pattern).flatMap((folder) => filesOfFolder(folder).map((file) => join(folder, file)));
  const paths = matched.length > 0 ? matched : inFolders();
  if (paths.length === 0) throw noMatch(pattern);
  const { folder, segments } = splitGlob(pattern);
  // The same on every machine: of the folder before the pattern only its own name.
  const label = [basename(folder), ...segments].filter((part) => part !== "." && part !== "").join("/");
  return setOf(
    label,
    pattern,
    paths.map((path) => ({ path, inner: path })),
  );
}

/** The files of an archive. */
export function archiveSet(path: string, members: readonly PackedFile[]): TickerFiles {
  const files = members.map((member) => ({
    symbol: tickerOfFile(member.name),
    name: member.file,
    path: null,
    open: (reading: Reading) => openBytes(member.unpack(), member.file, reading),
  }));
  return { kind: "tickers", label: basename(path), path, files };
}

interface ListedFile {
  readonly path: string;
  /** The path as far as its folders say something. */
  readonly inner: string;
}

function setOf(label: string, path: string, listed: readonly ListedFile[]): FileSet {
  const partitions = listed.map(({ inner }) => partitionOf(inner));
  const isPartitioned = partitions.some((partition) => partition.size > 0);
  const isInParts = listed.length > 1 && listed.every((file) => isNumberedPart(basename(file.path)));
  if (!isPartitioned && !isInParts) return { kind: "tickers", label, path, files: oneEach(listed) };
  const parts = listed.map((file, index) => partOf(file, partitions[index]!));
  const keys = new Set(partitions.map((partition) => tickerKeyOf(partition)));
  const [key] = keys;
  const shapes = new Set(partitions.map((partition) => [...partition.keys()].join("/")));
  if (shapes.size > 1) throw mixedPartitions(label, path, [...shapes]);
  if (key === undefined || key === null) {
    return { kind: "table", label, path, open: async () => typedTable(await joinFiles(parts, label)) };
  }
  if (listed.every(({ path }) => !isParquetFileName(path)))
    return { kind: "tickers", label, path, files: oneEach(listed, key) };
  const byTicker = new Map<string, TablePart[]>();
  for (const [index, partition] of partitions.entries()) {
    const symbol = partition.get(key) ?? null;
    if (symbol === null) continue;
    const found = byTicker.get(symbol);
    // The file's own ticker is the folder's: it is no column of the table beside.
    const constants = new Map([...partition].filter(([name]) => name !== key));
    if (found === undefined) byTicker.set(symbol, [{ ...parts[index]!, constants }]);
    else found.push({ ...parts[index]!, constants });
  }
  const files = [...byTicker].map(([symbol, own]): TickerFile => {
    const name = `${label}/${key}=${symbol}`;
    const open = async (): Promise<OpenedFile> => ({ kind: "table", table: typedTable(await joinFiles(own, name)) });
    return { symbol, name, path: null, open };
  });
  return { kind: "tickers", label, path, files };
}

/**
 * One file per ticker, named after it; or, where all files have one name, in a folder named after it; or in a partition.
 * @param key of partitions, the one that is the ticker
 */
function oneEach(listed: readonly ListedFile[], key: string | null = null): readonly TickerFile[] {
  const names = new Set(listed.map(({ path }) => tickerOfFile(basename(path)).toLowerCase()));
  const folders = new Set(listed.map(({ path }) => dirname(path)));
  const isByFolder = listed.length > 1 && names.size === 1 && folders.size === listed.length;
  const byName = (path: string) => (isByFolder ? basename(dirname(path)) : tickerOfFile(basename(path)));
  const shownFolders = new Map([...folders].map((folder) => [folder, shownPath(folder, process.cwd())]));
  return listed.map(({ path, inner }) => {
    const name = `${shownFolders.get(dirname(path))}/${basename(path)}`;
    const symbol = key === null ? byName(path) : (partitionOf(inner).get(key) ?? byName(path));
    return { symbol, name, path, open: (reading) => openFile(path, name, reading) };
  });
}

function partOf({ path }: ListedFile, partition: ReadonlyMap<string, string | null>): TablePart {
  const name = shownPath(path, process.cwd());
  const open = async (): Promise<TypedFile> => {
    const { fileParts } = await import("./parquet-file.ts");
    const { openParquetColumns } = await import("../parquet/open-parquet.ts");
    try {
      return await openParquetColumns(fileParts(path), name, (needed) => refuseTooLarge(path, needed));
    } catch (cause) {
      const isOther = cause instanceof DataError && cause.code === "not-parquet" && !isParquetFileName(path);
      throw isOther ? partNotParquet(name, cause) : cause;
    }
  };
  return { constants: partition, from: firstTimeOf(partition), open };
}

function partNotParquet(file: string, cause: DataError): DataError {
  return new DataError({
    code: "not-parquet",
    message: `${file} is one of several files of a table, and not Parquet.`,
    where: { file, expected: "Parquet in every file of the table, or a folder such as symbol=KO for each ticker" },
    help: "Ask DuckDB, which reads such tables: --sql \"SELECT * FROM 'FOLDER/**/*.csv'\". Or write the table as Parquet.",
    cause,
  });
}

function noMatch(pattern: string): DataError {
  return new DataError({
    code: "no-price-files",
    message: `No price file matches ${pattern}.`,
    where: {
      file: pattern,
      expected: "files named .csv, .tsv, .txt, .json or .parquet, as they are or as .gz or .zip",
    },
    help: 'Put the pattern in quotes, so that it is not the shell that reads it: --data "prices/*.csv". "prices/**" takes every folder below.',
  });
}

function mixedPartitions(label: string, path: string, shapes: readonly string[]): DataError {
  return new DataError({
    code: "mixed-partitions",
    message: `The files of ${label} lie in folders of different kinds.`,
    where: {
      file: path,
      received: shapes.map((shape) => (shape === "" ? "in no folder key=value" : shape)).join("; "),
    },
    help: "Name the one that holds the prices: --data FOLDER.",
  });
}
