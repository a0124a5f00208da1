import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DataError } from "#base/errors";

/** A file that a setting names. */
export interface SettingFile {
  readonly path: string;
  /** The flag and the key that name it. */
  readonly flag: string;
  readonly key: string;
  /** Of the error where it cannot be read. */
  readonly code: string;
  /** "table of borrow rates", and its columns: "symbol and rate". */
  readonly what: string;
  readonly columns: string;
}

/** The text of a file that a setting names. Throws DataError where it cannot be read. */
export function textOfSetting({ path, flag, key, code, what, columns }: SettingFile, projectFolder: string): string {
  try {
    return readFileSync(resolve(projectFolder, path), "utf8");
  } catch (cause) {
    throw new DataError({
      code,
      message: `The ${what} cannot be read: ${path}.`,
      where: { flag, key, file: path },
      help: `Check the path: it is read from the folder in which ivy runs.\nIts columns are ${columns}.`,
      cause,
    });
  }
}
