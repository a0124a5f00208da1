import { type Dirent, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { DataError } from "#base/errors";
import { isPriceFileName } from "../file-names.ts";
import { isPartition } from "../partition.ts";
import { fileError } from "./read-bytes.ts";

/**
 * The price files of a folder, and of its sub-folders only where these are partitions (symbol=KO/year=2013), by their paths from it, in an
 * order that no locale or file system changes. Nothing is opened.
 */
export function filesOfFolder(folder: string): readonly string[] {
  const entries = entriesOf(folder);
  const partitions = entries.filter((entry) => isFolder(entry) && isPartition(entry.name));
  const files = entries.filter((entry) => !isFolder(entry) && isPriceFileName(entry.name)).map(({ name }) => name);
  const below = partitions.flatMap(({ name }) => filesOfFolder(join(folder, name)).map((file) => `${name}/${file}`));
  return [...files, ...below].sort();
}

/** Says what is there, in place of prices. */
export function noPriceFiles(folder: string): DataError {
  const label = basename(resolve(folder));
  const entries = entriesOf(folder).filter(({ name }) => !name.startsWith("."));
  const folders = entries.filter(isFolder).map(({ name }) => `${name}/`);
  const names = [...folders, ...entries.filter((entry) => !isFolder(entry)).map(({ name }) => name)].sort();
  const listed =
    names.length <= 12 ? names.join(", ") : `${names.slice(0, 12).join(", ")} and ${names.length - 12} more`;
  const [inner] = folders;
  return new DataError({
    code: "no-price-files",
    message: `The folder ${label} holds no price file${names.length === 0 ? ": it is empty" : ""}.`,
    where: {
      file: folder,
      expected: "NAME.csv, .tsv, .txt, .json or .parquet for each ticker, as it is or as .gz or .zip",
      ...(names.length > 0 && { received: listed }),
    },
    help:
      inner === undefined
        ? "Put one file per ticker in it: date,open,high,low,close,volume."
        : `Sub-folders are not looked into: name one, ${join(folder, inner)}, or all of them: "${join(folder, "*", "*.csv")}".`,
  });
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw fileError(folder, cause);
  }
}

function isFolder(entry: Dirent): boolean {
  return entry.isDirectory();
}
